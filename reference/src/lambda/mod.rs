//! Lambda: execution environments, synchronous and asynchronous invocation.

mod environment;
mod integration;
mod invocation;
mod payload;
mod pool;
mod retry;

pub use environment::{Files, Program};
pub(crate) use environment::{Finished, Job, Limits};
pub use invocation::{Invocation, InvocationType, Invoke, Invoked};
pub(crate) use pool::{Busy, Deployment, Environments};
pub(crate) use retry::{Attempt, Patience, RETRY_DELAYS, deliver};
