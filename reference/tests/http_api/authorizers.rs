//! Authorizers: made, named by routes, asked.

use serde_json::{Value, json};

use crate::system::{ECHO, System, status};

const URI: &str = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\
                   arn:aws:lambda:us-east-1:000000000000:function:f/invocations";

fn request() -> Value {
    json!({"authorizerType": "REQUEST", "name": "n", "authorizerUri": URI, "authorizerPayloadFormatVersion": "2.0"})
}

fn jwt() -> Value {
    json!({"authorizerType": "JWT", "name": "j", "identitySource": ["$request.header.Authorization"],
        "jwtConfiguration": {"audience": ["a"], "issuer": "https://issuer.example"}})
}

fn with(mut input: Value, member: &str, value: Value) -> Value {
    input[member] = value;
    input
}

#[tokio::test]
async fn an_authorizer_has_the_members_of_aws_and_can_be_changed() {
    let system = System::new().await;
    let mut input = request();
    input["identitySource"] = json!(["$request.header.Auth", "$context.routeKey"]);
    input["authorizerResultTtlInSeconds"] = json!(300);
    input["enableSimpleResponses"] = json!(true);
    let made = system.ok("POST", &system.at("/authorizers"), input.clone()).await;
    let id = made["authorizerId"].as_str().unwrap();
    let mut expected = input;
    expected["authorizerId"] = json!(id);
    assert_eq!(made, expected);
    let at = system.at(&format!("/authorizers/{id}"));
    let changed =
        json!({"enableSimpleResponses": false, "authorizerResultTtlInSeconds": 0, "identitySource": []});
    system.ok("PATCH", &at, changed).await;
    let got = system.ok("GET", &at, json!(null)).await;
    assert_eq!(
        got,
        json!({"authorizerId": id, "authorizerPayloadFormatVersion": "2.0", "authorizerResultTtlInSeconds": 0,
            "authorizerType": "REQUEST", "authorizerUri": URI, "enableSimpleResponses": false, "name": "n"})
    );
    let made = system.ok("POST", &system.at("/authorizers"), jwt()).await;
    let expected = with(jwt(), "authorizerId", made["authorizerId"].clone());
    assert_eq!(made, expected);
    let listed = system.ok("GET", &system.at("/authorizers"), json!(null)).await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    system.ok("DELETE", &at, json!(null)).await;
    let gone = system.refused("GET", &at, json!(null)).await;
    assert_eq!((gone.0, gone.1.as_str()), (404, "NotFoundException"));
}

#[tokio::test]
async fn an_authorizer_that_cannot_be_is_refused() {
    let system = System::new().await;
    for (input, message) in [
        (
            with(request(), "authorizerPayloadFormatVersion", json!(null)),
            "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer",
        ),
        (
            with(
                with(request(), "authorizerPayloadFormatVersion", json!("1.0")),
                "enableSimpleResponses",
                json!(true),
            ),
            "EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion \"2.0\".",
        ),
        (
            with(request(), "authorizerResultTtlInSeconds", json!(1)),
            "Identity source must be set if authorizer caching is enabled (TTL is greater than 0)",
        ),
        (
            with(request(), "authorizerResultTtlInSeconds", json!(3601)),
            "AuthorizerResultTtlInSeconds must be between 0 and 3600",
        ),
        (
            with(request(), "identitySource", json!(["$request.body.a"])),
            "Invalid identity source specified: $request.body.a",
        ),
        (
            with(request(), "authorizerUri", json!("https://example.com")),
            "Invalid Authorizer URI specified",
        ),
        (
            with(request(), "authorizerType", json!("TOKEN")),
            "Invalid authorizer type specified: TOKEN",
        ),
        (
            with(request(), "name", json!("")),
            "Invalid authorizer name specified",
        ),
        (
            with(jwt(), "identitySource", json!(["$context.stage"])),
            "Invalid identity source specified: $context.stage",
        ),
        (
            with(
                jwt(),
                "jwtConfiguration",
                json!({"audience": ["a"], "issuer": "none"}),
            ),
            "Invalid issuer: none. Issuer must have a valid discovery endpoint ended with \
             '/.well-known/openid-configuration'",
        ),
        (
            with(
                jwt(),
                "jwtConfiguration",
                json!({"issuer": "https://issuer.example"}),
            ),
            "A JWT authorizer has at least one audience",
        ),
        (
            with(jwt(), "authorizerUri", json!(URI)),
            "AuthorizerUri is only supported for REQUEST authorizers",
        ),
    ] {
        let refused = system.refused("POST", &system.at("/authorizers"), input).await;
        assert_eq!(
            refused,
            (400, "BadRequestException".to_owned(), message.to_owned())
        );
    }
}

