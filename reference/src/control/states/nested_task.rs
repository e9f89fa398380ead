//! Tasks that start executions of other state machines.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{
    States,
    record::{Record, status},
    sdk_answer::{http_date, http_metadata},
    service::Call,
    wire_form::CONTENT_TYPE,
    world::ServiceWorld,
};
use crate::{
    states::{
        data::Data,
        definition::Pattern,
        execution::Outcome,
        failure::{Failure, names},
        interpreter::ServiceCall,
        number::json_text,
    },
    wire::{ACCOUNT, AwsError},
};

/// Starts the execution; the answer is StartExecution's with capital names.
pub(super) async fn start(
    states: &States,
    world: &ServiceWorld,
    call: &ServiceCall,
) -> Result<Data, Failure> {
    let Value::Object(parameters) = call.parameters.value() else {
        return Err(Failure::runtime(
            "The parameters of states:startExecution must be an object",
        ));
    };
    let body = request(parameters);
    let machine_arn = body
        .get("stateMachineArn")
        .and_then(Value::as_str)
        .unwrap_or_default();
    states
        .authority
        .authorize(&world.role_arn, "states.amazonaws.com", "states:StartExecution", machine_arn)
        .map_err(|_| {
            let role = world.role_arn.rsplit('/').next().unwrap_or_default();
            refused(&AwsError::new(
                400,
                "AccessDeniedException",
                format!(
                    "User: arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{} is not authorized to perform: \
                     states:StartExecution on resource: {machine_arn} because no identity-based policy allows \
                     the states:StartExecution action",
                    uuid::Uuid::new_v4().simple()
                ),
            ))
        })?;
    let started = super::operations::start_execution(
        states,
        Call {
            operation: "StartExecution",
            region: &world.region,
            body: &body,
            trace: None,
        },
    )
    .map_err(|e| refused(&e))?;
    let (request_id, date) = (uuid::Uuid::new_v4().to_string(), http_date());
    let length = Value::Object(started.clone()).to_string().len().to_string();
    let headers = [
        ("x-amzn-RequestId", request_id.as_str()),
        ("connection", "keep-alive"),
        ("Content-Length", &length),
        ("Date", &date),
        ("Content-Type", CONTENT_TYPE),
    ];
    Ok(json!({
        "ExecutionArn": started["executionArn"],
        "SdkHttpMetadata": http_metadata(200, &headers),
        "SdkResponseMetadata": {"RequestId": request_id},
        "StartDate": started["startDate"],
    })
    .into())
}

/// Waits for the end of an execution that [`start`] began: its description with capital names, `Output` as text
/// for `.sync` and as JSON for `.sync:2`. An execution that did not succeed fails the task.
pub(super) async fn finish(states: &States, pattern: Pattern, answer: &Data) -> Result<Data, Failure> {
    let arn = answer.value()["ExecutionArn"].as_str().unwrap_or_default();
    let record = states
        .store()
        .execution(arn)
        .ok_or_else(|| Failure::new(names::TASK_FAILED, format!("Execution Does Not Exist: '{arn}'")))?;
    record.wait().await;
    let Some(ended) = record.ended() else {
        return Err(Failure::runtime("The execution was forgotten before it ended."));
    };
    let description = description(&record, pattern);
    match ended.outcome {
        Outcome::Succeeded(_) => Ok(description.into()),
        _ => Err(Failure::new(names::TASK_FAILED, json_text(&description))),
    }
}

fn description(record: &Arc<Record>, pattern: Pattern) -> Value {
    let mut members: Map<String, Value> = Map::new();
    let mut add = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    let data = |data: &Data| match pattern {
        Pattern::Sync2 => data.value().clone(),
        _ => (&**data.text()).into(),
    };
    let included = json!({"Included": true});
    if let Some(ended) = record.ended() {
        match &ended.outcome {
            Outcome::Failed(failure) | Outcome::Aborted(failure) => {
                if let Some(cause) = &failure.cause {
                    add("Cause", cause.as_str().into());
                }
                if let Some(error) = &failure.error {
                    add("Error", error.as_str().into());
                }
            }
            Outcome::Succeeded(output) => {
                add("Output", data(output));
                add("OutputDetails", included.clone());
            }
            Outcome::TimedOut => {}
        }
        add("Status", status(&ended.outcome).into());
        add("StopDate", ended.at.into());
    }
    add("ExecutionArn", record.arn.as_str().into());
    add("Input", data(&record.input));
    add("InputDetails", included);
    add("Name", record.name.as_str().into());
    add("StartDate", record.start.into());
    add("StateMachineArn", record.machine_arn.as_str().into());
    let mut sorted: Vec<_> = members.into_iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    Value::Object(sorted.into_iter().collect())
}

/// The parameters as the operation's request: names in lower case, an input that is no text as its JSON.
fn request(parameters: &Map<String, Value>) -> Map<String, Value> {
    parameters
        .iter()
        .map(|(name, value)| {
            let mut chars = name.chars();
            let first = chars.next().into_iter().flat_map(char::to_lowercase);
            let name: String = first.chain(chars).collect();
            let value = match value {
                Value::String(_) => value.clone(),
                other if name == "input" => json_text(other).into(),
                other => other.clone(),
            };
            (name, value)
        })
        .collect()
}

/// What the service refuses, in the words of the SDK (recorded on AWS 2023).
fn refused(error: &AwsError) -> Failure {
    let name = error.code.strip_suffix("Exception").unwrap_or(&error.code);
    Failure::new(
        format!("StepFunctions.{name}Exception"),
        format!(
            "{} (Service: AWSStepFunctions; Status Code: {}; Error Code: {}; Request ID: {}; Proxy: null)",
            error.message,
            error.status,
            error.code,
            uuid::Uuid::new_v4()
        ),
    )
}
