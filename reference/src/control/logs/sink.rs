//! How other rooms write to CloudWatch Logs.

/// Takes log events. A group or stream that does not exist is created, as Lambda does.
pub trait LogSink: Send + Sync {
    /// Appends an event; `at` is milliseconds since the epoch.
    fn write(&self, group: &str, stream: &str, at: i64, message: String);
}
