//! Nothing that clients, functions or configurations say makes the reference panic.

use apigw_reference::gateway::http_api::expression::{Expression, Side};
use apigw_reference::gateway::http_api::parameter_mapping::{RequestMapping, ResponseMapping};
use apigw_reference::gateway::http_api::route_key::RouteKey;
use proptest::prelude::*;
use serde_json::json;

use crate::system::{ECHO, System, proxy, status};

proptest! {
    #[test]
    fn configurations_are_read_or_refused(
        key in "((GET|ANY) )?/?([{}+a-z/.$ é-]|\\{[a-z]{0,2}\\+?\\}){0,12}",
        place in "(append|overwrite|remove)?:?(header|querystring|path|statuscode|cookie)?[.]?[a-zé*-]{0,4}",
        value in "([$]|[$]\\{)?(request|response|context|stageVariables)?([.](header|body|path|querystring))?[a-z.\\[\\]?()*@}$é]{0,8}",
        path in prop::collection::vec("[a-zé]{0,2}", 0..4),
    ) {
        if let Some(key) = RouteKey::parse(&key) {
            let _ = (key.fit("GET", &path), key.in_arn(), key.conflicts_with(&key));
        }
        let _ = Expression::parse(&value, Side::Request);
        let _ = (RequestMapping::parse(&place, &value), ResponseMapping::parse(&place, &value));
    }
}

#[tokio::test]
async fn odd_requests_are_answered() {
    let system = System::new().await;
    let echo = system.function("echo", ECHO).await;
    let mut integration = proxy(&echo, "2.0");
    integration["requestParameters"] =
        json!({"append:header.x-a": "$request.body.a[0].b", "append:querystring.é": "${request.header.x-é}"});
    system.route("ANY /{proxy+}", integration).await;
    system.route("$default", proxy(&echo, "1.0")).await;
    for path in [
        "",
        "//",
        "/%",
        "/%ff%00",
        "/a/../b",
        "/?%ff=%&&=&=x",
        "/;a=b",
        "/%2F%2f/",
        "/*",
    ] {
        let answer = system
            .send("POST", path, &[("Cookie", ";;= ;")], "{\"a\":[[")
            .await;
        assert_eq!(status(&answer), 200, "{path}: {answer:?}");
    }
    for host_path in ["/", "//", "/$default/x", "/%24default", "/%"] {
        assert_eq!(
            status(&system.send_by_host("GET", host_path).await),
            200,
            "{host_path}"
        );
    }
}

#[tokio::test]
async fn odd_results_are_answered() {
    let system = System::new().await;
    let source = "export const handler = async (event) => JSON.parse(event.body);";
    let function = system.function("f", source).await;
    system.route("POST /1", proxy(&function, "1.0")).await;
    system.route("POST /2", proxy(&function, "2.0")).await;
    for result in [
        json!({"statusCode": -1}),
        json!({"statusCode": 1e300}),
        json!({"statusCode": 100}),
        json!({"statusCode": 200, "headers": {"a\r\nb": "c"}}),
        json!({"statusCode": 200, "headers": {"a": "b\r\nc: d"}}),
        json!({"statusCode": 200, "headers": {"": "x"}}),
        json!({"statusCode": 200, "cookies": "a=b", "multiValueHeaders": {"a": "b"}}),
        json!({"statusCode": 200, "isBase64Encoded": "maybe"}),
    ] {
        for path in ["/1", "/2"] {
            let headers = [("content-type", "application/json")];
            let answer = system.send("POST", path, &headers, &result.to_string()).await;
            assert!(
                status(&answer) >= 500 && !answer.body.contains("panic"),
                "{path} {result}: {answer:?}"
            );
        }
    }
}
