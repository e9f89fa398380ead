//! TestState. Recorded on AWS 2024-04 and 2025-11 to -12.

use serde_json::{Value, json};

use crate::fakes::{Fixture, ROLE};

async fn try_state(definition: Value, input: &str, more: Value) -> Result<Value, (u16, String, String)> {
    let mut body = json!({"definition": definition.to_string(), "input": input, "roleArn": ROLE});
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    Fixture::new().call("TestState", body).await
}

async fn debugged(definition: Value, input: &str) -> Value {
    try_state(definition, input, json!({"inspectionLevel": "DEBUG"}))
        .await
        .unwrap()
}

const MOCK_ERROR: &str = "MockException";

fn mock_error() -> Value {
    json!({"errorOutput": {"error": MOCK_ERROR, "cause": "C"}})
}

#[tokio::test]
async fn info_shows_output_and_transition() {
    let choice = json!({"Type": "Choice", "Default": "D",
        "Choices": [{"Variable": "$.v", "NumericEquals": 22, "Next": "N"}]});
    let tried = try_state(choice, r#"{"v": 22}"#, json!({})).await.unwrap();
    assert_eq!(
        tried,
        json!({"nextState": "N", "output": "{\"v\": 22}", "status": "SUCCEEDED"})
    );
    let fail = json!({"Type": "Fail", "Error": "E", "Cause": "C"});
    let tried = try_state(fail, "{}", json!({})).await.unwrap();
    assert_eq!(tried, json!({"cause": "C", "error": "E", "status": "FAILED"}));
}

#[tokio::test]
async fn debug_shows_what_became_of_the_data() {
    let pass = json!({"Type": "Pass", "InputPath": "$.a", "Parameters": {"b.$": "$.c"}, "ResultPath": "$.d",
        "End": true});
    assert_eq!(
        debugged(pass, r#"{"a": {"c": 1}}"#).await["inspectionData"],
        json!({"input": "{\"a\": {\"c\": 1}}", "afterInputPath": "{\"c\":1}", "afterParameters": "{\"b\":1}",
            "afterResultSelector": "{\"b\":1}", "afterResultPath": "{\"a\":{\"c\":1},\"d\":{\"b\":1}}"})
    );
    // A Result takes nothing from the input.
    let pass = json!({"Type": "Pass", "Result": 1, "End": true});
    assert_eq!(
        debugged(pass, "{}").await["inspectionData"],
        json!({"input": "{}", "result": "1", "afterResultSelector": "1", "afterResultPath": "1"})
    );
    let function = "arn:aws:lambda:us-east-1:000000000000:function:echo";
    let task = json!({"Type": "Task", "Resource": function, "End": true});
    assert_eq!(
        debugged(task, "1").await["inspectionData"],
        json!({"input": "1", "afterInputPath": "1", "afterParameters": "1", "result": "1",
            "afterResultSelector": "1", "afterResultPath": "1"})
    );
    for state in [json!({"Type": "Succeed"}), json!({"Type": "Fail", "Error": "E"})] {
        assert_eq!(
            debugged(state, "1").await["inspectionData"],
            json!({"input": "1", "afterInputPath": "1"})
        );
    }
    // JSONata has other fields.
    let state = json!({"Type": "Pass", "QueryLanguage": "JSONata", "Next": "N"});
    assert_eq!(
        debugged(state, "1").await["inspectionData"],
        json!({"input": "1"})
    );
}

#[tokio::test]
async fn variables_are_given_and_shown() {
    let pass =
        json!({"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {"b": "{% $a + 1 %}"}, "End": true});
    let more = json!({"inspectionLevel": "DEBUG", "variables": "{\"a\": 1}"});
    let tried = try_state(pass, "{}", more).await.unwrap();
    assert_eq!(tried["inspectionData"]["variables"], "{\"a\":1,\"b\":2}");
}

#[tokio::test]
async fn errors_are_caught_or_would_be_tried_again() {
    let state = |fields: Value| {
        let mut state = json!({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
            "QueryLanguage": "JSONata", "Arguments": {"FunctionName": "foo"}});
        for (name, value) in fields.as_object().unwrap() {
            state[name] = value.clone();
        }
        state
    };
    let retry = json!({"Retry": [{"ErrorEquals": [MOCK_ERROR], "IntervalSeconds": 1, "MaxAttempts": 5,
        "BackoffRate": 2.0}]});
    for (count, status, details) in [
        (
            4,
            "RETRIABLE",
            json!({"retryBackoffIntervalSeconds": 16, "retryIndex": 0}),
        ),
        (5, "FAILED", json!({"retryIndex": 0})),
    ] {
        let more = json!({"inspectionLevel": "TRACE", "mock": mock_error(),
            "stateConfiguration": {"retrierRetryCount": count}});
        let tried = try_state(state(retry.clone()), "{}", more).await.unwrap();
        assert_eq!(
            tried,
            json!({"cause": "C", "error": MOCK_ERROR, "status": status, "inspectionData": {
                "afterArguments": "{\"FunctionName\":\"foo\"}", "errorDetails": details, "input": "{}"}})
        );
    }
    let catch = json!({"Catch": [{"ErrorEquals": ["Other"], "Next": "A"}, {"ErrorEquals": ["States.ALL"], "Next": "B"}]});
    let more = json!({"inspectionLevel": "DEBUG", "mock": mock_error()});
    let tried = try_state(state(catch), "{}", more).await.unwrap();
    assert_eq!(tried["status"], "CAUGHT_ERROR");
    assert_eq!(tried["nextState"], "B");
    assert_eq!(tried["error"], MOCK_ERROR);
    assert_eq!(tried["output"], "{\"Error\":\"MockException\",\"Cause\":\"C\"}");
    assert_eq!(tried["inspectionData"]["errorDetails"], json!({"catchIndex": 1}));
}

#[tokio::test]
async fn a_mock_stands_for_a_map_and_its_failures() {
    let map = |fields: Value| {
        let mut map = json!({"Type": "Map", "End": true, "ItemsPath": "$.v", "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}});
        for (name, value) in fields.as_object().unwrap() {
            map[name] = value.clone();
        }
        map
    };
    let more = |failed: u64| {
        json!({"inspectionLevel": "DEBUG", "mock": {"result": "[1, 2]"},
            "stateConfiguration": {"mapIterationFailureCount": failed}})
    };
    let input = r#"{"v":[1,1]}"#;
    let tolerant = json!({"ToleratedFailureCount": 1});
    let tried = try_state(map(tolerant.clone()), input, more(1)).await.unwrap();
    assert_eq!(tried["output"], "[1, 2]");
    assert_eq!(
        tried["inspectionData"],
        json!({"input": input, "afterInputPath": input, "afterItemsPath": "[1,1]", "maxConcurrency": 0,
            "toleratedFailureCount": 1, "afterResultSelector": "[1, 2]", "afterResultPath": "[1, 2]"})
    );
    let tried = try_state(map(tolerant), input, more(2)).await.unwrap();
    assert_eq!(tried["error"], "States.ExceedToleratedFailureThreshold");
    assert_eq!(
        tried["cause"],
        "The specified tolerated failure threshold was exceeded"
    );
    let tried = try_state(map(json!({})), input, more(2)).await.unwrap();
    assert_eq!(tried["status"], "SUCCEEDED");
}

#[tokio::test]
async fn a_context_object_can_be_given() {
    let task = json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Next": "N",
        "Parameters": {"Token.$": "$$.Task.Token"}});
    let more = json!({"inspectionLevel": "TRACE", "context": "{\"Task\":{\"Token\":\"abcd123\"}}",
        "mock": {"result": "{}"}});
    let tried = try_state(task.clone(), "{}", more).await.unwrap();
    assert_eq!(
        tried["inspectionData"]["afterParameters"],
        "{\"Token\":\"abcd123\"}"
    );
    for (context, what) in [
        (json!({"Execution": {"Id": 1}}), "Execution.Id must be a string"),
        (
            json!({"Map": {}}),
            "'Map' field is not supported when mocking a Context object",
        ),
        (
            json!({"Execution": {"pokemon": "squirtle"}}),
            "Field 'pokemon' is not allowed",
        ),
        (json!({"Pokedex": {}}), "Field 'Pokedex' is not allowed"),
    ] {
        let more = json!({"context": context.to_string(), "mock": {"result": "{}"}});
        let error = try_state(task.clone(), "{}", more).await.unwrap_err();
        let message = format!("Invalid Context object provided: {what}");
        assert_eq!(error, (400, "ValidationException".to_owned(), message));
    }
}

#[tokio::test]
async fn what_cannot_be_tried_is_refused() {
    let task = |resource: &str| json!({"Type": "Task", "Resource": resource, "End": true});
    let parallel = json!({"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}]});
    let start = task("arn:aws:states:::states:startExecution");
    let validation = "ValidationException";
    for (state, more, code, message) in [
        (
            parallel.clone(),
            json!({}),
            "InvalidDefinition",
            "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, \
             Pass, Succeed, Fail, Choice]",
        ),
        (
            parallel.clone(),
            json!({"mock": {"result": "{}"}}),
            validation,
            "Mocked result must be an array.",
        ),
        (
            parallel,
            json!({"mock": {"result": "[1, 2]"}}),
            validation,
            "Mocked result must contain the same number of items as number of Parallel branches.",
        ),
        (
            json!({"Type": "Pass", "End": true}),
            json!({"mock": {"result": "{}"}}),
            validation,
            "State type 'Pass' is not supported when a mock is specified",
        ),
        (
            start.clone(),
            json!({"mock": {"result": "{}", "errorOutput": {}}}),
            validation,
            "A test mock should have only one of the following fields: [result, errorOutput].",
        ),
        (
            start.clone(),
            json!({"mock": {"result": "{}"}, "revealSecrets": true}),
            validation,
            "TestState does not support RevealSecrets when a mock is specified.",
        ),
        (
            start.clone(),
            json!({"mock": {"result": "not JSON string", "fieldValidationMode": "NONE"}}),
            validation,
            "Mocked result must be valid JSON",
        ),
        (
            start.clone(),
            json!({"mock": {"result": "{}"}}),
            validation,
            "Mock result schema validation error: Required field 'ExecutionArn' is missing",
        ),
        (
            start,
            json!({"mock": {"result": "{\"StartDate\": true}", "fieldValidationMode": "PRESENT"}}),
            validation,
            "Mock result schema validation error: Field 'StartDate' must be a string",
        ),
        (
            json!({"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}),
            json!({"stateName": "dne"}),
            validation,
            "State not found in definition",
        ),
        (
            task("arn:aws:states:us-east-1:000000000000:activity:a"),
            json!({}),
            "InvalidDefinition",
            "TestState API does not support Activity tasks without a mock",
        ),
    ] {
        let error = try_state(state, "{}", more).await.unwrap_err();
        assert_eq!(error, (400, code.to_owned(), message.to_owned()));
    }
}
