//! TestState: one state, tried by itself.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use serde_json::{Map, Value};

use super::{
    super::{
        States,
        answers::{add, object},
        arn,
        constraints::{ARN, DATA, DEFINITION, Input, NAME},
        errors,
        launch::input,
        service::{Answer, Call, now},
        world::ServiceWorld,
    },
    machines::check_role,
    mocks,
};
use crate::{
    states::{
        data::Data,
        definition::{NoState, Pattern, Resource, State, single},
        failure::{Failure, names},
        query::{ExecutionContext, is_variable_name},
        trial::{Tried, try_state},
    },
    wire::AwsError,
};

/// How long a state may take (API reference, TestState).
const LONGEST: Duration = Duration::from_secs(300);

/// The name of a state whose definition stands alone (recorded on AWS 2025).
const NAMELESS: &str = "StateName";

pub(super) async fn test_state(states: &States, call: Call<'_>) -> Answer {
    let mut request = Input::new(call.body);
    let definition = request.required("definition", DEFINITION)?;
    let role_arn = request.string("roleArn", ARN)?;
    let text = request.string("input", DATA)?;
    let level = request.choice("inspectionLevel", &["INFO", "DEBUG", "TRACE"])?;
    let reveals = request.boolean("revealSecrets")?;
    let variables = request.string("variables", DATA)?;
    let name = request.string("stateName", NAME)?;
    let mock = request.object("mock")?;
    let context = request.string("context", DATA)?;
    let configuration = request.object("stateConfiguration")?;
    request.finish()?;
    let state = single(definition, name).map_err(|e| match e {
        NoState::Invalid(found) => errors::invalid_definition(&found.to_string()),
        NoState::NotFound => errors::validation("State not found in definition"),
    })?;
    let trial = mocks::trial(&state, mock, context, configuration, reveals)?;
    if trial.mock.is_none() {
        check_is_offered(&state)?;
    }
    if role_arn.is_none() && trial.mock.is_none() && matches!(state, State::Task(_)) {
        let message = "RoleArn must be specified when testing a state that calls a service without a mock";
        return Err(errors::validation(message));
    }
    role_arn.map_or(Ok(()), check_role)?;
    let machine = uuid::Uuid::new_v4().to_string();
    let execution = execution(call.region, &machine, role_arn.unwrap_or_default(), input(text)?);
    let world = ServiceWorld {
        states: states.me.clone(),
        role_arn: execution.role_arn.clone(),
        region: call.region.to_owned(),
    };
    let tried = try_state(
        trial,
        Arc::new(world),
        call.region,
        (name.unwrap_or(NAMELESS), &state),
        execution,
        assigned(variables)?,
    );
    Ok(match tokio::time::timeout(LONGEST, tried).await {
        Ok(tried) => answer(tried, level.is_some_and(|level| level != "INFO")),
        Err(_) => object([("status", "FAILED".into()), ("error", names::TIMEOUT.into())]),
    })
}

fn answer(tried: Tried, inspect: bool) -> Map<String, Value> {
    let status = match (&tried.outcome, &tried.caught) {
        (Ok(_), None) => "SUCCEEDED",
        (Ok(_), Some(_)) => "CAUGHT_ERROR",
        (Err(_), _) if tried.retriable => "RETRIABLE",
        (Err(_), _) => "FAILED",
    };
    let mut answer = object([("status", status.into())]);
    if let Ok(output) = &tried.outcome {
        answer.insert("output".to_owned(), (&**output.text()).into());
    }
    if let Some(Failure { error, cause, .. }) = tried.outcome.err().or(tried.caught) {
        add(&mut answer, "error", error);
        add(&mut answer, "cause", cause);
    }
    add(&mut answer, "nextState", tried.next);
    if inspect {
        let mut seen = tried.seen;
        if !tried.variables.is_empty() {
            let variables: Map<String, Value> = tried
                .variables
                .iter()
                .map(|(name, data)| (name.clone(), data.value().clone()))
                .collect();
            seen.insert(
                "variables".to_owned(),
                Value::Object(variables).to_string().into(),
            );
        }
        answer.insert("inspectionData".to_owned(), Value::Object(seen));
    }
    answer
}

/// What cannot be tried without a mock.
fn check_is_offered(state: &State) -> Result<(), AwsError> {
    let message = match state {
        // Recorded on AWS 2025.
        State::Map(_) | State::Parallel(_) => {
            "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, \
             Pass, Succeed, Fail, Choice]"
        }
        State::Task(task) => match &task.resource {
            Resource::Activity(_) => "TestState API does not support Activity tasks without a mock",
            Resource::Service { pattern, .. } if *pattern != Pattern::RequestResponse => {
                "TestState API does not support .sync or .waitForTaskToken service integrations without a mock"
            }
            _ => return Ok(()),
        },
        _ => return Ok(()),
    };
    Err(AwsError::new(400, "InvalidDefinition", message))
}

/// The execution that the state would be part of; names are made up (recorded on AWS 2025).
fn execution(region: &str, machine: &str, role_arn: &str, input: Data) -> ExecutionContext {
    let name = uuid::Uuid::new_v4().to_string();
    let machine_id = arn::state_machine(region, machine);
    ExecutionContext {
        id: format!("{}:{name}", machine_id.replacen(":stateMachine:", ":express:", 1)),
        name,
        role_arn: role_arn.to_owned(),
        start: now(),
        input,
        machine_id,
        machine_name: machine.to_owned(),
        express: true,
        redrivable: false,
        redrives: 0,
        redriven: None,
    }
}

/// The variables that the state finds.
fn assigned(text: Option<&str>) -> Result<BTreeMap<String, Data>, AwsError> {
    let Some(text) = text else {
        return Ok(BTreeMap::new());
    };
    let Ok(Value::Object(members)) = serde_json::from_str(text) else {
        return Err(errors::validation("Variables must be a JSON object"));
    };
    if let Some(name) = members.keys().find(|name| !is_variable_name(name)) {
        let message = format!("'{name}' is not a valid variable name");
        return Err(errors::validation(&message));
    }
    Ok(members
        .into_iter()
        .map(|(name, value)| (name, Data::from(value)))
        .collect())
}
