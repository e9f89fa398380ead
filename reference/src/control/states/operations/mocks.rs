//! What stands for a state's work and context when it is tried by itself. The words are recorded on AWS 2025-11
//! and -12.

use serde_json::{Map, Value};

use super::super::{
    constraints::{DATA, Input, NAME},
    errors,
};
use crate::{
    states::{
        data::Data,
        definition::{Pattern, Resource, State},
        failure::Failure,
        trial::Trial,
    },
    wire::AwsError,
};

/// Reads the members of TestState that are about mocks.
pub(super) fn trial(
    state: &State,
    mock: Option<&Map<String, Value>>,
    context: Option<&str>,
    configuration: Option<&Map<String, Value>>,
    reveals: bool,
) -> Result<Trial, AwsError> {
    let Some(mock) = mock else {
        if context.is_some() || configuration.is_some() {
            let message = "A Context object or a state configuration can only be given together with a mock";
            return Err(errors::validation(message));
        }
        return Ok(Trial::default());
    };
    if reveals {
        let message = "TestState does not support RevealSecrets when a mock is specified.";
        return Err(errors::validation(message));
    }
    if !matches!(state, State::Task(_) | State::Map(_) | State::Parallel(_)) {
        let kind = state.type_name();
        let message = format!("State type '{kind}' is not supported when a mock is specified");
        return Err(errors::validation(&message));
    }
    let none = Map::new();
    let mut input = Input::at("stateConfiguration.", configuration.unwrap_or(&none));
    let mut count = |name| {
        Ok(input
            .integer(name, 0, i64::from(i32::MAX))?
            .unwrap_or(0)
            .unsigned_abs())
    };
    let (retries, failed_iterations) = (count("retrierRetryCount")?, count("mapIterationFailureCount")?);
    input.string("errorCausedByState", NAME)?;
    input.string("mapItemReaderData", DATA)?;
    input.finish()?;
    let mut trial = Trial::default();
    trial.mock = Some(work(state, mock)?);
    trial.context = context.map(|text| read_context(state, text)).transpose()?;
    trial.retries = retries;
    trial.failed_iterations = failed_iterations;
    Ok(trial)
}

/// The result or the error that stands for the work.
fn work(state: &State, mock: &Map<String, Value>) -> Result<Result<Data, Failure>, AwsError> {
    let mut input = Input::at("mock.", mock);
    let result = input.string("result", DATA)?;
    let error_output = input.object("errorOutput")?;
    let mode = input.choice("fieldValidationMode", &["STRICT", "PRESENT", "NONE"])?;
    input.finish()?;
    match (result, error_output) {
        (Some(_), Some(_)) => Err(errors::validation(
            "A test mock should have only one of the following fields: [result, errorOutput].",
        )),
        (None, None) => Err(errors::validation(
            "A test mock should have one of the following fields: [result, errorOutput].",
        )),
        (None, Some(members)) => {
            let mut input = Input::at("mock.errorOutput.", members);
            let error = input.string("error", (0, 256))?;
            let cause = input.string("cause", (0, 32_768))?;
            input.finish()?;
            Ok(Err(Failure {
                error: error.map(str::to_owned),
                cause: cause.map(str::to_owned),
                ..Failure::default()
            }))
        }
        (Some(text), None) => {
            let result =
                Data::parse(text).map_err(|_| errors::validation("Mocked result must be valid JSON"))?;
            check_shape(state, result.value())?;
            if mode != Some("NONE") {
                check_model(state, result.value(), mode != Some("PRESENT"))?;
            }
            Ok(Ok(result))
        }
    }
}

fn check_shape(state: &State, result: &Value) -> Result<(), AwsError> {
    let wrong = match state {
        State::Map(map) if map.distribution.as_ref().is_some_and(|how| how.writes) => {
            (!result.is_object()).then_some("Mocked result must be a JSON object.")
        }
        State::Map(_) => (!result.is_array()).then_some("Mocked result must be an array."),
        State::Parallel(parallel) => match result.as_array() {
            None => Some("Mocked result must be an array."),
            Some(results) => (results.len() != parallel.branches.len()).then_some(
                "Mocked result must contain the same number of items as number of Parallel branches.",
            ),
        },
        _ => None,
    };
    wrong.map_or(Ok(()), |message| Err(errors::validation(message)))
}

