//! Requests that break the constraints of the service's model.

use serde_json::json;

use crate::fakes::Fixture;

#[tokio::test(start_paused = true)]
async fn violations_are_named_by_their_place() {
    let fixture = Fixture::new();
    let arn = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
    for (operation, body, violation) in [
        (
            "TagResource",
            json!({"resourceArn": arn, "tags": [{"key": "k", "value": "v"}, {"key": "k".repeat(129), "value": "v"}]}),
            format!(
                "Value '{}' at 'tags.2.member.key' failed to satisfy constraint: Member must have length less than or \
                 equal to 128",
                "k".repeat(129)
            ),
        ),
        (
            "UntagResource",
            json!({"resourceArn": arn}),
            "Value null at 'tagKeys' failed to satisfy constraint: Member must not be null".to_owned(),
        ),
        (
            "CreateStateMachineAlias",
            json!({"name": "a"}),
            "Value null at 'routingConfiguration' failed to satisfy constraint: Member must not be null".to_owned(),
        ),
        (
            "UpdateMapRun",
            json!({"mapRunArn": "x", "toleratedFailurePercentage": 100.5}),
            "Value '100.5' at 'toleratedFailurePercentage' failed to satisfy constraint: Member must have value less \
             than or equal to 100"
                .to_owned(),
        ),
    ] {
        let error = fixture.call(operation, body).await.unwrap_err();
        let message = format!("1 validation error detected: {violation}");
        assert_eq!((error.1.as_str(), error.2), ("ValidationException", message));
    }
    let error = fixture
        .call("SendTaskSuccess", json!({"taskToken": "x", "output": "not"}))
        .await
        .unwrap_err();
    assert_eq!(error.1, "InvalidOutput");
    assert!(
        error
            .2
            .starts_with("Invalid Output: 'Unrecognized token 'not': was expecting"),
        "{}",
        error.2
    );
}
