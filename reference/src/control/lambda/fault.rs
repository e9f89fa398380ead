//! Lambda's errors and how they stand in a body.

use serde_json::{Value, json};

use crate::wire::{AwsError, Response};

/// The text of both throttles recorded on AWS 2025-11-24.
const RATE_EXCEEDED: &str = "Rate Exceeded.";

/// A request that breaks the model; one sentence for each constraint.
pub(super) fn validation(constraints: &[String]) -> AwsError {
    let errors = if constraints.len() == 1 { "error" } else { "errors" };
    let text = format!(
        "{} validation {errors} detected: {}",
        constraints.len(),
        constraints.join("; ")
    );
    AwsError::new(400, "ValidationException", text)
}

/// A value that makes no sense, or one that the reference does not offer.
pub(super) fn invalid(text: impl Into<String>) -> AwsError {
    AwsError::new(400, "InvalidParameterValueException", text)
}

pub(super) fn not_found(text: impl Into<String>) -> AwsError {
    AwsError::new(404, "ResourceNotFoundException", text)
}

pub(super) fn conflict(text: impl Into<String>) -> AwsError {
    AwsError::new(409, "ResourceConflictException", text)
}

/// The function's reserved concurrency is used up.
pub(super) fn reserved_exceeded() -> AwsError {
    AwsError::new(429, "TooManyRequestsException", RATE_EXCEEDED)
}

/// The reference runs as many environments, or holds as many events, as it may.
pub(super) fn account_exceeded() -> AwsError {
    AwsError::new(429, "TooManyRequestsException", "Rate Exceeded")
}

/// The answer to a refused request. Not-found errors write `Message`, others `message`; model violations have no
/// `Type` (recorded on AWS 2025-11-24 and 2025-11-25).
pub(super) fn response(error: &AwsError) -> Response {
    let mut body = json!({});
    if error.code == "TooManyRequestsException" {
        let reserved = error.message == RATE_EXCEEDED;
        let reason = if reserved {
            "ReservedFunctionConcurrentInvocationLimitExceeded"
        } else {
            "ConcurrentInvocationLimitExceeded"
        };
        body["Reason"] = Value::from(reason);
    }
    if error.code != "ValidationException" {
        body["Type"] = Value::from(if error.status < 500 { "User" } else { "Service" });
    }
    let key = if error.code == "ResourceNotFoundException" {
        "Message"
    } else {
        "message"
    };
    body[key] = Value::from(error.message.as_str());
    let mut response = Response::json(error.status, &body);
    response.headers.push("x-amzn-ErrorType", &error.code);
    response
}
