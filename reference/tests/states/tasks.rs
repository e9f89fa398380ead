//! Tasks: functions, other state machines, callbacks.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::fakes::{Fixture, one};

fn function(name: &str) -> Value {
    json!({"Type": "Task", "Resource": format!("arn:aws:lambda:us-east-1:000000000000:function:{name}")})
}

fn invoke(name: &str, payload: Value) -> Value {
    json!({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": name, "Payload": payload}})
}

fn kinds(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_function_gets_the_input_and_gives_the_output() {
    let fixture = Fixture::new();
    let ended = fixture.run(&one(function("echo")), "{\"a\":  1}").await;
    assert_eq!(ended["output"], "{\"a\":  1}");
    let events = fixture.events(&ended["executionArn"]).await;
    assert_eq!(
        kinds(&events)[2..5],
        [
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionSucceeded"
        ]
    );
    assert_eq!(
        events[2]["lambdaFunctionScheduledEventDetails"],
        json!({"input": "{\"a\":  1}", "inputDetails": {"truncated": false},
            "resource": "arn:aws:lambda:us-east-1:000000000000:function:echo"})
    );
}

#[tokio::test(start_paused = true)]
async fn invoke_shows_the_whole_answer() {
    let fixture = Fixture::new();
    for (payload, expected) in [
        (json!({"a": 1}), json!({"a": 1})),
        (json!(null), json!({})),
        (json!("0.0"), json!(0.0)),
        (json!([1]), json!([1])),
    ] {
        let ended = fixture.run(&one(invoke("echo", payload)), "{}").await;
        let output: Value = serde_json::from_str(ended["output"].as_str().unwrap()).unwrap();
        assert_eq!(output["Payload"], expected);
        assert_eq!(output["StatusCode"], 200);
        assert_eq!(output["ExecutedVersion"], "$LATEST");
    }
    let mut event = invoke("echo", json!({}));
    event["Parameters"]["InvocationType"] = "Event".into();
    let ended = fixture.run(&one(event), "{}").await;
    assert!(ended["output"].as_str().unwrap().contains("\"StatusCode\":202"));
}

#[tokio::test(start_paused = true)]
async fn errors_of_functions_keep_their_name() {
    let fixture = Fixture::new();
    for state in [function("fail"), invoke("fail", json!({}))] {
        let ended = fixture.run(&one(state), "{}").await;
        assert_eq!(ended["error"], "MyError");
        assert_eq!(
            ended["cause"],
            "{\"errorMessage\":\"sorry\",\"errorType\":\"MyError\"}"
        );
    }
    let ended = fixture.run(&one(invoke("missing", json!({}))), "{}").await;
    assert_eq!(ended["error"], "Lambda.ResourceNotFoundException");
    let cause = ended["cause"].as_str().unwrap();
    assert!(
        cause.contains("missing:$LATEST (Service: AWSLambda; Status Code: 404;"),
        "{cause}"
    );
}

#[tokio::test(start_paused = true)]
async fn retries_follow_the_defaults() {
    let fixture = Fixture::new();
    let mut state = function("fail");
    state["Retry"] = json!([{"ErrorEquals": ["MyError"]}]);
    state["Catch"] = json!([{"ErrorEquals": ["States.ALL"], "Next": "H", "ResultPath": "$.e"}]);
    let mut definition = one(state);
    definition["States"]["H"] = json!({"Type": "Pass", "End": true, "Parameters": {"n.$": "$.e.Error"}});
    let before = tokio::time::Instant::now();
    let ended = fixture.run(&definition, "{}").await;
    assert_eq!(ended["output"], r#"{"n":"MyError"}"#);
    assert_eq!(fixture.functions.invocations.load(Ordering::SeqCst), 4);
    // 1 + 2 + 4 seconds.
    assert_eq!(before.elapsed().as_secs(), 7);
}

#[tokio::test(start_paused = true)]
async fn tasks_time_out_without_a_cause() {
    let fixture = Fixture::new();
    for (mut state, kind) in [
        (function("slow"), "LambdaFunctionTimedOut"),
        (invoke("slow", json!({})), "TaskTimedOut"),
    ] {
        state["TimeoutSecondsPath"] = "$.t".into();
        let ended = fixture.run(&one(state), "{\"t\":5}").await;
        assert_eq!(
            (&ended["status"], &ended["error"]),
            (&json!("FAILED"), &json!("States.Timeout"))
        );
        assert!(ended.get("cause").is_none());
        let events = fixture.events(&ended["executionArn"]).await;
        assert_eq!(kinds(&events)[4], kind);
    }
}

#[tokio::test(start_paused = true)]
async fn large_results_can_be_caught_by_name_only() {
    let fixture = Fixture::new();
    for (name, status) in [
        ("States.DataLimitExceeded", "SUCCEEDED"),
        ("States.ALL", "FAILED"),
    ] {
        let mut state = function("large");
        state["Catch"] = json!([{"ErrorEquals": [name], "Next": "H"}]);
        let mut definition = one(state);
        definition["States"]["H"] = json!({"Type": "Succeed"});
        assert_eq!(fixture.run(&definition, "{}").await["status"], status);
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_without_permission_fails_the_task() {
    let fixture = Fixture::new();
    let body = json!({"name": "m", "roleArn": "arn:aws:iam::000000000000:role/powerless",
        "definition": one(function("echo")).to_string()});
    let machine = fixture.call("CreateStateMachine", body).await.unwrap();
    let body = json!({"stateMachineArn": machine["stateMachineArn"]});
    let started = fixture.call("StartExecution", body).await.unwrap();
    let ended = fixture.ended(started["executionArn"].as_str().unwrap()).await;
    assert_eq!(ended["error"], "Lambda.AWSLambdaException");
    assert!(
        ended["cause"]
            .as_str()
            .unwrap()
            .contains("is not authorized to perform: lambda:InvokeFunction")
    );
    assert_eq!(fixture.functions.invocations.load(Ordering::SeqCst), 0);
}

#[tokio::test(start_paused = true)]
async fn executions_can_start_executions() {
    let fixture = Fixture::new();
    let good = fixture
        .create("good", "STANDARD", &one(json!({"Type": "Wait", "Seconds": 30})))
        .await;
    let bad = fixture
        .create("bad", "STANDARD", &one(json!({"Type": "Fail", "Error": "E"})))
        .await;
    let nested = |suffix: &str, machine: &str| {
        one(
            json!({"Type": "Task", "Resource": format!("arn:aws:states:::states:startExecution{suffix}"),
            "Parameters": {"StateMachineArn": machine, "Input": {"a": 1}}}),
        )
    };
    let output = |ended: Value| -> Value { serde_json::from_str(ended["output"].as_str().unwrap()).unwrap() };
    let started = output(fixture.run(&nested("", &good), "{}").await);
    assert!(
        started["ExecutionArn"]
            .as_str()
            .unwrap()
            .contains(":execution:good:")
    );
    let text = output(fixture.run(&nested(".sync", &good), "{}").await);
    assert_eq!(text["Output"], r#"{"a":1}"#);
    let value = output(fixture.run(&nested(".sync:2", &good), "{}").await);
    assert_eq!(
        (&value["Output"], &value["Status"]),
        (&json!({"a": 1}), &json!("SUCCEEDED"))
    );
    let failed = fixture.run(&nested(".sync:2", &bad), "{}").await;
    assert_eq!(failed["error"], "States.TaskFailed");
    assert!(failed["cause"].as_str().unwrap().contains("\"Error\":\"E\""));
    let missing = fixture.run(&nested("", &format!("{bad}x")), "{}").await;
    assert_eq!(
        missing["error"],
        "StepFunctions.StateMachineDoesNotExistException"
    );
}

/// Starts a task that hands its token to a function, and gives execution and token.
async fn waiting(fixture: &Fixture, extra: Value) -> (String, String) {
    let mut state = json!({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters": {"FunctionName": "echo", "Payload": {"token.$": "$$.Task.Token"}}});
    state
        .as_object_mut()
        .unwrap()
        .extend(extra.as_object().unwrap().clone());
    let machine = fixture.create("waits", "STANDARD", &one(state)).await;
    let started = fixture
        .call("StartExecution", json!({"stateMachineArn": machine}))
        .await
        .unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    let payload = fixture.functions.last.lock().unwrap().clone().unwrap().payload;
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    (
        started["executionArn"].as_str().unwrap().to_owned(),
        payload["token"].as_str().unwrap().to_owned(),
    )
}

#[tokio::test(start_paused = true)]
async fn a_task_waits_for_its_token() {
    let fixture = Fixture::new();
    let (execution, token) = waiting(&fixture, json!({})).await;
    let body = json!({"taskToken": token, "output": "{\"done\": true}"});
    fixture.call("SendTaskSuccess", body.clone()).await.unwrap();
    assert_eq!(fixture.ended(&execution).await["output"], "{\"done\": true}");
    assert_eq!(
        fixture.call("SendTaskSuccess", body).await.unwrap_err().1,
        "TaskTimedOut"
    );
    let body = json!({"taskToken": "x", "output": "{}"});
    assert_eq!(
        fixture.call("SendTaskSuccess", body).await.unwrap_err().1,
        "InvalidToken"
    );

    let fixture = Fixture::new();
    let (execution, token) = waiting(&fixture, json!({})).await;
    let body = json!({"taskToken": token, "error": "E", "cause": "C"});
    fixture.call("SendTaskFailure", body).await.unwrap();
    let ended = fixture.ended(&execution).await;
    assert_eq!((&ended["error"], &ended["cause"]), (&json!("E"), &json!("C")));
}

#[tokio::test(start_paused = true)]
async fn a_silent_task_times_out() {
    let fixture = Fixture::new();
    let (execution, token) = waiting(&fixture, json!({"HeartbeatSeconds": 5, "TimeoutSeconds": 600})).await;
    for _ in 0..3 {
        tokio::time::sleep(std::time::Duration::from_secs(4)).await;
        fixture
            .call("SendTaskHeartbeat", json!({"taskToken": token}))
            .await
            .unwrap();
    }
    let since = tokio::time::Instant::now();
    let ended = fixture.ended(&execution).await;
    assert_eq!(ended["error"], "States.Timeout");
    assert!((4..=6).contains(&since.elapsed().as_secs()));
}

#[tokio::test(start_paused = true)]
async fn services_that_are_not_offered_say_so() {
    let ended = Fixture::new()
        .run(
            &one(json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage"})),
            "{}",
        )
        .await;
    assert_eq!(ended["status"], "FAILED");
    assert!(
        ended["cause"]
            .as_str()
            .unwrap()
            .contains("'sqs:sendMessage' is not offered")
    );
}
