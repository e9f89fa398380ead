//! The service `states`: state machines and executions.

mod activities;
mod answers;
mod arn;
mod constraints;
mod errors;
mod integration;
mod lambda_task;
mod launch;
mod logging;
mod map_runs;
mod nested_task;
mod operations;
mod paging;
mod record;
mod sdk_answer;
mod service;
mod store;
mod tokens;
mod wire_form;
mod world;

pub use service::States;
