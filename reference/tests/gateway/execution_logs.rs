//! What stages write to CloudWatch Logs.

use serde_json::{Value, json};

use crate::system::{System, function_error, proxy};

/// A proxy method behind a stage with these log settings.
async fn with(settings: &[(&str, &str)]) -> System {
    let system = System::new().await;
    system.method("/x", "GET", json!({}), proxy(), &[]).await;
    system.deploy("dev").await;
    let role = json!({"patchOperations": [
        {"op": "replace", "path": "/cloudwatchRoleArn", "value": "arn:aws:iam::000000000000:role/logs"},
    ]});
    system.ok("PATCH", "/account", role).await;
    system
        .ok("PATCH", &system.at("/stages/dev"), patch(settings))
        .await;
    system.backend_answers(Ok(apigw_reference::wire::Response::json(
        200,
        &json!({"body": "hi"}),
    )));
    system
}

fn patch(settings: &[(&str, &str)]) -> Value {
    let changes: Vec<_> = settings
        .iter()
        .map(|(path, value)| json!({"op": "replace", "path": path, "value": value}))
        .collect();
    json!({ "patchOperations": changes })
}

/// The messages without the request's id, which all begin with, up to the first colon or stop.
fn starts(system: &System, request_id: &str) -> Vec<String> {
    let group = format!("API-Gateway-Execution-Logs_{}/dev", system.api);
    let prefix = format!("({request_id}) ");
    system
        .logged()
        .into_iter()
        .map(|(to, message)| {
            assert_eq!(to, group);
            let line = message
                .strip_prefix(&prefix)
                .expect("the request's id comes first");
            line.split([':', '.']).next().unwrap_or_default().to_owned()
        })
        .collect()
}

#[tokio::test]
async fn a_full_log_has_the_recorded_lines_in_their_order() {
    let system = with(&[
        ("/*/*/logging/loglevel", "INFO"),
        ("/*/*/logging/dataTrace", "true"),
    ])
    .await;
    let response = system.get("/dev/x").await;
    let id = response.headers.get("x-amzn-RequestId").unwrap();
    assert_eq!(
        starts(&system, id),
        [
            "Extended Request Id",
            "Verifying Usage Plan for request",
            "API Key  authorized because method 'GET /x' does not require API Key",
            &format!(
                "Usage Plan check succeeded for API Key  and API Stage {}/dev",
                system.api
            ),
            "Starting execution for request",
            "HTTP Method",
            "Method request path",
            "Method request query string",
            "Method request headers",
            "Method request body before transformations",
            "Endpoint request URI",
            "Endpoint request headers",
            "Endpoint request body after transformations",
            "Sending request to https",
            "Received response",
            "Endpoint response headers",
            "Endpoint response body before transformations",
            "Method response body after transformations",
            "Method response headers",
            "Successfully completed execution",
            "Method completed with status",
        ]
    );
}

#[tokio::test]
async fn a_failure_has_its_reason_and_no_success() {
    let system = with(&[("/*/*/logging/loglevel", "INFO")]).await;
    system.backend_answers(function_error("boom"));
    let response = system.get("/dev/x").await;
    let id = response.headers.get("x-amzn-RequestId").unwrap();
    let lines = starts(&system, id);
    assert_eq!(
        lines[lines.len() - 3..],
        [
            "Received response",
            "Lambda execution failed with status 200 due to customer function error",
            "Method completed with status",
        ]
    );
    let level = patch(&[("/*/*/logging/loglevel", "ERROR")]);
    system.ok("PATCH", &system.at("/stages/dev"), level).await;
    system.get("/dev/x").await;
    assert_eq!(system.logged().len(), 1);
    assert_eq!(system.get("/dev/unrouted").await.status, 403);
    let level = patch(&[("/*/*/logging/loglevel", "OFF")]);
    system.ok("PATCH", &system.at("/stages/dev"), level).await;
    system.get("/dev/x").await;
    assert_eq!(system.logged(), []);
}

#[tokio::test]
async fn logging_needs_the_accounts_role() {
    let system = System::new().await;
    system.method("/x", "GET", json!({}), proxy(), &[]).await;
    system.deploy("dev").await;
    let level = patch(&[("/*/*/logging/loglevel", "INFO")]);
    assert_eq!(
        system.refused("PATCH", &system.at("/stages/dev"), level).await,
        (
            400,
            "CloudWatch Logs role ARN must be set in account settings to enable logging".to_owned()
        )
    );
}
