//! States whose query language is JSONata. The words are recorded on AWS 2024-11 to 2026.

use serde_json::{Value, json};

use crate::fakes::{Fixture, one};

async fn history(definition: &Value, input: &str) -> Vec<Value> {
    let fixture = Fixture::new();
    let ended = fixture.run(definition, input).await;
    fixture.events(&ended["executionArn"]).await
}

fn machine(states: Value) -> Value {
    let first = states
        .as_object()
        .and_then(|states| states.keys().next())
        .cloned();
    json!({"QueryLanguage": "JSONata", "StartAt": first, "States": states})
}

async fn ended(definition: &Value, input: &str) -> Value {
    Fixture::new().run(definition, input).await
}

#[tokio::test(start_paused = true)]
async fn output_is_built_or_passed_on() {
    let input = r#"{ "a": {"b": 1}, "l": [1, 2, 3], "wait": 3600 }"#;
    for (state, expected) in [
        (json!({"Type": "Pass", "End": true}), input),
        (json!({"Type": "Succeed"}), input),
        (json!({"Type": "Pass", "Output": null, "End": true}), "null"),
        (json!({"Type": "Pass", "Output": "$.a", "End": true}), r#""$.a""#),
        (
            json!({"Type": "Succeed", "Output": {"s": "{% $sum($states.input.l) %}", "c.$": "$"}}),
            r#"{"s":6,"c.$":"$"}"#,
        ),
        (
            json!({"Type": "Wait", "Seconds": "{% $states.input.wait %}", "Output": 1, "End": true}),
            "1",
        ),
        (
            json!({"Type": "Wait", "Timestamp": "{% '2016-03-05T21:29:29.243167252Z' %}", "Output": 2, "End": true}),
            "2",
        ),
        (
            json!({"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:echo",
                "Arguments": {"got": "{% $states.input.a.b %}"},
                "Output": ["{% $states.result %}", "{% $states.context.State.Name %}"], "End": true}),
            r#"[{"got":1},"S"]"#,
        ),
        (
            json!({"Type": "Parallel", "Arguments": "{% $states.input.a %}", "Output": "{% $states.result[1] %}",
                "Branches": [
                    {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}},
                    {"StartAt": "B", "States": {"B": {"Type": "Succeed", "Output": "{% $states.input.b + 1 %}"}}}],
                "End": true}),
            "2",
        ),
        (
            json!({"Type": "Map", "Items": [1, "{% $number('2') %}"], "MaxConcurrency": "{% 1 %}",
                "ItemSelector": {"i": "{% $states.context.Map.Item.Value %}", "n": "{% $states.input.l[0] %}"},
                "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}, "End": true}),
            r#"[{"i":1,"n":1},{"i":2,"n":1}]"#,
        ),
    ] {
        let ended = ended(&machine(json!({"S": state})), input).await;
        assert_eq!(ended["output"], expected, "{ended}");
    }
}

#[tokio::test(start_paused = true)]
async fn conditions_choose_and_rules_have_outputs() {
    let definition = machine(json!({
        "C": {"Type": "Choice",
            "Choices": [
                {"Condition": "{% $states.input.n > 1 %}", "Next": "End", "Output": "many"},
                {"Condition": "{% $states.input.n = 1 %}", "Next": "End"}],
            "Default": "End", "Output": "none"},
        "End": {"Type": "Succeed"}}));
    for (input, expected) in [
        (r#"{"n":2}"#, r#""many""#),
        (r#"{"n":1}"#, r#"{"n":1}"#),
        (r#"{"n":0}"#, r#""none""#),
    ] {
        assert_eq!(ended(&definition, input).await["output"], expected);
    }
    let ended = ended(&definition, r#"{"n":"x"}"#).await;
    assert_eq!(ended["error"], "States.QueryEvaluationError");
    assert!(
        ended["cause"]
            .as_str()
            .unwrap()
            .contains("'Choices[0]/Condition' threw an error")
    );
}

#[tokio::test(start_paused = true)]
async fn faults_name_the_expression_and_the_field() {
    for (state, cause) in [
        (
            json!({"Type": "Pass", "Output": {"r": "{% $doesNotExist %}"}, "End": true}),
            "The JSONata expression '$doesNotExist' specified for the field 'Output/r' returned nothing \
             (undefined).",
        ),
        (
            json!({"Type": "Pass", "Assign": {"r": "{% $doesNotExist %}"}, "End": true}),
            "The JSONata expression '$doesNotExist' specified for the field 'Assign/r' returned nothing \
             (undefined).",
        ),
        (
            json!({"Type": "Fail", "Cause": "{% 1 %}"}),
            "The JSONata expression '1' specified for the field 'Cause' returned an unexpected result type. \
             Expected 'string', but was 'number' for value: 1",
        ),
        (
            json!({"Type": "Wait", "Timestamp": "{% '2016-12-05T21:29:29' %}", "End": true}),
            "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: \
             2016-12-05T21:29:29",
        ),
        (
            json!({"Type": "Map", "Items": "{% {'foo': 'bar'} %}", "End": true,
                "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}),
            "The JSONata expression '{'foo': 'bar'}' specified for the field 'Items' returned an unexpected result \
             type. Expected 'array', but was 'object' for value: {\"foo\":\"bar\"}",
        ),
        (
            json!({"Type": "Map", "End": true,
                "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}),
            "Map state input must be an array but was: {}",
        ),
    ] {
        let ended = ended(&machine(json!({"S": state})), "{}").await;
        assert_eq!(ended["error"], "States.QueryEvaluationError");
        let place = "An error occurred while executing the state 'S' (entered at the event id #2). ";
        assert_eq!(ended["cause"], format!("{place}{cause}"));
    }
}

#[tokio::test(start_paused = true)]
async fn evaluation_failures_are_events_and_can_be_caught() {
    let definition = machine(json!({
        "S": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:echo",
            "Arguments": "{% $none %}", "Next": "End",
            "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "End",
                "Output": "{% $states.errorOutput.Error %}", "Assign": {"cause": "{% $states.errorOutput.Cause %}"}}]},
        "End": {"Type": "Succeed", "Output": ["{% $states.input %}", "{% $exists($cause) %}"]}}));
    let events = history(&definition, "{}").await;
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
            ("TaskStateEntered", 0),
            ("EvaluationFailed", 0),
            ("TaskStateExited", 3),
            ("SucceedStateEntered", 4),
            ("SucceedStateExited", 5),
            ("ExecutionSucceeded", 6),
        ]
    );
    let details = &events[2]["evaluationFailedEventDetails"];
    assert_eq!(
        (&details["location"], &details["state"]),
        (&json!("Arguments"), &json!("S"))
    );
    assert_eq!(
        events[6]["executionSucceededEventDetails"]["output"],
        r#"["States.QueryEvaluationError",true]"#
    );
}

#[tokio::test(start_paused = true)]
async fn endless_expressions_end() {
    let state = json!({"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% ($f := function() { $f() }; $f()) %}"});
    let ended = ended(&one(state), "{}").await;
    assert_eq!(ended["error"], "States.QueryEvaluationError");
    assert!(ended["cause"].as_str().unwrap().ends_with(
        "threw an error during evaluation: Expression evaluation timeout: Check for infinite loop"
    ));
}

#[tokio::test(start_paused = true)]
async fn both_languages_meet_in_one_machine() {
    let definition = json!({"StartAt": "P", "States": {
        "P": {"Type": "Pass", "Assign": {"answer": 42}, "Next": "J"},
        "J": {"Type": "Pass", "QueryLanguage": "JSONata", "Next": "Q",
            "Assign": {"answer": 18, "old": "{% $answer %}"}, "Output": {"seen": "{% $answer %}"}},
        "Q": {"Type": "Pass", "Parameters": {"seen.$": "$.seen", "old.$": "$old", "answer.$": "$answer"}, "End": true}}});
    let ended = ended(&definition, "{}").await;
    let output: Value = serde_json::from_str(ended["output"].as_str().unwrap()).unwrap();
    assert_eq!(output, json!({"seen": 42, "old": 42, "answer": 18}));
}
