//! Assign and what reads variables. Recorded on AWS 2024-11.

use serde_json::{Value, json};

use crate::fakes::Fixture;

async fn history(definition: &Value, input: &str) -> Vec<Value> {
    let fixture = Fixture::new();
    let ended = fixture.run(definition, input).await;
    fixture.events(&ended["executionArn"]).await
}

async fn output(definition: &Value, input: &str) -> Value {
    let ended = Fixture::new().run(definition, input).await;
    assert_eq!(ended["status"], "SUCCEEDED", "{ended}");
    serde_json::from_str(ended["output"].as_str().unwrap()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn variables_are_read_in_all_fields_that_take_paths() {
    for (state, expected) in [
        (json!({"Type": "Pass", "InputPath": "$v.n"}), json!(2)),
        (
            json!({"Type": "Pass", "OutputPath": "$v"}),
            json!({"n": 2, "l": ["a", "b"]}),
        ),
        (
            json!({"Type": "Pass", "Parameters": {"f.$": "States.Format('{}', $v.l[0])", "text": "$v"}}),
            json!({"f": "a", "text": "$v"}),
        ),
        (
            json!({"Type": "Wait", "SecondsPath": "$v.n", "OutputPath": "$v.n"}),
            json!(2),
        ),
        (
            json!({"Type": "Map", "ItemsPath": "$v.l", "MaxConcurrencyPath": "$one",
                "ItemProcessor": {"StartAt": "A", "States": {"A": {
                    "Type": "Pass", "Parameters": {"i.$": "$", "n.$": "$v.n"}, "End": true}}}}),
            json!([{"i": "a", "n": 2}, {"i": "b", "n": 2}]),
        ),
    ] {
        let mut last = state.clone();
        last["End"] = json!(true);
        let definition = json!({"StartAt": "First", "States": {
            "First": {"Type": "Pass", "Assign": {"v": {"n": 2, "l.$": "$.list"}, "one": "1"}, "Next": "Last"},
            "Last": last}});
        assert_eq!(
            output(&definition, r#"{"list":["a","b"]}"#).await,
            expected,
            "{state}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_choice_assigns_by_rule() {
    let definition = json!({"StartAt": "C", "States": {
        "C": {"Type": "Choice",
            "Choices": [
                {"Variable": "$.v", "IsPresent": false, "Assign": {"status": "UNKNOWN"}, "Next": "End"},
                {"Variable": "$.v", "NumericEquals": 42, "Assign": {"status": "CORRECT"}, "Next": "End"}],
            "Assign": {"status": "INCORRECT", "guess.$": "$.v"}, "Default": "End"},
        "End": {"Type": "Pass", "InputPath": "$status", "End": true}}});
    for (input, expected) in [
        ("{}", "UNKNOWN"),
        (r#"{"v":42}"#, "CORRECT"),
        (r#"{"v":"42"}"#, "INCORRECT"),
    ] {
        assert_eq!(output(&definition, input).await, json!(expected));
    }
}

#[tokio::test(start_paused = true)]
async fn inner_workflows_see_outer_variables_but_keep_their_own() {
    let branch = |value: &str| {
        json!({"StartAt": value, "States": {
            value: {"Type": "Pass", "Assign": {"inner": value}, "Next": format!("{value}2")},
            format!("{value}2"): {"Type": "Pass", "Parameters": {"o.$": "$outer", "i.$": "$inner"}, "End": true}}})
    };
    let definition = json!({"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Assign": {"outer": 1}, "Next": "P"},
        "P": {"Type": "Parallel", "Branches": [branch("x"), branch("y")], "Assign": {"all.$": "$"}, "Next": "E"},
        "E": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": ["{% $all.i %}", "{% $exists($inner) %}"],
            "End": true}}});
    assert_eq!(output(&definition, "{}").await, json!([["x", "y"], false]));
}

#[tokio::test(start_paused = true)]
async fn assigned_variables_stand_in_the_exit_of_the_state() {
    let definition = json!({"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:fail",
            "Catch": [{"ErrorEquals": ["States.ALL"], "Assign": {"e.$": "$.Error"}, "ResultPath": null, "Next": "E"}],
            "Next": "E"},
        "E": {"Type": "Pass", "Assign": {"b": [1], "a.$": "$e"}, "End": true}}});
    let events = history(&definition, r#"{"i":0}"#).await;
    let exits: Vec<_> = events
        .iter()
        .filter_map(|event| event.get("stateExitedEventDetails"))
        .map(|details| (&details["output"], &details["assignedVariables"]))
        .collect();
    assert_eq!(
        exits,
        [
            (&json!(r#"{"i":0}"#), &json!({"e": "\"MyError\""})),
            (&json!(r#"{"i":0}"#), &json!({"a": "\"MyError\"", "b": "[1]"})),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn references_are_described() {
    let definition = json!({"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Parameters": {"result": "$result"}, "Assign": {"result": "foobar"}, "Next": "B"},
        "B": {"Type": "Pass", "ResultPath": "$.result", "Parameters": {"result.$": "$result"}, "End": true}}});
    let fixture = Fixture::new();
    let arn = fixture.create("m", "STANDARD", &definition).await;
    let described = fixture
        .call("DescribeStateMachine", json!({"stateMachineArn": arn}))
        .await
        .unwrap();
    assert_eq!(described["variableReferences"], json!({"B": ["result"]}));
}

#[tokio::test(start_paused = true)]
async fn variables_without_values_and_variables_too_large_fail() {
    let large = json!("x".repeat(200_000));
    for (assign, next, error) in [
        (
            json!({"a": 1}),
            json!({"Type": "Pass", "InputPath": "$b", "End": true}),
            "States.Runtime",
        ),
        (
            json!({"a": large, "b": large}),
            json!({"Type": "Succeed"}),
            "States.DataLimitExceeded",
        ),
    ] {
        let definition = json!({"StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": assign, "Next": "B"}, "B": next}});
        let ended = Fixture::new().run(&definition, "{}").await;
        assert_eq!(ended["error"], error, "{ended}");
    }
}
