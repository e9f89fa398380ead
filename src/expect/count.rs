//! Expectations on effects and times.

use std::time::Duration;

use super::Mismatch;

/// Expects a number of executions.
///
/// # Errors
/// The mismatch.
pub fn executions(found: usize, expected: usize) -> Result<(), Mismatch> {
    if found == expected {
        Ok(())
    } else {
        Err(Mismatch::ExecutionCount { expected, found })
    }
}

/// Expects a number of invocations.
///
/// # Errors
/// The mismatch.
pub fn invocations(found: usize, expected: usize) -> Result<(), Mismatch> {
    if found == expected {
        Ok(())
    } else {
        Err(Mismatch::InvocationCount { expected, found })
    }
}

/// Expects that something took no longer than a limit.
///
/// # Errors
/// The mismatch.
pub fn at_most(subject: &str, found: Duration, limit: Duration) -> Result<(), Mismatch> {
    if found <= limit {
        Ok(())
    } else {
        Err(time(subject, found, format!("at most {}", words(limit))))
    }
}

/// Expects that something took at least a limit.
///
/// # Errors
/// The mismatch.
pub fn at_least(subject: &str, found: Duration, limit: Duration) -> Result<(), Mismatch> {
    if found >= limit {
        Ok(())
    } else {
        Err(time(subject, found, format!("at least {}", words(limit))))
    }
}

fn time(subject: &str, found: Duration, expected: String) -> Mismatch {
    let found_ms = u64::try_from(found.as_millis()).unwrap_or(u64::MAX);
    Mismatch::Time {
        subject: subject.to_owned(),
        expected,
        found_ms,
    }
}

fn words(limit: Duration) -> String {
    format!("{} ms", limit.as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_expected_and_found() {
        assert_eq!(executions(1, 1), Ok(()));
        assert_eq!(
            executions(0, 1).expect_err("none").to_string(),
            "executions started\n  expected  1\n  found     0"
        );
        assert_eq!(invocations(2, 2), Ok(()));
        assert_eq!(
            invocations(3, 1).expect_err("three").to_string(),
            "invocations\n  expected  1\n  found     3"
        );
    }

    #[test]
    fn times_keep_to_a_limit() {
        let seconds = Duration::from_secs;
        assert_eq!(at_most("response", seconds(1), seconds(1)), Ok(()));
        assert_eq!(at_least("response", seconds(1), seconds(1)), Ok(()));
        assert_eq!(
            at_most("response", seconds(3), seconds(2))
                .expect_err("late")
                .to_string(),
            "time of the response\n  expected  at most 2000 ms\n  found     3000 ms"
        );
        assert!(at_least("response", seconds(1), seconds(2)).is_err());
    }
}
