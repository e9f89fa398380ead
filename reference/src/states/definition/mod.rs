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
mod single;
mod state;
mod task;
mod transitions;
mod variables;
mod wait;

pub use choice::{Choice, Rule};
pub use diagnostic::{Diagnostic, Diagnostics};
pub(in crate::states) use fields::Fields;
pub use flow::{Fail, Pass, Succeed, Text};
pub use machine::{Definition, MachineType, Workflow};
pub use map::{Batcher, Distribution, Items, Map, MapNumber, Selector, Tolerance};
pub use parallel::Parallel;
pub use resource::{Pattern, Resource};
pub use retry::{Catcher, ErrorHandling, Jitter, Retrier};
pub use single::{NoState, single};
pub use state::{Body, Next, State};
pub use task::{Duration, Task};
pub use variables::VariableReferences;
pub use wait::{Until, Wait};
