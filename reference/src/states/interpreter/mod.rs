//! Runs workflows.

mod choice;
mod flow;
mod handling;
mod map;
mod map_children;
mod map_run;
mod map_values;
mod parallel;
mod retry;
mod run;
mod task;
mod task_events;
mod trail;
mod wait;
mod world;

pub use run::Run;
pub use trail::Trail;
pub use world::{Callback, Child, MapRun, Opening, ServiceCall, Signal, Terms, World};