#[tokio::test]
async fn routes_name_an_authorizer_of_their_type() {
    let system = System::new().await;
    let target = format!(
        "integrations/{}",
        system
            .integration(json!({"integrationType": "HTTP_PROXY",
        "integrationUri": "http://localhost:1", "integrationMethod": "ANY", "payloadFormatVersion": "1.0"}))
            .await
    );
    let id = |made: Value| made["authorizerId"].as_str().unwrap().to_owned();
    let custom = id(system.ok("POST", &system.at("/authorizers"), request()).await);
    let token = id(system.ok("POST", &system.at("/authorizers"), jwt()).await);
    let needs_custom = "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS \
                        requires a valid authorizer.";
    let needs_jwt = "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.";
    let no_scopes = "Invalid Route authorization type specified. Authorization Scopes are only valid for \
                     COGNITO_USER_POOLS and JWT authorization types";
    for (kind, authorizer, scopes, message) in [
        ("CUSTOM", json!(null), json!([]), needs_custom),
        ("CUSTOM", json!("none"), json!([]), needs_custom),
        ("JWT", json!(custom), json!([]), needs_jwt),
        ("CUSTOM", json!(custom), json!(["a"]), no_scopes),
        ("NONE", json!(null), json!(["a"]), no_scopes),
        (
            "OTHER",
            json!(null),
            json!([]),
            "Invalid authorization type specified: OTHER",
        ),
    ] {
        let input = json!({"routeKey": "GET /a", "target": target, "authorizationType": kind,
            "authorizerId": authorizer, "authorizationScopes": scopes});
        let refused = system.refused("POST", &system.at("/routes"), input).await;
        assert_eq!(
            refused,
            (400, "BadRequestException".to_owned(), message.to_owned())
        );
    }
    let input = json!({"routeKey": "GET /a", "target": target, "authorizationType": "JWT", "authorizerId": token,
        "authorizationScopes": ["s"]});
    let route = system.ok("POST", &system.at("/routes"), input).await;
    assert_eq!(
        (
            &route["authorizationType"],
            &route["authorizerId"],
            &route["authorizationScopes"]
        ),
        (&json!("JWT"), &json!(token), &json!(["s"]))
    );
    let refused = system
        .refused(
            "DELETE",
            &system.at(&format!("/authorizers/{token}")),
            json!(null),
        )
        .await;
    let message = "Cannot delete authorizer 'j', is referenced in route: GET /a";
    assert_eq!(refused, (409, "ConflictException".to_owned(), message.to_owned()));
    let at = system.at(&format!("/routes/{}", route["routeId"].as_str().unwrap()));
    let open = json!({"authorizationType": "NONE", "authorizationScopes": []});
    let route = system.ok("PATCH", &at, open).await;
    assert_eq!(
        (&route["authorizationType"], &route["authorizerId"]),
        (&json!("NONE"), &json!(null))
    );
    system
        .ok(
            "DELETE",
            &system.at(&format!("/authorizers/{token}")),
            json!(null),
        )
        .await;
}

#[tokio::test]
async fn whatever_a_function_answers_nobody_passes_by_accident() {
    let system = System::new().await;
    let echo = system.function("echo", ECHO).await;
    let source = "export const handler = async (event) => JSON.parse(event.queryStringParameters.answer);";
    let decide = system.function("decide", source).await;
    let mut input = request();
    input["authorizerUri"] = json!(URI.replace("arn:aws:lambda:us-east-1:000000000000:function:f", &decide));
    input["enableSimpleResponses"] = json!(true);
    input["identitySource"] = json!(["$request.querystring.answer"]);
    let made = system.ok("POST", &system.at("/authorizers"), input).await;
    let target = system.integration(proxy(&echo)).await;
    let route = json!({"routeKey": "GET /a", "target": format!("integrations/{target}"), "authorizationType": "CUSTOM",
        "authorizerId": made["authorizerId"]});
    system.ok("POST", &system.at("/routes"), route).await;
    for (answer, expected) in [
        ("{\"isAuthorized\":true}", 200),
        ("{\"isAuthorized\":false}", 403),
        ("{\"isAuthorized\":\"true\"}", 500),
        ("{\"isAuthorized\":1}", 500),
        ("{\"isAuthorized\":null}", 500),
        ("{\"isAuthorized\":true,\"context\":7}", 500),
        ("[true]", 500),
        ("true", 500),
        ("null", 500),
        ("{", 500),
    ] {
        let answer: String = form_urlencoded::byte_serialize(answer.as_bytes()).collect();
        let got = system.get(&format!("/a?answer={answer}")).await;
        assert_eq!(status(&got), expected, "{answer}: {}", got.body);
    }
    assert_eq!(status(&system.get("/a").await), 401);
}

#[tokio::test]
async fn a_signature_is_needed_and_none_is_taken() {
    let system = System::new().await;
    let echo = system.function("echo", ECHO).await;
    let target = system.integration(proxy(&echo)).await;
    let route = json!({"routeKey": "GET /a", "target": format!("integrations/{target}"), "authorizationType": "AWS_IAM"});
    system.ok("POST", &system.at("/routes"), route).await;
    let unsigned = system.get("/a").await;
    assert_eq!(
        (status(&unsigned), unsigned.body.as_str()),
        (403, r#"{"message":"Forbidden"}"#)
    );
    let signed = [(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c",
    )];
    let signed = system.send("GET", "/a", &signed, "").await;
    assert_eq!(status(&signed), 500);
    assert!(
        signed.body.contains("not offered by this reference"),
        "{}",
        signed.body
    );
}

fn proxy(function: &str) -> Value {
    json!({"integrationType": "AWS_PROXY", "integrationUri": function, "payloadFormatVersion": "2.0"})
}
