//! Looking until there is enough to see.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::EffectError;
use crate::target::Limits;

/// Between the first two looks, before patience; the time grows with every look.
const FIRST: Duration = Duration::from_millis(5);
const LONGEST: Duration = Duration::from_millis(500);

/// How long to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Until there are as many, or the window ends.
    AtLeast(usize),
    /// Until there are as many or the window ends; then once more after the target's settle time, so that a
    /// surplus shows. `Exactly(0)` waits for the settle time only.
    Exactly(usize),
}

/// Looks until enough things satisfy `counts`, and returns everything seen last; it is the caller who judges.
/// The window is what a requirement names; the target's patience stretches it.
pub(super) async fn poll<T, L>(
    limits: &Limits,
    until: Until,
    window: Duration,
    counts: impl Fn(&T) -> bool,
    look: impl Fn() -> L,
) -> Result<Vec<T>, EffectError>
where
    L: Future<Output = Result<Vec<T>, EffectError>>,
{
    let end = Instant::now() + limits.window(window);
    let enough = match until {
        Until::AtLeast(count) | Until::Exactly(count) => count,
    };
    let (mut pause, longest) = (limits.window(FIRST), limits.window(LONGEST));
    if until != Until::Exactly(0) {
        loop {
            let seen = look().await?;
            let counted = seen.iter().filter(|thing| counts(thing)).count();
            let now = Instant::now();
            if counted >= enough && matches!(until, Until::AtLeast(_)) || now >= end {
                return Ok(seen);
            }
            if counted >= enough {
                break;
            }
            sleep(pause.min(end - now)).await;
            pause = (pause * 2).min(longest);
        }
    }
    sleep(limits.settle).await;
    look().await
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn limits() -> Limits {
        Limits {
            settle: Duration::from_millis(10),
            ..Limits::default()
        }
    }

    /// Sees one thing more at every look, up to `most`.
    async fn polled(until: Until, most: usize, window: Duration) -> (usize, usize) {
        let looks = Cell::new(0);
        let look = || {
            looks.set(looks.get() + 1);
            let seen = vec![(); looks.get().min(most)];
            async move { Ok(seen) }
        };
        let seen = poll(&limits(), until, window, |()| true, look)
            .await
            .expect("seen");
        (seen.len(), looks.get())
    }

    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn it_ends_as_soon_as_there_is_enough() {
        assert_eq!(polled(Until::AtLeast(3), 9, LONG).await, (3, 3));
    }

    #[tokio::test]
    async fn an_exact_count_is_looked_at_once_more() {
        assert_eq!(polled(Until::Exactly(2), 2, LONG).await, (2, 3));
        // The surplus shows.
        assert_eq!(polled(Until::Exactly(2), 9, LONG).await, (3, 3));
    }

    #[tokio::test]
    async fn that_nothing_happens_takes_one_look_after_the_settle_time() {
        let start = Instant::now();
        assert_eq!(polled(Until::Exactly(0), 0, LONG).await, (0, 1));
        assert!(start.elapsed() >= Duration::from_millis(10));
    }

    #[tokio::test]
    async fn it_ends_with_the_window_and_what_was_seen() {
        let (seen, _) = polled(Until::AtLeast(9), 1, Duration::from_millis(20)).await;
        assert_eq!(seen, 1);
    }

    #[tokio::test]
    async fn what_does_not_count_is_not_enough() {
        let look = || async { Ok(vec![1, 2, 3]) };
        let window = Duration::from_millis(5);
        let seen = poll(&limits(), Until::AtLeast(1), window, |n| *n > 3, look)
            .await
            .expect("seen");
        assert_eq!(seen, [1, 2, 3]);
    }
}
