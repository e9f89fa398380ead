//! CloudWatch Logs.

mod sink;

pub use sink::LogSink;
