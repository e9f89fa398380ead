//! Asynchronous invocation: an event is delivered in the background and tried again if the function fails.

use std::time::{Duration, Instant};

use futures::future::BoxFuture;
use tokio::time::sleep;

/// The waits before the second and the third attempt. AWS waits one and two minutes (LASYNC-016); here they are
/// shorter, so that a test sees all attempts.
pub(crate) const RETRY_DELAYS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(2)];
/// The wait after an attempt for which there was no room.
const THROTTLE_DELAY: Duration = Duration::from_millis(250);

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// The event is done with: the function answered, or is gone.
    Over,
    /// The function failed.
    Failed,
    /// There was no room; the function did not run.
    Throttled,
}

/// How long to go on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// Attempts after the first that the function may fail.
    pub(crate) retries: usize,
    /// How long the event may wait for a first or further attempt.
    pub(crate) age: Duration,
    /// The waits before the second and the third attempt.
    pub(crate) delays: [Duration; 2],
}

/// Delivers one event.
pub(crate) async fn deliver(patience: Patience, attempt: impl Fn() -> BoxFuture<'static, Attempt>) {
    let began = Instant::now();
    let mut failures = 0;
    loop {
        let wait = match attempt().await {
            Attempt::Over => return,
            Attempt::Throttled => THROTTLE_DELAY,
            Attempt::Failed => {
                let Some(delay) = patience
                    .delays
                    .get(failures)
                    .filter(|_| failures < patience.retries)
                else {
                    return;
                };
                failures += 1;
                *delay
            }
        };
        if began.elapsed() + wait > patience.age {
            return;
        }
        sleep(wait).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    async fn attempts(retries: usize, outcomes: &'static [Attempt]) -> usize {
        let count = Arc::new(AtomicUsize::new(0));
        let patience = Patience {
            retries,
            age: Duration::from_secs(60),
            delays: [Duration::ZERO; 2],
        };
        let counted = Arc::clone(&count);
        deliver(patience, move || {
            let at = counted.fetch_add(1, Ordering::Relaxed);
            Box::pin(async move { outcomes.get(at).copied().unwrap_or(Attempt::Failed) })
        })
        .await;
        count.load(Ordering::Relaxed)
    }

    #[tokio::test]
    async fn a_failing_event_is_tried_again_as_often_as_configured() {
        assert_eq!(attempts(2, &[]).await, 3);
        assert_eq!(attempts(1, &[]).await, 2);
        assert_eq!(attempts(0, &[]).await, 1);
        assert_eq!(attempts(2, &[Attempt::Failed, Attempt::Over]).await, 2);
    }

    #[tokio::test]
    async fn no_room_is_no_failure() {
        assert_eq!(attempts(0, &[Attempt::Throttled, Attempt::Over]).await, 2);
    }

    #[tokio::test]
    async fn an_old_event_is_dropped() {
        let patience = Patience {
            retries: 2,
            age: Duration::ZERO,
            delays: RETRY_DELAYS,
        };
        let began = Instant::now();
        deliver(patience, || Box::pin(async { Attempt::Failed })).await;
        assert!(began.elapsed() < RETRY_DELAYS[0]);
    }
}
