//! Limits of requests, as stages and usage plans have them.

use serde::{Deserialize, Serialize};

use super::answer::bad_request;
use super::patch::PatchOperation;
use crate::gateway::token_bucket::RateLimit;
use crate::wire::AwsError;

/// `ThrottleSettings`. What it leaves open is not limited (met by users of the CDK, 2020).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Throttle {
    #[serde(skip_serializing_if = "Option::is_none")]
    burst_limit: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate_limit: Option<f64>,
}

impl Throttle {
    /// Checks what CreateUsagePlan was given.
    ///
    /// # Errors
    /// `BadRequestException`
    pub fn check(&self) -> Result<(), AwsError> {
        if self.burst_limit.is_some_and(|burst| burst < 0) || self.rate_limit.is_some_and(|rate| rate < 0.0) {
            return Err(bad_request("Throttle limits must not be negative"));
        }
        Ok(())
    }

    /// As the data plane keeps it.
    #[must_use]
    pub fn compiled(&self) -> RateLimit {
        limit(self.rate_limit, self.burst_limit)
    }

    /// Changes one of the two.
    ///
    /// # Errors
    /// `BadRequestException`
    pub fn patch(&mut self, change: &PatchOperation, member: &str) -> Result<(), AwsError> {
        match member {
            "rateLimit" => self.rate_limit = Some(rate(change)?),
            "burstLimit" => self.burst_limit = Some(burst(change)?),
            _ => return Err(refused(change)),
        }
        Ok(())
    }
}

/// A limit of which a part may be left open.
#[must_use]
pub fn limit(rate: Option<f64>, burst: Option<i64>) -> RateLimit {
    let account = RateLimit::default();
    RateLimit {
        rate: rate.unwrap_or(account.rate),
        burst: burst.map_or(account.burst, |burst| u32::try_from(burst).unwrap_or(u32::MAX)),
    }
}

/// The value of a `rateLimit`.
///
/// # Errors
/// `BadRequestException`
pub fn rate(change: &PatchOperation) -> Result<f64, AwsError> {
    let value: Option<f64> = change.value.as_deref().and_then(|value| value.parse().ok());
    value
        .filter(|rate| rate.is_finite() && *rate >= 0.0)
        .ok_or_else(|| refused(change))
}

/// The value of a `burstLimit`.
///
/// # Errors
/// `BadRequestException`
pub fn burst(change: &PatchOperation) -> Result<i64, AwsError> {
    let value: Option<u32> = change.value.as_deref().and_then(|value| value.parse().ok());
    value.map(i64::from).ok_or_else(|| refused(change))
}

fn refused(change: &PatchOperation) -> AwsError {
    bad_request(format!("Invalid value specified for path {}", change.path))
}
