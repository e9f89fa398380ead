//! Authorizers and policies: what the control plane takes, and what API Gateway asks of Lambda.

use apigw_reference::wire::Response;
use serde_json::{Value, json};

use crate::system::{FUNCTION, System, json_of, mock, text};

fn token() -> Value {
    json!({"name": "keeper", "type": "TOKEN", "authorizerUri": FUNCTION,
        "identitySource": "method.request.header.Authorization"})
}

fn grant(effect: &str) -> Response {
    let statement = json!({"Action": "execute-api:Invoke", "Effect": effect, "Resource": "*"});
    let policy = json!({"Version": "2012-10-17", "Statement": [statement]});
    Response::json(200, &json!({"principalId": "ann", "policyDocument": policy}))
}

/// A mock behind an authorizer, deployed to `live`.
async fn guarded(authorizer: Value) -> (System, String) {
    let system = System::new().await;
    let created = system.ok("POST", &system.at("/authorizers"), authorizer).await;
    let id = created["id"].as_str().unwrap().to_owned();
    let method = json!({"authorizationType": "CUSTOM", "authorizerId": id});
    let responses = [json!({"status": "200"})];
    system.method("/x", "GET", method, mock(200), &responses).await;
    system.deploy("live").await;
    (system, id)
}

#[tokio::test]
async fn an_authorizer_is_created_changed_and_deleted() {
    let (system, id) = guarded(token()).await;
    let at = system.at(&format!("/authorizers/{id}"));
    let shown = system.ok("GET", &at, Value::Null).await;
    assert_eq!(shown["authorizerResultTtlInSeconds"], 300);
    assert_eq!(
        (&shown["name"], &shown["type"]),
        (&json!("keeper"), &json!("TOKEN"))
    );
    let list = system.ok("GET", &system.at("/authorizers"), Value::Null).await;
    assert_eq!(list["item"], json!([shown]));
    let change = json!({"patchOperations": [
        {"op": "replace", "path": "/authorizerResultTtlInSeconds", "value": "0"},
        {"op": "replace", "path": "/identityValidationExpression", "value": "a.*"},
    ]});
    let changed = system.ok("PATCH", &at, change).await;
    assert_eq!(changed["authorizerResultTtlInSeconds"], 0);
    assert_eq!(changed["identityValidationExpression"], "a.*");
    let (status, _) = system.control("DELETE", &at, Value::Null).await;
    assert_eq!(status, 409, "a method refers to it");
    let method = system.at(&format!("/resources/{}/methods/GET", system.resource("/y").await));
    let unknown = json!({"authorizationType": "CUSTOM", "authorizerId": "nobody"});
    assert_eq!(system.refused("PUT", &method, unknown).await.0, 400);
}

#[tokio::test]
async fn an_authorizer_that_could_not_work_is_refused() {
    let system = System::new().await;
    let at = system.at("/authorizers");
    for (member, value, start) in [
        ("name", json!(""), "Authorizer name cannot be empty"),
        (
            "type",
            json!("COGNITO_USER_POOLS"),
            "An authorizer of type COGNITO_USER_POOLS is not offered",
        ),
        ("type", json!("COOK"), "Invalid authorizer type specified"),
        (
            "authorizerUri",
            json!("arn:aws:lambda:us-east-1:1:function:f"),
            "Invalid Authorizer URI: arn:aws:lambda",
        ),
        (
            "authorizerResultTtlInSeconds",
            json!(3601),
            "Invalid Authorizer result TTL specified",
        ),
        (
            "identitySource",
            json!("method.request.querystring.q"),
            "Invalid mapping expression specified",
        ),
        (
            "identitySource",
            json!(""),
            "Invalid mapping expression specified",
        ),
        (
            "identityValidationExpression",
            json!("("),
            "Invalid identity validation expression",
        ),
    ] {
        let mut asked = token();
        asked[member] = value;
        let (status, message) = system.refused("POST", &at, asked).await;
        assert_eq!(status, 400);
        assert!(message.starts_with(start), "{message}");
    }
    let mut request = token();
    request["type"] = json!("REQUEST");
    for source in ["", "method.request.path.p", "method.request.body"] {
        request["identitySource"] = json!(source);
        assert_eq!(
            system.refused("POST", &at, request.clone()).await.0,
            400,
            "{source}"
        );
    }
    request["identitySource"] =
        json!("method.request.querystring.q, context.identity.sourceIp, stageVariables.v");
    system.ok("POST", &at, request).await;
}

#[tokio::test]
async fn the_function_is_invoked_on_behalf_of_the_authorizer() {
    let mut asked = token();
    asked["authorizerCredentials"] = json!("arn:aws:iam::000000000000:role/r");
    let (system, id) = guarded(asked).await;
    system.backend_answers(Ok(grant("Allow")));
    let response = system.send("GET", "/live/x", &[("Authorization", "a")], "").await;
    assert_eq!(response.status, 200);
    let call = system.last_call();
    assert_eq!(
        call.source_arn,
        format!(
            "arn:aws:execute-api:us-east-1:000000000000:{}/authorizers/{id}",
            system.api
        )
    );
    assert_eq!(
        call.credentials.as_deref(),
        Some("arn:aws:iam::000000000000:role/r")
    );
    let arn = format!(
        "arn:aws:execute-api:us-east-1:000000000000:{}/live/GET/x",
        system.api
    );
    let event = json!({"type": "TOKEN", "authorizationToken": "a", "methodArn": arn});
    assert_eq!(json_of(&call.request.body).to_string(), event.to_string());
}

