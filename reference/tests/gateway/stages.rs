//! Deployments, stages, variables and canaries.

use serde_json::json;

use crate::system::{System, mock, text};

async fn saying(template: &str) -> (System, String) {
    let system = System::new().await;
    let at = system
        .method(
            "/x",
            "GET",
            json!({}),
            mock(200),
            &[json!({"responseTemplates": {"application/json": template}})],
        )
        .await;
    (system, at)
}

#[tokio::test]
async fn a_change_shows_only_after_a_deployment() {
    let (system, at) = saying("before").await;
    let first = system.deploy("dev").await;
    let change = json!({"op": "replace", "path": "/responseTemplates/application~1json", "value": "after"});
    let at = format!("{at}/integration/responses/200");
    system
        .ok("PATCH", &at, json!({"patchOperations": [change]}))
        .await;
    assert_eq!(text(&system.get("/dev/x").await), "before");
    system.deploy("dev").await;
    assert_eq!(text(&system.get("/dev/x").await), "after");
    let back = json!({"op": "replace", "path": "/deploymentId", "value": first});
    system
        .ok(
            "PATCH",
            &system.at("/stages/dev"),
            json!({"patchOperations": [back]}),
        )
        .await;
    assert_eq!(text(&system.get("/dev/x").await), "before");
}

#[tokio::test]
async fn each_stage_has_its_variables() {
    let (system, _) = saying("$stageVariables.version|$context.stage").await;
    let deployment = system.deploy("one").await;
    let two = json!({"stageName": "two", "deploymentId": deployment, "variables": {"version": "1.0"}});
    let shown = system.ok("POST", &system.at("/stages"), two).await;
    assert_eq!(shown["variables"], json!({"version": "1.0"}));
    assert_eq!(text(&system.get("/one/x").await), "|one");
    assert_eq!(text(&system.get("/two/x").await), "1.0|two");
    let change = json!({"op": "replace", "path": "/variables/version", "value": "2.0"});
    system
        .ok(
            "PATCH",
            &system.at("/stages/two"),
            json!({"patchOperations": [change]}),
        )
        .await;
    assert_eq!(text(&system.get("/two/x").await), "2.0|two");
    system.ok("DELETE", &system.at("/stages/two"), json!(null)).await;
    assert_eq!(system.get("/two/x").await.status, 403);
}

#[tokio::test]
async fn a_canary_takes_its_share_and_overrides_variables() {
    let (system, _) = saying("$context.isCanaryRequest $stageVariables.a $stageVariables.b").await;
    let production = json!({"stageName": "dev", "variables": {"a": "stage", "b": "stage"}});
    system.ok("POST", &system.at("/deployments"), production).await;
    assert_eq!(text(&system.get("/dev/x").await), " stage stage");
    let canary = json!({"stageName": "dev", "canarySettings": {
        "percentTraffic": 0.0, "stageVariableOverrides": {"a": "canary"},
    }});
    let deployment = system.ok("POST", &system.at("/deployments"), canary).await;
    assert_eq!(text(&system.get("/dev/x").await), "false stage stage");
    let all = json!({"op": "replace", "path": "/canarySettings/percentTraffic", "value": "100"});
    let stage = system
        .ok(
            "PATCH",
            &system.at("/stages/dev"),
            json!({"patchOperations": [all]}),
        )
        .await;
    assert_eq!(stage["canarySettings"]["deploymentId"], deployment["id"]);
    assert_eq!(text(&system.get("/dev/x").await), "true canary stage");
    let promote = json!({"patchOperations": [
        {"op": "copy", "from": "/canarySettings/deploymentId", "path": "/deploymentId"},
        {"op": "copy", "from": "/canarySettings/stageVariableOverrides", "path": "/variables"},
        {"op": "remove", "path": "/canarySettings"},
    ]});
    let stage = system.ok("PATCH", &system.at("/stages/dev"), promote).await;
    assert_eq!(
        (&stage["deploymentId"], stage.get("canarySettings")),
        (&deployment["id"], None)
    );
    assert_eq!(text(&system.get("/dev/x").await), " canary stage");
}

#[tokio::test]
async fn deleting_the_api_ends_its_stages() {
    let (system, _) = saying("x").await;
    system.deploy("dev").await;
    assert_eq!(system.get("/dev/x").await.status, 200);
    system.ok("DELETE", &system.at(""), json!(null)).await;
    assert_eq!(system.get("/dev/x").await.status, 403);
}
