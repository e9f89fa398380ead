//! One call of whatever stands behind an API, within its time. REST and HTTP APIs have this in common; what a
//! client is told of a failure is each one's own.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::{Call, Integration, IntegrationError};
use crate::wire::http1::{ExchangeError, Peer, exchange};
use crate::wire::{Request, Response};

/// The longest answer of a backend in bytes.
pub const MAX_RESPONSE: usize = 10_485_760;

/// Who answers for the services, by name.
pub type Services = HashMap<&'static str, Arc<dyn Integration>>;

/// Why a backend gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackendError {
    /// Not in time.
    #[error("call the backend: it did not answer in time")]
    Timeout,
    /// API Gateway may not or cannot call it, for example "Invalid permissions on Lambda function".
    #[error("call the backend: {0}")]
    Refused(String),
    /// The call ended without an answer.
    #[error("call the backend: it broke off")]
    BrokeOff,
    /// No connection, or what came is no HTTP.
    #[error("call the backend: it cannot be reached")]
    Unreachable,
    /// The request has no form that HTTP can carry.
    #[error("call the backend: the request cannot be written")]
    Unwritable,
    /// The answer is longer than [`MAX_RESPONSE`]; its length in bytes as far as it is known.
    #[error("call the backend: its answer of {0} bytes is too long")]
    TooLong(u64),
}

/// Calls a service and waits for its answer, whatever the status. The call goes on in the background when the
/// time is over, as on AWS.
///
/// # Errors
/// [`BackendError`]
pub async fn call_service(
    service: &Arc<dyn Integration>,
    call: Call,
    limit: Duration,
) -> Result<Response, BackendError> {
    let service = Arc::clone(service);
    let answer = timeout(limit, tokio::spawn(async move { service.call(call).await })).await;
    let response = match answer {
        Err(_) => return Err(BackendError::Timeout),
        Ok(Err(_)) => return Err(BackendError::BrokeOff),
        Ok(Ok(Err(IntegrationError::Configuration(reason)))) => return Err(BackendError::Refused(reason)),
        Ok(Ok(Ok(response))) => response,
    };
    if response.body.len() > MAX_RESPONSE {
        return Err(BackendError::TooLong(response.body.len() as u64));
    }
    Ok(response)
}

/// Sends a request to an HTTP backend on this machine and waits for its answer, whatever the status.
///
/// # Errors
/// [`BackendError`]
pub async fn call_http(peer: &Peer, request: &Request, limit: Duration) -> Result<Response, BackendError> {
    match timeout(limit, exchange(peer, request, MAX_RESPONSE)).await {
        Err(_) => Err(BackendError::Timeout),
        Ok(Err(ExchangeError::TooLong(length))) => Err(BackendError::TooLong(length)),
        Ok(Err(ExchangeError::Untrusted(refusal))) => Err(BackendError::Refused(refusal.to_string())),
        Ok(Err(ExchangeError::Unwritable)) => Err(BackendError::Unwritable),
        Ok(Err(ExchangeError::Io(_) | ExchangeError::Malformed(_))) => Err(BackendError::Unreachable),
        Ok(Ok(response)) => Ok(response),
    }
}
