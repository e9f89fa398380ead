//! What is remembered of executions that have ended.

use std::time::Duration;

/// How many ended executions are remembered, and for how long; the rest is forgotten, the oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// At most so many.
    pub executions: usize,
    /// Since their end; AWS remembers Standard executions for 90 days.
    pub age: Duration,
}

impl Default for Retention {
    /// 10,000 executions of the last day.
    fn default() -> Self {
        Self {
            executions: 10_000,
            age: Duration::from_secs(86_400),
        }
    }
}