/// Members of the answers of services, as far as they are offered here: name, type, whether it is required. The
/// models of other services are not known, so their mocks are held to nothing.
const LAMBDA_INVOKE: [(&str, Type, bool); 4] = [
    ("StatusCode", Type::Number, false),
    ("FunctionError", Type::String, false),
    ("LogResult", Type::String, false),
    ("ExecutedVersion", Type::String, false),
];
const START_EXECUTION: [(&str, Type, bool); 2] = [
    ("ExecutionArn", Type::String, true),
    ("StartDate", Type::String, true),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    String,
}

fn check_model(state: &State, result: &Value, strict: bool) -> Result<(), AwsError> {
    let State::Task(task) = state else {
        return Ok(());
    };
    let model: &[_] = match &task.resource {
        Resource::Service {
            service,
            action,
            pattern: Pattern::RequestResponse,
        } => match (service.as_str(), action.as_str()) {
            ("lambda", "invoke") => &LAMBDA_INVOKE,
            ("states", "startExecution") => &START_EXECUTION,
            _ => &[],
        },
        _ => &[],
    };
    for (name, kind, required) in model {
        let wrong = match (result.get(name), kind) {
            (None, _) if *required && strict => format!("Required field '{name}' is missing"),
            (Some(value), Type::Number) if !value.is_number() => {
                format!("Field '{name}' must be a number")
            }
            (Some(value), Type::String) if !value.is_string() => {
                format!("Field '{name}' must be a string")
            }
            _ => continue,
        };
        let message = format!("Mock result schema validation error: {wrong}");
        return Err(errors::validation(&message));
    }
    Ok(())
}

/// What the context object may hold.
const CONTEXT: [(&str, &[&str]); 4] = [
    (
        "Execution",
        &[
            "Id",
            "Input",
            "Name",
            "RoleArn",
            "StartTime",
            "RedriveCount",
            "RedriveTime",
        ],
    ),
    ("State", &["EnteredTime", "Name", "RetryCount"]),
    ("StateMachine", &["Id", "Name"]),
    ("Task", &["Token"]),
];

fn read_context(state: &State, text: &str) -> Result<Value, AwsError> {
    let invalid = |what: &str| errors::validation(&format!("Invalid Context object provided: {what}"));
    let Ok(Value::Object(context)) = serde_json::from_str(text) else {
        return Err(invalid("must be a JSON object"));
    };
    for (name, value) in &context {
        if name == "Map" {
            return Err(invalid(
                "'Map' field is not supported when mocking a Context object",
            ));
        }
        let not_allowed = |name: &str| invalid(&format!("Field '{name}' is not allowed"));
        let Some((_, known)) = CONTEXT.iter().find(|(known, _)| known == name) else {
            return Err(not_allowed(name));
        };
        if name == "Task" && !has_token(state) {
            return Err(invalid(
                "Context object contains 'Task' when state is not a Task state with a '.sync' or \
                 '.waitForTaskToken' service integration pattern",
            ));
        }
        let Some(members) = value.as_object() else {
            return Err(invalid(&format!("{name} must be an object")));
        };
        for (member, value) in members {
            if !known.contains(&member.as_str()) {
                return Err(not_allowed(member));
            }
            let number = matches!(member.as_str(), "RetryCount" | "RedriveCount");
            if number && !value.is_number() {
                return Err(invalid(&format!("{name}.{member} must be a number")));
            }
            if !number && member != "Input" && !value.is_string() {
                return Err(invalid(&format!("{name}.{member} must be a string")));
            }
        }
    }
    Ok(Value::Object(context))
}

fn has_token(state: &State) -> bool {
    let State::Task(task) = state else {
        return false;
    };
    matches!(&task.resource, Resource::Service { pattern, .. } if *pattern != Pattern::RequestResponse)
}
