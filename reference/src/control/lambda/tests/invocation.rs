//! Invocation as clients, API Gateway and Step Functions meet it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{ARN, Bench, ECHO, error, refusal, text};
use crate::gateway::IntegrationError;
use crate::lambda::{Invocation, InvocationType, Invoke};

#[tokio::test]
async fn invoke_answers_as_lambda_does() {
    let bench = Bench::with(ECHO).await;
    let good = bench.invoke(json!({"b": 1, "a": [1.5]})).await;
    assert_eq!((good.status, text(&good).as_str()), (200, r#"{"b":1,"a":[1.5]}"#));
    assert_eq!(good.headers.get("x-amz-executed-version"), Some("$LATEST"));
    assert_eq!(good.headers.get("content-type"), Some("application/json"));
    assert_eq!(good.headers.get("x-amz-function-error"), None);
    assert_eq!(good.headers.get("x-amzn-requestid").map(str::len), Some(36));

    let failed = bench.invoke(json!({"fail": true})).await;
    assert_eq!(
        (failed.status, failed.headers.get("x-amz-function-error")),
        (200, Some("Unhandled"))
    );
    assert!(text(&failed).starts_with(r#"{"errorType":"Error","errorMessage":"told to","trace":["#));

    let path = "/2015-03-31/functions/f/invocations";
    let empty = bench.raw("POST", path, &[], Vec::new()).await;
    assert_eq!(text(&empty), "{}");
    let dry = bench
        .raw("POST", path, &[("X-Amz-Invocation-Type", "DryRun")], Vec::new())
        .await;
    assert_eq!((dry.status, text(&dry).as_str()), (204, ""));
    let event = bench
        .raw(
            "POST",
            path,
            &[("X-Amz-Invocation-Type", "Event")],
            b"{}".to_vec(),
        )
        .await;
    assert_eq!(
        (
            event.status,
            event.body.len(),
            event.headers.get("x-amz-executed-version")
        ),
        (202, 0, None)
    );
    let tail = bench
        .raw("POST", path, &[("X-Amz-Log-Type", "Tail")], b"{}".to_vec())
        .await;
    assert!(
        tail.headers
            .get("x-amz-log-result")
            .is_some_and(|log| log.len() > 40)
    );
    assert_eq!(
        error(&bench.raw("POST", path, &[], b"{".to_vec()).await).1,
        "InvalidRequestContentException"
    );
}

#[tokio::test]
async fn events_have_a_largest_size() {
    let bench = Bench::with("export const handler = async (event) => event.length;").await;
    let path = "/2015-03-31/functions/f/invocations";
    let payload = |size: usize| format!("\"{}\"", "a".repeat(size - 2)).into_bytes();
    assert_eq!(
        text(&bench.raw("POST", path, &[], payload(6_291_456)).await),
        "6291454"
    );
    let too_large = error(&bench.raw("POST", path, &[], payload(6_291_457)).await);
    assert_eq!(
        (too_large.0, too_large.1.as_str()),
        (413, "RequestTooLargeException")
    );
    let event = [("X-Amz-Invocation-Type", "Event")];
    assert_eq!(
        bench.raw("POST", path, &event, payload(1_048_576)).await.status,
        202
    );
    assert_eq!(
        bench.raw("POST", path, &event, payload(1_048_577)).await.status,
        413
    );
}

#[tokio::test]
async fn the_gateway_needs_permission() {
    let bench = Bench::with(ECHO).await;
    let refused = Err(IntegrationError::Configuration(
        "Invalid permissions on Lambda function".into(),
    ));
    assert_eq!(bench.call("POST", "api/prod/GET/a", None, "{}").await, refused);
    bench.permit("api/*/GET/*").await;
    let answer = bench
        .call("POST", "api/prod/GET/a", None, "{\"a\":1}")
        .await
        .unwrap();
    assert_eq!((answer.status, text(&answer).as_str()), (200, "{\"a\":1}"));
    assert_eq!(bench.call("POST", "api/prod/POST/a", None, "{}").await, refused);
    assert_eq!(
        text(&bench.call("POST", "api/prod/GET/a", None, "").await.unwrap()),
        "{}"
    );
    assert_eq!(
        bench
            .call("POST", "api/prod/GET/a", None, "{")
            .await
            .unwrap()
            .status,
        400
    );
    // Recorded on AWS 2015-08-06: Lambda knows no GET; the gateway makes of it what it will.
    let get = bench.call("GET", "api/prod/GET/a", None, "").await.unwrap();
    assert!(get.status == 403 && text(&get).starts_with("<AccessDeniedException>"));

    let role = |name: &str| Some(format!("arn:aws:iam::000000000000:role/{name}"));
    assert_eq!(
        bench
            .call("POST", "any/a/b/c", role("good").as_deref(), "1")
            .await
            .unwrap()
            .status,
        200
    );
    assert_eq!(
        bench
            .call("POST", "any/a/b/c", role("idle").as_deref(), "1")
            .await,
        refused
    );
    assert!(
        bench
            .call("POST", "any/a/b/c", role("none").as_deref(), "1")
            .await
            .is_err()
    );
    bench.ok("DELETE", "/2015-03-31/functions/f", json!(null)).await;
    assert_eq!(bench.call("POST", "api/prod/GET/a", None, "{}").await, refused);
}

#[tokio::test]
async fn reserved_concurrency_throttles() {
    let bench = Bench::with(ECHO).await;
    bench
        .ok(
            "PUT",
            "/2017-10-31/functions/f/concurrency",
            json!({ "ReservedConcurrentExecutions": 0 }),
        )
        .await;
    let throttled = bench.invoke(json!({})).await;
    assert_eq!(
        error(&throttled),
        refusal(429, "TooManyRequestsException", "Rate Exceeded.")
    );
    let body: Value = serde_json::from_slice(&throttled.body).unwrap();
    assert_eq!(
        body["Reason"],
        "ReservedFunctionConcurrentInvocationLimitExceeded"
    );
    bench
        .ok("DELETE", "/2017-10-31/functions/f/concurrency", json!(null))
        .await;
    assert_eq!(
        bench
            .ok("GET", "/2019-09-30/functions/f/concurrency", json!(null))
            .await,
        json!({})
    );
    assert_eq!(bench.invoke(json!({})).await.status, 200);
}

#[tokio::test]
async fn a_failing_event_is_tried_three_times_under_one_request_id() {
    let bench = Bench::with(ECHO).await;
    let invocation = Invocation {
        function: ARN.into(),
        qualifier: None,
        kind: InvocationType::Event,
        payload: "{\"fail\":1}".into(),
        log_tail: false,
    };
    let accepted = bench.functions.invoke(invocation).await.unwrap();
    assert_eq!(
        (accepted.status, accepted.payload.len(), accepted.executed_version),
        (202, 0, None)
    );
    let end = format!("END RequestId: {}\n", accepted.request_id);
    let began = Instant::now();
    let count = || {
        bench
            .lines
            .0
            .lock()
            .unwrap()
            .iter()
            .filter(|line| **line == end)
            .count()
    };
    while count() < 3 && began.elapsed() < Duration::from_secs(10) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(count(), 3);
}
