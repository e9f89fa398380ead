//! CloudWatch Logs.

mod events;
mod filter_pattern;
mod groups;
mod parameters;
mod resource_policies;
mod service;
mod sink;
mod store;
mod streams;
mod tags;

pub use service::Logs;
pub use sink::LogSink;
