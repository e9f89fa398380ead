//! Runs workflows.

mod choice;
mod flow;
mod handling;
mod map;
mod map_run;
mod map_values;
mod parallel;
mod retry;
mod run;
mod task;
mod task_events;
mod wait;
mod world;

pub use run::Run;
pub use world::{Callback, ServiceCall, Signal, World};
