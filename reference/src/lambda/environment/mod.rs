//! An execution environment: one JavaScript runtime on a thread of its own, serving one invocation at a time.

mod bytes;
mod host;
mod invocation_log;
mod modules;
mod prelude;
mod program;
mod session;
mod thread;

pub use program::{Files, Program};
pub(crate) use thread::{Environment, Finished, Job, Limits};

#[cfg(test)]
mod tests;
