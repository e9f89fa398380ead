//! The history of executions. The sequences are recorded on AWS 2023 and 2024.

use serde_json::{Value, json};

use crate::fakes::{Fixture, one};

/// `id<-previous type` of each event.
async fn sequence(definition: &Value, input: &str) -> Vec<String> {
    let fixture = Fixture::new();
    let ended = fixture.run(definition, input).await;
    fixture
        .events(&ended["executionArn"])
        .await
        .iter()
        .map(|event| {
            let kind = event["type"].as_str().unwrap();
            format!("{}<-{} {kind}", event["id"], event["previousEventId"])
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_pass() {
    assert_eq!(
        sequence(&one(json!({"Type": "Pass"})), "{}").await,
        [
            "1<-0 ExecutionStarted",
            "2<-0 PassStateEntered",
            "3<-2 PassStateExited",
            "4<-3 ExecutionSucceeded",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_map_of_one_at_a_time() {
    let map = json!({"Type": "Map", "MaxConcurrency": 1, "ItemProcessor": one(json!({"Type": "Pass"}))});
    assert_eq!(
        sequence(&one(map), "[1, 2]").await,
        [
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered",
            "3<-2 MapStateStarted",
            "4<-3 MapIterationStarted",
            "5<-4 PassStateEntered",
            "6<-5 PassStateExited",
            "7<-6 MapIterationSucceeded",
            "8<-6 MapIterationStarted",
            "9<-8 PassStateEntered",
            "10<-9 PassStateExited",
            "11<-10 MapIterationSucceeded",
            "12<-11 MapStateSucceeded",
            "13<-11 MapStateExited",
            "14<-13 ExecutionSucceeded",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_parallel_that_is_retried() {
    let parallel = json!({
        "Type": "Parallel", "Branches": [one(json!({"Type": "Fail", "Error": "E"}))],
        "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1}],
    });
    assert_eq!(
        sequence(&one(parallel), "{}").await,
        [
            "1<-0 ExecutionStarted",
            "2<-0 ParallelStateEntered",
            "3<-2 ParallelStateStarted",
            "4<-3 FailStateEntered",
            "5<-4 ParallelStateStarted",
            "6<-5 FailStateEntered",
            "7<-6 ParallelStateFailed",
            "8<-7 ExecutionFailed",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_map_that_fails() {
    let map = json!({
        "Type": "Map", "MaxConcurrency": 1, "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1}],
        "ItemProcessor": one(json!({"Type": "Fail", "Error": "E"})),
    });
    assert_eq!(
        sequence(&one(map), "[1]").await,
        [
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered",
            "3<-2 MapStateStarted",
            "4<-3 MapIterationStarted",
            "5<-4 FailStateEntered",
            "6<-5 MapIterationFailed",
            "7<-5 MapStateStarted",
            "8<-7 MapIterationStarted",
            "9<-8 FailStateEntered",
            "10<-9 MapIterationFailed",
            "11<-9 MapStateFailed",
            "12<-11 ExecutionFailed",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn details_of_events() {
    let fixture = Fixture::new();
    let ended = fixture
        .run(&one(json!({"Type": "Pass", "Result": 1})), "{ }")
        .await;
    let events = fixture.events(&ended["executionArn"]).await;
    assert_eq!(
        events[0]["executionStartedEventDetails"],
        json!({"input": "{ }", "inputDetails": {"truncated": false}, "roleArn": crate::fakes::ROLE})
    );
    assert_eq!(
        events[1]["stateEnteredEventDetails"],
        json!({"input": "{ }", "inputDetails": {"truncated": false}, "name": "S"})
    );
    assert_eq!(
        events[2]["stateExitedEventDetails"],
        json!({"name": "S", "output": "1", "outputDetails": {"truncated": false}})
    );
    assert!(events[3]["timestamp"].as_f64().unwrap() > 1.7e9);
    let body = json!({"executionArn": ended["executionArn"], "reverseOrder": true, "maxResults": 1,
        "includeExecutionData": false});
    let page = fixture.call("GetExecutionHistory", body).await.unwrap();
    assert_eq!(page["events"][0]["id"], 4);
    assert_eq!(page["events"][0]["executionSucceededEventDetails"], json!({}));
    assert!(page["nextToken"].is_string());
}

#[tokio::test(start_paused = true)]
async fn a_runaway_execution_fails_with_its_last_event() {
    let fixture = Fixture::new();
    let definition = json!({"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.end", "IsPresent": true, "Next": "C"}], "Default": "A"},
        "C": {"Type": "Succeed"},
    }});
    let ended = fixture.run(&definition, "{}").await;
    assert_eq!(ended["error"], "States.Runtime");
    assert_eq!(
        ended["cause"],
        "The execution reached the maximum number of history events (25000)."
    );
    let body = json!({"executionArn": ended["executionArn"], "reverseOrder": true, "maxResults": 1});
    let last = fixture.call("GetExecutionHistory", body).await.unwrap();
    assert_eq!(last["events"][0]["id"], 25_000);
    assert_eq!(last["events"][0]["type"], "ExecutionFailed");
}
