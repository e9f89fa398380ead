//! Operations on state machines and executions. The words are recorded on AWS 2023 to 2025.

use serde_json::{Value, json};

use crate::fakes::{Fixture, ROLE, one};

fn pass() -> Value {
    one(json!({"Type": "Pass", "Result": {"Arg1": "argument1"}}))
}

fn create(name: &str, definition: &str) -> Value {
    json!({"name": name, "definition": definition, "roleArn": ROLE})
}

#[tokio::test(start_paused = true)]
async fn a_state_machine_is_described_as_it_was_created() {
    let fixture = Fixture::new();
    let definition = format!(" {} ", pass());
    let created = fixture
        .call("CreateStateMachine", create("m", &definition))
        .await
        .unwrap();
    let again = fixture
        .call("CreateStateMachine", create("m", &definition))
        .await
        .unwrap();
    assert_eq!(created, again);
    let body = json!({"stateMachineArn": created["stateMachineArn"]});
    let mut described = fixture.call("DescribeStateMachine", body.clone()).await.unwrap();
    assert!(described["creationDate"].is_number());
    described.as_object_mut().unwrap().remove("creationDate");
    assert_eq!(
        described,
        json!({
            "definition": definition,
            "encryptionConfiguration": {"type": "AWS_OWNED_KEY"},
            "loggingConfiguration": {"includeExecutionData": false, "level": "OFF"},
            "name": "m",
            "roleArn": ROLE,
            "stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:m",
            "status": "ACTIVE",
            "tracingConfiguration": {"enabled": false},
            "type": "STANDARD",
        })
    );
    assert_eq!(
        fixture.call("DeleteStateMachine", body.clone()).await,
        Ok(json!({}))
    );
    assert_eq!(
        fixture.call("DeleteStateMachine", body.clone()).await,
        Ok(json!({}))
    );
    let (_, code, message) = fixture.call("StartExecution", body).await.unwrap_err();
    assert_eq!(code, "StateMachineDoesNotExist");
    assert_eq!(
        message,
        "State Machine Does Not Exist: 'arn:aws:states:us-east-1:000000000000:stateMachine:m'"
    );
}

