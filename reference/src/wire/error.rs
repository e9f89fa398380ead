//! An error as AWS services answer it, before it takes the form of a protocol.

use serde_json::json;

use super::Response;

/// A service's refusal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct AwsError {
    /// HTTP status.
    pub status: u16,
    /// The error code, for example `NotFoundException`.
    pub code: String,
    /// The text for people.
    pub message: String,
}

impl AwsError {
    /// An error from its parts.
    #[must_use]
    pub fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.into(),
        }
    }

    /// As apigateway and lambda answer it: `x-amzn-errortype` and `{"message"}`.
    #[must_use]
    pub fn rest_json(&self) -> Response {
        let mut response = Response::json(self.status, &json!({ "message": self.message }));
        response.headers.push("x-amzn-ErrorType", &self.code);
        response
    }

    /// As states and logs answer it: `{"__type", "message"}`.
    #[must_use]
    pub fn aws_json(&self, content_type: &str) -> Response {
        let body = json!({ "__type": self.code, "message": self.message });
        Response::new(self.status, content_type, body.to_string())
    }
}
