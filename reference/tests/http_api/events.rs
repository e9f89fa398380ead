//! The events that functions get, whole.

use serde_json::{Value, json};

use crate::system::{ECHO, System, json_of, proxy};

/// Takes out what is new in every request, after a look at its form.
fn settle(event: &mut Value, time: [&str; 2]) {
    let context = event["requestContext"].as_object_mut().unwrap();
    let id = context["requestId"].as_str().unwrap();
    assert_eq!((id.len(), id.ends_with('=')), (16, true), "{id}");
    let [time, epoch] = time;
    let written = context[time].as_str().unwrap();
    assert!(written.ends_with(" +0000") && written.len() == 26, "{written}");
    assert!(context[epoch].as_u64().unwrap() > 1_700_000_000_000);
    for name in ["requestId", "extendedRequestId", time, epoch] {
        if context.contains_key(name) {
            context.insert(name.to_owned(), json!("varies"));
        }
    }
    for name in ["x-amzn-trace-id", "X-Amzn-Trace-Id"] {
        if let Some(trace) = event["headers"].get_mut(name) {
            assert!(trace.as_str().unwrap().starts_with("Root=1-"), "{trace}");
            *trace = json!("varies");
        }
    }
}

#[tokio::test]
async fn format_2_has_these_members_and_no_others() {
    let system = System::new().await;
    let echo = system.function("echo", ECHO).await;
    system.route("POST /pets/{id}", proxy(&echo, "2.0")).await;
    let headers = [
        ("X-B", "1"),
        ("Content-Type", "application/json"),
        ("x-b", "2"),
        ("Cookie", "a=1; b=2"),
        ("User-Agent", "agent"),
    ];
    let url = "/pets/a%20b?q=1&p=x%20y&q=2";
    let answer = system.send("POST", url, &headers, "{\"a\": 1}").await;
    let mut event = json_of(&answer);
    assert_eq!(
        answer.header("Apigw-Requestid"),
        event["requestContext"]["requestId"].as_str()
    );
    settle(&mut event, ["time", "timeEpoch"]);
    let domain = format!("{}.execute-api.us-east-1.amazonaws.com", system.api);
    let expected = json!({
        "version": "2.0",
        "routeKey": "POST /pets/{id}",
        "rawPath": "/pets/a b",
        "rawQueryString": "q=1&p=x%20y&q=2",
        "cookies": ["a=1", "b=2"],
        "headers": {
            "content-length": "8",
            "content-type": "application/json",
            "host": domain,
            "user-agent": "agent",
            "x-amzn-trace-id": "varies",
            "x-b": "1,2",
            "x-forwarded-for": "127.0.0.1",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
        },
        "queryStringParameters": {"p": "x y", "q": "1,2"},
        "requestContext": {
            "accountId": "000000000000",
            "apiId": system.api,
            "domainName": domain,
            "domainPrefix": system.api,
            "http": {
                "method": "POST",
                "path": "/pets/a b",
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
                "userAgent": "agent",
            },
            "requestId": "varies",
            "routeKey": "POST /pets/{id}",
            "stage": "$default",
            "time": "varies",
            "timeEpoch": "varies",
        },
        "body": "{\"a\": 1}",
        "pathParameters": {"id": "a b"},
        "isBase64Encoded": false,
    });
    assert_eq!(event.to_string(), expected.to_string());
}

#[tokio::test]
async fn format_1_has_these_members_and_no_others() {
    let system = System::new().await;
    let echo = system.function("echo", ECHO).await;
    system.route("ANY /pets/{proxy+}", proxy(&echo, "1.0")).await;
    let stage = json!({"stageName": "dev", "autoDeploy": true, "stageVariables": {"v": "w"}});
    system.ok("POST", &system.at("/stages"), stage).await;
    let headers = [("Accept", "*/*"), ("X-B", "1"), ("X-B", "2")];
    let answer = system
        .send_to("dev", "PUT", "/pets/a/b?q=1&q=2", &headers, "")
        .await;
    let mut event = json_of(&answer);
    settle(&mut event, ["requestTime", "requestTimeEpoch"]);
    event["multiValueHeaders"]["X-Amzn-Trace-Id"] = json!("varies");
    let domain = format!("{}.execute-api.us-east-1.amazonaws.com", system.api);
    let expected = json!({
        "version": "1.0",
        "resource": "/pets/{proxy+}",
        "path": "/dev/pets/a/b",
        "httpMethod": "PUT",
        "headers": {
            "Content-Length": "0",
            "Host": domain,
            "X-Amzn-Trace-Id": "varies",
            "X-B": "2",
            "X-Forwarded-For": "127.0.0.1",
            "X-Forwarded-Port": "443",
            "X-Forwarded-Proto": "https",
            "accept": "*/*",
        },
        "multiValueHeaders": {
            "Content-Length": ["0"],
            "Host": [domain],
            "X-Amzn-Trace-Id": "varies",
            "X-B": ["1", "2"],
            "X-Forwarded-For": ["127.0.0.1"],
            "X-Forwarded-Port": ["443"],
            "X-Forwarded-Proto": ["https"],
            "accept": ["*/*"],
        },
        "queryStringParameters": {"q": "2"},
        "multiValueQueryStringParameters": {"q": ["1", "2"]},
        "requestContext": {
            "accountId": "000000000000",
            "apiId": system.api,
            "domainName": domain,
            "domainPrefix": system.api,
            "extendedRequestId": "varies",
            "httpMethod": "PUT",
            "identity": {
                "accessKey": null,
                "accountId": null,
                "caller": null,
                "cognitoAmr": null,
                "cognitoAuthenticationProvider": null,
                "cognitoAuthenticationType": null,
                "cognitoIdentityId": null,
                "cognitoIdentityPoolId": null,
                "principalOrgId": null,
                "sourceIp": "127.0.0.1",
                "user": null,
                "userAgent": "",
                "userArn": null,
            },
            "path": "/dev/pets/a/b",
            "protocol": "HTTP/1.1",
            "requestId": "varies",
            "requestTime": "varies",
            "requestTimeEpoch": "varies",
            "resourceId": "ANY /pets/{proxy+}",
            "resourcePath": "/pets/{proxy+}",
            "stage": "dev",
        },
        "pathParameters": {"proxy": "a/b"},
        "stageVariables": {"v": "w"},
        "body": null,
        "isBase64Encoded": false,
    });
    assert_eq!(event.to_string(), expected.to_string());
}

#[tokio::test]
async fn a_default_route_gets_the_whole_path_and_a_named_stage_shows_in_it() {
    let system = System::new().await;
    let echo = system.function("echo", ECHO).await;
    system.route("$default", proxy(&echo, "2.0")).await;
    let stage = json!({"stageName": "dev", "autoDeploy": true, "stageVariables": {"v": "w"}});
    system.ok("POST", &system.at("/stages"), stage).await;
    for (stage, raw_path) in [("$default", "/a/b"), ("%24default", "/a/b"), ("dev", "/dev/a/b")] {
        let event = json_of(&system.send_to(stage, "GET", "/a/b", &[], "").await);
        assert_eq!(event["rawPath"], raw_path);
        assert_eq!(event["requestContext"]["http"]["path"], raw_path);
        assert_eq!(
            (&event["routeKey"], &event["rawQueryString"]),
            (&json!("$default"), &json!(""))
        );
        assert_eq!(event.get("stageVariables").is_some(), stage == "dev");
    }
}