#[tokio::test(start_paused = true)]
async fn an_update_makes_a_revision_and_running_executions_keep_theirs() {
    let fixture = Fixture::new();
    let arn = fixture
        .create("m", "STANDARD", &one(json!({"Type": "Wait", "Seconds": 60})))
        .await;
    let started = fixture
        .call("StartExecution", json!({"stateMachineArn": arn}))
        .await
        .unwrap();
    let update = json!({"stateMachineArn": arn, "definition": pass().to_string()});
    let first = fixture.call("UpdateStateMachine", update.clone()).await.unwrap();
    let second = fixture.call("UpdateStateMachine", update).await.unwrap();
    assert!(first["revisionId"].is_string());
    assert_eq!(first["revisionId"], second["revisionId"]);
    let body = json!({"executionArn": started["executionArn"]});
    let used = fixture
        .call("DescribeStateMachineForExecution", body)
        .await
        .unwrap();
    assert!(used["definition"].as_str().unwrap().contains("Wait"));
    assert!(used.get("revisionId").is_none() && used["updateDate"].is_number());
    let ended = fixture.ended(started["executionArn"].as_str().unwrap()).await;
    assert_eq!(ended["output"], "{}");
    let empty = fixture
        .call("UpdateStateMachine", json!({"stateMachineArn": arn}))
        .await;
    assert_eq!(empty.unwrap_err().1, "MissingRequiredParameter");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_created() {
    let fixture = Fixture::new();
    let good = pass().to_string();
    fixture
        .call("CreateStateMachine", create("m", &good))
        .await
        .unwrap();
    for (body, code, message) in [
        (
            create("m", &format!("{good} ")),
            "StateMachineAlreadyExists",
            "State Machine Already Exists: 'arn:aws:states:us-east-1:000000000000:stateMachine:m'",
        ),
        (create("a b", &good), "InvalidName", "Invalid Name: 'a b'"),
        (
            create(&"n".repeat(81), &good),
            "ValidationException",
            "length less than or equal to 80",
        ),
        (
            json!({"name": "n", "definition": good, "roleArn": ROLE, "versionDescription": "d"}),
            "ValidationException",
            "Version description can only be set when publish is true",
        ),
        (
            json!({"name": "n", "definition": good, "roleArn": "role"}),
            "InvalidArn",
            "Invalid Arn: 'Invalid Role Arn: 'role''",
        ),
        (
            create("n", "{}"),
            "InvalidDefinition",
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States, \
             StartAt] at /'",
        ),
    ] {
        let (status, found, text) = fixture.call("CreateStateMachine", body).await.unwrap_err();
        assert_eq!((status, found.as_str()), (400, code));
        assert!(text.contains(message), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn names_of_executions_are_taken_once() {
    let fixture = Fixture::new();
    let arn = fixture
        .create("m", "STANDARD", &one(json!({"Type": "Wait", "Seconds": 60})))
        .await;
    let start = |input: &str| json!({"stateMachineArn": arn, "name": "n", "input": input});
    let first = fixture.call("StartExecution", start("{}")).await.unwrap();
    let same = fixture.call("StartExecution", start("{}")).await.unwrap();
    assert_eq!(first, same);
    let taken = (
        400,
        "ExecutionAlreadyExists".to_owned(),
        "Execution Already Exists: 'arn:aws:states:us-east-1:000000000000:execution:m:n'".to_owned(),
    );
    assert_eq!(
        fixture.call("StartExecution", start("[]")).await,
        Err(taken.clone())
    );
    fixture.ended(first["executionArn"].as_str().unwrap()).await;
    assert_eq!(fixture.call("StartExecution", start("{}")).await, Err(taken));
}

#[tokio::test(start_paused = true)]
async fn inputs_are_checked_in_the_words_of_jackson() {
    let fixture = Fixture::new();
    let arn = fixture.create("m", "STANDARD", &pass()).await;
    for (input, message) in [
        (
            "not some json",
            "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        ),
        (
            "{'not': 'json'",
            "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
        ),
        ("", "Invalid execution input."),
    ] {
        let body = json!({"stateMachineArn": arn, "input": input});
        let (_, code, text) = fixture.call("StartExecution", body).await.unwrap_err();
        assert_eq!(code, "InvalidExecutionInput");
        assert_eq!(
            text,
            format!("Invalid State Machine Execution Input: '{message}'")
        );
    }
    for input in ["2", "\"text\"", "null"] {
        let body = json!({"stateMachineArn": arn, "input": input});
        assert!(fixture.call("StartExecution", body).await.is_ok());
    }
    let body = json!({"stateMachineArn": arn, "name": "a b"});
    assert_eq!(
        fixture.call("StartExecution", body).await.unwrap_err().1,
        "InvalidName"
    );
    let body = json!({"stateMachineArn": arn, "input": {"a": 1}});
    assert_eq!(
        fixture.call("StartExecution", body).await.unwrap_err().1,
        "SerializationException"
    );
}

#[tokio::test(start_paused = true)]
async fn a_description_says_whether_it_can_be_redriven() {
    let fixture = Fixture::new();
    let ended = fixture.run(&pass(), "{}").await;
    assert_eq!(ended["redriveStatus"], "NOT_REDRIVABLE");
    assert_eq!(
        ended["redriveStatusReason"],
        "Execution is SUCCEEDED and cannot be redriven"
    );
    let ended = fixture.run(&one(json!({"Type": "Fail"})), "{}").await;
    assert_eq!(ended["redriveStatus"], "REDRIVABLE");
    let arn = ended["executionArn"].as_str().unwrap();
    let (_, code, message) = fixture
        .call("DescribeExecution", json!({"executionArn": format!("{arn}0")}))
        .await
        .unwrap_err();
    assert_eq!(code, "ExecutionDoesNotExist");
    assert_eq!(message, format!("Execution Does Not Exist: '{arn}0'"));
}

#[tokio::test(start_paused = true)]
async fn a_stopped_execution_says_why() {
    let fixture = Fixture::new();
    let arn = fixture
        .create("m", "STANDARD", &one(json!({"Type": "Wait", "Seconds": 60})))
        .await;
    let started = fixture
        .call("StartExecution", json!({"stateMachineArn": arn}))
        .await
        .unwrap();
    let body = json!({"executionArn": started["executionArn"], "error": "E", "cause": "C"});
    let stopped = fixture.call("StopExecution", body).await.unwrap();
    assert_eq!(
        stopped.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["stopDate"]
    );
    let ended = fixture.ended(started["executionArn"].as_str().unwrap()).await;
    assert_eq!(
        (&ended["status"], &ended["error"], &ended["cause"]),
        (&json!("ABORTED"), &json!("E"), &json!("C"))
    );
    let events = fixture.events(&started["executionArn"]).await;
    let last = events.last().unwrap();
    assert_eq!(
        (&last["type"], &last["previousEventId"]),
        (&json!("ExecutionAborted"), &json!(0))
    );
}

#[tokio::test(start_paused = true)]
async fn lists_come_in_pages() {
    let fixture = Fixture::new();
    let arn = fixture.create("b", "STANDARD", &pass()).await;
    fixture.create("a", "EXPRESS", &pass()).await;
    let page = fixture
        .call("ListStateMachines", json!({"maxResults": 1}))
        .await
        .unwrap();
    assert_eq!(page["stateMachines"][0]["name"], "a");
    let next = json!({"maxResults": 1, "nextToken": page["nextToken"]});
    let page = fixture.call("ListStateMachines", next).await.unwrap();
    assert_eq!(page["stateMachines"][0]["name"], "b");
    assert!(page.get("nextToken").is_none());
    for name in ["1", "2"] {
        let body = json!({"stateMachineArn": arn, "name": name});
        let started = fixture.call("StartExecution", body).await.unwrap();
        fixture.ended(started["executionArn"].as_str().unwrap()).await;
    }
    let list = async |filter: &str| {
        let body = json!({"stateMachineArn": arn, "statusFilter": filter});
        fixture.call("ListExecutions", body).await
    };
    let ended = list("SUCCEEDED").await.unwrap();
    let names: Vec<_> = ended["executions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["name"])
        .collect();
    assert_eq!(names, ["2", "1"]);
    assert_eq!(list("RUNNING").await, Ok(json!({"executions": []})));
    assert_eq!(
        list("succeeded").await.unwrap_err().2,
        "1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member \
         must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]"
    );
    let (_, _, message) = fixture
        .call("ListStateMachines", json!({"maxResults": 1001}))
        .await
        .unwrap_err();
    assert!(
        message.ends_with("Member must have value less than or equal to 1000"),
        "{message}"
    );
}

#[tokio::test(start_paused = true)]
async fn tags_are_kept() {
    let fixture = Fixture::new();
    let mut body = create("m", &pass().to_string());
    body["tags"] = json!([{"key": "a", "value": "1"}]);
    let created = fixture.call("CreateStateMachine", body).await.unwrap();
    let arn = &created["stateMachineArn"];
    let tags = json!([{"key": "b", "value": "1"}, {"key": "b", "value": "2"}]);
    fixture
        .call("TagResource", json!({"resourceArn": arn, "tags": tags}))
        .await
        .unwrap();
    fixture
        .call(
            "UntagResource",
            json!({"resourceArn": arn, "tagKeys": ["a", "c"]}),
        )
        .await
        .unwrap();
    assert_eq!(
        fixture
            .call("ListTagsForResource", json!({"resourceArn": arn}))
            .await,
        Ok(json!({"tags": [{"key": "b", "value": "2"}]}))
    );
    let version = format!("{}:1", arn.as_str().unwrap());
    let error = fixture
        .call("TagResource", json!({"resourceArn": version, "tags": []}))
        .await;
    assert_eq!(error.unwrap_err().2, format!("Resource not found: '{version}'"));
}

#[tokio::test(start_paused = true)]
async fn versions_are_published_once_for_each_revision() {
    let fixture = Fixture::new();
    let mut body = create("m", &pass().to_string());
    body["publish"] = true.into();
    body["versionDescription"] = "first".into();
    let created = fixture.call("CreateStateMachine", body).await.unwrap();
    let arn = created["stateMachineArn"].as_str().unwrap();
    let first = format!("{arn}:1");
    assert_eq!(created["stateMachineVersionArn"], first);
    let again = fixture
        .call("PublishStateMachineVersion", json!({"stateMachineArn": arn}))
        .await
        .unwrap();
    assert_eq!(again["stateMachineVersionArn"], first);
    let update = json!({"stateMachineArn": arn, "publish": true,
        "definition": one(json!({"Type": "Pass", "Result": 2})).to_string()});
    let updated = fixture.call("UpdateStateMachine", update).await.unwrap();
    assert_eq!(updated["stateMachineVersionArn"], format!("{arn}:2"));
    let described = fixture
        .call("DescribeStateMachine", json!({"stateMachineArn": first}))
        .await
        .unwrap();
    assert_eq!(described["description"], "first");
    let body = json!({"stateMachineArn": first});
    let started = fixture.call("StartExecution", body.clone()).await.unwrap();
    let ended = fixture.ended(started["executionArn"].as_str().unwrap()).await;
    assert_eq!(ended["output"], r#"{"Arg1":"argument1"}"#);
    assert_eq!(ended["stateMachineVersionArn"], first);
    fixture
        .call(
            "DeleteStateMachineVersion",
            json!({"stateMachineVersionArn": format!("{arn}:2")}),
        )
        .await
        .unwrap();
    let listed = fixture
        .call("ListStateMachineVersions", json!({"stateMachineArn": arn}))
        .await
        .unwrap();
    assert_eq!(listed["stateMachineVersions"][0]["stateMachineVersionArn"], first);
    assert_eq!(listed["stateMachineVersions"].as_array().unwrap().len(), 1);
    let error = fixture
        .call(
            "UpdateStateMachine",
            json!({"stateMachineArn": first, "publish": true}),
        )
        .await;
    assert_eq!(error.unwrap_err().1, "StateMachineDoesNotExist");
}

#[tokio::test(start_paused = true)]
async fn operations_that_do_not_exist_are_unknown() {
    let (status, code, message) = Fixture::new()
        .call("ResumeExecution", json!({}))
        .await
        .unwrap_err();
    assert_eq!(
        (status, code.as_str(), message.as_str()),
        (400, "UnknownOperationException", "")
    );
}

#[tokio::test(start_paused = true)]
async fn an_alias_leads_to_versions() {
    let fixture = Fixture::new();
    let body = json!({"name": "m", "definition": pass().to_string(), "roleArn": ROLE, "publish": true});
    let created = fixture.call("CreateStateMachine", body).await.unwrap();
    let (machine, version) = (&created["stateMachineArn"], &created["stateMachineVersionArn"]);
    let route = |arn: &Value, weight: i64| json!({"stateMachineVersionArn": arn, "weight": weight});
    for (name, routing, message) in [
        (
            "123",
            json!([route(version, 100)]),
            "'name' failed to satisfy constraint: Member must satisfy regular",
        ),
        (
            "a",
            json!([route(machine, 100)]),
            "Routing configuration must contain state machine version ARNs. Received: \
             [arn:aws:states:us-east-1:000000000000:stateMachine:m]",
        ),
        (
            "a",
            json!([route(version, 70), route(version, 30)]),
            "must contain distinct state machine version ARNs",
        ),
        (
            "a",
            json!([route(version, 99)]),
            "Sum of routing configuration weights must equal 100. Received: [99]",
        ),
        (
            "a",
            json!([route(version, 101)]),
            "at 'routingConfiguration.1.member.weight' failed to satisfy",
        ),
    ] {
        let body = json!({"name": name, "routingConfiguration": routing});
        let (_, code, found) = fixture.call("CreateStateMachineAlias", body).await.unwrap_err();
        assert_eq!(code, "ValidationException");
        assert!(found.contains(message), "{found}");
    }
    let body = json!({"name": "live", "description": "d", "routingConfiguration": [route(version, 100)]});
    let alias = fixture
        .call("CreateStateMachineAlias", body.clone())
        .await
        .unwrap();
    assert_eq!(
        fixture.call("CreateStateMachineAlias", body).await,
        Ok(alias.clone())
    );
    let arn = &alias["stateMachineAliasArn"];
    let described = fixture
        .call("DescribeStateMachineAlias", json!({"stateMachineAliasArn": arn}))
        .await
        .unwrap();
    assert_eq!(described["routingConfiguration"], json!([route(version, 100)]));
    let started = fixture
        .call("StartExecution", json!({"stateMachineArn": arn}))
        .await
        .unwrap();
    let ended = fixture.ended(started["executionArn"].as_str().unwrap()).await;
    assert_eq!(
        (&ended["stateMachineAliasArn"], &ended["stateMachineVersionArn"]),
        (arn, version)
    );
    let delete_version = json!({"stateMachineVersionArn": version});
    let (_, code, message) = fixture
        .call("DeleteStateMachineVersion", delete_version.clone())
        .await
        .unwrap_err();
    assert_eq!(code, "ConflictException");
    assert!(message.ends_with("aliases referencing this version: [live]"));
    let body = json!({"stateMachineAliasArn": arn});
    assert_eq!(
        fixture.call("DeleteStateMachineAlias", body.clone()).await,
        Ok(json!({}))
    );
    assert!(
        fixture
            .call("DeleteStateMachineVersion", delete_version)
            .await
            .is_ok()
    );
    let mut update = body;
    update["description"] = json!("e");
    let (_, code, _) = fixture.call("UpdateStateMachineAlias", update).await.unwrap_err();
    assert_eq!(code, "ResourceNotFound");
}
