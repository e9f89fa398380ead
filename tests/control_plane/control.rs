//! Whether effects can be seen at all.

use apigw_conformance::effects::Control;
use serde_json::json;

use crate::scripted::{Scripted, ok};

fn invocations(server: &Scripted) -> usize {
    server
        .seen()
        .iter()
        .filter(|seen| seen.what.ends_with("/invocations"))
        .count()
}

#[tokio::test]
async fn a_target_whose_functions_leave_no_line_says_nothing_by_silence() {
    let server = Scripted::start(|seen| match seen.what.as_str() {
        "FilterLogEvents" => ok(json!({"events": []})),
        _ => None,
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let control = Control::default();
    for _ in 0..2 {
        let error = control
            .invocations(&deployer)
            .await
            .expect_err("unseen")
            .to_string();
        assert!(
            error.starts_with(
                "see invocations: one made through Lambda's own API leaves no line in CloudWatch Logs"
            ),
            "{error}"
        );
    }
    assert_eq!(invocations(&server), 1);
}

#[tokio::test]
async fn a_line_is_enough_to_believe_in_silence() {
    let line = r#"{"requestId": "r-1", "event": {}}"#;
    let server = Scripted::start(move |seen| match seen.what.as_str() {
        "FilterLogEvents" => ok(json!({"events": [{"message": line}]})),
        _ => None,
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    assert_eq!(Control::default().invocations(&deployer).await, Ok(()));
    assert_eq!(invocations(&server), 1);
}

#[tokio::test]
async fn a_machine_whose_executions_leave_no_event_says_nothing_by_silence() {
    let started = json!({"executionArn": "arn:e", "startDate": 1.0});
    let server = Scripted::start(move |seen| match seen.what.as_str() {
        "StartExecution" => ok(started.clone()),
        "FilterLogEvents" => ok(json!({"events": []})),
        _ => None,
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let error = Control::default()
        .executions(&deployer)
        .await
        .expect_err("unseen")
        .to_string();
    assert!(
        error.starts_with("see executions of Express machines: one started through Step Functions' own API"),
        "{error}"
    );
}

#[tokio::test]
async fn a_control_that_is_refused_names_the_call() {
    let server = Scripted::start(|seen| {
        let refused = seen.what.ends_with("/invocations");
        refused.then(|| Some((501, json!({"__type": "NotImplemented"}).to_string())))
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let error = Control::default()
        .invocations(&deployer)
        .await
        .expect_err("refused")
        .to_string();
    assert!(error.starts_with("call Invoke: "), "{error}");
}
