//! What stages write to their access logs.

use serde_json::{Value, json};

use crate::system::{System, proxy};

const GROUP: &str = "arn:aws:logs:us-east-1:000000000000:log-group:/access";

fn patch(changes: &[(&str, &str, &str)]) -> Value {
    let changes: Vec<_> = changes
        .iter()
        .map(|(op, path, value)| json!({"op": op, "path": path, "value": value}))
        .collect();
    json!({ "patchOperations": changes })
}

fn settings(format: &str) -> Value {
    patch(&[
        ("replace", "/accessLogSettings/destinationArn", GROUP),
        ("replace", "/accessLogSettings/format", format),
    ])
}

async fn deployed() -> System {
    let system = System::new().await;
    system.method("/x", "GET", json!({}), proxy(), &[]).await;
    system.deploy("dev").await;
    system
}

async fn allow(system: &System) {
    let role = patch(&[(
        "replace",
        "/cloudwatchRoleArn",
        "arn:aws:iam::000000000000:role/logs",
    )]);
    system.ok("PATCH", "/account", role).await;
}

#[tokio::test]
async fn a_stage_shows_its_log_and_loses_it() {
    let system = deployed().await;
    let at = system.at("/stages/dev");
    let refused = system.refused("PATCH", &at, settings("$context.requestId")).await;
    assert_eq!(
        refused,
        (
            400,
            "CloudWatch Logs role ARN must be set in account settings to enable logging".to_owned()
        )
    );
    allow(&system).await;
    let shown = system.ok("PATCH", &at, settings("$context.requestId")).await;
    assert_eq!(
        shown["accessLogSettings"],
        json!({"destinationArn": GROUP, "format": "$context.requestId"})
    );
    let response = system.get("/dev/x").await;
    let id = response.headers.get("x-amzn-RequestId").unwrap().to_owned();
    assert_eq!(system.logged(), [("/access".to_owned(), id)]);
    let removed = system
        .ok("PATCH", &at, patch(&[("remove", "/accessLogSettings", "")]))
        .await;
    assert_eq!(removed.get("accessLogSettings"), None);
    system.get("/dev/x").await;
    assert_eq!(system.logged(), []);
}

#[tokio::test]
async fn a_setting_that_is_none_is_refused() {
    let system = deployed().await;
    allow(&system).await;
    let at = system.at("/stages/dev");
    for change in [
        settings("$context.status"),
        settings("$context.requestId\n$context.status"),
        patch(&[("replace", "/accessLogSettings/destinationArn", "/access")]),
        patch(&[("replace", "/accessLogSettings/other", "x")]),
    ] {
        let (status, _) = system.refused("PATCH", &at, change.clone()).await;
        assert_eq!(status, 400, "{change}");
    }
}

#[tokio::test]
async fn every_request_of_the_stage_has_one_line() {
    let system = deployed().await;
    allow(&system).await;
    let format = "$context.httpMethod $context.path $context.status $context.responseLength $context.error.responseType \
                  $context.integration.status $context.requestId";
    system
        .ok("PATCH", &system.at("/stages/dev"), settings(format))
        .await;
    let answer = json!({"statusCode": 403, "body": "no"});
    system.backend_answers(Ok(apigw_reference::wire::Response::json(200, &answer)));
    system.get("/dev/x").await;
    system.send("HEAD", "/dev/y", &[], "").await;
    let lines: Vec<_> = system.logged().into_iter().map(|(_, line)| line).collect();
    let [first, second] = &lines[..] else {
        panic!("{lines:?}")
    };
    assert!(first.starts_with("GET /dev/x 403 2 - 403 "), "{first}");
    let unrouted = "HEAD /dev/y 403 0 MISSING_AUTHENTICATION_TOKEN - ";
    assert!(second.starts_with(unrouted), "{second}");
}
