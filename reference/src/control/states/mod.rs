//! The service `states`: state machines and executions, Map Runs and activities.
//!
//! Ended executions are remembered for a day, at most 10,000 of them and 512 MiB of history; the oldest are
//! forgotten first, with their Map Runs. AWS keeps them for 90 days.

mod activities;
mod answers;
mod arn;
mod child_executions;
mod constraints;
mod errors;
mod integration;
mod lambda_task;
mod launch;
mod logging;
mod machine;
mod map_run_record;
mod map_runs;
mod nested_task;
mod operations;
mod paging;
mod record;
mod requests;
mod retention;
mod sdk_answer;
mod service;
mod store;
mod tokens;
mod wire_form;
mod world;

pub use retention::Retention;
pub use service::States;