#[tokio::test]
async fn remembered_answers_can_be_forgotten() {
    let (system, _) = guarded(token()).await;
    let get = async || {
        system
            .send("GET", "/live/x", &[("Authorization", "a")], "")
            .await
            .status
    };
    system.backend_answers(Ok(grant("Deny")));
    assert_eq!((get().await, get().await), (403, 403));
    system.backend_answers(Ok(grant("Allow")));
    assert_eq!(get().await, 403);
    let flush = system.at("/stages/live/cache/authorizers");
    assert_eq!(system.control("DELETE", &flush, Value::Null).await.0, 202);
    assert_eq!(get().await, 200);
    assert_eq!(system.calls().len(), 2);
}

#[tokio::test]
async fn a_test_of_a_method_asks_nobody() {
    let (system, _) = guarded(token()).await;
    let at = system.at(&format!("/resources/{}/methods/GET", resource(&system).await));
    let tested = system.ok("POST", &at, json!({})).await;
    assert_eq!(tested["status"], 200);
    assert!(system.calls().is_empty());
}

async fn resource(system: &System) -> String {
    let list = system.ok("GET", &system.at("/resources"), Value::Null).await;
    let items = list["item"].as_array().unwrap();
    let found = items.iter().find(|item| item["path"] == "/x").unwrap();
    found["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_policy_is_kept_with_whole_arns_and_takes_effect_with_a_deployment() {
    let system = System::new().await;
    let responses = [json!({"status": "200"})];
    system.method("/x", "GET", json!({}), mock(200), &responses).await;
    system.deploy("live").await;
    let policy = json!({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke",
        "Resource": "execute-api:/live/GET/y"}]});
    let change =
        json!({"patchOperations": [{"op": "replace", "path": "/policy", "value": policy.to_string()}]});
    let changed = system.ok("PATCH", &system.at(""), change).await;
    let shown = changed["policy"].as_str().unwrap();
    assert!(
        shown.contains(&format!(r#":{}\/live\/GET\/y\""#, system.api)),
        "{shown}"
    );
    assert_eq!(system.get("/live/x").await.status, 200);
    system.deploy("live").await;
    let refused = system.get("/live/x").await;
    assert_eq!(refused.status, 403);
    assert_eq!(
        text(&refused),
        format!(
            "{{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke on resource: \
             arn:aws:execute-api:us-east-1:********0000:{}/live/GET/x\"}}",
            system.api
        )
    );
    let none = json!({"patchOperations": [{"op": "replace", "path": "/policy", "value": ""}]});
    let changed = system.ok("PATCH", &system.at(""), none).await;
    assert!(changed.get("policy").is_none());
    system.deploy("live").await;
    assert_eq!(system.get("/live/x").await.status, 200);
}

#[tokio::test]
async fn a_definition_describes_authorizers_and_the_policy() {
    let system = System::new().await;
    let get = |security: Value| {
        json!({"get": {"security": security,
        "x-amazon-apigateway-integration": {"type": "mock", "requestTemplates": {"application/json": "{statusCode: 200}"},
            "responses": {"default": {"statusCode": "200"}}},
        "responses": {"200": {}}}})
    };
    let scheme = |name: &str, extra: Value| {
        let mut scheme = json!({"type": "apiKey", "in": "header", "name": name});
        scheme
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        scheme
    };
    let keeper = json!({"x-amazon-apigateway-authtype": "custom", "x-amazon-apigateway-authorizer": {
        "type": "token", "authorizerUri": FUNCTION, "authorizerResultTtlInSeconds": 60}});
    let document = json!({
        "openapi": "3.0.1", "info": {"title": "t"},
        "x-amazon-apigateway-policy": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/closed"},
            {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}]},
        "paths": {
            "/kept": get(json!([{"keeper": []}])), "/also": get(json!([{"keeper": []}])),
            "/signed": get(json!([{"sigv4": []}])), "/closed": get(json!([])), "/open": get(json!([])),
        },
        "components": {"securitySchemes": {
            "keeper": scheme("X-Token", keeper),
            "sigv4": scheme("Authorization", json!({"x-amazon-apigateway-authtype": "awsSigv4"})),
        }},
    });
    let (status, answer) = system
        .raw_control("PUT", &system.at("?mode=overwrite"), document.to_string().into())
        .await;
    assert_eq!(status, 200, "{answer}");
    let list = system.ok("GET", &system.at("/authorizers"), Value::Null).await;
    let [keeper] = list["item"].as_array().unwrap().as_slice() else {
        panic!("{list}");
    };
    assert_eq!(keeper["identitySource"], "method.request.header.X-Token");
    assert_eq!(keeper["authorizerResultTtlInSeconds"], 60);
    system.deploy("live").await;
    let kind = |response: Response| {
        let kind = response
            .headers
            .get("x-amzn-ErrorType")
            .unwrap_or_default()
            .to_owned();
        (response.status, kind)
    };
    for (path, expected) in [
        ("/live/kept", (401, "UnauthorizedException")),
        ("/live/also", (401, "UnauthorizedException")),
        ("/live/signed", (403, "MissingAuthenticationTokenException")),
        ("/live/closed", (403, "AccessDeniedException")),
        ("/live/open", (200, "")),
    ] {
        let (status, found) = kind(system.get(path).await);
        assert_eq!((status, found.as_str()), expected, "{path}");
    }
    let signature = "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0f";
    let signed = system
        .send("GET", "/live/signed", &[("Authorization", signature)], "")
        .await;
    assert_eq!(kind(signed), (403, "UnrecognizedClientException".to_owned()));
}
