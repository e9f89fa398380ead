//! What an HTTP API answers by itself.

use crate::gateway::backend_call::BackendError;
use crate::wire::Response;

/// A request without an answer of a backend. HTTP APIs have no gateway responses to change the text (ERR-049).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No stage or no route (ERR-046).
    NotFound,
    /// What identifies the client is missing: 401 with these 26 bytes (recorded on AWS 2021-06-30).
    Unauthorized,
    /// The authorizer denies: 403 with these 23 bytes, without a reason (recorded on AWS 2021-06-30).
    Forbidden,
    /// The function failed, its answer is unusable, or it may not be called: 500 for all of them, with these 35
    /// bytes (recorded on AWS 2025-05-20).
    InternalServerError,
    /// The backend did not answer in time, or is throttled: 503, not 504 (recorded on AWS 2025-05-20).
    ServiceUnavailable,
}

impl Failure {
    /// As the client gets it.
    #[must_use]
    pub fn response(self) -> Response {
        let (status, message) = match self {
            Self::NotFound => (404, "Not Found"),
            Self::Unauthorized => (401, "Unauthorized"),
            Self::Forbidden => (403, "Forbidden"),
            Self::InternalServerError => (500, "Internal Server Error"),
            Self::ServiceUnavailable => (503, "Service Unavailable"),
        };
        Response::json(status, &serde_json::json!({ "message": message }))
    }
}

/// That a backend which cannot be reached is 503 is derived: what else fails between the gateway and a backend is.
impl From<BackendError> for Failure {
    fn from(error: BackendError) -> Self {
        match error {
            BackendError::Timeout | BackendError::Unreachable => Self::ServiceUnavailable,
            BackendError::Refused(_)
            | BackendError::BrokeOff
            | BackendError::Unwritable
            | BackendError::TooLong(_) => Self::InternalServerError,
        }
    }
}
