//! Usage plans, and what they and stages allow.

use serde_json::{Value, json};

use crate::system::{System, mock, text};

async fn with_methods(is_key_required: bool) -> System {
    let system = System::new().await;
    let method = json!({"authorizationType": "NONE", "apiKeyRequired": is_key_required});
    let resource = system.resource("/x").await;
    for verb in ["GET", "POST"] {
        let at = system.at(&format!("/resources/{resource}/methods/{verb}"));
        system.ok("PUT", &at, method.clone()).await;
        let integration = format!("{at}/integration");
        system.ok("PUT", &integration, mock(200)).await;
        for response in [
            format!("{at}/responses/200"),
            format!("{integration}/responses/200"),
        ] {
            system.ok("PUT", &response, json!({})).await;
        }
    }
    system.deploy("dev").await;
    system
}

/// A plan with a key; the plan's id and the key's value.
async fn with_plan(system: &System, mut plan: Value) -> (String, String) {
    let key = json!({"name": "k", "enabled": true});
    let key = system.ok("POST", "/apikeys", key).await;
    plan["name"] = json!("p");
    if plan.get("apiStages").is_none() {
        plan["apiStages"] = json!([{"apiId": system.api, "stage": "dev"}]);
    }
    let plan = system.ok("POST", "/usageplans", plan).await;
    let id = plan["id"].as_str().unwrap().to_owned();
    let member = json!({"keyId": key["id"], "keyType": "API_KEY"});
    system.ok("POST", &format!("/usageplans/{id}/keys"), member).await;
    (id, key["value"].as_str().unwrap().to_owned())
}

async fn asked(system: &System, verb: &str, key: &str) -> (u16, String) {
    let response = system.send(verb, "/dev/x", &[("x-api-key", key)], "").await;
    let error = response.headers.get("x-amzn-ErrorType").unwrap_or_default();
    (response.status, error.to_owned())
}

fn patch(changes: &[(&str, &str, &str)]) -> Value {
    let changes: Vec<_> = changes
        .iter()
        .map(|(op, path, value)| json!({"op": op, "path": path, "value": value}))
        .collect();
    json!({ "patchOperations": changes })
}

#[tokio::test]
async fn a_plan_is_shown_as_it_was_made_and_changed() {
    let system = with_methods(true).await;
    let plan = json!({
        "name": "p",
        "description": "d",
        "apiStages": [{"apiId": system.api, "stage": "dev", "throttle": {"/x/GET": {"burstLimit": 2, "rateLimit": 1.0}}}],
        "quota": {"limit": 10, "offset": 0, "period": "DAY"},
        "throttle": {"burstLimit": 1, "rateLimit": 2.0},
        "tags": {"tag_key": "tag_value"},
    });
    let made = system.ok("POST", "/usageplans", plan.clone()).await;
    let mut expected = plan;
    expected["id"] = made["id"].clone();
    assert_eq!(made, expected);
    let at = format!("/usageplans/{}", made["id"].as_str().unwrap());
    let stage = format!("/apiStages/{}:dev/throttle", system.api);
    let changed = patch(&[
        ("replace", "/quota/limit", "20"),
        ("replace", "/quota/period", "WEEK"),
        ("replace", "/throttle/rateLimit", "0.5"),
        ("replace", &format!("{stage}/~1x/POST/burstLimit"), "7"),
        ("remove", &format!("{stage}/~1x/GET"), ""),
        ("replace", "/description", "e"),
    ]);
    let changed = system.ok("PATCH", &at, changed).await;
    expected["quota"] = json!({"limit": 20, "offset": 0, "period": "WEEK"});
    expected["throttle"]["rateLimit"] = json!(0.5);
    expected["apiStages"][0]["throttle"] = json!({"/x/POST": {"burstLimit": 7}});
    expected["description"] = json!("e");
    assert_eq!(changed, expected);
    let bare = patch(&[("remove", "/quota", ""), ("remove", "/throttle", "")]);
    let bare = system.ok("PATCH", &at, bare).await;
    assert_eq!((bare.get("quota"), bare.get("throttle")), (None, None));
    assert_eq!(system.control("DELETE", &at, json!(null)).await.0, 400);
    let without = patch(&[("remove", "/apiStages", &format!("{}:dev", system.api))]);
    system.ok("PATCH", &at, without).await;
    assert_eq!(system.control("DELETE", &at, json!(null)).await.0, 202);
}

