//! Lambda: execution environments, synchronous and asynchronous invocation.

mod invocation;

pub use invocation::{Invocation, InvocationType, Invoke, Invoked};
