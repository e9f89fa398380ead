//! State machines.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{
    super::{
        States,
        answers::{add, machine, machine_entry, object, type_name},
        arn::{Arn, check_name, state_machine},
        constraints::{ARN, DEFINITION, Input, NAME},
        errors,
        logging::Logging,
        machine::{Machine, Revision},
        paging::Page,
        service::{Answer, Call, now},
    },
    tags,
    validation::{self, TYPES},
    versions,
};
use crate::wire::AwsError;

/// How many state machines there may be (Step Functions guide, quotas).
const MAX_MACHINES: usize = 10_000;

pub(super) fn create(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let name = input.required("name", NAME)?;
    let text = input.required("definition", DEFINITION)?;
    let role_arn = input.required("roleArn", ARN)?;
    let kind = input.choice("type", &TYPES)?;
    let logging = input.object("loggingConfiguration")?;
    let tracing = tracing(&input)?;
    let publish = input.boolean("publish")?;
    let description = input.string("versionDescription", (0, 256))?;
    let tags = tags::read(input.list("tags")?)?;
    refuse_encryption(&input)?;
    input.finish()?;
    versions::check_description(description, publish)?;
    check_name(name)?;
    check_role(role_arn)?;
    let kind = validation::machine_type(kind);
    let now = now();
    let revision = Arc::new(Revision {
        id: None,
        text: text.to_owned(),
        definition: Arc::new(validation::definition(text, kind)?),
        role_arn: role_arn.to_owned(),
        logging: logging.map_or_else(|| Ok(Logging::off()), Logging::read)?,
        tracing: tracing.unwrap_or(false),
        updated: now,
    });
    let arn = state_machine(call.region, name);
    let mut store = states.store();
    let count = store.machines.len();
    if let Some(machine) = store.machines.get_mut(&arn) {
        // Asking again for the same is no error; the role and the tags are not looked at (API reference).
        let same = machine.kind == kind
            && machine.revision.same_as(&Revision {
                role_arn: machine.revision.role_arn.clone(),
                ..(*revision).clone()
            });
        if !same {
            return Err(errors::machine_already_exists(&arn));
        }
        return Ok(created(machine, publish, description));
    }
    if count >= MAX_MACHINES {
        let message = "State Machine Limit Exceeded: the account has too many state machines";
        return Err(AwsError::new(400, "StateMachineLimitExceeded", message));
    }
    let machine = store.machines.entry(arn.clone()).or_insert(Machine {
        arn,
        name: name.to_owned(),
        region: call.region.to_owned(),
        kind,
        created: now,
        revision,
        tags,
        versions: Vec::new(),
        last_version: 0,
        aliases: IndexMap::new(),
    });
    Ok(created(machine, publish, description))
}

fn created(machine: &mut Machine, publish: bool, description: Option<&str>) -> Map<String, Value> {
    let version = publish.then(|| versions::published(machine, description, now()).0);
    let mut answer = object([
        ("stateMachineArn", machine.arn.as_str().into()),
        ("creationDate", machine.created.into()),
    ]);
    add(&mut answer, "stateMachineVersionArn", version);
    answer
}

