//! Which retrier is for an error, and how long it waits.

use std::time::Duration;

use crate::states::{
    definition::{Jitter, Retrier},
    failure::Failure,
};

/// How often each retrier of a state was used.
#[derive(Debug)]
pub(super) struct Attempts<'a> {
    retriers: &'a [Retrier],
    used: Vec<u64>,
    total: u64,
}

/// The retrier that is for an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Retry {
    pub(super) index: usize,
    /// How long to wait before trying again; `None` if no attempts are left.
    pub(super) delay: Option<Duration>,
}

impl<'a> Attempts<'a> {
    /// Each retrier was used so often before.
    pub(super) fn new(retriers: &'a [Retrier], used: u64) -> Self {
        Self {
            retriers,
            used: vec![used; retriers.len()],
            total: used,
        }
    }

    /// How many retries there were, `$$.State.RetryCount`.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// The first retrier that matches decides, whether it has attempts left or not (ASL-040).
    pub(super) fn next(&mut self, failure: &Failure, chance: f64) -> Option<Retry> {
        let matches = |retrier: &Retrier| failure.matches(&retrier.error_equals);
        let index = self.retriers.iter().position(matches)?;
        let (retrier, used) = (&self.retriers[index], &mut self.used[index]);
        if *used >= retrier.max_attempts {
            return Some(Retry { index, delay: None });
        }
        let delay = Some(delay(retrier, *used, chance));
        *used += 1;
        self.total += 1;
        Some(Retry { index, delay })
    }
}

// Delays are bounded by a century, long before precision matters.
fn delay(retrier: &Retrier, used: u64, chance: f64) -> Duration {
    const CENTURY: f64 = 3.2e9;
    let exponent = used.min(1_000) as i32;
    let mut seconds = retrier.interval_seconds as f64 * retrier.backoff_rate.powi(exponent);
    if let Some(longest) = retrier.max_delay_seconds {
        seconds = seconds.min(longest as f64);
    }
    if retrier.jitter == Jitter::Full {
        seconds *= chance;
    }
    Duration::from_secs_f64(seconds.clamp(0.0, CENTURY))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn retrier(names: &[&str], max_attempts: u64) -> Retrier {
        Retrier {
            error_equals: names.iter().map(|&name| name.to_owned()).collect(),
            interval_seconds: 1,
            max_attempts,
            backoff_rate: 2.0,
            max_delay_seconds: None,
            jitter: Jitter::None,
        }
    }

    fn seconds(attempts: &mut Attempts<'_>, error: &str) -> Option<f64> {
        attempts
            .next(&Failure::new(error, ""), 0.5)
            .and_then(|retry| retry.delay)
            .map(|delay| delay.as_secs_f64())
    }

    #[test]
    fn intervals_grow_until_the_attempts_are_used_up() {
        let retriers = [retrier(&["States.ALL"], 3)];
        let mut attempts = Attempts::new(&retriers, 0);
        let delays: Vec<_> = (0..4).map(|_| seconds(&mut attempts, "E")).collect();
        assert_eq!(delays, [Some(1.0), Some(2.0), Some(4.0), None]);
        assert_eq!(attempts.total(), 3);
    }

    #[test]
    fn each_retrier_counts_for_itself() {
        let retriers = [retrier(&["A", "B"], 1), retrier(&["C"], 1)];
        let mut attempts = Attempts::new(&retriers, 0);
        assert_eq!(seconds(&mut attempts, "A"), Some(1.0));
        assert_eq!(seconds(&mut attempts, "C"), Some(1.0));
        assert_eq!(seconds(&mut attempts, "B"), None);
        assert_eq!(seconds(&mut attempts, "D"), None);
    }

    #[test]
    fn delays_are_capped_and_shortened_by_chance() {
        let retriers = [Retrier {
            interval_seconds: 3,
            max_delay_seconds: Some(5),
            jitter: Jitter::Full,
            backoff_rate: 1e300,
            ..retrier(&["E"], 3)
        }];
        let mut attempts = Attempts::new(&retriers, 0);
        assert_eq!(seconds(&mut attempts, "E"), Some(1.5));
        assert_eq!(seconds(&mut attempts, "E"), Some(2.5));
        assert_eq!(seconds(&mut attempts, "E"), Some(2.5));
    }
}
