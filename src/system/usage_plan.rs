//! How often an API may be called, and by whom.

use super::Route;

/// A limit of requests: the token bucket of a stage's method or of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Throttle {
    /// `rateLimit`: requests per second.
    pub rate: u32,
    /// `burstLimit`: requests at once.
    pub burst: u32,
}

/// A limit and what it holds for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MethodThrottle {
    /// The method; all of them if there is none.
    pub route: Option<Route>,
    /// Its limit.
    pub throttle: Throttle,
}

/// A usage plan for the stage, with one API key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UsagePlan {
    /// Its limits.
    pub throttles: Vec<MethodThrottle>,
    /// Its quota.
    pub quota: Option<Quota>,
    /// Whether it is for the stage at all.
    pub has_stage: bool,
    /// Whether the API key belongs to it.
    pub has_key: bool,
    /// Whether the API key is enabled.
    pub is_key_enabled: bool,
}

/// A quota of requests.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quota {
    /// Requests per period.
    pub limit: u32,
    /// `DAY`, `WEEK` or `MONTH`.
    pub period: String,
}

impl Default for UsagePlan {
    fn default() -> Self {
        Self {
            throttles: Vec::new(),
            quota: None,
            has_stage: true,
            has_key: true,
            is_key_enabled: true,
        }
    }
}
