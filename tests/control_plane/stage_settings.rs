//! Limits, usage plans and access logs: what is asked for, in which order, and that all of it is deleted.

use std::time::Duration;

use apigw_conformance::system::{Api, HttpStage, MethodThrottle, Quota, System, Throttle, UsagePlan};
use serde_json::{Value, json};

use crate::deployment::{proxy, rest_api};
use crate::http_api::{api, proxy_v2};
use crate::scripted::{Answer, Scripted, Seen, ok};

const FORMAT: &str = "$context.requestId {{nonce}}";

fn throttle(route: Option<&str>, rate: u32) -> MethodThrottle {
    MethodThrottle {
        route: route.map(|route| route.parse().expect("a route")),
        throttle: Throttle { rate, burst: 5 },
    }
}

fn own(usage_plan: Option<UsagePlan>, access_log: bool) -> System {
    let mut system = proxy();
    system.own_api = true;
    let api = rest_api(&mut system);
    api.usage_plan = usage_plan;
    api.access_log = access_log.then(|| FORMAT.to_owned());
    system
}

/// Ids for what has one, and a plan that is still in use.
fn script(seen: &Seen) -> Option<Answer> {
    match seen.what.as_str() {
        "POST /apikeys" => ok(json!({"id": "k1"})),
        "POST /usageplans" => ok(json!({"id": "p1"})),
        "GET /usageplans/p1" => ok(json!({"id": "p1", "apiStages": [{"apiId": "a1", "stage": "live"}]})),
        _ => None,
    }
}

fn bodies(server: &Scripted, start: &str) -> Vec<Value> {
    let seen = server.seen().into_iter();
    let asked = seen.filter(|seen| seen.what.starts_with(start));
    asked.map(|seen| seen.json()).collect()
}

#[tokio::test]
async fn a_usage_plan_gets_its_stage_its_limits_and_its_key() {
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let plan = UsagePlan {
        throttles: vec![throttle(None, 2), throttle(Some("GET /call"), 0)],
        quota: Some(Quota {
            limit: 7,
            period: "DAY".to_owned(),
        }),
        ..UsagePlan::default()
    };
    let deployed = deployer
        .deploy(own(Some(plan), false), "n1")
        .await
        .expect("deployed");
    let made = &bodies(&server, "POST /usageplans")[0];
    assert_eq!(made["quota"], json!({"limit": 7, "period": "DAY"}));
    let stage = &made["apiStages"][0];
    assert_eq!(
        (&stage["apiId"], &stage["stage"]),
        (&json!(deployed.api), &json!("live"))
    );
    // Limits of 0 would be missing in CreateUsagePlan.
    let changes = &bodies(&server, "PATCH /usageplans/p1")[0]["patchOperations"];
    let replace = |path: &str, value: &str| json!({"op": "replace", "path": path, "value": value});
    let of_method = format!("/apiStages/{}:live/throttle/~1call/GET", deployed.api);
    assert_eq!(
        *changes,
        json!([
            replace("/throttle/rateLimit", "2"),
            replace("/throttle/burstLimit", "5"),
            replace(&format!("{of_method}/rateLimit"), "0"),
            replace(&format!("{of_method}/burstLimit"), "5"),
        ])
    );
    let member = &bodies(&server, "POST /usageplans/p1/keys")[0];
    assert_eq!(*member, json!({"keyId": "k1", "keyType": "API_KEY"}));
    let key = &bodies(&server, "POST /apikeys")[0];
    assert_eq!(key["enabled"], true);
    assert_eq!(deployed.placeholders.get("apiKey"), key["value"].as_str());
    assert_eq!(deployed.placeholders.get("apiKeyId"), Some("k1"));
    let shown = apigw_conformance::exchange::Redactor::default().text(&key.to_string());
    assert!(shown.contains("<API key>"), "a key is a secret: {shown}");
}

#[tokio::test]
async fn a_plan_loses_its_stages_before_it_is_deleted_and_both_go_before_the_api() {
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let system = own(Some(UsagePlan::default()), true);
    deployer.deploy(system, "n1").await.expect("deployed");
    let teardown = deployer.teardown().await;
    // API, plan, key, function, its role, its log group and that of access logs.
    assert_eq!(teardown.to_string(), "created 7, deleted 7, left 0");
    let removed = &bodies(&server, "PATCH /usageplans/p1")[0]["patchOperations"];
    assert_eq!(
        *removed,
        json!([{"op": "remove", "path": "/apiStages", "value": "a1:live"}])
    );
    let order = [
        "PATCH /usageplans/p1",
        "DELETE /usageplans/p1",
        "DELETE /restapis/",
    ];
    assert!(order.map(|what| server.first(what)).is_sorted());
    assert!(server.first("DELETE /apikeys/k1") < server.first("DELETE /restapis/"));
}

