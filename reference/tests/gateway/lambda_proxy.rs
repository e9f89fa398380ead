//! AWS_PROXY: the event, the response, the failures.

use apigw_reference::gateway::{IntegrationError, Target};
use apigw_reference::wire::Response;
use serde_json::{Value, json};

use crate::system::{System, function_error, json_of, proxy, text};

async fn proxied(path: &str) -> System {
    let system = System::new().await;
    system.method(path, "ANY", json!({}), proxy(), &[]).await;
    system.deploy("stage").await;
    system
}

#[tokio::test]
async fn the_event_is_that_of_aws_member_for_member() {
    let system = proxied("/{proxy+}").await;
    let headers = [
        ("tEsT-HEADeR", "aValUE"),
        ("aUThorization", "Bearer token123;API key456"),
        ("user-Agent", "python-requests/testing"),
        ("Multi", "one"),
        ("multi", "two"),
        ("Connection", "keep-alive"),
        ("Content-Length", "7"),
        ("X-Forwarded-For", "10.0.0.1"),
    ];
    let url = "/stage//a%2Bb//c/?category=electronics&category=books&d=+00:00%2B";
    let response = system.send("POST", url, &headers, "{\"a\":1}").await;
    let call = system.last_call();
    let mut event = json_of(&call.request.body);
    let context = event["requestContext"].take();
    let host = format!("{}.execute-api.us-east-1.amazonaws.com", system.api);
    let trace = event["headers"]["X-Amzn-Trace-Id"].clone();
    assert_eq!(
        event,
        json!({
            "resource": "/{proxy+}",
            "path": "/a%2Bb//c/",
            "httpMethod": "POST",
            "headers": {
                "tEsT-HEADeR": "aValUE",
                "Authorization": "Bearer token123;API key456",
                "User-Agent": "python-requests/testing",
                "Multi": "two",
                "Host": host,
                "X-Amzn-Trace-Id": trace,
                "X-Forwarded-For": "10.0.0.1, 127.0.0.1",
                "X-Forwarded-Port": "443",
                "X-Forwarded-Proto": "https",
            },
            "multiValueHeaders": {
                "tEsT-HEADeR": ["aValUE"],
                "Authorization": ["Bearer token123;API key456"],
                "User-Agent": ["python-requests/testing"],
                "Multi": ["one", "two"],
                "Host": [host],
                "X-Amzn-Trace-Id": [trace],
                "X-Forwarded-For": ["10.0.0.1, 127.0.0.1"],
                "X-Forwarded-Port": ["443"],
                "X-Forwarded-Proto": ["https"],
            },
            "queryStringParameters": {"category": "books", "d": " 00:00+"},
            "multiValueQueryStringParameters": {"category": ["electronics", "books"], "d": [" 00:00+"]},
            "pathParameters": {"proxy": "a%2Bb//c"},
            "stageVariables": null,
            "requestContext": null,
            "body": "{\"a\":1}",
            "isBase64Encoded": false,
        })
    );
    assert_eq!(
        call.target,
        Target::Path(
            "/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations".into()
        )
    );
    assert_eq!(
        call.source_arn,
        format!(
            "arn:aws:execute-api:us-east-1:000000000000:{}/stage/*/{{proxy+}}",
            system.api
        )
    );
    check_context(&context, &response, &host, &system.api);
}

fn check_context(context: &Value, response: &Response, host: &str, api: &str) {
    let keys: Vec<_> = context.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "resourceId",
            "resourcePath",
            "httpMethod",
            "extendedRequestId",
            "requestTime",
            "path",
            "accountId",
            "protocol",
            "stage",
            "domainPrefix",
            "requestTimeEpoch",
            "requestId",
            "identity",
            "domainName",
            "deploymentId",
            "apiId",
        ]
    );
    assert_eq!(context["path"], "/stage//a%2Bb//c/");
    assert_eq!(context["domainName"], host);
    assert_eq!(context["domainPrefix"], api);
    assert_eq!(context["resourcePath"], "/{proxy+}");
    assert_eq!(
        context["requestId"],
        response.headers.get("x-amzn-RequestId").unwrap()
    );
    assert_eq!(
        context["extendedRequestId"],
        response.headers.get("x-amz-apigw-id").unwrap()
    );
    assert_eq!(
        context["identity"],
        json!({
            "cognitoIdentityPoolId": null, "accountId": null, "cognitoIdentityId": null, "caller": null,
            "sourceIp": "127.0.0.1", "principalOrgId": null, "accessKey": null, "cognitoAuthenticationType": null,
            "cognitoAuthenticationProvider": null, "userArn": null, "userAgent": "python-requests/testing",
            "user": null,
        })
    );
}

