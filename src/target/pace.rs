//! Control-plane calls that a target allows only so often.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Gives every call of a paced operation its turn.
#[derive(Debug)]
pub(super) struct Pace {
    intervals: BTreeMap<String, Duration>,
    /// When the next call of an operation may be sent.
    next: Mutex<HashMap<&'static str, Instant>>,
}

impl Pace {
    pub(super) fn new(intervals: BTreeMap<String, Duration>) -> Self {
        Self {
            intervals,
            next: Mutex::default(),
        }
    }

    /// Waits until the operation may be called; at once where it is not paced.
    pub(super) async fn turn(&self, operation: &'static str) {
        let Some(interval) = self.intervals.get(operation) else {
            return;
        };
        let mine = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let slot = next.entry(operation).or_insert(now);
            let mine = (*slot).max(now);
            *slot = mine + *interval;
            mine
        };
        tokio::time::sleep_until(mine).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace() -> Pace {
        Pace::new(BTreeMap::from([(
            "CreateRestApi".to_owned(),
            Duration::from_millis(30),
        )]))
    }

    #[tokio::test]
    async fn calls_of_a_paced_operation_keep_their_distance() {
        let (pace, start) = (pace(), Instant::now());
        futures::future::join_all((0..3).map(|_| pace.turn("CreateRestApi"))).await;
        assert!(
            start.elapsed() >= Duration::from_millis(60),
            "{:?}",
            start.elapsed()
        );
    }

    #[tokio::test]
    async fn other_operations_do_not_wait() {
        let (pace, start) = (pace(), Instant::now());
        for _ in 0..100 {
            pace.turn("GetRestApis").await;
        }
        assert!(
            start.elapsed() < Duration::from_millis(30),
            "{:?}",
            start.elapsed()
        );
    }
}
