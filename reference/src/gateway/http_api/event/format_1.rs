//! The event of payload format 1.0, as HTTP APIs send it: not quite that of REST APIs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{payload, without_null_authorizer};
use crate::gateway::http_api::exchange::Exchange;
use crate::gateway::http_api::identity::Identity;
use crate::gateway::http_api::incoming_headers::name_in_format_1;
use crate::gateway::http_api::route_key::RouteKey;
use crate::wire::ACCOUNT;

/// The event for a request, its members in AWS's order (events recorded on AWS 2021 to 2024). What is absent is
/// null. Paths have the stage, the single maps the last of several values, both maps sorted names. Headers whose
/// names differ in case only are one, as first written.
#[must_use]
pub fn event(exchange: &Exchange, api_id: &str, route: &RouteKey) -> Value {
    let headers = grouped(exchange.headers.iter().map(|(name, value)| {
        let mut written = exchange.headers.iter().map(|(name, _)| name);
        let first = written.find(|n| n.eq_ignore_ascii_case(name));
        (name_in_format_1(first.unwrap_or(name)), value)
    }));
    let query = grouped(
        exchange
            .query
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str())),
    );
    let body = payload::of(exchange);
    let is_base64 = body.as_ref().is_some_and(|(_, is_base64)| *is_base64);
    json!({
        "version": "1.0",
        "resource": route.path(),
        "path": exchange.raw_path,
        "httpMethod": exchange.http_method,
        "headers": last(&headers),
        "multiValueHeaders": headers,
        "queryStringParameters": if query.is_empty() { Value::Null } else { json!(last(&query)) },
        "multiValueQueryStringParameters": if query.is_empty() { Value::Null } else { json!(query) },
        "requestContext": context(exchange, api_id, route),
        "pathParameters": if exchange.path_parameters.is_empty() {
            Value::Null
        } else {
            json!(exchange.path_parameters)
        },
        "stageVariables": if exchange.stage_variables.is_empty() {
            Value::Null
        } else {
            json!(*exchange.stage_variables)
        },
        "body": body.map(|(body, _)| body),
        "isBase64Encoded": is_base64,
    })
}

/// The resource's id is the route key (recorded on AWS).
fn context(exchange: &Exchange, api_id: &str, route: &RouteKey) -> Value {
    let mut context = json!({
        "accountId": ACCOUNT,
        "apiId": api_id,
        "authorizer": exchange.identity.as_ref().map(Identity::in_format_1),
        "domainName": exchange.domain,
        "domainPrefix": exchange.domain_prefix(),
        "extendedRequestId": exchange.ids.extended,
        "httpMethod": exchange.http_method,
        "identity": {
            "accessKey": null,
            "accountId": null,
            "caller": null,
            "cognitoAmr": null,
            "cognitoAuthenticationProvider": null,
            "cognitoAuthenticationType": null,
            "cognitoIdentityId": null,
            "cognitoIdentityPoolId": null,
            "principalOrgId": null,
            "sourceIp": exchange.source_ip,
            "user": null,
            "userAgent": exchange.user_agent,
            "userArn": null,
        },
        "path": exchange.raw_path,
        "protocol": "HTTP/1.1",
        "requestId": exchange.ids.extended,
        "requestTime": exchange.time(),
        "requestTimeEpoch": exchange.at.as_millisecond(),
        "resourceId": exchange.route_key,
        "resourcePath": route.path(),
        "stage": exchange.stage,
    });
    without_null_authorizer(&mut context);
    context
}

fn grouped<'a>(pairs: impl Iterator<Item = (String, &'a str)>) -> BTreeMap<String, Vec<&'a str>> {
    let mut all: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, value) in pairs {
        all.entry(name).or_default().push(value);
    }
    all
}

fn last<'a>(all: &BTreeMap<String, Vec<&'a str>>) -> BTreeMap<String, Option<&'a str>> {
    all.iter()
        .map(|(name, values)| (name.clone(), values.last().copied()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::http_api::exchange::tests::exchange;

    #[test]
    fn a_whole_event_has_these_members_in_this_order() {
        let exchange = exchange(
            "POST",
            "/pets/42?q=1&q=2",
            &[
                ("accept", "*/*"),
                ("Content-Type", "text/plain"),
                ("X-B", "1"),
                ("X-B", "2"),
                ("User-Agent", "agent"),
            ],
            "hi",
        );
        let route = RouteKey::parse("ANY /pets/{id}").unwrap();
        let (id, trace) = (exchange.ids.extended.as_str(), exchange.ids.trace.as_str());
        let expected = json!({
            "version": "1.0",
            "resource": "/pets/{id}",
            "path": "/dev/pets/42",
            "httpMethod": "POST",
            "headers": {
                "Content-Length": "2",
                "Content-Type": "text/plain",
                "Host": "a1.execute-api.us-east-1.amazonaws.com",
                "User-Agent": "agent",
                "X-Amzn-Trace-Id": trace,
                "X-B": "2",
                "X-Forwarded-For": "127.0.0.1",
                "X-Forwarded-Port": "443",
                "X-Forwarded-Proto": "https",
                "accept": "*/*",
            },
            "multiValueHeaders": {
                "Content-Length": ["2"],
                "Content-Type": ["text/plain"],
                "Host": ["a1.execute-api.us-east-1.amazonaws.com"],
                "User-Agent": ["agent"],
                "X-Amzn-Trace-Id": [trace],
                "X-B": ["1", "2"],
                "X-Forwarded-For": ["127.0.0.1"],
                "X-Forwarded-Port": ["443"],
                "X-Forwarded-Proto": ["https"],
                "accept": ["*/*"],
            },
            "queryStringParameters": {"q": "2"},
            "multiValueQueryStringParameters": {"q": ["1", "2"]},
            "requestContext": {
                "accountId": "000000000000",
                "apiId": "a1",
                "domainName": "a1.execute-api.us-east-1.amazonaws.com",
                "domainPrefix": "a1",
                "extendedRequestId": id,
                "httpMethod": "POST",
                "identity": {
                    "accessKey": null,
                    "accountId": null,
                    "caller": null,
                    "cognitoAmr": null,
                    "cognitoAuthenticationProvider": null,
                    "cognitoAuthenticationType": null,
                    "cognitoIdentityId": null,
                    "cognitoIdentityPoolId": null,
                    "principalOrgId": null,
                    "sourceIp": "127.0.0.1",
                    "user": null,
                    "userAgent": "agent",
                    "userArn": null,
                },
                "path": "/dev/pets/42",
                "protocol": "HTTP/1.1",
                "requestId": id,
                "requestTime": exchange.time(),
                "requestTimeEpoch": exchange.at.as_millisecond(),
                "resourceId": "ANY /pets/{id}",
                "resourcePath": "/pets/{id}",
                "stage": "dev",
            },
            "pathParameters": {"id": "42"},
            "stageVariables": {"v": "w"},
            "body": "hi",
            "isBase64Encoded": false,
        });
        assert_eq!(event(&exchange, "a1", &route).to_string(), expected.to_string());
    }

    #[test]
    fn what_is_absent_is_null() {
        let mut bare = exchange("GET", "/", &[], "");
        bare.path_parameters.clear();
        bare.stage_variables = std::sync::Arc::default();
        let event = event(&bare, "a1", &RouteKey::Default);
        for name in [
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "pathParameters",
            "stageVariables",
            "body",
        ] {
            assert_eq!(event.get(name), Some(&Value::Null), "{name}");
        }
        assert_eq!(
            (&event["resource"], &event["isBase64Encoded"]),
            (&json!("$default"), &json!(false))
        );
    }
}
