//! The token bucket that throttles requests (developer guide, "Throttle requests to your REST APIs"). It knows no
//! clock: whoever takes a token says what time it is.

use std::time::Duration;

/// A limit of requests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateLimit {
    /// Tokens that come back per second.
    pub rate: f64,
    /// The most tokens there can be; with none no request passes.
    pub burst: u32,
}

/// The account's own limit, which holds for what a setting leaves open. It is never enforced here.
impl Default for RateLimit {
    fn default() -> Self {
        Self {
            rate: 10_000.0,
            burst: 5_000,
        }
    }
}

/// As the execution log has it (recorded on AWS 2019-02-26).
impl std::fmt::Display for RateLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Limit: {:.2} Burst: {}", self.rate, self.burst)
    }
}

/// The tokens that are left.
#[derive(Debug, Clone, Copy)]
pub struct TokenBucket {
    tokens: f64,
    at: Duration,
}

impl TokenBucket {
    /// A bucket that nobody has taken from yet; `now` counts from any moment, but always the same.
    #[must_use]
    pub fn full(limit: RateLimit, now: Duration) -> Self {
        Self {
            tokens: f64::from(limit.burst),
            at: now,
        }
    }

    /// Takes a token for a request, if there is one.
    pub fn take(&mut self, limit: RateLimit, now: Duration) -> bool {
        let passed = now.saturating_sub(self.at).as_secs_f64();
        self.tokens = (self.tokens + passed * limit.rate).min(f64::from(limit.burst));
        self.at = self.at.max(now);
        let has_one = self.tokens >= 1.0;
        if has_one {
            self.tokens -= 1.0;
        }
        has_one
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(bucket: &mut TokenBucket, limit: RateLimit, millis: u64, asked: usize) -> usize {
        let now = Duration::from_millis(millis);
        (0..asked).filter(|_| bucket.take(limit, now)).count()
    }

    /// The examples of the developer guide, at a hundredth of its numbers.
    #[test]
    fn a_burst_empties_the_bucket_and_the_rate_fills_it() {
        let limit = RateLimit {
            rate: 100.0,
            burst: 50,
        };
        let mut bucket = TokenBucket::full(limit, Duration::ZERO);
        assert_eq!(taken(&mut bucket, limit, 0, 100), 50);
        assert_eq!(taken(&mut bucket, limit, 100, 50), 10);
        let evenly = (11..=100).map(|hundredth| taken(&mut bucket, limit, hundredth * 10, 1));
        assert_eq!(evenly.sum::<usize>(), 90);
        assert_eq!(taken(&mut bucket, limit, 60_000, 100), 50);
    }

    #[test]
    fn a_burst_of_zero_lets_nothing_pass() {
        let limit = RateLimit {
            rate: 100.0,
            burst: 0,
        };
        let mut bucket = TokenBucket::full(limit, Duration::ZERO);
        assert_eq!(taken(&mut bucket, limit, 10_000, 3), 0);
    }

    #[test]
    fn time_that_runs_backwards_gives_nothing() {
        let limit = RateLimit { rate: 1.0, burst: 1 };
        let mut bucket = TokenBucket::full(limit, Duration::from_secs(9));
        assert_eq!(taken(&mut bucket, limit, 9_000, 2), 1);
        assert_eq!(taken(&mut bucket, limit, 1_000, 1), 0);
        assert_eq!(taken(&mut bucket, limit, 9_500, 1), 0);
        assert_eq!(taken(&mut bucket, limit, 10_000, 1), 1);
    }
}