#[tokio::test]
async fn what_is_absent_is_null() {
    let system = proxied("/hardcoded").await;
    system.get("/stage//hardcoded").await;
    let event = json_of(&system.last_call().request.body);
    for member in [
        "queryStringParameters",
        "multiValueQueryStringParameters",
        "pathParameters",
        "stageVariables",
        "body",
    ] {
        assert_eq!(event[member], Value::Null, "{member}");
    }
    assert_eq!(event["path"], "/hardcoded");
    assert_eq!(event["requestContext"]["path"], "/stage//hardcoded");
}

#[tokio::test]
async fn failures_are_502_or_500_and_tell_nothing() {
    let system = proxied("/x").await;
    let refused = |status| Ok(Response::json(status, &json!({"message": "secret"})));
    for (answer, status) in [
        (function_error("secret"), 502),
        (Ok(Response::json(200, &json!("secret"))), 502),
        (Ok(Response::new(200, "application/json", "no json")), 502),
        (refused(429), 500),
        (refused(403), 500),
        (Err(IntegrationError::Configuration("secret".into())), 500),
    ] {
        system.backend_answers(answer.clone());
        let response = system.get("/stage/x").await;
        assert_eq!(
            (response.status, text(&response)),
            (status, "{\"message\": \"Internal server error\"}"),
            "{answer:?}"
        );
        assert_eq!(
            response.headers.get("x-amzn-ErrorType"),
            Some("InternalServerErrorException")
        );
        assert!(response.headers.get("X-Amzn-Trace-Id").is_some(), "{answer:?}");
    }
}

#[tokio::test]
async fn an_integration_method_other_than_post_fails() {
    let system = System::new().await;
    let mut integration = proxy();
    integration["httpMethod"] = json!("GET");
    system.method("/x", "GET", json!({}), integration, &[]).await;
    system.deploy("stage").await;
    assert_eq!(system.get("/stage/x").await.status, 500);
    assert!(system.calls().is_empty());
}

#[tokio::test]
async fn mapped_parameters_are_ignored_unless_they_are_illegal() {
    let system = System::new().await;
    for (path, header) in [("/fine", "headerVar"), ("/illegal", "Authorization")] {
        let mut integration = proxy();
        integration["requestParameters"] =
            json!({format!("integration.request.header.{header}"): "'mapped'"});
        system.method(path, "GET", json!({}), integration, &[]).await;
    }
    system.deploy("stage").await;
    assert_eq!(
        system
            .send("GET", "/stage/fine", &[("headerVar", "request-value")], "")
            .await
            .status,
        200
    );
    let event = json_of(&system.last_call().request.body);
    assert_eq!(event["headers"]["headerVar"], "request-value");
    let response = system.get("/stage/illegal").await;
    assert_eq!(
        (response.status, response.headers.get("X-Amzn-Trace-Id")),
        (500, None)
    );
}

#[tokio::test]
async fn the_function_makes_the_response() {
    let system = proxied("/x").await;
    let result = json!({"statusCode": 302, "headers": {"Location": "https://example.com/"}, "body": ""});
    system.backend_answers(Ok(Response::json(200, &result)));
    let response = system.get("/stage/x").await;
    assert_eq!((response.status, text(&response)), (302, ""));
    assert_eq!(response.headers.get("Location"), Some("https://example.com/"));
    assert_eq!(response.headers.get("Content-Type"), Some("application/json"));
}
