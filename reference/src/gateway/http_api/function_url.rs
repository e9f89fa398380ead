//! Function URLs: Lambda's own endpoints, which speak payload format 2.0 (Lambda guide, "Invoking Lambda function
//! URLs").

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

use super::api::Api;
use super::event;
use super::exchange::Exchange;
use super::lambda::PayloadFormat;
use super::lambda_response;
use super::routes::Routes;
use super::stage::{Chosen, DEFAULT, Stage};
use crate::gateway::InvokeUrl;
use crate::wire::{Request, Response};

const JSON: &str = "application/json";

/// Where a request for a function URL goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlHost {
    /// The URL's id, the first part of its host.
    pub id: String,
}

impl UrlHost {
    /// Reads the `Host` header `{id}.lambda-url.{…}`. `None` if the request is for no function URL.
    #[must_use]
    pub fn of(request: &Request) -> Option<Self> {
        let (id, rest) = request.headers.get("Host")?.split_once('.')?;
        (!id.is_empty() && rest.starts_with("lambda-url.")).then(|| Self { id: id.to_owned() })
    }
}

/// The event for a request without a signature. It differs from that of an HTTP API in that there is one route, one
/// stage and no variables, and that `requestId` is the invocation's. The account is `anonymous`, as events on AWS
/// show it; the guide says that it is the owner's.
#[must_use]
pub fn function_url_event(id: &str, region: &str, request_id: &str, request: Request) -> Value {
    let api = Api {
        id: id.to_owned(),
        region: region.to_owned(),
        routes: Routes::default(),
        cors: None,
    };
    let stage = Stage {
        api: Arc::new(api),
        variables: Arc::default(),
        access_log: None,
    };
    let chosen = Chosen {
        stage: Arc::new(stage),
        name: DEFAULT.to_owned(),
        path: request.path.clone(),
    };
    let url = InvokeUrl {
        api_id: id.to_owned(),
        stage: String::new(),
        path: request.path.clone(),
        domain: Some(format!("{id}.lambda-url.{region}.on.aws")),
    };
    let mut exchange = Exchange::new(&url, &chosen, request);
    exchange.route(DEFAULT, IndexMap::new());
    // AWS takes HTTPS only and tells how it was spoken (recorded on AWS 2025-11-24).
    for (name, value) in [
        ("x-amzn-tls-version", "TLSv1.3"),
        ("x-amzn-tls-cipher-suite", "TLS_AES_128_GCM_SHA256"),
    ] {
        exchange.headers.set(name, value);
    }
    let mut event = event::format_2(&exchange, id);
    event["requestContext"]["accountId"] = Value::from("anonymous");
    event["requestContext"]["requestId"] = Value::from(request_id);
    event
}

/// The client's response from what a function returned; `None` if it cannot be one. Unlike an HTTP API, a URL calls a
/// body JSON whose type the function does not tell (recorded on AWS 2025-11-24).
#[must_use]
pub fn function_url_response(result: &[u8]) -> Option<Response> {
    lambda_response::read(result, PayloadFormat::V2, JSON).ok()
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use serde_json::json;

    use super::*;

    fn request(host: &str) -> Request {
        Request {
            method: "POST".to_owned(),
            path: "/soup".to_owned(),
            query: Some("a=1&a=2".to_owned()),
            headers: [("Host", host), ("X-Soup", "leek"), ("Content-Type", "text/plain")]
                .into_iter()
                .collect(),
            body: "hot".into(),
            peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
        }
    }

    #[test]
    fn the_host_names_the_url() {
        let id = |host| UrlHost::of(&request(host)).map(|host| host.id);
        for host in [
            "u1.lambda-url.us-east-1.on.aws",
            "u1.lambda-url.us-east-1.localhost:4566",
        ] {
            assert_eq!(id(host).as_deref(), Some("u1"));
        }
        for host in [
            "localhost:4566",
            "u1.execute-api.localhost",
            ".lambda-url.x",
            "u1.lambda-urls.x",
        ] {
            assert_eq!(id(host), None, "{host}");
        }
    }

    #[test]
    fn an_event_has_one_route_and_one_stage() {
        let mut event = function_url_event(
            "u1",
            "us-east-1",
            "r1",
            request("u1.lambda-url.us-east-1.localhost:1"),
        );
        for varying in ["time", "timeEpoch"] {
            assert!(!event["requestContext"][varying].take().is_null());
        }
        let trace = event["headers"]["x-amzn-trace-id"].take();
        assert!(trace.as_str().is_some_and(|trace| trace.starts_with("Root=1-")));
        assert_eq!(
            event,
            json!({
                "version": "2.0",
                "routeKey": "$default",
                "rawPath": "/soup",
                "rawQueryString": "a=1&a=2",
                "headers": {
                    "content-length": "3",
                    "content-type": "text/plain",
                    "host": "u1.lambda-url.us-east-1.on.aws",
                    "x-amzn-tls-cipher-suite": "TLS_AES_128_GCM_SHA256",
                    "x-amzn-tls-version": "TLSv1.3",
                    "x-amzn-trace-id": null,
                    "x-forwarded-for": "127.0.0.1",
                    "x-forwarded-port": "443",
                    "x-forwarded-proto": "https",
                    "x-soup": "leek",
                },
                "queryStringParameters": {"a": "1,2"},
                "requestContext": {
                    "accountId": "anonymous",
                    "apiId": "u1",
                    "domainName": "u1.lambda-url.us-east-1.on.aws",
                    "domainPrefix": "u1",
                    "http": {
                        "method": "POST",
                        "path": "/soup",
                        "protocol": "HTTP/1.1",
                        "sourceIp": "127.0.0.1",
                        "userAgent": "",
                    },
                    "requestId": "r1",
                    "routeKey": "$default",
                    "stage": "$default",
                    "time": null,
                    "timeEpoch": null,
                },
                "body": "hot",
                "isBase64Encoded": false,
            })
        );
    }

    #[test]
    fn a_body_without_a_type_is_json() {
        for (result, body) in [
            (r#"{"statusCode": 200, "body": "body123"}"#, "body123"),
            (r#"{"statusCode": 200, "body": "{\"a\": 1}"}"#, r#"{"a": 1}"#),
            (r#"{"a": 1}"#, r#"{"a":1}"#),
        ] {
            let response = function_url_response(result.as_bytes()).unwrap();
            assert_eq!(response.headers.get("Content-Type"), Some(JSON));
            assert_eq!(response.body, body);
        }
        assert!(function_url_response(br#"{"statusCode": "many"}"#).is_none());
    }
}
