//! The one door from the data plane to the services behind it.

use futures::future::BoxFuture;

use crate::wire::{Request, Response};

/// What an AWS integration's URI names after the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `…:action/StartExecution`
    Action(String),
    /// `…:path/2015-03-31/functions/{arn}/invocations`, with its leading slash
    Path(String),
}

/// A request that API Gateway sends to a service on behalf of a method.
#[derive(Debug, Clone)]
pub struct Call {
    /// The service's operation.
    pub target: Target,
    /// The integration request: method, headers, query and body after mapping.
    pub request: Request,
    /// The region in the integration's URI.
    pub region: String,
    /// `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{method}/{resource path}`; the method is the one
    /// configured, so `ANY` is written `*` (Lambda guide, permissions).
    pub source_arn: String,
    /// The role to act as; `None` leaves the decision to the resource's own policy.
    pub credentials: Option<String>,
}

/// Why there is no answer of the service to speak of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntegrationError {
    /// API Gateway calls this a configuration error and answers 500, for example
    /// "Invalid permissions on Lambda function".
    #[error("call the integration: {0}")]
    Configuration(String),
}

/// A service as the data plane sees it: Step Functions, Lambda.
pub trait Integration: Send + Sync {
    /// Sends the call and waits for the service's answer, whatever its status.
    fn call(&self, call: Call) -> BoxFuture<'_, Result<Response, IntegrationError>>;
}
