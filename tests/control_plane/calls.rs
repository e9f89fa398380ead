//! Single calls: how they are signed, repeated and given up.

use std::time::{Duration, Instant};

use apigw_conformance::target::{CallError, RunningTarget};

use crate::scripted::{Scripted, at_first, ok, refusal};

#[tokio::test]
async fn a_synchronous_execution_is_started_at_the_endpoints_own_host() {
    let script = |seen: &crate::scripted::Seen| match seen.what.as_str() {
        "StartSyncExecution" => ok(serde_json::json!({
            "executionArn": "arn:aws:states:us-east-1:111122223333:express:m:e:i",
            "startDate": 1.0, "stopDate": 2.0, "status": "SUCCEEDED"
        })),
        _ => None,
    };
    let server = Scripted::start(script).await;
    let target = server.target().await;
    let call = target
        .clients
        .states
        .start_sync_execution()
        .state_machine_arn("arn:m");
    target
        .call("StartSyncExecution", call.send())
        .await
        .expect("an answer");

    let seen = server.seen().pop().expect("a request");
    assert_eq!(
        seen.headers["x-amz-target"],
        "AWSStepFunctions.StartSyncExecution"
    );
    // The model's prefix `sync-` is gone, and the host that is left is signed.
    assert_eq!(format!("http://{}", seen.headers["host"]), server.endpoint);
    let authorization = &seen.headers["authorization"];
    assert!(
        authorization.starts_with("AWS4-HMAC-SHA256 Credential="),
        "{authorization}"
    );
    assert!(authorization.contains("/states/aws4_request"), "{authorization}");
    let signed = authorization
        .split("SignedHeaders=")
        .nth(1)
        .and_then(|rest| rest.split(',').next());
    assert!(
        signed
            .expect("signed headers")
            .split(';')
            .any(|name| name == "host"),
        "{authorization}"
    );
    assert!(authorization.contains("Signature="), "{authorization}");
}

#[tokio::test]
async fn the_account_is_the_one_that_the_target_names() {
    let server = Scripted::start(|_| None).await;
    let target = server.target().await;
    assert_eq!(target.account, "111122223333");
}

#[tokio::test]
async fn a_target_without_sts_has_an_account_of_zeros_and_says_so() {
    let server = Scripted::start(|_| Some(Some((501, "<html>".to_owned())))).await;
    let target = server.target().await;
    assert_eq!(target.account, "000000000000");
    assert!(target.remarks[0].contains("HTTP 501"), "{:?}", target.remarks);
}

#[tokio::test]
async fn a_target_that_refuses_the_keys_is_not_begun() {
    let message = "The security token included in the request is invalid.";
    let body = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>\
         <Message>{message}</Message></Error></ErrorResponse>"
    );
    let server = Scripted::start(move |_| Some(Some((403, body.clone())))).await;
    let error = RunningTarget::start(server.description(), "run")
        .await
        .map(|_| ())
        .expect_err("refused");
    assert!(error.to_string().contains("InvalidClientTokenId"), "{error}");
    assert!(error.to_string().contains("AWS_ACCESS_KEY_ID"), "{error}");
}

#[tokio::test]
async fn throttled_calls_are_repeated() {
    let states = at_first(2, refusal(400, "ThrottlingException", "Rate exceeded"));
    let gateway = at_first(2, refusal(429, "TooManyRequestsException", "Too Many Requests"));
    let server = Scripted::start(move |seen| match seen.what.as_str() {
        "DeleteStateMachine" => states(),
        "DELETE /restapis/a" => gateway(),
        _ => None,
    })
    .await;
    let target = server.target().await;
    let call = target
        .clients
        .states
        .delete_state_machine()
        .state_machine_arn("arn:m");
    target
        .call("DeleteStateMachine", call.send())
        .await
        .expect("an answer at last");
    let call = target.clients.apigateway.delete_rest_api().rest_api_id("a");
    target
        .call("DeleteRestApi", call.send())
        .await
        .expect("an answer at last");
    assert_eq!(
        (
            server.count("DeleteStateMachine"),
            server.count("DELETE /restapis/a")
        ),
        (3, 3)
    );
}

#[tokio::test]
async fn a_refusal_names_the_operation_the_code_and_the_message() {
    let server = Scripted::start(|seen| match seen.what.as_str() {
        "CreateStateMachine" => refusal(400, "InvalidDefinition", "no StartAt"),
        "DELETE /restapis/a" => Some(Some((501, "<html>".to_owned()))),
        _ => None,
    })
    .await;
    let target = server.target().await;
    let call = target
        .clients
        .states
        .create_state_machine()
        .name("m")
        .definition("{}")
        .role_arn("arn:r");
    let error = target
        .call("CreateStateMachine", call.send())
        .await
        .map(|_| ())
        .expect_err("refused");
    assert_eq!(
        error.to_string(),
        "call CreateStateMachine: InvalidDefinition: no StartAt"
    );

    let call = target.clients.apigateway.delete_rest_api().rest_api_id("a");
    let error = target
        .call("DeleteRestApi", call.send())
        .await
        .map(|_| ())
        .expect_err("refused");
    assert!(
        matches!(&error, CallError::Refused { code, .. } if code == "HTTP 501"),
        "{error}"
    );
}

#[tokio::test]
async fn a_target_that_is_gone_is_told_from_a_call_that_failed() {
    let server = Scripted::start(|seen| (seen.what == "DeleteStateMachine").then_some(None)).await;
    let target = server.target().await;
    let call = target
        .clients
        .states
        .delete_state_machine()
        .state_machine_arn("arn:m");
    let error = target
        .call("DeleteStateMachine", call.clone().send())
        .await
        .map(|_| ())
        .expect_err("closed");
    assert!(matches!(error, CallError::TimedOut { .. }), "{error}");

    server.stop().await;
    let error = target
        .call("DeleteStateMachine", call.send())
        .await
        .map(|_| ())
        .expect_err("gone");
    assert!(matches!(error, CallError::Gone { .. }), "{error}");
}

#[tokio::test]
async fn a_target_that_falls_silent_holds_nobody_up() {
    // Bound but never accepted from: connections open, nothing ever answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let server = Scripted::start(|_| None).await;
    let mut description = server.description();
    description.limits.call = Duration::from_millis(300);
    let silent = format!("http://{}", silent.local_addr().expect("an address"));
    let start = Instant::now();
    let error = RunningTarget::start(description.with_endpoint(&silent), "run")
        .await
        .map(|_| ());
    assert!(
        error
            .expect_err("silent")
            .to_string()
            .starts_with(&format!("reach {silent}: "))
    );
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
