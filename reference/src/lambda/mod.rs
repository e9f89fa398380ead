//! Lambda: execution environments, synchronous and asynchronous invocation.

mod environment;
mod invocation;
mod payload;
mod pool;

pub use environment::{Files, Program};
pub(crate) use environment::{Finished, Job, Limits};
pub use invocation::{Invocation, InvocationType, Invoke, Invoked};
pub(crate) use pool::{Busy, Deployment, Environments};
