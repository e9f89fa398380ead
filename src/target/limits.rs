//! How fast a target is, and how fast it may be asked.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Deserializer};

/// Times and numbers that differ from target to target. In files all times are in seconds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Scenarios run at once.
    pub concurrency: usize,
    /// One request of a client to a deployed stage, until its answer is complete.
    #[serde(deserialize_with = "seconds")]
    pub request: Duration,
    /// One control-plane call with all its retries.
    #[serde(deserialize_with = "seconds")]
    pub call: Duration,
    /// By how much the windows that requirements name are stretched.
    pub patience: f64,
    /// How long to look again before saying that nothing (more) happened.
    #[serde(deserialize_with = "seconds")]
    pub settle: Duration,
    /// How long to collect systems for one deployment after the first has asked.
    #[serde(deserialize_with = "seconds")]
    pub gather: Duration,
    /// Resources that one REST API may hold.
    pub resources_per_api: usize,
    /// Changes of API Gateway's resources in flight at once.
    pub changes_at_once: usize,
    /// How long a deployment may take until the stage serves it; zero where CreateDeployment's answer
    /// means that it does.
    #[serde(deserialize_with = "seconds")]
    pub stage_ready: Duration,
    /// How long a new role may be refused by the services that shall assume it; zero where it never is.
    #[serde(deserialize_with = "seconds")]
    pub role_ready: Duration,
    /// Operation → least time from one call to the next.
    #[serde(deserialize_with = "seconds_by_name")]
    pub pace: BTreeMap<String, Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            concurrency: 8,
            request: Duration::from_secs(40),
            call: Duration::from_secs(60),
            patience: 1.0,
            settle: Duration::from_secs(1),
            gather: Duration::ZERO,
            resources_per_api: 300,
            changes_at_once: 16,
            stage_ready: Duration::ZERO,
            role_ready: Duration::ZERO,
            pace: BTreeMap::new(),
        }
    }
}

impl Limits {
    /// A window that a requirement names, stretched for this target.
    #[must_use]
    pub fn window(&self, named: Duration) -> Duration {
        Duration::try_from_secs_f64(named.as_secs_f64() * self.patience).unwrap_or(named)
    }
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    f64::deserialize(deserializer).and_then(duration)
}

fn seconds_by_name<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Duration>, D::Error> {
    BTreeMap::<String, f64>::deserialize(deserializer)?
        .into_iter()
        .map(|(name, seconds)| Ok((name, duration(seconds)?)))
        .collect()
}

/// No limit is longer than a day: a mistyped file must not make a run wait for ever.
fn duration<E: serde::de::Error>(seconds: f64) -> Result<Duration, E> {
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if duration <= Duration::from_secs(86_400) => Ok(duration),
        _ => Err(E::custom(format!(
            "{seconds} is no time between 0 and 86400 seconds"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_seconds() {
        let limits: Limits =
            toml::from_str("settle = 0.1\nrequest = 35\n[pace]\nCreateRestApi = 3").expect("limits");
        assert_eq!(limits.settle, Duration::from_millis(100));
        assert_eq!(limits.request, Duration::from_secs(35));
        assert_eq!(limits.pace["CreateRestApi"], Duration::from_secs(3));
    }

    #[test]
    fn a_time_that_is_none_and_a_name_that_is_unknown_are_errors() {
        for text in ["settle = -1", "settle = 1e9", "setle = 1"] {
            assert!(toml::from_str::<Limits>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn patience_stretches_windows() {
        let limits = Limits {
            patience: 2.5,
            ..Limits::default()
        };
        assert_eq!(limits.window(Duration::from_secs(2)), Duration::from_secs(5));
    }
}
