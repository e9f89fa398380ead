//! RedriveExecution (API reference; Step Functions guide, "Redriving executions").

use serde_json::{Value, json};

use crate::fakes::{Fixture, one};

async fn redriven(fixture: &Fixture, arn: &Value) -> Value {
    fixture
        .call("RedriveExecution", json!({"executionArn": arn}))
        .await
        .unwrap();
    fixture.ended(arn.as_str().unwrap()).await
}

fn kinds(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect()
}

fn activity_task(arn: &Value) -> Value {
    json!({"Type": "Task", "Resource": arn, "End": true})
}

/// Answers the next task of an activity.
async fn answer(fixture: &Fixture, arn: &Value, well: bool) {
    let work = fixture
        .call("GetActivityTask", json!({"activityArn": arn}))
        .await
        .unwrap();
    let token = &work["taskToken"];
    if well {
        let body = json!({"taskToken": token, "output": work["input"]});
        fixture.call("SendTaskSuccess", body).await.unwrap();
    } else {
        fixture
            .call("SendTaskFailure", json!({"taskToken": token, "error": "E"}))
            .await
            .unwrap();
    }
}

async fn activity(fixture: &Fixture) -> Value {
    fixture
        .call("CreateActivity", json!({"name": "a"}))
        .await
        .unwrap()["activityArn"]
        .clone()
}

async fn start(fixture: &Fixture, definition: &Value, input: &str) -> Value {
    let machine = fixture.create("m", "STANDARD", definition).await;
    let body = json!({"stateMachineArn": machine, "input": input});
    fixture.call("StartExecution", body).await.unwrap()["executionArn"].clone()
}

#[tokio::test(start_paused = true)]
async fn an_execution_goes_on_with_the_state_that_failed() {
    let fixture = Fixture::new();
    let activity = activity(&fixture).await;
    let mut task = activity_task(&activity);
    task["Parameters"] = json!({"count.$": "$$.Execution.RedriveCount", "x.$": "$x"});
    let definition = json!({"StartAt": "P", "States": {
        "P": {"Type": "Pass", "Assign": {"x": 1}, "Next": "T"}, "T": task}});
    let arn = start(&fixture, &definition, "{}").await;
    answer(&fixture, &activity, false).await;
    let failed = fixture.ended(arn.as_str().unwrap()).await;
    assert_eq!(failed["redriveStatus"], "REDRIVABLE");
    fixture
        .call("RedriveExecution", json!({"executionArn": arn}))
        .await
        .unwrap();
    answer(&fixture, &activity, true).await;
    let ended = fixture.ended(arn.as_str().unwrap()).await;
    assert_eq!(ended["status"], "SUCCEEDED");
    assert_eq!(ended["output"], "{\"count\":1,\"x\":1}");
    assert_eq!(ended["redriveCount"], 1);
    assert!(ended["redriveDate"].is_number());
    let events = fixture.events(&arn).await;
    assert_eq!(
        kinds(&events)[6..],
        [
            "ActivityFailed",
            "ExecutionFailed",
            "ExecutionRedriven",
            "ActivityScheduled",
            "ActivityStarted",
            "ActivitySucceeded",
            "TaskStateExited",
            "ExecutionSucceeded"
        ]
    );
    assert_eq!(
        events[8]["executionRedrivenEventDetails"],
        json!({"redriveCount": 1})
    );
    let list = |filter: &str| json!({"stateMachineArn": ended["stateMachineArn"], "redriveFilter": filter});
    for (filter, count) in [("REDRIVEN", 1), ("NOT_REDRIVEN", 0)] {
        let listed = fixture.call("ListExecutions", list(filter)).await.unwrap();
        assert_eq!(listed["executions"].as_array().unwrap().len(), count);
    }
}

#[tokio::test(start_paused = true)]
async fn only_what_was_not_done_is_done_again() {
    let fixture = Fixture::new();
    let activity = activity(&fixture).await;
    let done = json!({"StartAt": "D", "States": {"D": {"Type": "Pass", "Result": "done", "End": true}}});
    let branch = json!({"StartAt": "T", "States": {"T": activity_task(&activity)}});
    let parallel = json!({"Type": "Parallel", "Branches": [done, branch]});
    let arn = start(&fixture, &one(parallel), "1").await;
    answer(&fixture, &activity, false).await;
    fixture.ended(arn.as_str().unwrap()).await;
    fixture
        .call("RedriveExecution", json!({"executionArn": arn}))
        .await
        .unwrap();
    answer(&fixture, &activity, true).await;
    let ended = fixture.ended(arn.as_str().unwrap()).await;
    assert_eq!(ended["output"], "[\"done\",1]");
    let events = fixture.events(&arn).await;
    let count = |kind: &str| kinds(&events).iter().filter(|seen| **seen == kind).count();
    assert_eq!(
        [
            "ParallelStateStarted",
            "PassStateEntered",
            "TaskStateEntered",
            "ActivityScheduled"
        ]
        .map(count),
        [1, 1, 1, 2]
    );
}

