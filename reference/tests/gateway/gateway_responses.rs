//! What the gateway answers by itself.

use serde_json::json;

use crate::system::{System, mock, proxy, text};

#[tokio::test]
async fn unrouted_requests_lack_an_authentication_token() {
    let system = System::new().await;
    system
        .method("/existing", "GET", json!({}), mock(200), &[json!({})])
        .await;
    system.deploy("dev").await;
    assert_eq!(system.get("/dev/existing").await.status, 200);
    for (verb, url) in [
        ("GET", "/dev/random"),
        ("POST", "/dev/existing"),
        ("GET", "/dev/existing/"),
        ("OPTIONS", "/dev"),
        ("GET", "/dev/"),
    ] {
        let response = system.send(verb, url, &[], "").await;
        assert_eq!(
            (response.status, text(&response)),
            (403, "{\"message\":\"Missing Authentication Token\"}"),
            "{verb} {url}"
        );
        assert_eq!(
            response.headers.get("x-amzn-ErrorType"),
            Some("MissingAuthenticationTokenException")
        );
        assert_eq!(response.headers.get("Content-Type"), Some("application/json"));
        assert!(response.headers.get("x-amzn-RequestId").is_some());
        assert!(response.headers.get("X-Amzn-Trace-Id").is_none());
    }
    let bearer = system
        .send("GET", "/dev/random", &[("authorization", "Bearer t")], "")
        .await;
    assert_eq!(
        (bearer.status, bearer.headers.get("x-amzn-ErrorType")),
        (403, Some("IncompleteSignatureException"))
    );
    assert!(
        text(&bearer).starts_with(
            "{\"message\":\"Invalid key=value pair (missing equal-sign) in Authorization header"
        )
    );
    let head = system.send("HEAD", "/dev/random", &[], "").await;
    assert_eq!((head.status, text(&head)), (403, ""));
    let response = system.get("/nostage/existing").await;
    assert_eq!(
        (response.status, text(&response)),
        (403, "{\"message\":\"Forbidden\"}")
    );
}

#[tokio::test]
async fn a_silent_integration_times_out() {
    let system = System::new().await;
    let mut integration = proxy();
    integration["timeoutInMillis"] = json!(50);
    system.method("/x", "GET", json!({}), integration, &[]).await;
    system.deploy("dev").await;
    system.backend_is_silent();
    let response = system.get("/dev/x").await;
    assert_eq!(
        (response.status, text(&response)),
        (504, "{\"message\": \"Endpoint request timed out\"}")
    );
    assert_eq!(
        response.headers.get("x-amzn-ErrorType"),
        Some("InternalServerErrorException")
    );
    assert!(response.headers.get("X-Amzn-Trace-Id").is_some());
}

#[tokio::test]
async fn customised_responses_replace_status_headers_and_body() {
    let system = System::new().await;
    system
        .method("/x", "GET", json!({}), mock(200), &[json!({})])
        .await;
    let custom = json!({
        "statusCode": "404",
        "responseParameters": {
            "gatewayresponse.header.Access-Control-Allow-Origin": "'a.b.c'",
            "gatewayresponse.header.x-request-query": "method.request.querystring.q",
            "gatewayresponse.header.x-error": "context.error.messageString",
            "gatewayresponse.header.x-none": "method.request.header.None",
        },
        "responseTemplates": {"application/json":
            "{\"m\": $context.error.messageString, \"t\": \"$context.error.responseType\", \"s\": \"$context.stage\", \
             \"p\": \"$context.path\", \"v\": \"$stageVariables.a\", \"vtl\": \"#if(true)1#end\"}"},
    });
    let before = system.deploy("dev").await;
    system
        .ok(
            "PUT",
            &system.at("/gatewayresponses/MISSING_AUTHENTICATION_TOKEN"),
            custom,
        )
        .await;
    assert_eq!(system.get("/dev/no").await.status, 403, "not deployed yet");
    assert_ne!(system.deploy("dev").await, before);
    let response = system.get("/dev/no?q=1").await;
    assert_eq!(response.status, 404);
    assert_eq!(
        text(&response),
        "{\"m\": \"Missing Authentication Token\", \"t\": \"MISSING_AUTHENTICATION_TOKEN\", \"s\": \"dev\", \
         \"p\": \"/dev/no\", \"v\": \"\", \"vtl\": \"#if(true)1#end\"}"
    );
    let header = |name| response.headers.get(name);
    assert_eq!(header("Access-Control-Allow-Origin"), Some("a.b.c"));
    assert_eq!(header("x-request-query"), Some("1"));
    assert_eq!(header("x-error"), Some("\"Missing Authentication Token\""));
    assert_eq!(header("x-none"), None);
    assert_eq!(
        header("x-amzn-ErrorType"),
        Some("MissingAuthenticationTokenException")
    );
}

#[tokio::test]
async fn default_4xx_holds_for_all_that_have_none_of_their_own() {
    let system = System::new().await;
    system
        .method("/x", "GET", json!({}), mock(200), &[json!({})])
        .await;
    let parameters = json!({"gatewayresponse.header.Access-Control-Allow-Origin": "'*'"});
    let at = system.at("/gatewayresponses/DEFAULT_4XX");
    system
        .ok(
            "PUT",
            &at,
            json!({"statusCode": "444", "responseParameters": parameters}),
        )
        .await;
    system.deploy("dev").await;
    let response = system.get("/dev/no").await;
    assert_eq!(
        (response.status, text(&response)),
        (444, "{\"message\":\"Missing Authentication Token\"}")
    );
    assert_eq!(response.headers.get("Access-Control-Allow-Origin"), Some("*"));
    system.ok("DELETE", &at, json!(null)).await;
    system.deploy("dev").await;
    assert_eq!(system.get("/dev/no").await.status, 403);
}

#[tokio::test]
async fn reported_defaults_follow_default_5xx_and_stay_defaults() {
    let system = System::new().await;
    system
        .ok(
            "PUT",
            &system.at("/gatewayresponses/DEFAULT_5XX"),
            json!({"statusCode": "599"}),
        )
        .await;
    let get = |kind: &str| system.at(&format!("/gatewayresponses/{kind}"));
    let failure = system.ok("GET", &get("INTEGRATION_FAILURE"), json!(null)).await;
    assert_eq!(
        (failure["statusCode"].as_str(), &failure["defaultResponse"]),
        (Some("599"), &json!(true))
    );
    let denied = system.ok("GET", &get("ACCESS_DENIED"), json!(null)).await;
    assert_eq!(
        denied,
        json!({
            "responseType": "ACCESS_DENIED", "statusCode": "403", "responseParameters": {},
            "responseTemplates": {"application/json": "{\"message\":$context.error.messageString}"},
            "defaultResponse": true,
        })
    );
    let default = system.ok("GET", &get("DEFAULT_4XX"), json!(null)).await;
    assert_eq!(default.get("statusCode"), None);
    let all = system
        .ok("GET", &system.at("/gatewayresponses"), json!(null))
        .await;
    assert_eq!(all["item"].as_array().map(Vec::len), Some(21));
}
