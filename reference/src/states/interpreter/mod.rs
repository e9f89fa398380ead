//! Runs workflows.

mod choice;
mod flow;
mod handling;
mod map;
mod parallel;
mod retry;
mod run;
mod task;
mod task_events;
mod wait;
mod world;

pub use run::Run;
pub use world::{Callback, ServiceCall, Signal, World};