#[tokio::test]
async fn a_plan_that_cannot_be_read_is_deleted_all_the_same() {
    let server = Scripted::start(|seen| match seen.what.as_str() {
        "GET /usageplans/p1" => Some(Some((200, "<html>".to_owned()))),
        _ => script(seen),
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let system = own(Some(UsagePlan::default()), false);
    deployer.deploy(system, "n1").await.expect("deployed");
    assert!(deployer.teardown().await.left.is_empty());
    assert_eq!(server.count("DELETE /usageplans/p1"), 1);
}

#[tokio::test]
async fn systems_with_keys_share_nothing() {
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    for nonce in ["n1", "n2"] {
        let system = own(Some(UsagePlan::default()), false);
        deployer.deploy(system, nonce).await.expect("deployed");
    }
    assert_eq!(
        (server.count("POST /restapis"), server.count("POST /apikeys")),
        (2, 2)
    );
}

#[tokio::test]
async fn a_stages_limits_and_log_are_set_at_once() {
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut system = own(None, true);
    rest_api(&mut system).throttles = vec![throttle(None, 3), throttle(Some("GET /call/{id}"), 0)];
    let deployed = deployer.deploy(system, "n1").await.expect("deployed");
    let changes = &bodies(&server, &format!("PATCH /restapis/{}/stages/live", deployed.api))[0];
    let group = deployed.access_log_group.as_deref().expect("a log group");
    let replace = |path: &str, value: &str| json!({"op": "replace", "path": path, "value": value});
    assert_eq!(
        changes["patchOperations"],
        json!([
            replace("/*/*/throttling/rateLimit", "3"),
            replace("/*/*/throttling/burstLimit", "5"),
            replace("/~1call~1{id}/GET/throttling/rateLimit", "0"),
            replace("/~1call~1{id}/GET/throttling/burstLimit", "5"),
            replace(
                "/accessLogSettings/destinationArn",
                &format!("arn:aws:logs:us-east-1:111122223333:log-group:{group}")
            ),
            replace("/accessLogSettings/format", "$context.requestId n1"),
        ])
    );
    assert!(server.first("CreateLogGroup") < server.first("PATCH /restapis/"));
}

#[tokio::test]
async fn settings_are_waited_for_where_a_stage_is_served_late() {
    for (plan, deployments) in [(None, 1), (Some(UsagePlan::default()), 2)] {
        let has_plan = plan.is_some();
        let server = Scripted::start(script).await;
        let (deployer, _scratch) = server
            .deployer(|description| description.limits.stage_ready = Duration::from_secs(5))
            .await;
        deployer.deploy(own(plan, false), "n1").await.expect("deployed");
        let is_deployment = |seen: &Seen| seen.what.ends_with("/deployments");
        let seen = server.seen();
        assert_eq!(
            seen.iter().filter(|seen| is_deployment(seen)).count(),
            deployments
        );
        let with_key = seen.iter().filter(|seen| seen.headers.contains_key("x-api-key"));
        assert_eq!(with_key.count(), usize::from(has_plan));
    }
}

#[tokio::test]
async fn an_http_apis_stage_is_created_with_its_log() {
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut system = proxy_v2(&["GET /go"]);
    system.own_api = true;
    assert!(matches!(system.api, Api::Http(_)));
    api(&mut system).stages = vec![HttpStage {
        access_log: Some("$context.requestId".to_owned()),
        ..HttpStage::default()
    }];
    let deployed = deployer.deploy(system, "n1").await.expect("deployed");
    let group = deployed.access_log_group.as_deref().expect("a log group");
    assert!(
        group.starts_with("/aws/vendedlogs/apigateway/apigw-conformance-"),
        "{group}"
    );
    let stage = &bodies(&server, &format!("POST /v2/apis/{}/stages", deployed.api))[0];
    assert_eq!(
        stage["accessLogSettings"],
        json!({
            "destinationArn": format!("arn:aws:logs:us-east-1:111122223333:log-group:{group}"),
            "format": "$context.requestId",
        })
    );
    assert_eq!(deployer.teardown().await.left, []);
    assert_eq!(server.count("DeleteLogGroup"), 2);
}
