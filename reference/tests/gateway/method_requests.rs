//! What is checked before the integration is called.

use serde_json::json;

use crate::system::{System, proxy, text};

const JSON: [(&str, &str); 2] = [("Content-Type", "application/json"), ("x-header-param", "test")];

async fn validated() -> System {
    let system = System::new().await;
    let validator = json!({"name": "v", "validateRequestParameters": true, "validateRequestBody": true});
    let validator = system
        .ok("POST", &system.at("/requestvalidators"), validator)
        .await;
    let schema = json!({"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "number"}}, "required": ["a", "b"]});
    let model =
        json!({"name": "testSchema", "contentType": "application/json", "schema": schema.to_string()});
    system.ok("POST", &system.at("/models"), model).await;
    let method = json!({
        "requestValidatorId": validator["id"],
        "requestParameters": {
            "method.request.querystring.qs1": true,
            "method.request.path.issuer": true,
            "method.request.header.x-header-param": true,
            "method.request.header.optional": false,
        },
        "requestModels": {"application/json": "testSchema"},
    });
    system
        .method("/nested/{issuer}", "POST", method, proxy(), &[])
        .await;
    system.deploy("local").await;
    system
}

#[tokio::test]
async fn missing_parameters_are_named_together_and_win_over_the_body() {
    let system = validated().await;
    let response = system
        .send("POST", "/local/nested/value?qs1=%20", &[], "{\"a\": 1}")
        .await;
    let message = "{\"message\": \"Missing required request parameters: [x-header-param, qs1]\"}";
    assert_eq!((response.status, text(&response)), (400, message));
    assert_eq!(
        response.headers.get("x-amzn-ErrorType"),
        Some("BadRequestException")
    );
    assert!(system.calls().is_empty());
}

#[tokio::test]
async fn bodies_must_fit_the_model_of_their_content_type() {
    let system = validated().await;
    let url = "/local/nested/value?qs1=test";
    for (body, status) in [
        ("{\"a\": 1, \"b\": 2}", 200),
        ("{\"test\": 1}", 400),
        ("", 400),
        ("no json", 400),
    ] {
        let response = system.send("POST", url, &JSON, body).await;
        assert_eq!(response.status, status, "{body}");
        if status == 400 {
            assert_eq!(text(&response), "{\"message\": \"Invalid request body\"}");
            assert!(response.headers.get("X-Amzn-Trace-Id").is_some());
        }
    }
    let other = [("Content-Type", "text/plain"), ("x-header-param", "test")];
    assert_eq!(system.send("POST", url, &other, "x").await.status, 200);
    assert_eq!(system.calls().len(), 2);
}

#[tokio::test]
async fn the_violations_can_be_told() {
    let system = validated().await;
    let custom = json!({"responseTemplates": {"application/json": "$context.error.validationErrorString"}});
    system
        .ok("PUT", &system.at("/gatewayresponses/BAD_REQUEST_BODY"), custom)
        .await;
    system.deploy("local").await;
    let response = system
        .send("POST", "/local/nested/value?qs1=test", &JSON, "{}")
        .await;
    assert_eq!(
        text(&response),
        "[object has missing required properties ([\"a\",\"b\"])]"
    );
}

#[tokio::test]
async fn api_keys_open_the_stages_of_their_plans_while_enabled() {
    let system = System::new().await;
    system
        .method("/x", "GET", json!({"apiKeyRequired": true}), proxy(), &[])
        .await;
    system.deploy("dev").await;
    let key = system
        .ok("POST", "/apikeys", json!({"name": "k", "enabled": true}))
        .await;
    let (id, value) = (key["id"].as_str().unwrap(), key["value"].as_str().unwrap());
    let with_key = [("x-API-key", value)];
    let forbidden = (403, "{\"message\":\"Forbidden\"}".to_owned());
    let get = async |headers| {
        let response = system.send("GET", "/dev/x", headers, "").await;
        (response.status, text(&response).to_owned())
    };
    assert_eq!(get(&[]).await, forbidden);
    assert_eq!(get(&with_key).await, forbidden, "in no plan");
    let plan = json!({"name": "p", "apiStages": [{"apiId": system.api, "stage": "dev"}]});
    let plan = system.ok("POST", "/usageplans", plan).await;
    let keys = format!("/usageplans/{}/keys", plan["id"].as_str().unwrap());
    system
        .ok("POST", &keys, json!({"keyId": id, "keyType": "API_KEY"}))
        .await;
    assert_eq!(get(&with_key).await.0, 200);
    let disabled = json!({"patchOperations": [{"op": "replace", "path": "/enabled", "value": "false"}]});
    let shown = system.ok("PATCH", &format!("/apikeys/{id}"), disabled).await;
    assert_eq!((&shown["enabled"], shown.get("value")), (&json!(false), None));
    assert_eq!(get(&with_key).await, forbidden);
}
