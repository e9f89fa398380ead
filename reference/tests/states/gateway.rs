//! The service as API Gateway sees it.

use apigw_reference::{gateway::IntegrationError, wire::Response};
use serde_json::{Value, json};

use crate::fakes::{Fixture, one};

const CALLER: Option<&str> = Some("arn:aws:iam::000000000000:role/caller");

fn text(response: &Response) -> &str {
    std::str::from_utf8(&response.body).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_start_is_answered_with_two_members_and_a_java_date() {
    let fixture = Fixture::new();
    let machine = fixture
        .create("m", "STANDARD", &one(json!({"Type": "Pass"})))
        .await;
    let body = json!({"stateMachineArn": machine, "name": "n", "input": "{}", "unknown": 1}).to_string();
    let response = fixture.integrate("StartExecution", CALLER, &body).await.unwrap();
    let (before, date) = text(&response).rsplit_once(':').unwrap();
    assert_eq!(
        before,
        "{\"executionArn\":\"arn:aws:states:us-east-1:000000000000:execution:m:n\",\"startDate\""
    );
    assert!(date.starts_with("1.") && date.ends_with("E9}"), "{date}");
    assert_eq!(
        response.headers.get("Content-Type"),
        Some("application/x-amz-json-1.0")
    );
}

#[tokio::test(start_paused = true)]
async fn a_synchronous_answer_has_its_members_in_alphabetical_order() {
    let fixture = Fixture::new();
    let express = fixture
        .create("e", "EXPRESS", &one(json!({"Type": "Fail", "Error": "E"})))
        .await;
    let body = json!({"stateMachineArn": express, "input": "{\n}"}).to_string();
    let response = fixture
        .integrate("StartSyncExecution", CALLER, &body)
        .await
        .unwrap();
    assert_eq!(response.status, 200);
    let answer: Value = serde_json::from_slice(&response.body).unwrap();
    let keys: Vec<_> = answer.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "billingDetails",
            "error",
            "executionArn",
            "input",
            "inputDetails",
            "name",
            "outputDetails",
            "startDate",
            "stateMachineArn",
            "status",
            "stopDate",
            "traceHeader"
        ]
    );
    assert!(text(&response).contains(
        "\"inputDetails\":{\"__type\":\"com.amazonaws.swf.base.model#CloudWatchEventsExecutionDataDetails\",\
         \"included\":true}"
    ));
    assert_eq!(answer["input"], "{\n}");
    assert_eq!(
        answer["traceHeader"],
        "Root=1-642491d2-4380e8cb5764286d73bf0198;Sampled=1"
    );
}

#[tokio::test(start_paused = true)]
async fn deleting_is_answered_with_an_empty_object() {
    let fixture = Fixture::new();
    let machine = fixture
        .create("m", "EXPRESS", &one(json!({"Type": "Pass"})))
        .await;
    let body = json!({"stateMachineArn": machine}).to_string();
    let response = fixture
        .integrate("DeleteStateMachine", CALLER, &body)
        .await
        .unwrap();
    assert_eq!((response.status, text(&response)), (200, "{}"));
}

#[tokio::test(start_paused = true)]
async fn errors_carry_the_names_of_their_models() {
    let fixture = Fixture::new();
    for (operation, body, expected) in [
        (
            "DescribeExecution",
            r#"{"executionArn":"abcdef"}"#,
            r#"{"__type":"com.amazonaws.swf.service.v2.model#InvalidArn","message":"Invalid Arn: 'Invalid ARN prefix: abcdef'"}"#,
        ),
        (
            "StartExecutionn",
            "{}",
            r#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#,
        ),
        (
            "StartExecution",
            "not json",
            r#"{"__type":"com.amazon.coral.service#SerializationException"}"#,
        ),
        (
            "StartExecution",
            "{}",
            r#"{"__type":"com.amazon.coral.validate#ValidationException","message":"1 validation error detected: Value null at 'stateMachineArn' failed to satisfy constraint: Member must not be null"}"#,
        ),
    ] {
        let response = fixture.integrate(operation, CALLER, body).await.unwrap();
        assert_eq!((response.status, text(&response)), (400, expected));
    }
}

#[tokio::test(start_paused = true)]
async fn roles_decide() {
    let fixture = Fixture::new();
    let body = json!({"stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:m"}).to_string();
    let role = |name: &str| format!("arn:aws:iam::000000000000:role/{name}");
    let error = fixture
        .integrate("StartExecution", Some(&role("untrusted")), &body)
        .await
        .unwrap_err();
    assert!(matches!(error, IntegrationError::Configuration(_)));
    let response = fixture
        .integrate("StartExecution", Some(&role("powerless")), &body)
        .await
        .unwrap();
    assert_eq!(response.status, 400);
    assert!(
        text(&response).starts_with(
            "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"User: "
        ),
        "{}",
        text(&response)
    );
    let response = fixture.integrate("StartExecution", None, &body).await.unwrap();
    assert_eq!(response.status, 400);
}

#[tokio::test(start_paused = true)]
async fn every_operation_is_there_for_sdks_and_for_api_gateway() {
    let fixture = Fixture::new();
    for operation in [
        "CreateStateMachine",
        "DeleteStateMachine",
        "DeleteStateMachineVersion",
        "DescribeExecution",
        "DescribeStateMachine",
        "DescribeStateMachineForExecution",
        "GetExecutionHistory",
        "ListExecutions",
        "ListStateMachineVersions",
        "ListStateMachines",
        "ListTagsForResource",
        "PublishStateMachineVersion",
        "SendTaskFailure",
        "SendTaskHeartbeat",
        "SendTaskSuccess",
        "StartExecution",
        "StartSyncExecution",
        "StopExecution",
        "TagResource",
        "UntagResource",
        "UpdateStateMachine",
        "ValidateStateMachineDefinition",
    ] {
        let response = fixture.integrate(operation, CALLER, "{}").await.unwrap();
        assert!(!text(&response).contains("UnknownOperation"), "{operation}");
        let code = fixture
            .call(operation, json!({}))
            .await
            .map_err(|(_, code, _)| code);
        assert_ne!(code, Err("UnknownOperationException".to_owned()), "{operation}");
    }
}
