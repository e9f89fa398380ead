//! What the language does with data.

use serde_json::{Value, json};

use crate::fakes::{Fixture, one};

async fn output(definition: Value, input: &str) -> String {
    let ended = Fixture::new().run(&definition, input).await;
    assert_eq!(ended["status"], "SUCCEEDED", "{ended}");
    ended["output"].as_str().unwrap().to_owned()
}

async fn failure(definition: Value, input: &str) -> (String, String) {
    let ended = Fixture::new().run(&definition, input).await;
    assert_eq!(ended["status"], "FAILED", "{ended}");
    assert!(ended.get("output").is_none());
    let text = |name: &str| ended[name].as_str().unwrap_or_default().to_owned();
    (text("error"), text("cause"))
}

#[tokio::test(start_paused = true)]
async fn states_read_and_shape_data() {
    let input = r#"{ "a": {"b": 1},  "l": [1, 2] }"#;
    for (state, expected) in [
        // What passes through keeps its text; what is built is compact.
        (json!({"Type": "Pass"}), input),
        (json!({"Type": "Succeed"}), input),
        (json!({"Type": "Wait", "Seconds": 3600}), input),
        (json!({"Type": "Pass", "InputPath": "$.a"}), r#"{"b":1}"#),
        (json!({"Type": "Pass", "InputPath": null}), "{}"),
        (json!({"Type": "Pass", "OutputPath": null}), "{}"),
        (json!({"Type": "Pass", "OutputPath": "$$.State.Name"}), r#""S""#),
        (
            json!({"Type": "Pass", "Result": {"k.$": "$.nope"}}),
            r#"{"k.$":"$.nope"}"#,
        ),
        (
            json!({"Type": "Pass", "Result": 1.50, "ResultPath": "$.a.c"}),
            r#"{"a":{"b":1,"c":1.5},"l":[1,2]}"#,
        ),
        (json!({"Type": "Pass", "Result": 1, "ResultPath": null}), input),
        (
            json!({"Type": "Pass", "Parameters": {"x.$": "$.a.b", "y": {"z.$": "$.l[*]"}}}),
            r#"{"y":{"z":[1,2]},"x":1}"#,
        ),
        (
            json!({"Type": "Pass", "Parameters": {"x.$": "States.Format('{}-{}', $.a.b, 'c')"}}),
            r#"{"x":"1-c"}"#,
        ),
    ] {
        assert_eq!(output(one(state.clone()), input).await, expected, "{state}");
    }
}

#[tokio::test(start_paused = true)]
async fn paths_that_lead_nowhere_fail_with_the_place() {
    for (state, cause) in [
        (
            json!({"Type": "Pass", "InputPath": "$.x"}),
            "Invalid path '$.x' : No results for path: $['x']",
        ),
        (
            json!({"Type": "Pass", "Parameters": {"value.$": "$.x"}}),
            "The JSONPath '$.x' specified for the field 'value.$' could not be found in the input '{\"i\":0}'",
        ),
        (
            json!({"Type": "Fail", "ErrorPath": "$.x"}),
            "The JSONPath '$.x' specified for the field 'ErrorPath' could not be found in the input '{\"i\":0}'",
        ),
        (
            json!({"Type": "Wait", "SecondsPath": "$.x"}),
            "The SecondsPath parameter does not reference an input value: $.x",
        ),
    ] {
        let (error, found) = failure(one(state), "{\"i\":0}").await;
        assert_eq!(error, "States.Runtime");
        let place = "An error occurred while executing the state 'S' (entered at the event id #2). ";
        assert_eq!(found, format!("{place}{cause}"));
    }
}

#[tokio::test(start_paused = true)]
async fn waits_check_what_they_are_given() {
    let wait = |field: &str| one(json!({"Type": "Wait", field: "$.v"}));
    assert_eq!(output(wait("SecondsPath"), r#"{"v":0}"#).await, r#"{"v":0}"#);
    assert_eq!(
        output(wait("TimestampPath"), r#"{"v":"2020-01-01T00:00:00.000000001Z"}"#).await,
        r#"{"v":"2020-01-01T00:00:00.000000001Z"}"#
    );
    for (field, value, cause) in [
        (
            "SecondsPath",
            "-1",
            "The SecondsPath parameter references a negative value: $.v == -1",
        ),
        (
            "SecondsPath",
            "-1.5",
            "The SecondsPath parameter cannot be parsed as a long value: $.v == -1.5",
        ),
        (
            "TimestampPath",
            "\"9999-01-01T00:00:00Z\"",
            "Wait state delay is too long.",
        ),
        (
            "TimestampPath",
            "\"2016-12-05T25:29:29Z\"",
            "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format \
             string: $.v == 2016-12-05T25:29:29Z",
        ),
    ] {
        let (error, found) = failure(wait(field), &format!("{{\"v\":{value}}}")).await;
        assert_eq!(error, "States.Runtime");
        assert!(found.ends_with(cause), "{found}");
    }
}

fn choice(rules: &Value) -> Value {
    json!({"StartAt": "C", "States": {
        "C": {"Type": "Choice", "Choices": rules, "Default": "Other"},
        "One": {"Type": "Pass", "Result": 1, "End": true},
        "Other": {"Type": "Pass", "Result": 0, "End": true},
    }})
}

#[tokio::test(start_paused = true)]
async fn the_first_rule_that_holds_decides() {
    let rules = json!([
        {"Variable": "$.n", "NumericGreaterThan": 10, "Next": "Other"},
        {"And": [{"Variable": "$.s", "IsPresent": true}, {"Variable": "$.s", "StringMatches": "a*"}], "Next": "One"},
    ]);
    for (input, expected) in [
        (r#"{"n": 1, "s": "abc"}"#, "1"),
        (r#"{"n": 11, "s": "abc"}"#, "0"),
        (r#"{"n": 1}"#, "0"),
        (r#"{"n": "11", "s": "abc"}"#, "1"),
    ] {
        assert_eq!(output(choice(&rules), input).await, expected, "{input}");
    }
    let (error, _) = failure(choice(&rules), "{}").await;
    assert_eq!(error, "States.Runtime");
}

#[tokio::test(start_paused = true)]
async fn no_rule_and_no_default_is_a_failure() {
    let rule = json!({"Variable": "$.n", "NumericEquals": 1, "Next": "One"});
    let definition = json!({"StartAt": "C", "States": {
        "C": {"Type": "Choice", "Choices": [rule]},
        "One": {"Type": "Succeed"},
    }});
    let (error, _) = failure(definition, r#"{"n": 2}"#).await;
    assert_eq!(error, "States.NoChoiceMatched");
}

#[tokio::test(start_paused = true)]
async fn fail_says_what_it_is_told() {
    for (state, expected) in [
        (json!({"Type": "Fail", "Error": "E", "Cause": "C"}), ("E", "C")),
        (json!({"Type": "Fail"}), ("", "")),
        (
            json!({"Type": "Fail", "ErrorPath": "$.e", "CausePath": "States.Format('{}!', $.c)"}),
            ("e1", "c1!"),
        ),
    ] {
        let (error, cause) = failure(one(state), r#"{"e": "e1", "c": "c1"}"#).await;
        assert_eq!((error.as_str(), cause.as_str()), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn branches_and_iterations_give_arrays_in_order() {
    let slow = json!({"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "Next": "P"},
        "P": {"Type": "Pass", "Result": "slow", "End": true}}});
    let fast = one(json!({"Type": "Pass"}));
    let parallel = json!({"Type": "Parallel", "Branches": [slow, fast]});
    assert_eq!(output(one(parallel), "[ 3 ]").await, r#"["slow",[3]]"#);
    for concurrency in [0, 1, 2] {
        let map = json!({
            "Type": "Map", "ItemsPath": "$.l", "MaxConcurrency": concurrency,
            "ItemSelector": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "n.$": "$.n"},
            "ItemProcessor": one(json!({"Type": "Pass"})),
            "ResultSelector": {"first.$": "$[0]", "rest.$": "$[1:]"},
            "ResultPath": "$.r", "OutputPath": "$.r",
        });
        let output: Value =
            serde_json::from_str(&output(one(map), r#"{"l": ["a", "b", "c"], "n": 7}"#).await).unwrap();
        assert_eq!(
            output,
            json!({"first": {"i": 0, "v": "a", "n": 7},
                "rest": [{"i": 1, "v": "b", "n": 7}, {"i": 2, "v": "c", "n": 7}]})
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_branch_stops_the_others_at_once() {
    let forever = one(json!({"Type": "Wait", "Seconds": 99_999_999}));
    let fails = one(json!({"Type": "Fail", "Error": "E", "Cause": "C"}));
    let parallel = json!({"Type": "Parallel", "Branches": [forever, fails]});
    assert_eq!(
        failure(one(parallel), "{}").await,
        ("E".to_owned(), "C".to_owned())
    );
}

#[tokio::test(start_paused = true)]
async fn caught_errors_become_output() {
    let fails = one(json!({"Type": "Fail", "Error": "E", "Cause": "C"}));
    let caught = |names: Value, path: Value| {
        json!({"StartAt": "P", "States": {
            "P": {"Type": "Parallel", "Branches": [fails], "End": true,
                "Catch": [{"ErrorEquals": names, "Next": "H", "ResultPath": path}]},
            "H": {"Type": "Pass", "End": true},
        }})
    };
    for (names, path, expected) in [
        (json!(["E"]), json!("$"), r#"{"Error":"E","Cause":"C"}"#),
        (
            json!(["States.ALL"]),
            json!("$.e"),
            r#"{"i":1,"e":{"Error":"E","Cause":"C"}}"#,
        ),
        (json!(["States.TaskFailed"]), json!(null), r#"{"i":1}"#),
    ] {
        assert_eq!(output(caught(names, path), r#"{"i":1}"#).await, expected);
    }
    assert_eq!(failure(caught(json!(["e"]), json!("$")), "{}").await.0, "E");
}

#[tokio::test(start_paused = true)]
async fn runtime_errors_are_never_caught() {
    let definition = json!({"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "Branches": [one(json!({"Type": "Pass", "OutputPath": "$.x"}))], "End": true,
            "Catch": [{"ErrorEquals": ["States.Runtime"], "Next": "H"}, {"ErrorEquals": ["States.ALL"], "Next": "H"}]},
        "H": {"Type": "Pass", "End": true},
    }});
    assert_eq!(failure(definition, "{}").await.0, "States.Runtime");
}

#[tokio::test(start_paused = true)]
async fn outputs_over_the_limit_fail() {
    let definition = one(json!({"Type": "Pass", "Result": "x".repeat(262_143)}));
    let (error, cause) = failure(definition, "{}").await;
    assert_eq!(error, "States.DataLimitExceeded");
    assert_eq!(
        cause,
        "The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit."
    );
    let definition = one(json!({"Type": "Pass", "Result": "x".repeat(262_142)}));
    assert_eq!(output(definition, "{}").await.len(), 262_144);
}

#[tokio::test(start_paused = true)]
async fn a_machine_that_takes_too_long_is_timed_out_without_an_error() {
    let mut definition = one(json!({"Type": "Wait", "Seconds": 60}));
    definition["TimeoutSeconds"] = 5.into();
    let ended = Fixture::new().run(&definition, "{}").await;
    assert_eq!(ended["status"], "TIMED_OUT");
    for absent in ["error", "cause", "output", "outputDetails"] {
        assert!(ended.get(absent).is_none(), "{absent}");
    }
}