pub(super) fn update(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("stateMachineArn", ARN)?;
    let text = input.string("definition", DEFINITION)?;
    let role_arn = input.string("roleArn", ARN)?;
    let logging = input.object("loggingConfiguration")?;
    let tracing = tracing(&input)?;
    let publish = input.boolean("publish")?;
    let description = input.string("versionDescription", (0, 256))?;
    refuse_encryption(&input)?;
    input.finish()?;
    versions::check_description(description, publish)?;
    Arn::of_kind(arn, "stateMachine")?;
    role_arn.map_or(Ok(()), check_role)?;
    // A version cannot be changed: there is no state machine of its ARN (recorded on AWS 2024).
    let missing = || errors::machine_does_not_exist(arn);
    let kind = states.store().machines.get(arn).ok_or_else(missing)?.kind;
    if text.is_none() && role_arn.is_none() && logging.is_none() && tracing.is_none() && !publish {
        let message = "Either the definition, the role ARN, the LoggingConfiguration, or the \
                       TracingConfiguration must be specified";
        return Err(AwsError::new(400, "MissingRequiredParameter", message));
    }
    // Reading a definition takes its time, and others want the store.
    let definition = match text {
        Some(text) => Some((text, Arc::new(validation::definition(text, kind)?))),
        None => None,
    };
    let now = now();
    let mut store = states.store();
    let machine = store.machines.get_mut(arn).ok_or_else(missing)?;
    let mut revision = Revision {
        id: Some(uuid::Uuid::new_v4().to_string()),
        updated: now,
        ..(*machine.revision).clone()
    };
    if let Some((text, definition)) = definition {
        revision.definition = definition;
        text.clone_into(&mut revision.text);
    }
    if let Some(role_arn) = role_arn {
        role_arn.clone_into(&mut revision.role_arn);
    }
    if let Some(logging) = logging {
        revision.logging = Logging::read(logging)?;
    }
    if let Some(tracing) = tracing {
        revision.tracing = tracing;
    }
    // What changes nothing makes no new revision (recorded on AWS 2023).
    if !revision.same_as(&machine.revision) {
        machine.revision = Arc::new(revision);
    }
    let version = publish.then(|| versions::published(machine, description, now).0);
    let mut answer = object([("updateDate", now.into())]);
    add(&mut answer, "revisionId", machine.revision.id.as_deref());
    add(&mut answer, "stateMachineVersionArn", version);
    Ok(answer)
}

pub(super) fn describe(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("stateMachineArn", ARN)?;
    input.choice("includedData", &["ALL_DATA", "METADATA_ONLY"])?;
    input.finish()?;
    let target = states.target(arn)?;
    let mut answer = machine(arn, &target.machine.name, &target.revision);
    answer.insert("status".to_owned(), "ACTIVE".into());
    answer.insert("type".to_owned(), type_name(target.machine.kind).into());
    let version = target
        .version_arn
        .is_some()
        .then(|| versions::find(&target.machine, arn))
        .flatten();
    let created = version.map_or(target.machine.created, |version| version.created);
    answer.insert("creationDate".to_owned(), created.into());
    add(
        &mut answer,
        "description",
        version.and_then(|version| version.description.as_deref()),
    );
    Ok(answer)
}

/// Deleting what is not there is no error (recorded on AWS 2023). Running executions go on.
pub(super) fn delete(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("stateMachineArn", ARN)?;
    input.finish()?;
    Arn::of_kind(arn, "stateMachine")?;
    states.store().machines.remove(arn);
    Ok(Map::new())
}

pub(super) fn list(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let (page, token) = Page::read(&mut input, 1_024)?;
    input.finish()?;
    let page = page.resume(token)?;
    let store = states.store();
    let mut machines: Vec<&Machine> = store
        .machines
        .values()
        .filter(|machine| machine.region == call.region)
        .collect();
    machines.sort_by(|a, b| a.name.cmp(&b.name));
    let entries = machines.iter().skip(page.skip).take(page.take);
    let mut answer = object([(
        "stateMachines",
        entries.map(|machine| machine_entry(machine)).collect(),
    )]);
    add(&mut answer, "nextToken", page.next_token(machines.len()));
    Ok(answer)
}

fn tracing(input: &Input<'_>) -> Result<Option<bool>, AwsError> {
    let Some(configuration) = input.object("tracingConfiguration")? else {
        return Ok(None);
    };
    Input::new(configuration).boolean("enabled").map(Some)
}

/// Data is not encrypted here, so a customer's key would be a promise not kept.
pub(super) fn refuse_encryption(input: &Input<'_>) -> Result<(), AwsError> {
    match input.object("encryptionConfiguration")? {
        Some(configuration) if configuration.get("type").and_then(Value::as_str) != Some("AWS_OWNED_KEY") => {
            let message = "Invalid Encryption Configuration: only AWS_OWNED_KEY is offered";
            Err(AwsError::new(400, "InvalidEncryptionConfiguration", message))
        }
        _ => Ok(()),
    }
}

pub(super) fn check_role(role_arn: &str) -> Result<(), AwsError> {
    let parts: Vec<&str> = role_arn.splitn(6, ':').collect();
    match parts[..] {
        ["arn", _, "iam", _, _, rest] if rest.starts_with("role/") => Ok(()),
        _ => Err(errors::invalid_arn(&format!("Invalid Role Arn: '{role_arn}'"))),
    }
}
