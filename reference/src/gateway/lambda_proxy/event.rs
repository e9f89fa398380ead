//! The event of payload format 1.0.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::gateway::binary::{BinaryMediaTypes, utf8};
use crate::gateway::exchange::Exchange;
use crate::gateway::passthrough::media_type;
use crate::gateway::routing::Route;

/// The event for a request. What is absent is null, never an empty object; paths and path parameters are as the
/// client wrote them, query parameters are decoded (all recorded on AWS).
#[must_use]
pub fn event(exchange: &Exchange, route: &Route, binary: &BinaryMediaTypes) -> Value {
    let is_binary = binary.contain(media_type(&exchange.headers));
    let body = match exchange.body.is_empty() {
        true => Value::Null,
        false if is_binary => Value::from(STANDARD.encode(&exchange.body)),
        false => Value::from(String::from_utf8_lossy(&utf8(exchange.body.clone()).bytes).into_owned()),
    };
    json!({
        "resource": route.resource.path,
        "path": exchange.path,
        "httpMethod": exchange.http_method,
        "headers": strings(&exchange.params.header),
        "multiValueHeaders": every_header(exchange),
        "queryStringParameters": strings(&exchange.params.querystring),
        "multiValueQueryStringParameters": if exchange.query.is_empty() { Value::Null } else { json!(exchange.query) },
        "pathParameters": strings(&exchange.path_parameters),
        "stageVariables": strings(&exchange.stage_variables),
        "requestContext": exchange.context,
        "body": body,
        "isBase64Encoded": is_binary && !exchange.body.is_empty(),
    })
}

fn strings(entries: &IndexMap<String, String>) -> Value {
    if entries.is_empty() {
        Value::Null
    } else {
        json!(entries)
    }
}

/// Every value of each header, by its name as first written.
pub(in crate::gateway) fn every_header(exchange: &Exchange) -> Value {
    let all: Map<_, _> = exchange
        .params
        .header
        .keys()
        .map(|name| {
            (
                name.clone(),
                exchange.headers.all(name).collect::<Vec<_>>().into(),
            )
        })
        .collect();
    Value::Object(all)
}