#[tokio::test]
async fn limits_that_are_none_are_refused() {
    let system = with_methods(true).await;
    for (plan, message) in [
        (
            json!({"quota": {"limit": 1, "period": "YEAR"}}),
            "Usage Plan quota period must be DAY, WEEK or MONTH",
        ),
        (
            json!({"quota": {"limit": 1, "offset": 1, "period": "DAY"}}),
            "Usage Plan quota offset must be zero in the DAY period",
        ),
        (
            json!({"quota": {"limit": 9, "offset": 7, "period": "WEEK"}}),
            "Usage Plan quota offset must be between 0 and 6 inclusive in the WEEK period",
        ),
        (
            json!({"quota": {"limit": -1, "period": "DAY"}}),
            "Usage Plan quota limit must not be negative",
        ),
        (
            json!({"throttle": {"rateLimit": -1.0}}),
            "Throttle limits must not be negative",
        ),
    ] {
        let mut plan = plan;
        plan["name"] = json!("p");
        let refused = system.refused("POST", "/usageplans", plan).await;
        assert_eq!(refused, (400, message.to_owned()));
    }
    for (path, value) in [
        ("/*/*/throttling/rateLimit", "-1"),
        ("/*/*/throttling/rateLimit", "NaN"),
        ("/*/*/throttling/burstLimit", "1.5"),
        ("/*/*/throttling/other", "1"),
    ] {
        let change = patch(&[("replace", path, value)]);
        let (status, _) = system.refused("PATCH", &system.at("/stages/dev"), change).await;
        assert_eq!(status, 400, "{path} {value}");
    }
}

#[tokio::test]
async fn a_stage_shows_its_limits_and_keeps_them() {
    let system = with_methods(false).await;
    let change = patch(&[
        ("replace", "/~1x/GET/throttling/rateLimit", "0"),
        ("replace", "/~1x/GET/throttling/burstLimit", "0"),
        ("replace", "/*/*/throttling/rateLimit", "0.5"),
    ]);
    let shown = system.ok("PATCH", &system.at("/stages/dev"), change).await;
    assert_eq!(
        shown["methodSettings"],
        json!({
            "/x/GET": {"throttlingRateLimit": 0.0, "throttlingBurstLimit": 0},
            "*/*": {"throttlingRateLimit": 0.5},
        })
    );
    let throttled = system.get("/dev/x").await;
    assert_eq!(
        (throttled.status, text(&throttled)),
        (429, "{\"message\":\"Too Many Requests\"}")
    );
    // What is left open is the account's burst.
    assert_eq!(system.send("POST", "/dev/x", &[], "").await.status, 200);
}

#[tokio::test]
async fn a_plan_throttles_without_a_deployment_and_survives_its_changes() {
    let system = with_methods(true).await;
    let none = json!({"rateLimit": 0.0, "burstLimit": 1});
    let (plan, key) = with_plan(&system, json!({ "throttle": none })).await;
    let throttled = (429, "TooManyRequestsException".to_owned());
    assert_eq!(asked(&system, "GET", &key).await, (200, String::new()));
    assert_eq!(asked(&system, "GET", &key).await, throttled);
    let at = format!("/usageplans/{plan}");
    let renamed = patch(&[("replace", "/name", "other")]);
    system.ok("PATCH", &at, renamed).await;
    assert_eq!(asked(&system, "GET", &key).await, throttled);
    let more = patch(&[("replace", "/throttle/rateLimit", "1000000")]);
    system.ok("PATCH", &at, more).await;
    assert_eq!(asked(&system, "GET", &key).await.0, 200);
}

#[tokio::test]
async fn a_quota_is_shared_by_methods_and_lost_with_the_key() {
    let system = with_methods(true).await;
    let quota = json!({"limit": 2, "offset": 0, "period": "MONTH"});
    let (plan, key) = with_plan(&system, json!({ "quota": quota })).await;
    assert_eq!(asked(&system, "GET", &key).await.0, 200);
    assert_eq!(asked(&system, "POST", &key).await.0, 200);
    let exhausted = (429, "LimitExceededException".to_owned());
    assert_eq!(asked(&system, "GET", &key).await, exhausted);
    let keys = format!("/usageplans/{plan}/keys");
    let member = system.ok("GET", &keys, json!(null)).await["item"][0]["id"].clone();
    let member = member.as_str().unwrap();
    system
        .ok("DELETE", &format!("{keys}/{member}"), json!(null))
        .await;
    assert_eq!(
        asked(&system, "GET", &key).await,
        (403, "ForbiddenException".to_owned())
    );
    let again = json!({"keyId": member, "keyType": "API_KEY"});
    system.ok("POST", &keys, again).await;
    assert_eq!(asked(&system, "GET", &key).await.0, 200);
}
