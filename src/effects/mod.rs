//! What happened behind the gateway, seen through the services' own APIs on every target alike:
//! executions started and their input, invocations of a function and their events.
//!
//! Several implementations answer 200 and do nothing; so a scenario looks here too.

mod access_log;
mod control;
mod error;
mod execution_history;
mod executions;
mod express_log;
mod invocations;
mod poll;
mod stage_log;

pub use access_log::await_access_log;
pub use control::Control;
pub use error::EffectError;
pub use execution_history::event_types;
pub use executions::{Execution, await_executions};
pub use express_log::{LogEvent, await_log_events};
pub use invocations::{Invocation, await_invocations};
pub use poll::Until;
pub use stage_log::await_stage_log;
