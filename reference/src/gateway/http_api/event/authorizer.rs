//! The events that Lambda authorizers of HTTP APIs get (developer guide, "Control access to HTTP APIs with AWS Lambda
//! authorizers").

use serde_json::{Map, Value};

use super::{format_1, format_2};
use crate::gateway::http_api::exchange::Exchange;
use crate::gateway::http_api::route_key::RouteKey;

/// What an event says beside the request.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// `arn:aws:execute-api:…` of the method and path that the client asks for.
    pub arn: &'a str,
    /// The values of the identity sources, in the authorizer's order.
    pub identity: &'a [String],
}

/// Of an event of format 1.0, in the order of the guide's example. Unlike an integration's it has no body and no
/// lists of values, and a map without entries is empty, not null.
const MEMBERS_1: [&str; 8] = [
    "resource",
    "path",
    "httpMethod",
    "headers",
    "queryStringParameters",
    "pathParameters",
    "stageVariables",
    "requestContext",
];

/// Of an event of format 2.0; what is absent is left out.
const MEMBERS_2: [&str; 9] = [
    "routeKey",
    "rawPath",
    "rawQueryString",
    "cookies",
    "headers",
    "queryStringParameters",
    "requestContext",
    "pathParameters",
    "stageVariables",
];

/// The event of payload format 1.0: the identity sources are one text.
#[must_use]
pub fn authorizer_format_1(exchange: &Exchange, api_id: &str, route: &RouteKey, asked: Asked<'_>) -> Value {
    let identity = asked.identity.join(",");
    let start = [
        ("version", Value::from("1.0")),
        ("type", Value::from("REQUEST")),
        ("methodArn", Value::from(asked.arn)),
        ("identitySource", Value::from(identity.as_str())),
        ("authorizationToken", Value::from(identity.as_str())),
    ];
    let mut event = with_members(start, &format_1(exchange, api_id, route), &MEMBERS_1);
    for value in event.values_mut().filter(|value| value.is_null()) {
        *value = Value::Object(Map::new());
    }
    Value::Object(event)
}

/// The event of payload format 2.0: the identity sources are a list, or null if the authorizer has none (events
/// recorded on AWS 2022-08-14, 2024-06-17 and 2024-09-05).
#[must_use]
pub fn authorizer_format_2(exchange: &Exchange, api_id: &str, asked: Asked<'_>) -> Value {
    let identity = match asked.identity {
        [] => Value::Null,
        values => Value::from(values),
    };
    let start = [
        ("version", Value::from("2.0")),
        ("type", Value::from("REQUEST")),
        ("routeArn", Value::from(asked.arn)),
        ("identitySource", identity),
    ];
    Value::Object(with_members(start, &format_2(exchange, api_id), &MEMBERS_2))
}

fn with_members<const N: usize>(
    start: [(&str, Value); N],
    event: &Value,
    names: &[&str],
) -> Map<String, Value> {
    let rest = names
        .iter()
        .filter_map(|name| Some((*name, event.get(name)?.clone())));
    let members = start.into_iter().chain(rest);
    members.map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::gateway::http_api::exchange::tests::exchange;

    fn keys(event: &Value) -> Vec<&str> {
        event.as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn both_formats_have_the_members_of_the_guide_in_its_order() {
        let exchange = exchange("POST", "/pets/42?q=1", &[("Cookie", "a=1")], "hi");
        let identity = ["user1".to_owned(), "123".to_owned()];
        let asked = Asked {
            arn: "arn:x",
            identity: &identity,
        };
        let route = RouteKey::parse("ANY /pets/{id}").unwrap();
        let event = authorizer_format_1(&exchange, "a1", &route, asked);
        let start = [
            "version",
            "type",
            "methodArn",
            "identitySource",
            "authorizationToken",
        ];
        assert_eq!(keys(&event), [&start[..], &MEMBERS_1].concat());
        assert_eq!(
            (
                &event["identitySource"],
                &event["authorizationToken"],
                &event["resource"]
            ),
            (&json!("user1,123"), &json!("user1,123"), &json!("/pets/{id}"))
        );
        let event = authorizer_format_2(&exchange, "a1", asked);
        let start = ["version", "type", "routeArn", "identitySource"];
        assert_eq!(keys(&event), [&start[..], &MEMBERS_2].concat());
        assert_eq!(event["identitySource"], json!(["user1", "123"]));
    }

    #[test]
    fn what_is_absent_is_empty_in_1_and_missing_in_2() {
        let mut bare = exchange("GET", "/", &[], "");
        bare.path_parameters.clear();
        bare.stage_variables = std::sync::Arc::default();
        let asked = Asked {
            arn: "arn:x",
            identity: &[],
        };
        let event = authorizer_format_1(&bare, "a1", &RouteKey::Default, asked);
        for name in ["queryStringParameters", "pathParameters", "stageVariables"] {
            assert_eq!(event[name], json!({}), "{name}");
        }
        let event = authorizer_format_2(&bare, "a1", asked);
        assert_eq!(event["identitySource"], Value::Null);
        for name in [
            "queryStringParameters",
            "pathParameters",
            "stageVariables",
            "cookies",
            "isBase64Encoded",
        ] {
            assert_eq!(event.get(name), None, "{name}");
        }
    }
}
