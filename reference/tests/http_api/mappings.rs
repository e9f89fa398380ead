//! Parameter mappings in front of and behind a function.

use serde_json::json;

use crate::system::{ECHO, System, json_of, proxy, status};

#[tokio::test]
async fn requests_are_changed_before_they_reach_a_function() {
    let system = System::new().await;
    let echo = system.function("echo", ECHO).await;
    let mut integration = proxy(&echo, "2.0");
    integration["requestParameters"] = json!({
        "append:header.x-a": "$request.querystring.q",
        "overwrite:querystring.q": "${request.path.id}-${context.stage}",
        "remove:header.x-b": "''",
        "overwrite:path": "/changed",
    });
    system.route("GET /pets/{id}", integration).await;
    let headers = [("x-a", "1"), ("x-b", "2")];
    let event = json_of(&system.send("GET", "/pets/7?q=old", &headers, "").await);
    assert_eq!(
        (&event["headers"]["x-a"], event["headers"].get("x-b")),
        (&json!("1,old"), None)
    );
    assert_eq!(event["queryStringParameters"], json!({"q": "7-$default"}));
    assert_eq!(
        (&event["rawPath"], &event["rawQueryString"]),
        (&json!("/changed"), &json!("q=7-%24default"))
    );
    assert_eq!(event["routeKey"], "GET /pets/{id}");
}

#[tokio::test]
async fn responses_are_changed_by_their_status() {
    let system = System::new().await;
    let source = "export const handler = async (event) => ({ statusCode: Number(event.rawPath.slice(1)), \
                  headers: { 'x-a': '1', 'x-b': '2', 'x-c': '3' }, body: '{\"why\":\"so\"}' });";
    let function = system.function("f", source).await;
    let mut integration = proxy(&function, "2.0");
    integration["responseParameters"] = json!({"500": {
        "overwrite:statuscode": "403",
        "append:header.x-a": "$response.body.why",
        "overwrite:header.x-b": "$response.header.x-a",
        "remove:header.x-c": "''",
    }});
    system.route("$default", integration).await;
    let mapped = system.get("/500").await;
    assert_eq!(mapped.status(), "403 Forbidden");
    let lines: Vec<_> = mapped.head.iter().filter(|line| line.starts_with("x-")).collect();
    assert_eq!(lines, ["x-a: 1", "x-a: so", "x-b: 1"]);
    let other = system.get("/200").await;
    assert_eq!(
        (status(&other), other.header("x-b"), other.header("x-c")),
        (200, Some("2"), Some("3"))
    );
}

#[tokio::test]
async fn what_no_mapping_can_do_is_refused() {
    let system = System::new().await;
    let function = "arn:aws:lambda:us-east-1:000000000000:function:f";
    for (member, value, message) in [
        (
            "requestParameters",
            json!({"append:header.authorization": "x"}),
            "Operations on header authorization are restricted",
        ),
        (
            "responseParameters",
            json!({"200": {"append:querystring.a": "x"}}),
            "Invalid Response Actioned Parameter destination specified: append:querystring.a",
        ),
        (
            "responseParameters",
            json!({"20x": {"append:header.a": "x"}}),
            "Invalid status code specified: 20x",
        ),
    ] {
        let mut integration = proxy(function, "2.0");
        integration[member] = value;
        assert_eq!(
            system
                .refused("POST", &system.at("/integrations"), integration)
                .await,
            (400, "BadRequestException".to_owned(), message.to_owned())
        );
    }
}
