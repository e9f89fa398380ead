//! Activities: workers poll, tasks wait for them. Events and words are recorded on AWS 2024-03.

use serde_json::{Value, json};

use crate::fakes::{Fixture, one};

async fn activity(fixture: &Fixture) -> String {
    let created = fixture
        .call("CreateActivity", json!({"name": "a"}))
        .await
        .unwrap();
    created["activityArn"].as_str().unwrap().to_owned()
}

fn task(arn: &str, fields: Value) -> Value {
    let mut task = json!({"Type": "Task", "Resource": arn});
    for (name, value) in fields.as_object().unwrap() {
        task[name] = value.clone();
    }
    one(task)
}

/// Starts an execution and gives its ARN.
async fn start(fixture: &Fixture, definition: &Value) -> String {
    let machine = fixture.create("m", "STANDARD", definition).await;
    let body = json!({"stateMachineArn": machine, "input": "{\"a\": 1}"});
    let started = fixture.call("StartExecution", body).await.unwrap();
    started["executionArn"].as_str().unwrap().to_owned()
}

async fn events(fixture: &Fixture, execution: &str) -> Vec<Value> {
    fixture.ended(execution).await;
    fixture.events(&execution.into()).await
}

#[tokio::test(start_paused = true)]
async fn a_worker_gets_the_input_and_gives_the_output() {
    let fixture = Fixture::new();
    let arn = activity(&fixture).await;
    let execution = start(
        &fixture,
        &task(&arn, json!({"TimeoutSeconds": 60, "HeartbeatSeconds": 10})),
    )
    .await;
    let poll = json!({"activityArn": arn, "workerName": "w"});
    let work = fixture.call("GetActivityTask", poll).await.unwrap();
    assert_eq!(work["input"], "{\"a\": 1}");
    let done = json!({"taskToken": work["taskToken"], "output": "{}"});
    fixture.call("SendTaskSuccess", done).await.unwrap();
    let events = events(&fixture, &execution).await;
    let seen: Vec<_> = events
        .iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        seen[1..6],
        [
            "TaskStateEntered",
            "ActivityScheduled",
            "ActivityStarted",
            "ActivitySucceeded",
            "TaskStateExited"
        ]
    );
    assert_eq!(
        events[2]["activityScheduledEventDetails"],
        json!({"heartbeatInSeconds": 10, "input": "{\"a\": 1}", "inputDetails": {"truncated": false},
            "resource": arn, "timeoutInSeconds": 60})
    );
    assert_eq!(
        events[3]["activityStartedEventDetails"],
        json!({"workerName": "w"})
    );
}

#[tokio::test(start_paused = true)]
async fn a_worker_may_fail_or_fall_silent() {
    let fixture = Fixture::new();
    let arn = activity(&fixture).await;
    let execution = start(
        &fixture,
        &task(
            &arn,
            json!({"TimeoutSeconds": 600, "HeartbeatSeconds": 5,
            "Retry": [{"ErrorEquals": ["States.HeartbeatTimeout"], "MaxAttempts": 1}]}),
        ),
    )
    .await;
    // Nobody takes the task for a minute: no heartbeat is missed.
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    let poll = || fixture.call("GetActivityTask", json!({"activityArn": arn}));
    poll().await.unwrap();
    let second = poll().await.unwrap();
    let failure = json!({"taskToken": second["taskToken"], "error": "E", "cause": "C"});
    fixture.call("SendTaskFailure", failure).await.unwrap();
    let events = events(&fixture, &execution).await;
    let timed_out = &events[4];
    assert_eq!(
        (
            timed_out["type"].as_str(),
            &timed_out["activityTimedOutEventDetails"]
        ),
        (Some("ActivityTimedOut"), &json!({"error": "States.Timeout"}))
    );
    assert_eq!(events[3]["activityStartedEventDetails"], json!({}));
    assert_eq!(
        events[7]["activityFailedEventDetails"],
        json!({"cause": "C", "error": "E"})
    );
    assert_eq!(events[8]["type"], "ExecutionFailed");
}

#[tokio::test(start_paused = true)]
async fn a_deleted_activity_fails_its_tasks_and_polls() {
    let fixture = Fixture::new();
    let arn = activity(&fixture).await;
    for _ in 0..2 {
        let deleted = fixture.call("DeleteActivity", json!({"activityArn": arn})).await;
        assert_eq!(deleted.unwrap(), json!({}));
    }
    let execution = start(&fixture, &task(&arn, json!({}))).await;
    let events = events(&fixture, &execution).await;
    assert_eq!(
        events[2]["executionFailedEventDetails"],
        json!({"error": "States.Runtime", "cause": format!(
            "An error occurred while executing the state 'S' (entered at the event id #2). The activity {arn} does \
             not exist.")})
    );
    for operation in ["GetActivityTask", "DescribeActivity"] {
        let error = fixture
            .call(operation, json!({"activityArn": arn}))
            .await
            .unwrap_err();
        let message = format!("Activity Does Not Exist: '{arn}'");
        assert_eq!(error, (400, "ActivityDoesNotExist".to_owned(), message));
    }
}

#[tokio::test(start_paused = true)]
async fn a_poll_without_a_task_ends_after_a_minute() {
    let fixture = Fixture::new();
    let arn = activity(&fixture).await;
    let since = tokio::time::Instant::now();
    let work = fixture.call("GetActivityTask", json!({"activityArn": arn})).await;
    assert_eq!(work.unwrap(), json!({"taskToken": null}));
    assert_eq!(since.elapsed().as_secs(), 60);
}

#[tokio::test]
async fn activities_are_created_described_listed_and_tagged() {
    let fixture = Fixture::new();
    let arn = activity(&fixture).await;
    assert_eq!(arn, activity(&fixture).await);
    let described = fixture
        .call("DescribeActivity", json!({"activityArn": arn}))
        .await
        .unwrap();
    assert_eq!(described["name"], "a");
    assert_eq!(
        described["encryptionConfiguration"],
        json!({"type": "AWS_OWNED_KEY"})
    );
    fixture
        .call("CreateActivity", json!({"name": "b"}))
        .await
        .unwrap();
    let listed = fixture
        .call("ListActivities", json!({"maxResults": 1}))
        .await
        .unwrap();
    assert_eq!(listed["activities"][0]["activityArn"], arn.as_str());
    let body = json!({"nextToken": listed["nextToken"]});
    let listed = fixture.call("ListActivities", body).await.unwrap();
    assert_eq!(listed["activities"][0]["name"], "b");
    assert_eq!(listed["nextToken"], Value::Null);
    let tags = json!({"resourceArn": arn, "tags": [{"key": "k", "value": "v"}]});
    fixture.call("TagResource", tags).await.unwrap();
    let tags = fixture
        .call("ListTagsForResource", json!({"resourceArn": arn}))
        .await
        .unwrap();
    assert_eq!(tags["tags"], json!([{"key": "k", "value": "v"}]));
    for name in ["a b", "a|b", "\u{0}a"] {
        let error = fixture
            .call("CreateActivity", json!({"name": name}))
            .await
            .unwrap_err();
        assert_eq!(
            (error.1.as_str(), error.2),
            ("InvalidName", format!("Invalid Name: '{name}'"))
        );
    }
    let error = fixture
        .call("GetActivityTask", json!({"activityArn": "no_an_activity_arn"}))
        .await
        .unwrap_err();
    assert_eq!(error.2, "Invalid Arn: 'Invalid ARN prefix: no_an_activity_arn'");
}
