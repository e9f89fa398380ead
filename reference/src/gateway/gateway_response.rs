//! What the gateway answers when there is nothing to answer from a backend.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::exchange::Exchange;
use super::failure::Failure;
use super::parameter_mapping::{Seen, Source};
use super::request_ids::RequestIds;
pub use super::response_type::ResponseType;
use super::substitution;
use crate::wire::{AwsError, Response};

/// The body template of every gateway response that has none of its own.
pub const DEFAULT_TEMPLATE: &str = "{\"message\":$context.error.messageString}";

/// An API's customised gateway responses.
#[derive(Debug, Default)]
pub struct GatewayResponses(pub HashMap<ResponseType, Customised>);

/// A customised gateway response.
#[derive(Debug, Default)]
pub struct Customised {
    /// Replaces the default status.
    pub status: Option<u16>,
    /// Header names and where their values come from.
    pub headers: Vec<(String, Source)>,
    /// By content type.
    pub templates: IndexMap<String, String>,
}

impl GatewayResponses {
    /// The answer to a failed request.
    #[must_use]
    pub fn answer(&self, failure: &Failure, exchange: &Exchange) -> Response {
        let kind = failure.response_type;
        let customised = self
            .0
            .get(&kind)
            .or_else(|| kind.fallback().and_then(|fallback| self.0.get(&fallback)));
        let status = customised
            .and_then(|c| c.status)
            .or(failure.status)
            .or(kind.default_status())
            .unwrap_or(500);
        let context = error_context(failure, exchange);
        let (content_type, body) = match customised.and_then(|c| template(&c.templates, exchange)) {
            Some((content_type, template)) => {
                let body = substitution::substitute(template, &context, &exchange.stage_variables);
                (content_type, body)
            }
            None => ("application/json", default_body(failure)),
        };
        let mut response = Response::new(status, content_type, body);
        let error_type = failure.error_type.unwrap_or(kind.error_type());
        response.headers.push("x-amzn-ErrorType", error_type);
        for (name, source) in customised.iter().flat_map(|c| &c.headers) {
            let seen = Seen {
                context: &context,
                ..exchange.request_seen("")
            };
            if let Ok(Some(value)) = source.value(&seen) {
                response.headers.set(name, value);
            }
        }
        response
    }
}

/// A denied call's message has a capital letter (recorded on AWS 2023-11-05, 2025-09-04).
fn default_body(failure: &Failure) -> String {
    let name = match failure.response_type {
        ResponseType::AccessDenied => "Message",
        _ => "message",
    };
    let space = if failure.response_type.default_body_is_spaced() {
        " "
    } else {
        ""
    };
    format!(
        "{{\"{name}\":{space}{}}}",
        Value::from(failure.message.as_deref())
    )
}

/// By the client's `Accept`, else `application/json`, else the first.
fn template<'c>(templates: &'c IndexMap<String, String>, exchange: &Exchange) -> Option<(&'c str, &'c str)> {
    exchange
        .headers
        .get("Accept")
        .and_then(|accept| templates.get_key_value(accept))
        .or_else(|| templates.get_key_value("application/json"))
        .or_else(|| templates.first())
        .map(|(content_type, template)| (content_type.as_str(), template.as_str()))
}

/// `$context` with `$context.error`. `messageString` keeps its quotes, also in a header (recorded on AWS).
fn error_context(failure: &Failure, exchange: &Exchange) -> serde_json::Map<String, Value> {
    let mut context = exchange.context.clone();
    let error = serde_json::json!({
        "message": failure.message,
        "messageString": Value::from(failure.message.as_deref()).to_string(),
        "responseType": failure.response_type.name(),
        "validationErrorString": failure.validation_error,
    });
    context.insert("error".to_owned(), error);
    context
}

/// The answer to headers that are too long. Documented is the limit (LIMIT-008); how AWS answers is not known.
#[must_use]
pub fn headers_too_long() -> Response {
    let code = "RequestHeaderFieldsTooLargeException";
    AwsError::new(431, code, "Request header fields are too large").rest_json()
}

/// The answer to a request for a stage that does not exist.
#[must_use]
pub fn no_such_stage() -> Response {
    let mut response = Response::new(403, "application/json", "{\"message\":\"Forbidden\"}");
    response.headers.push("x-amzn-ErrorType", "ForbiddenException");
    response
}

/// The answer to a host or a path that names no API: the front's, which says so in a header (recorded on AWS
/// 2020-06-23, behind the endpoint of a private API).
#[must_use]
pub fn no_such_api() -> Response {
    let mut response = no_such_stage();
    let ids = RequestIds::new(None, None, 0);
    response.headers.push("Server", "Server");
    response.headers.push("x-amzn-RequestId", ids.request);
    response.headers.push("x-amz-apigw-id", ids.extended);
    response
}
