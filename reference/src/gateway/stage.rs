//! A stage as the data plane serves it.

use std::sync::Arc;

use indexmap::IndexMap;
use uuid::Uuid;

use super::access_log::AccessLog;
use super::api::Api;
use super::execution_log::LogSettings;
use super::throttling::Throttling;

/// A stage and, while one is set up, its canary.
#[derive(Debug, Clone)]
pub struct Stage {
    /// The stage's deployment and variables.
    pub production: Version,
    /// The canary's share of requests in percent, and its version.
    pub canary: Option<(f64, Version)>,
    /// What its executions write to CloudWatch Logs.
    pub logs: LogSettings,
    /// The limits of its methods.
    pub throttling: Throttling,
    /// Where its requests are logged.
    pub access_log: Option<AccessLog>,
}

/// A deployment with the variables that it runs with.
#[derive(Debug, Clone)]
pub struct Version {
    /// The deployment.
    pub api: Arc<Api>,
    /// `$stageVariables`.
    pub variables: Arc<IndexMap<String, String>>,
    /// `$context.isCanaryRequest`; `None` if the stage has no canary.
    pub is_canary: Option<bool>,
}

impl Stage {
    /// The version that answers the next request.
    #[must_use]
    pub fn choose(&self) -> &Version {
        match &self.canary {
            Some((percent, canary)) if die() < *percent => canary,
            _ => &self.production,
        }
    }
}

/// A random number from 0 up to, not including, 100.
fn die() -> f64 {
    let [a, b, c, d, ..] = *Uuid::new_v4().as_bytes();
    f64::from(u32::from_be_bytes([a, b, c, d])) / (f64::from(u32::MAX) + 1.0) * 100.0
}
