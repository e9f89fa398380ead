//! Map in distributed mode. The words are recorded on AWS 2024.

use serde_json::{Value, json};

use crate::fakes::Fixture;

async fn history(definition: &Value, input: &str) -> Vec<Value> {
    let fixture = Fixture::new();
    let ended = fixture.run(definition, input).await;
    fixture.events(&ended["executionArn"]).await
}

fn map(fields: Value, state: Value) -> Value {
    let mut map = json!({"Type": "Map", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I", "States": {"I": state}}});
    for (name, value) in fields.as_object().unwrap() {
        map[name] = value.clone();
    }
    json!({"StartAt": "MapState", "States": {"MapState": map}})
}

fn pass() -> Value {
    json!({"Type": "Pass", "End": true})
}

/// Fails for items that are negative.
fn picky(fields: Value) -> Value {
    let mut definition = map(
        fields,
        json!({"Type": "Choice", "Default": "Good",
            "Choices": [{"Variable": "$", "NumericLessThan": 0, "Next": "Bad"}]}),
    );
    let states = &mut definition["States"]["MapState"]["ItemProcessor"]["States"];
    states["Good"] = json!({"Type": "Succeed"});
    states["Bad"] = json!({"Type": "Fail", "Error": "Negative"});
    definition
}

#[tokio::test(start_paused = true)]
async fn iterations_have_histories_of_their_own() {
    let events = history(&map(json!({"Label": "TestMap"}), pass()), r#"["Hello", "World"]"#).await;
    let seen: Vec<_> = events
        .iter()
        .map(|event| {
            (
                event["type"].as_str().unwrap(),
                event["previousEventId"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("ExecutionStarted", 0),
            ("MapStateEntered", 0),
            ("MapStateStarted", 2),
            ("MapRunStarted", 3),
            ("MapRunSucceeded", 4),
            ("MapStateSucceeded", 5),
            ("MapStateExited", 4),
            ("ExecutionSucceeded", 7),
        ]
    );
    let arn = events[3]["mapRunStartedEventDetails"]["mapRunArn"]
        .as_str()
        .unwrap();
    assert!(arn.starts_with("arn:aws:states:us-east-1:000000000000:mapRun:m") && arn.contains("/TestMap:"));
    assert_eq!(
        events[7]["executionSucceededEventDetails"]["output"],
        r#"["Hello","World"]"#
    );
}

#[tokio::test(start_paused = true)]
async fn failures_are_tolerated_up_to_the_threshold() {
    for (fields, expected) in [
        (json!({}), None),
        (json!({"ToleratedFailureCount": 1}), None),
        (json!({"ToleratedFailureCount": 2}), Some("[1,2]")),
        (json!({"ToleratedFailurePercentage": 49.9}), None),
        (json!({"ToleratedFailurePercentage": 50}), Some("[1,2]")),
    ] {
        let ended = Fixture::new().run(&picky(fields), "[1,-1,2,-2]").await;
        match expected {
            Some(output) => assert_eq!(ended["output"], output),
            None => assert_eq!(
                (&ended["error"], &ended["cause"]),
                (
                    &json!("States.ExceedToleratedFailureThreshold"),
                    &json!("The specified tolerated failure threshold was exceeded")
                )
            ),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn thresholds_are_checked() {
    for (path, value, what) in [
        (
            "ToleratedFailureCount",
            json!({}),
            "field refers to value \"{}\" which is not a valid integer: $.n",
        ),
        ("ToleratedFailureCount", json!(-1), "cannot be negative."),
        (
            "ToleratedFailurePercentage",
            json!("x"),
            "field refers to value \"x\" which is not a valid float: $.n",
        ),
        (
            "ToleratedFailurePercentage",
            json!(100.1),
            "must be between 0 and 100.",
        ),
    ] {
        let mut fields = json!({"ItemsPath": "$.items"});
        fields[format!("{path}Path")] = json!("$.n");
        let input = json!({"items": [0], "n": value}).to_string();
        let ended = Fixture::new().run(&map(fields, pass()), &input).await;
        assert_eq!(ended["error"], "States.Runtime");
        let cause = ended["cause"].as_str().unwrap();
        assert!(cause.contains(path) && cause.ends_with(what), "{cause}");
    }
}

#[tokio::test(start_paused = true)]
async fn items_come_in_batches() {
    for (batcher, expected) in [
        (
            json!({"MaxItemsPerBatch": 2}),
            json!([{"Items": [1, 2]}, {"Items": [3]}]),
        ),
        (
            json!({"MaxItemsPerBatchPath": "$.n", "BatchInput": {"k.$": "$.k"}}),
            json!([{"BatchInput": {"k": "v"}, "Items": [1, 2, 3]}]),
        ),
        (
            json!({"MaxInputBytesPerBatch": 15}),
            json!([{"Items": [1, 2]}, {"Items": [3]}]),
        ),
    ] {
        let fields = json!({"ItemsPath": "$.items", "ItemBatcher": batcher});
        let input = r#"{"items":[1,2,3],"n":"10","k":"v"}"#;
        let ended = Fixture::new().run(&map(fields, pass()), input).await;
        let output: Value = serde_json::from_str(ended["output"].as_str().unwrap()).unwrap();
        assert_eq!(output, expected, "{batcher}");
    }
}

#[tokio::test(start_paused = true)]
async fn items_in_s3_cannot_be_read() {
    let reader = json!({"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"},
        "Parameters": {"Bucket": "b", "Key": "k"}});
    let definition = map(json!({"ItemReader": reader}), pass());
    let events = history(&definition, "{}").await;
    let kinds: Vec<_> = events
        .iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds[2..],
        [
            "MapStateStarted",
            "MapRunStarted",
            "MapRunFailed",
            "MapStateFailed",
            "ExecutionFailed"
        ]
    );
    assert_eq!(
        events.last().unwrap()["executionFailedEventDetails"]["error"],
        "States.ItemReaderFailed"
    );
}

#[tokio::test(start_paused = true)]
async fn iterations_do_not_see_the_variables_of_the_machine() {
    let mut definition = map(json!({}), json!({"Type": "Pass", "InputPath": "$v", "End": true}));
    definition["StartAt"] = json!("A");
    definition["States"]["A"] = json!({"Type": "Pass", "Assign": {"v": 1}, "Next": "MapState"});
    let ended = Fixture::new().run(&definition, "[1]").await;
    assert_eq!(ended["error"], "States.ExceedToleratedFailureThreshold");
}

#[tokio::test(start_paused = true)]
async fn a_run_and_its_executions_can_be_looked_at() {
    let fixture = Fixture::new();
    let definition = picky(json!({"MaxConcurrency": 1, "Label": "L", "ToleratedFailureCount": 1}));
    let ended = fixture.run(&definition, "[1, -1, 2]").await;
    let execution = ended["executionArn"].as_str().unwrap();
    let listed = fixture
        .call("ListMapRuns", json!({"executionArn": execution}))
        .await
        .unwrap();
    let run = &listed["mapRuns"][0];
    let machine = format!("{}/L", ended["stateMachineArn"].as_str().unwrap());
    assert_eq!(run["stateMachineArn"], machine.as_str());
    assert_eq!(run["executionArn"], execution);
    let described = fixture
        .call("DescribeMapRun", json!({"mapRunArn": run["mapRunArn"]}))
        .await
        .unwrap();
    let counts = json!({"aborted": 0, "failed": 1, "failuresNotRedrivable": 0, "pending": 0, "pendingRedrive": 0,
        "resultsWritten": 2, "running": 0, "succeeded": 2, "timedOut": 0, "total": 3});
    assert_eq!(
        (&described["executionCounts"], &described["itemCounts"]),
        (&counts, &counts)
    );
    assert_eq!(
        [
            &described["status"],
            &described["maxConcurrency"],
            &described["toleratedFailureCount"],
            &described["redriveCount"]
        ],
        [&json!("SUCCEEDED"), &json!(1), &json!(1), &json!(0)]
    );
    let failed = json!({"mapRunArn": run["mapRunArn"], "statusFilter": "FAILED"});
    let children = fixture.call("ListExecutions", failed).await.unwrap();
    let child = &children["executions"][0];
    assert_eq!(child["mapRunArn"], run["mapRunArn"]);
    assert_eq!(child["itemCount"], 1);
    let described = fixture
        .call(
            "DescribeExecution",
            json!({"executionArn": child["executionArn"]}),
        )
        .await
        .unwrap();
    assert_eq!(described["input"], "-1");
    assert_eq!(described["redriveStatus"], "REDRIVABLE_BY_MAP_RUN");
    assert_eq!(
        fixture.events(&child["executionArn"]).await[0]["type"],
        "ExecutionStarted"
    );
    // They are not the state machine's own.
    let body = json!({"stateMachineArn": ended["stateMachineArn"]});
    let own = fixture.call("ListExecutions", body).await.unwrap();
    assert_eq!(own["executions"].as_array().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_run_can_be_changed_and_is_aborted_with_its_execution() {
    let fixture = Fixture::new();
    let wait = json!({"Type": "Wait", "Seconds": 60, "End": true});
    let machine = fixture
        .create("m", "STANDARD", &map(json!({"MaxConcurrency": 1}), wait))
        .await;
    let body = json!({"stateMachineArn": machine, "input": "[1, 2, 3, 4]"});
    let execution = fixture.call("StartExecution", body).await.unwrap()["executionArn"].clone();
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let listed = fixture
        .call("ListMapRuns", json!({"executionArn": execution}))
        .await
        .unwrap();
    let run = listed["mapRuns"][0]["mapRunArn"].clone();
    let counts = async || {
        let run = fixture
            .call("DescribeMapRun", json!({"mapRunArn": run}))
            .await
            .unwrap();
        let counts = &run["executionCounts"];
        ["pending", "running", "succeeded", "aborted"].map(|name| counts[name].as_u64().unwrap())
    };
    assert_eq!(counts().await, [3, 1, 0, 0]);
    let update = json!({"mapRunArn": run, "maxConcurrency": 2});
    assert_eq!(
        fixture.call("UpdateMapRun", update.clone()).await.unwrap(),
        json!({})
    );
    tokio::time::sleep(std::time::Duration::from_secs(61)).await;
    assert_eq!(counts().await, [1, 2, 1, 0]);
    fixture
        .call("StopExecution", json!({"executionArn": execution}))
        .await
        .unwrap();
    assert_eq!(counts().await, [0, 0, 1, 3]);
    let described = fixture
        .call("DescribeMapRun", json!({"mapRunArn": run}))
        .await
        .unwrap();
    assert_eq!(described["status"], "ABORTED");
    assert_eq!(
        fixture.call("UpdateMapRun", update).await.unwrap_err().1,
        "ValidationException"
    );
    let error = fixture
        .call(
            "DescribeMapRun",
            json!({"mapRunArn": format!("{}x", run.as_str().unwrap())}),
        )
        .await
        .unwrap_err();
    assert_eq!(error.1, "ResourceNotFound");
}
