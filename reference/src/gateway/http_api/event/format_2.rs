//! The event of payload format 2.0.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{payload, without_null_authorizer};
use crate::gateway::http_api::exchange::Exchange;
use crate::gateway::http_api::identity::Identity;
use crate::wire::ACCOUNT;

/// The event for a request, its members in the order of the developer guide. What is absent is left out (events
/// recorded on AWS 2020 to 2022); names of headers are in lower case and sorted, several values are joined with
/// commas (EVENT2-004, EVENT2-005).
#[must_use]
pub fn event(exchange: &Exchange, api_id: &str) -> Value {
    let mut event = Map::new();
    let mut put = |name: &str, value: Value| event.insert(name.to_owned(), value);
    put("version", Value::from("2.0"));
    put("routeKey", Value::from(exchange.route_key.as_str()));
    put("rawPath", Value::from(exchange.raw_path.as_str()));
    put("rawQueryString", Value::from(exchange.raw_query.as_str()));
    let cookies = cookies(exchange);
    if !cookies.is_empty() {
        put("cookies", Value::from(cookies));
    }
    let headers = exchange
        .headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value));
    // Cookies stand in their own member only (sample event of the Lambda guide).
    put("headers", joined(headers.filter(|(name, _)| name != "cookie")));
    if !exchange.query.is_empty() {
        let query = exchange.query.iter();
        put(
            "queryStringParameters",
            joined(query.map(|(name, value)| (name.clone(), value.as_str()))),
        );
    }
    put("requestContext", context(exchange, api_id));
    let body = payload::of(exchange);
    let is_base64 = body.as_ref().is_some_and(|(_, is_base64)| *is_base64);
    if let Some((body, _)) = body {
        put("body", Value::from(body));
    }
    if !exchange.path_parameters.is_empty() {
        put("pathParameters", json!(exchange.path_parameters));
    }
    put("isBase64Encoded", Value::from(is_base64));
    if !exchange.stage_variables.is_empty() {
        put("stageVariables", json!(*exchange.stage_variables));
    }
    Value::Object(event)
}

fn context(exchange: &Exchange, api_id: &str) -> Value {
    let mut context = json!({
        "accountId": ACCOUNT,
        "apiId": api_id,
        "authorizer": exchange.identity.as_ref().map(Identity::in_format_2),
        "domainName": exchange.domain,
        "domainPrefix": exchange.domain_prefix(),
        "http": {
            "method": exchange.http_method,
            "path": exchange.raw_path,
            "protocol": "HTTP/1.1",
            "sourceIp": exchange.source_ip,
            "userAgent": exchange.user_agent,
        },
        "requestId": exchange.ids.extended,
        "routeKey": exchange.route_key,
        "stage": exchange.stage,
        "time": exchange.time(),
        "timeEpoch": exchange.at.as_millisecond(),
    });
    without_null_authorizer(&mut context);
    context
}

/// One entry for each cookie (EVENT2-007).
fn cookies(exchange: &Exchange) -> Vec<&str> {
    exchange
        .headers
        .all("Cookie")
        .flat_map(|line| line.split(';'))
        .map(str::trim)
        .filter(|cookie| !cookie.is_empty())
        .collect()
}

fn joined<'a>(pairs: impl Iterator<Item = (String, &'a str)>) -> Value {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in pairs {
        all.entry(name)
            .and_modify(|known| {
                known.push(',');
                known.push_str(value);
            })
            .or_insert_with(|| value.to_owned());
    }
    json!(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::http_api::exchange::tests::exchange;

    #[test]
    fn a_whole_event_has_these_members_in_this_order() {
        let exchange = exchange(
            "POST",
            "/pets/a%20b?q=1&p=x%20y&q=2",
            &[
                ("X-B", "1"),
                ("Content-Type", "application/json"),
                ("x-b", "2"),
                ("Cookie", "a=1; b=2"),
                ("User-Agent", "agent"),
                ("Connection", "keep-alive"),
            ],
            "{\"a\": 1}",
        );
        let (id, trace) = (exchange.ids.extended.as_str(), exchange.ids.trace.as_str());
        let expected = json!({
            "version": "2.0",
            "routeKey": "ANY /pets/{id}",
            "rawPath": "/dev/pets/a b",
            "rawQueryString": "q=1&p=x%20y&q=2",
            "cookies": ["a=1", "b=2"],
            "headers": {
                "content-length": "8",
                "content-type": "application/json",
                "host": "a1.execute-api.us-east-1.amazonaws.com",
                "user-agent": "agent",
                "x-amzn-trace-id": trace,
                "x-b": "1,2",
                "x-forwarded-for": "127.0.0.1",
                "x-forwarded-port": "443",
                "x-forwarded-proto": "https",
            },
            "queryStringParameters": {"p": "x y", "q": "1,2"},
            "requestContext": {
                "accountId": "000000000000",
                "apiId": "a1",
                "domainName": "a1.execute-api.us-east-1.amazonaws.com",
                "domainPrefix": "a1",
                "http": {
                    "method": "POST",
                    "path": "/dev/pets/a b",
                    "protocol": "HTTP/1.1",
                    "sourceIp": "127.0.0.1",
                    "userAgent": "agent",
                },
                "requestId": id,
                "routeKey": "ANY /pets/{id}",
                "stage": "dev",
                "time": exchange.time(),
                "timeEpoch": exchange.at.as_millisecond(),
            },
            "body": "{\"a\": 1}",
            "pathParameters": {"id": "a b"},
            "isBase64Encoded": false,
            "stageVariables": {"v": "w"},
        });
        assert_eq!(event(&exchange, "a1").to_string(), expected.to_string());
    }

    #[test]
    fn what_is_absent_is_left_out() {
        let mut bare = exchange("GET", "/", &[], "");
        bare.path_parameters.clear();
        bare.stage_variables = std::sync::Arc::default();
        let event = event(&bare, "a1");
        let names: Vec<_> = event.as_object().unwrap().keys().collect();
        assert_eq!(
            names,
            [
                "version",
                "routeKey",
                "rawPath",
                "rawQueryString",
                "headers",
                "requestContext",
                "isBase64Encoded"
            ]
        );
        assert_eq!(event["headers"]["content-length"], "0");
        assert_eq!(event["requestContext"]["http"]["userAgent"], "");
    }

    #[test]
    fn other_bodies_than_text_are_base64() {
        let form = exchange(
            "POST",
            "/",
            &[("content-type", "application/x-www-form-urlencoded")],
            "a=b",
        );
        let event = event(&form, "a1");
        assert_eq!(
            (&event["body"], &event["isBase64Encoded"]),
            (&json!("YT1i"), &json!(true))
        );
    }
}
