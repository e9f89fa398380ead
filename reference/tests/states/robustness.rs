//! Nothing a client sends may panic or hang.

use apigw_reference::states::definition::{Definition, MachineType};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fakes::Fixture;

const WORDS: [&str; 52] = [
    "StartAt",
    "States",
    "Type",
    "Pass",
    "Task",
    "Choice",
    "Wait",
    "Succeed",
    "Fail",
    "Parallel",
    "Map",
    "Next",
    "End",
    "Resource",
    "Parameters",
    "Result",
    "ResultPath",
    "InputPath",
    "OutputPath",
    "Choices",
    "Variable",
    "And",
    "Not",
    "IsPresent",
    "NumericEquals",
    "StringMatches",
    "Seconds",
    "Timestamp",
    "SecondsPath",
    "Branches",
    "ItemProcessor",
    "Iterator",
    "Retry",
    "Catch",
    "ErrorEquals",
    "States.ALL",
    "A",
    "a.$",
    "$.a[",
    "$$.x",
    "States.Format('{}', $",
    "arn:aws:states:::lambda:invoke",
    "QueryLanguage",
    "TimeoutSeconds",
    "JSONata",
    "{% $states.input %}",
    "{% ( %}",
    "Output",
    "Assign",
    "Items",
    "Condition",
    "ProcessorConfig",
];

fn value() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(&WORDS[..]).prop_map(Value::from);
    let leaf = prop_oneof![
        4 => word,
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        let key = prop::sample::select(&WORDS[..]).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Definitions that are nearly right reach further than arbitrary ones.
fn definition() -> impl Strategy<Value = Value> {
    let state = (prop::sample::select(&WORDS[3..11]), value()).prop_map(|(kind, fields)| {
        let mut state = match fields {
            Value::Object(fields) => fields,
            other => serde_json::Map::from_iter([("Result".to_owned(), other)]),
        };
        state.insert("Type".to_owned(), kind.into());
        Value::Object(state)
    });
    prop_oneof![
        value(),
        state.prop_map(|state| json!({"StartAt": "A", "States": {"A": state}})),
    ]
}

proptest! {
    #[test]
    fn any_definition_is_judged(definition in definition(), express in any::<bool>()) {
        let kind = if express { MachineType::Express } else { MachineType::Standard };
        if let Err(found) = Definition::parse(&definition.to_string(), kind) {
            prop_assert!(!found.0.is_empty());
        }
    }

    #[test]
    fn any_text_is_judged(text in ".{0,60}") {
        let _ = Definition::parse(&text, MachineType::Standard);
    }
}

#[test]
fn deep_definitions_are_refused() {
    let depth = 100_000;
    let text = "[".repeat(depth) + &"]".repeat(depth);
    assert!(Definition::parse(&text, MachineType::Standard).is_err());
    assert!(Definition::parse(&"[".repeat(depth), MachineType::Standard).is_err());
}

#[tokio::test(start_paused = true)]
async fn data_cannot_be_nested_without_end() {
    let definition = json!({"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Parameters": {"a.$": "$"}, "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "C"}], "Default": "A"},
        "C": {"Type": "Succeed"},
    }});
    let ended = Fixture::new().run(&definition, "{}").await;
    assert_eq!(ended["error"], "States.Runtime");
    assert!(
        ended["cause"]
            .as_str()
            .unwrap()
            .ends_with("The output is nested too deeply.")
    );
}

#[tokio::test(start_paused = true)]
async fn a_thousand_executions_wait_at_once() {
    let fixture = Fixture::new();
    let machine = fixture
        .create(
            "m",
            "STANDARD",
            &crate::fakes::one(json!({"Type": "Wait", "Seconds": 3600})),
        )
        .await;
    let mut arns = Vec::new();
    for _ in 0..1000 {
        let started = fixture
            .call("StartExecution", json!({"stateMachineArn": machine}))
            .await
            .unwrap();
        arns.push(started["executionArn"].as_str().unwrap().to_owned());
    }
    let before = tokio::time::Instant::now();
    for arn in &arns {
        assert_eq!(fixture.ended(arn).await["status"], "SUCCEEDED");
    }
    // All of them waited the same hour, and the looks at them add a little.
    assert!(before.elapsed().as_secs() < 4000);
}
