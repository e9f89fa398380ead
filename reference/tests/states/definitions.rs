//! Which definitions are refused, and in which words: recorded on AWS 2024 and 2025, or reported from it.

use serde_json::{Value, json};

use crate::fakes::{Fixture, ROLE, one};

fn create(definition: &Value) -> Value {
    json!({"name": "m", "definition": definition.to_string(), "roleArn": ROLE})
}

#[tokio::test(start_paused = true)]
async fn definitions_are_validated() {
    let fixture = Fixture::new();
    let wait = |timestamp: &str| one(json!({"Type": "Wait", "Timestamp": timestamp}));
    let token = json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken"});
    let activity = json!({"Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a"});
    for (kind, definition, diagnostic) in [
        ("STANDARD", one(json!({"Type": "Pass"})), json!(null)),
        (
            "STANDARD",
            wait("2016-12-05 21:29:29Z"),
            json!(["String does not match RFC3339 timestamp", "/States/S/Timestamp"]),
        ),
        (
            "EXPRESS",
            one(token),
            json!([
                "Express state machine does not support '.waitForTaskToken' service integration ",
                "/States/S/Resource"
            ]),
        ),
        (
            "EXPRESS",
            one(activity),
            json!([
                "Express state machine does not support Activity ARN",
                "/States/S/Resource"
            ]),
        ),
        (
            "STANDARD",
            one(json!({"Type": "Pass", "TimeoutSeconds": 1})),
            json!(["Field 'TimeoutSeconds' is not supported", "/States/S"]),
        ),
        (
            "STANDARD",
            one(json!({"Type": "Pass", "Output": 1})),
            json!([
                "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' \
                 QueryLanguage",
                "/States/S"
            ]),
        ),
        (
            "STANDARD",
            one(json!({"Type": "Pass", "Parameters": {"a": {"b.$": "text"}}})),
            json!([
                "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function call",
                "/States/S/Parameters"
            ]),
        ),
        (
            "STANDARD",
            one(json!({"Type": "Pass", "OutputPath": "Test"})),
            json!(["Value must be a valid JSONPath.", "/States/S/OutputPath"]),
        ),
        (
            "STANDARD",
            json!({"StartAt": "P", "States": {"P": {"Type": "Pass", "Next": "P"}}}),
            json!(["Workflow has no terminal state", null]),
        ),
    ] {
        let body = json!({"definition": definition.to_string(), "type": kind});
        let answer = fixture
            .call("ValidateStateMachineDefinition", body)
            .await
            .unwrap();
        let found = &answer["diagnostics"][0];
        if diagnostic.is_null() {
            assert_eq!((&answer["result"], found), (&json!("OK"), &json!(null)));
        } else {
            assert_eq!(
                (&found["message"], &found["location"]),
                (&diagnostic[0], &diagnostic[1])
            );
            assert_eq!(answer["result"], "FAIL");
        }
    }
    for (text, code, message) in [
        (
            " ",
            "SCHEMA_VALIDATION_FAILED",
            "Definition must be a valid JSON object",
        ),
        (
            "not a definition",
            "INVALID_JSON_DESCRIPTION",
            "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' \
             or 'false')\n at [Source: (String)\"not a definition\"; line: 1, column: 4]",
        ),
    ] {
        let body = json!({"definition": text});
        let answer = fixture
            .call("ValidateStateMachineDefinition", body)
            .await
            .unwrap();
        let found = &answer["diagnostics"][0];
        assert_eq!(
            (&found["code"], &found["message"]),
            (&json!(code), &json!(message))
        );
    }
}

#[tokio::test(start_paused = true)]
async fn transitions_are_checked() {
    let definition = json!({"StartAt": "pass1", "States": {
        "pass1": {"Type": "Pass", "Next": "pass3"}, "pass2": {"Type": "Pass", "End": true}}});
    let (_, _, message) = Fixture::new()
        .call("CreateStateMachine", create(&definition))
        .await
        .unwrap_err();
    assert_eq!(
        message,
        "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at \
         /States/pass1/Next, MISSING_TRANSITION_TARGET: State \"pass2\" is not reachable. at /States/pass2'"
    );
}

#[tokio::test(start_paused = true)]
async fn each_query_language_has_its_own_fields() {
    let jsonata = |mut state: Value| {
        state["QueryLanguage"] = json!("JSONata");
        one(state)
    };
    for (definition, message) in [
        (
            json!({"QueryLanguage": "JSONata", "StartAt": "S", "States": {
                "S": {"Type": "Succeed", "QueryLanguage": "JSONPath"}}}),
            "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state \
             machine at /States/S",
        ),
        (
            jsonata(json!({"Type": "Pass", "InputPath": "$.a"})),
            "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only \
             supported for the 'JSONPath' QueryLanguage at /States/S",
        ),
        (
            jsonata(json!({"Type": "Wait", "SecondsPath": "$.a", "Seconds": 1})),
            "Exactly one of the fields [Seconds, SecondsPath, Timestamp, TimestampPath] is required",
        ),
        (
            jsonata(json!({"Type": "Pass", "Output": {"a": ["{% 1 + %}"]}})),
            "INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/S/Output/a[0]",
        ),
        (
            jsonata(json!({"Type": "Pass", "Assign": {"v": "{% phone.number %}"}})),
            "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at \
             /States/S/Assign/v",
        ),
        (
            one(json!({"Type": "Pass", "Assign": {"1a": 1}})),
            "'1a' is not a valid variable name",
        ),
        (
            one(json!({"Type": "Pass", "Assign": {"states": 1}})),
            "'states' is not a valid variable name",
        ),
        (
            one(json!({"Type": "Pass", "Assign": 1})),
            "Expected value of type Object",
        ),
        (
            one(json!({"Type": "Pass", "Parameters": {"a.$": "$1"}})),
            "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call",
        ),
    ] {
        let body = create(&definition);
        let (_, code, found) = Fixture::new().call("CreateStateMachine", body).await.unwrap_err();
        assert_eq!(code, "InvalidDefinition");
        assert!(found.contains(message), "{found}");
    }
}
