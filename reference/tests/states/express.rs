//! Express state machines and logging.

use serde_json::{Value, json};

use crate::fakes::{Fixture, ROLE, one};

async fn sync(fixture: &Fixture, definition: &Value, input: &str) -> Value {
    let machine = fixture.create("express", "EXPRESS", definition).await;
    fixture
        .call(
            "StartSyncExecution",
            json!({"stateMachineArn": machine, "input": input, "name": "n"}),
        )
        .await
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_synchronous_execution_is_told_in_one_answer() {
    let answer = sync(&Fixture::new(), &one(json!({"Type": "Pass"})), "{\"a\" : 1}").await;
    assert_eq!(answer["status"], "SUCCEEDED");
    assert_eq!(
        (&answer["input"], &answer["output"]),
        (&json!("{\"a\" : 1}"), &json!("{\"a\" : 1}"))
    );
    assert_eq!(answer["billingDetails"]["billedMemoryUsedInMB"], 64);
    assert_eq!(answer["outputDetails"], json!({"included": true}));
    assert_eq!(answer["name"], "n");
    let arn = answer["executionArn"].as_str().unwrap();
    assert!(
        arn.starts_with("arn:aws:states:us-east-1:000000000000:express:express:n:"),
        "{arn}"
    );
    assert_eq!(arn.split(':').count(), 9);
}

#[tokio::test(start_paused = true)]
async fn a_failure_has_no_output_but_its_details() {
    let answer = sync(
        &Fixture::new(),
        &one(json!({"Type": "Fail", "Error": "E", "Cause": "C"})),
        "{}",
    )
    .await;
    assert_eq!(
        (&answer["status"], &answer["error"], &answer["cause"]),
        (&json!("FAILED"), &json!("E"), &json!("C"))
    );
    assert!(answer.get("output").is_none());
    assert_eq!(answer["outputDetails"], json!({"included": true}));
}

#[tokio::test(start_paused = true)]
async fn a_timeout_has_neither() {
    let mut definition = one(json!({"Type": "Wait", "Seconds": 60}));
    definition["TimeoutSeconds"] = 1.into();
    let answer = sync(&Fixture::new(), &definition, "{}").await;
    assert_eq!(answer["status"], "TIMED_OUT");
    assert!(answer.get("error").is_none() && answer.get("outputDetails").is_none());
}

#[tokio::test(start_paused = true)]
async fn five_minutes_are_the_longest() {
    let before = tokio::time::Instant::now();
    let answer = sync(
        &Fixture::new(),
        &one(json!({"Type": "Wait", "Seconds": 1000})),
        "{}",
    )
    .await;
    assert_eq!(answer["status"], "TIMED_OUT");
    assert_eq!(before.elapsed().as_secs(), 300);
}

#[tokio::test(start_paused = true)]
async fn what_is_for_standard_only_is_refused() {
    let fixture = Fixture::new();
    let machine = fixture
        .create("e", "EXPRESS", &one(json!({"Type": "Pass"})))
        .await;
    let body = json!({"stateMachineArn": machine, "name": "n"});
    let first = fixture.call("StartExecution", body.clone()).await.unwrap();
    // The same name twice starts two executions.
    let second = fixture.call("StartExecution", body).await.unwrap();
    assert_ne!(first["executionArn"], second["executionArn"]);
    for operation in ["DescribeExecution", "StopExecution", "GetExecutionHistory"] {
        let body = json!({"executionArn": first["executionArn"]});
        let (status, code, message) = fixture.call(operation, body).await.unwrap_err();
        assert_eq!((status, code.as_str()), (400, "InvalidArn"));
        assert_eq!(
            message,
            "Invalid Arn: 'Resource type not valid in this context: express'"
        );
    }
    let body = json!({"stateMachineArn": machine});
    assert_eq!(
        fixture.call("ListExecutions", body).await.unwrap_err().1,
        "StateMachineTypeNotSupported"
    );
    let standard = fixture
        .create("s", "STANDARD", &one(json!({"Type": "Pass"})))
        .await;
    let (_, code, message) = fixture
        .call("StartSyncExecution", json!({"stateMachineArn": standard}))
        .await
        .unwrap_err();
    assert_eq!(code, "StateMachineTypeNotSupported");
    assert_eq!(
        message,
        "This operation is not supported by this type of state machine"
    );
}

async fn logged(level: &str, data: bool, state: Value) -> Vec<(String, String, Value)> {
    let fixture = Fixture::new();
    let body = json!({
        "name": "logs", "type": "EXPRESS", "roleArn": ROLE, "definition": one(state).to_string(),
        "loggingConfiguration": {"level": level, "includeExecutionData": data, "destinations": [
            {"cloudWatchLogsLogGroup": {"logGroupArn": "arn:aws:logs:us-east-1:000000000000:log-group:/states/g:*"}}]},
    });
    let machine = fixture.call("CreateStateMachine", body).await.unwrap();
    let body = json!({"stateMachineArn": machine["stateMachineArn"], "input": "{}"});
    fixture.call("StartSyncExecution", body).await.unwrap();
    let logs = fixture.logs.0.lock().unwrap();
    logs.clone()
}

#[tokio::test(start_paused = true)]
async fn events_are_logged_as_recorded() {
    let logs = logged("ALL", true, json!({"Type": "Pass", "Result": 1})).await;
    let (group, stream, record) = &logs[1];
    assert_eq!(group, "/states/g");
    assert!(stream.starts_with("states/logs/20"), "{stream}");
    let keys: Vec<_> = record.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "id",
            "type",
            "details",
            "previous_event_id",
            "event_timestamp",
            "execution_arn",
            "redrive_count"
        ]
    );
    assert_eq!(
        (&record["id"], &record["previous_event_id"]),
        (&json!("2"), &json!("0"))
    );
    assert_eq!(
        record["details"],
        json!({"input": "{}", "inputDetails": {"truncated": false}, "name": "S"})
    );
    let logs = logged("ALL", false, json!({"Type": "Pass", "Result": 1})).await;
    assert_eq!(logs[1].2["details"], json!({"name": "S"}));
    assert_eq!(logs[3].2["details"], json!({}));
}

#[tokio::test(start_paused = true)]
async fn levels_choose_what_is_logged() {
    let fail = json!({"Type": "Fail", "Error": "E"});
    for (level, state, expected) in [
        ("ERROR", json!({"Type": "Pass"}), &[][..]),
        ("ERROR", fail.clone(), &["FailStateEntered", "ExecutionFailed"]),
        ("FATAL", fail.clone(), &["ExecutionFailed"]),
        ("OFF", fail, &[]),
    ] {
        let logs = logged(level, true, state).await;
        let kinds: Vec<_> = logs
            .iter()
            .map(|(_, _, record)| record["type"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, expected, "{level}");
    }
}
