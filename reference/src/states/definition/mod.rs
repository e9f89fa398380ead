//! State machine definitions: the model, reading and validating.

mod choice;
mod diagnostic;
mod fields;
mod flow;
mod machine;
mod map;
mod parallel;
mod resource;
mod retry;
mod state;
mod task;
mod transitions;
mod wait;

pub use choice::Choice;
pub use diagnostic::{Diagnostic, Diagnostics};
pub(in crate::states) use fields::Fields;
pub use flow::{Fail, Pass, Succeed, Text};
pub use machine::{Definition, MachineType, Workflow};
pub use map::{Concurrency, Map};
pub use parallel::Parallel;
pub use resource::{Pattern, Resource};
pub use retry::{Catcher, ErrorHandling, Jitter, Retrier};
pub use state::{Body, Next, State};
pub use task::{Duration, Task};
pub use wait::{Until, Wait};
