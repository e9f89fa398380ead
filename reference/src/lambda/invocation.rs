//! How other rooms invoke a function.

use bytes::Bytes;
use futures::future::BoxFuture;

use crate::wire::AwsError;

/// How to invoke (Lambda API reference, Invoke).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvocationType {
    /// Wait for the result.
    RequestResponse,
    /// Queue the event; answered 202 at once.
    Event,
    /// Only check; answered 204.
    DryRun,
}

/// One call of Invoke.
#[derive(Debug, Clone)]
pub struct Invocation {
    /// Name, partial or full ARN, with or without a qualifier.
    pub function: String,
    /// Version or alias, if given apart from the ARN.
    pub qualifier: Option<String>,
    /// How to invoke.
    pub kind: InvocationType,
    /// The event as JSON text.
    pub payload: Bytes,
    /// Whether the last 4 KiB of the log are asked for.
    pub log_tail: bool,
}

/// The answer of Invoke.
#[derive(Debug, Clone)]
pub struct Invoked {
    /// 200, 202 or 204.
    pub status: u16,
    /// The result or error as JSON text; empty for `Event` and `DryRun`.
    pub payload: Bytes,
    /// `Unhandled` or `Handled` if the function failed: `X-Amz-Function-Error`.
    pub function_error: Option<&'static str>,
    /// `$LATEST` or a version; absent for `Event`.
    pub executed_version: Option<String>,
    /// The end of the log, not encoded.
    pub log_tail: Option<String>,
    /// The request id the function saw.
    pub request_id: String,
}

/// Lambda as Step Functions and API Gateway see it.
pub trait Invoke: Send + Sync {
    /// Invokes a function.
    ///
    /// # Errors
    /// What the Lambda API answers: `ResourceNotFoundException`, `InvalidRequestContentException` and so on.
    /// A failing function is no error here.
    fn invoke(&self, invocation: Invocation) -> BoxFuture<'_, Result<Invoked, AwsError>>;

    /// Whether the function's resource policy lets `principal` invoke it on behalf of `source_arn`.
    /// `false` if there is no such function.
    fn permits(&self, function: &str, principal: &str, source_arn: &str) -> bool;
}
