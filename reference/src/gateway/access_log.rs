//! A stage's access log: one line for each request, in the stage's own format (developer guide, "Set up CloudWatch
//! logging for REST APIs", "Configure logging for HTTP APIs").

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::execution_log::STREAM;
use super::response_type::ResponseType;
use crate::control::logs::LogSink;
use crate::wire::Response;

/// Where a stage logs, and what.
#[derive(Debug, Clone)]
pub struct AccessLog {
    group: String,
    format: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    /// The names behind `$context.`
    Variable(Vec<String>),
}

/// What became of a request, as far as `$context` does not say it already.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// What the integration did, if it was called.
    pub integration: Option<IntegrationOutcome>,
    /// Why the gateway itself answered, if it did.
    pub error: Option<GatewayError>,
}

/// What an integration did.
#[derive(Debug, Clone, Default)]
pub struct IntegrationOutcome {
    /// The status of the service that was called.
    pub service_status: Option<u16>,
    /// The status that the integration returned: a proxy function's own, else that of the service.
    pub status: Option<u16>,
    /// How long it took.
    pub latency: Option<Duration>,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
}

/// An error of the gateway.
#[derive(Debug, Clone)]
pub struct GatewayError {
    /// `$context.error.message`; of an authorizer that failed there is none.
    pub message: Option<String>,
    /// `$context.error.responseType`; HTTP APIs have none.
    pub response_type: Option<ResponseType>,
    /// `$context.error.validationErrorString`
    pub validation_error: Option<String>,
}

impl AccessLog {
    /// A log in this form.
    #[must_use]
    pub fn new(group: &str, format: &str) -> Self {
        Self {
            group: group.to_owned(),
            format: parts(format.trim_end_matches(['\r', '\n'])),
        }
    }

    /// Writes the line of a request that came at `at`, in milliseconds since the epoch.
    pub fn write(&self, sink: &dyn LogSink, at: i64, context: &Map<String, Value>) {
        sink.write(&self.group, STREAM, at, self.line(context));
    }

    fn line(&self, context: &Map<String, Value>) -> String {
        self.format
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Variable(path) => value(context, path),
            })
            .collect()
    }
}

impl IntegrationOutcome {
    /// That of a call that was answered after so long.
    #[must_use]
    pub fn of(answer: &Response, after: Duration) -> Self {
        Self {
            service_status: Some(answer.status),
            status: Some(answer.status),
            latency: Some(after),
            request_id: answer.headers.get("x-amzn-RequestId").map(str::to_owned),
            error: None,
        }
    }
}

impl Outcome {
    /// `$context` with all that is known once the request is answered, after so long.
    #[must_use]
    pub fn context(
        &self,
        mut context: Map<String, Value>,
        response: &Response,
        after: Duration,
    ) -> Map<String, Value> {
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let integration = self.integration.clone().unwrap_or_default();
        let latency = integration.latency.map(millis);
        let more = json!({
            "status": response.status,
            "responseLength": response.body.len(),
            "responseLatency": millis(after),
            "integrationStatus": integration.service_status,
            "integrationLatency": latency,
            "integrationErrorMessage": integration.error,
            "awsEndpointRequestId": integration.request_id,
            "integration": {
                "status": integration.status,
                "integrationStatus": integration.service_status,
                "latency": latency,
                "requestId": integration.request_id,
                "error": integration.error,
            },
        });
        if let Value::Object(more) = more {
            context.extend(more);
        }
        if let Some(error) = &self.error {
            let error = json!({
                "message": error.message,
                "messageString": error.message.as_deref().map(|text| Value::from(text).to_string()),
                "responseType": error.response_type.map(ResponseType::name),
                "validationErrorString": error.validation_error,
            });
            context.insert("error".to_owned(), error);
        }
        context
    }
}

/// Takes a format apart. A name has letters, digits and underscores; a dot that no name follows is text.
fn parts(format: &str) -> Vec<Part> {
    const OPEN: &str = "$context.";
    let mut parts = Vec::new();
    let mut rest = format;
    while let Some(at) = rest.find(OPEN) {
        let (before, after) = (&rest[..at], &rest[at + OPEN.len()..]);
        let mut path = Vec::new();
        let mut end = 0;
        loop {
            let name = &after[end..];
            let length = name
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .unwrap_or(name.len());
            if length == 0 {
                break;
            }
            path.push(name[..length].to_owned());
            end += length;
            match after[end..].strip_prefix('.') {
                Some(next) if next.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') => end += 1,
                _ => break,
            }
        }
        if path.is_empty() {
            parts.push(Part::Text(format!("{before}{OPEN}")));
        } else {
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Variable(path));
        }
        rest = &after[end..];
    }
    parts.push(Part::Text(rest.to_owned()));
    parts
}

/// A variable that has no value is a dash, and so is one with members (recorded on AWS 2025-05-18, 2026-07-20).
fn value(context: &Map<String, Value>, path: &[String]) -> String {
    let (first, below) = match path.split_first() {
        Some((first, below)) => (context.get(first), below),
        None => (None, path),
    };
    let found = below
        .iter()
        .try_fold(first.unwrap_or(&Value::Null), |value, name| value.get(name));
    match found {
        Some(Value::String(text)) if !text.is_empty() => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(truth)) => truth.to_string(),
        _ => "-".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(format: &str, context: &Value) -> String {
        AccessLog::new("g", format).line(context.as_object().expect("an object"))
    }

    #[test]
    fn variables_are_filled_in_and_what_is_not_there_is_a_dash() {
        let context = json!({
            "requestId": "r-1", "status": 200, "isCanaryRequest": false,
            "identity": {"sourceIp": "127.0.0.1", "user": null, "userAgent": ""},
        });
        for (format, expected) in [
            (
                "$context.identity.sourceIp - [$context.status]",
                "127.0.0.1 - [200]",
            ),
            ("{\"a\":\"$context.identity.user\"}\n", "{\"a\":\"-\"}"),
            (
                "$context.identity $context.none.at.all $context.identity.userAgent",
                "- - -",
            ),
            ("$context.requestId.", "r-1."),
            ("$context.requestId.status", "-"),
            ("$context.isCanaryRequest$context.status", "false200"),
            (
                "$context. $context $input.params()",
                "$context. $context $input.params()",
            ),
            ("", ""),
        ] {
            assert_eq!(line(format, &context), expected, "{format}");
        }
    }

    #[test]
    fn an_answer_from_the_gateway_has_an_error_and_no_integration() {
        let outcome = Outcome {
            error: Some(GatewayError {
                message: Some("say \"soup\"".to_owned()),
                response_type: Some(ResponseType::InvalidApiKey),
                validation_error: None,
            }),
            integration: None,
        };
        let response = Response::new(403, "text/plain", "no");
        let context = outcome.context(Map::new(), &response, Duration::from_micros(1_999));
        let format = "$context.status $context.responseLength $context.responseLatency $context.error.messageString \
                      $context.error.responseType $context.integrationStatus $context.integration.latency";
        assert_eq!(
            line(format, &Value::Object(context)),
            "403 2 1 \"say \\\"soup\\\"\" INVALID_API_KEY - -"
        );
    }
}
