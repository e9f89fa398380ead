//! First-class integrations with Step Functions.

use serde_json::json;

use crate::system::{System, json_of, status, step_functions};

#[tokio::test]
async fn a_start_passes_body_and_name_and_answers_as_the_service_does() {
    let system = System::new().await;
    let machine = system.machine("m", "STANDARD", json!({"Type": "Pass"})).await;
    let parameters = json!({"StateMachineArn": machine, "Input": "$request.body",
        "Name": "${request.header.x-name}-${request.querystring.n}"});
    system
        .route("POST /start", step_functions("StartExecution", parameters))
        .await;
    let body = "{\"a\": {\"b\": [1, 2]}}";
    let answer = system
        .send("POST", "/start?n=1", &[("X-NAME", "run")], body)
        .await;
    assert_eq!(status(&answer), 200, "{}", answer.body);
    let execution = "arn:aws:states:us-east-1:000000000000:execution:m:run-1";
    let start = format!("{{\"executionArn\":\"{execution}\",\"startDate\":1.");
    assert!(
        answer.body.starts_with(&start) && answer.body.ends_with("E9}"),
        "{}",
        answer.body
    );
    let described = system
        .states("DescribeExecution", json!({"executionArn": execution}))
        .await;
    assert_eq!(described["input"], body);
}

#[tokio::test]
async fn a_synchronous_run_is_the_response() {
    let system = System::new().await;
    let passes = system.machine("p", "EXPRESS", json!({"Type": "Pass"})).await;
    let fails = system
        .machine(
            "f",
            "EXPRESS",
            json!({"Type": "Fail", "Error": "E", "Cause": "C"}),
        )
        .await;
    for (path, machine) in [("/passes", &passes), ("/fails", &fails)] {
        let parameters = json!({"StateMachineArn": machine, "Input": "$request.body.order"});
        system
            .route(
                &format!("POST {path}"),
                step_functions("StartSyncExecution", parameters),
            )
            .await;
    }
    let body = "{\"order\": {\"id\": 7}, \"more\": 1}";
    let answer = system.send("POST", "/passes", &[], body).await;
    assert_eq!(status(&answer), 200);
    let result = json_of(&answer);
    assert_eq!(
        (&result["status"], &result["output"], &result["input"]),
        (&json!("SUCCEEDED"), &json!("{\"id\":7}"), &json!("{\"id\":7}"))
    );
    let answer = system.send("POST", "/fails", &[], body).await;
    let result = json_of(&answer);
    assert_eq!(
        (
            status(&answer),
            &result["status"],
            &result["cause"],
            result.get("output")
        ),
        (200, &json!("FAILED"), &json!("C"), None)
    );
}

#[tokio::test]
async fn an_execution_is_stopped_by_its_arn() {
    let system = System::new().await;
    let machine = system
        .machine("m", "STANDARD", json!({"Type": "Wait", "Seconds": 1000}))
        .await;
    let started = system
        .states("StartExecution", json!({"stateMachineArn": machine}))
        .await;
    let parameters = json!({"ExecutionArn": "$request.body.arn", "Error": "$request.path.error",
        "Cause": "$stageVariables.none"});
    system
        .route("DELETE /{error}", step_functions("StopExecution", parameters))
        .await;
    let body = json!({"arn": started["executionArn"]}).to_string();
    let answer = system.send("DELETE", "/Told", &[], &body).await;
    assert_eq!(status(&answer), 200, "{}", answer.body);
    assert!(json_of(&answer)["stopDate"].is_number());
    let described = system
        .states(
            "DescribeExecution",
            json!({"executionArn": started["executionArn"]}),
        )
        .await;
    assert_eq!(
        (&described["status"], &described["error"], described.get("cause")),
        (&json!("ABORTED"), &json!("Told"), None)
    );
}

#[tokio::test]
async fn errors_of_the_service_are_passed_and_mapped() {
    let system = System::new().await;
    let missing = "arn:aws:states:us-east-1:000000000000:stateMachine:missing";
    let parameters = json!({"StateMachineArn": "$stageVariables.arn"});
    let mut integration = step_functions("StartExecution", parameters);
    system.route("POST /plain", integration.clone()).await;
    integration["responseParameters"] = json!({"400": {"overwrite:statuscode": "404",
        "append:header.x-kind": "$response.body.__type", "append:header.x-id": "$context.requestId"}});
    system.route("POST /mapped", integration).await;
    let variables = json!({"stageVariables": {"arn": missing}});
    system
        .ok("PATCH", &system.at("/stages/$default"), variables)
        .await;
    let plain = system.send("POST", "/plain", &[], "").await;
    let kind = "com.amazonaws.swf.service.v2.model#StateMachineDoesNotExist";
    assert_eq!((status(&plain), &json_of(&plain)["__type"]), (400, &json!(kind)));
    let mapped = system.send("POST", "/mapped", &[], "").await;
    assert_eq!((status(&mapped), mapped.header("x-kind")), (404, Some(kind)));
    assert_eq!(mapped.header("x-id"), mapped.header("Apigw-Requestid"));
}

#[tokio::test]
async fn what_an_integration_lacks_is_refused() {
    let system = System::new().await;
    for (member, value, message) in [
        (
            "credentialsArn",
            json!(null),
            "Role ARN must be specified for AWS integration configuration with Subtype: StepFunctions-StartExecution",
        ),
        (
            "payloadFormatVersion",
            json!("2.0"),
            "Operation: StepFunctions-StartExecution is not supported.",
        ),
        (
            "integrationSubtype",
            json!("StepFunctions-Describe"),
            "Operation: StepFunctions-Describe is not supported.",
        ),
        (
            "integrationSubtype",
            json!("SQS-SendMessage"),
            "The integration subtype SQS-SendMessage is not offered by this reference implementation",
        ),
        (
            "requestParameters",
            json!({"Input": "$request.body"}),
            "Operation: StepFunctions-StartExecution requires enabling passthrough, or defining all of the following \
             parameters: StateMachineArn",
        ),
        (
            "requestParameters",
            json!({"StateMachineArn": "a", "Cause": "b"}),
            "Operation: StepFunctions-StartExecution does not support the parameter Cause",
        ),
        (
            "requestParameters",
            json!({"StateMachineArn": "$request.body..arn"}),
            "Invalid mapping expression specified: $request.body..arn",
        ),
    ] {
        let mut integration = step_functions("StartExecution", json!({"StateMachineArn": "arn"}));
        integration[member] = value;
        assert_eq!(
            system
                .refused("POST", &system.at("/integrations"), integration)
                .await,
            (400, "BadRequestException".to_owned(), message.to_owned())
        );
    }
}