#[tokio::test(start_paused = true)]
async fn iterations_that_failed_are_done_again() {
    for mode in [
        json!({"Mode": "INLINE"}),
        json!({"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}),
    ] {
        let fixture = Fixture::new();
        let activity = activity(&fixture).await;
        let map = json!({"Type": "Map", "MaxConcurrency": 1, "ItemProcessor": {"ProcessorConfig": mode,
            "StartAt": "T", "States": {"T": activity_task(&activity)}}});
        let arn = start(&fixture, &one(map), "[1,2,3]").await;
        answer(&fixture, &activity, true).await;
        answer(&fixture, &activity, false).await;
        let failed = fixture.ended(arn.as_str().unwrap()).await;
        assert_eq!(failed["status"], "FAILED", "{mode}");
        fixture
            .call("RedriveExecution", json!({"executionArn": arn}))
            .await
            .unwrap();
        answer(&fixture, &activity, true).await;
        answer(&fixture, &activity, true).await;
        let ended = fixture.ended(arn.as_str().unwrap()).await;
        assert_eq!(ended["output"], "[1,2,3]", "{mode}");
        if mode["Mode"] == "INLINE" {
            continue;
        }
        let events = fixture.events(&arn).await;
        let again = events
            .iter()
            .find(|event| event["type"] == "MapRunRedriven")
            .unwrap();
        let details = &again["mapRunRedrivenEventDetails"];
        assert_eq!(details["redriveCount"], 1);
        let run = fixture
            .call("DescribeMapRun", json!({"mapRunArn": details["mapRunArn"]}))
            .await
            .unwrap();
        assert_eq!(
            (
                &run["status"],
                &run["redriveCount"],
                &run["executionCounts"]["succeeded"]
            ),
            (&json!("SUCCEEDED"), &json!(1), &json!(3))
        );
        let body = json!({"mapRunArn": details["mapRunArn"], "redriveFilter": "REDRIVEN"});
        let children = fixture.call("ListExecutions", body).await.unwrap();
        assert_eq!(children["executions"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn aborted_and_timed_out_executions_can_be_redriven() {
    let fixture = Fixture::new();
    let mut definition = one(json!({"Type": "Wait", "Seconds": 60}));
    definition["TimeoutSeconds"] = json!(90);
    let arn = start(&fixture, &definition, "{}").await;
    fixture
        .call("StopExecution", json!({"executionArn": arn}))
        .await
        .unwrap();
    // The time of the whole starts anew, and so does the wait.
    tokio::time::sleep(std::time::Duration::from_secs(80)).await;
    assert_eq!(redriven(&fixture, &arn).await["status"], "SUCCEEDED");
}

#[tokio::test(start_paused = true)]
async fn what_runs_or_succeeded_is_not_redriven() {
    let fixture = Fixture::new();
    let arn = start(&fixture, &one(json!({"Type": "Wait", "Seconds": 60})), "{}").await;
    let body = json!({"executionArn": arn});
    for status in ["RUNNING", "SUCCEEDED"] {
        let error = fixture.call("RedriveExecution", body.clone()).await.unwrap_err();
        let message = format!("Execution is {status} and cannot be redriven");
        assert_eq!(error, (400, "ExecutionNotRedrivable".to_owned(), message));
        fixture.ended(arn.as_str().unwrap()).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_token_redrives_once() {
    let fixture = Fixture::new();
    let arn = start(&fixture, &one(json!({"Type": "Fail"})), "{}").await;
    fixture.ended(arn.as_str().unwrap()).await;
    let body = json!({"executionArn": arn, "clientToken": "t"});
    let first = fixture.call("RedriveExecution", body.clone()).await.unwrap();
    fixture.ended(arn.as_str().unwrap()).await;
    assert_eq!(fixture.call("RedriveExecution", body).await.unwrap(), first);
    let ended = fixture.ended(arn.as_str().unwrap()).await;
    assert_eq!(ended["redriveCount"], 1);
    assert_eq!(redriven(&fixture, &arn).await["redriveCount"], 2);
}
