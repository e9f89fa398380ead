//! What a stage says of its methods: how much of them is logged, and how many requests they take.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::answer::{bad_request, not_offered};
use super::patch::PatchOperation;
use super::throttle;
use crate::gateway::execution_log::{Detail, LogSettings};
use crate::gateway::throttling::Throttling;
use crate::wire::AwsError;

/// The members of a method's settings that limit its requests.
const RATE_LIMIT: &str = "throttlingRateLimit";
const BURST_LIMIT: &str = "throttlingBurstLimit";

/// `methodSettings` by `{resource}/{verb}` or `*/*`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MethodSettings(Map<String, Value>);

impl MethodSettings {
    /// A method whose own settings say nothing of logs has those of all methods.
    #[must_use]
    pub fn logs(&self) -> LogSettings {
        let detail = |setting: &Value| {
            Some(match setting.get("loggingLevel")?.as_str()? {
                "ERROR" => Detail::Errors,
                "INFO" if setting["dataTraceEnabled"] == true => Detail::Data,
                "INFO" => Detail::Steps,
                _ => Detail::Nothing,
            })
        };
        let settings = self.0.iter();
        LogSettings(
            settings
                .filter_map(|(key, s)| Some((key.clone(), detail(s)?)))
                .collect(),
        )
    }

    /// The limits; what a setting leaves open is the account's.
    #[must_use]
    pub fn throttling(&self) -> Throttling {
        let limit = |setting: &Value| {
            let (rate, burst) = (setting.get(RATE_LIMIT), setting.get(BURST_LIMIT));
            if rate.is_none() && burst.is_none() {
                return None;
            }
            Some(throttle::limit(
                rate.and_then(Value::as_f64),
                burst.and_then(Value::as_i64),
            ))
        };
        let settings = self.0.iter();
        Throttling(
            settings
                .filter_map(|(key, s)| Some((key.clone(), limit(s)?)))
                .collect(),
        )
    }

    /// Takes over a change of the settings of a method; `false` if there is no such setting. Those of metrics change
    /// nothing that a client sees; caching would.
    ///
    /// # Errors
    /// `BadRequestException`
    pub fn set(&mut self, key: &str, setting: &[&str], change: &PatchOperation) -> Result<bool, AwsError> {
        let value = change.value.as_deref().unwrap_or_default();
        let (name, value) = match setting {
            ["logging", "loglevel"] if ["OFF", "ERROR", "INFO"].contains(&value) => {
                ("loggingLevel", Value::from(value))
            }
            ["logging", "loglevel"] => {
                let message = format!("Invalid logging level: {value}. Valid options are OFF, ERROR, INFO");
                return Err(bad_request(message));
            }
            ["logging", "dataTrace"] => ("dataTraceEnabled", Value::from(value == "true")),
            ["metrics", "enabled"] => ("metricsEnabled", Value::from(value == "true")),
            ["throttling", "rateLimit"] => (RATE_LIMIT, Value::from(throttle::rate(change)?)),
            ["throttling", "burstLimit"] => (BURST_LIMIT, Value::from(throttle::burst(change)?)),
            ["caching", ..] => return Err(not_offered("Caching of a stage")),
            _ => return Ok(false),
        };
        let settings = self.0.entry(key).or_insert_with(|| json!({}));
        settings[name] = value;
        Ok(true)
    }
}
