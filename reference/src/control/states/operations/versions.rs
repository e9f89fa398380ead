//! Published versions of state machines.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::{
    States,
    answers::{add, object},
    arn::Arn,
    constraints::{ARN, Input},
    errors,
    machine::{Machine, Version},
    paging::Page,
    service::{Answer, Call, now},
};
use crate::wire::AwsError;

/// Publishes what the state machine is now; the same revision is published once (recorded on AWS 2024). Gives
/// the version's ARN and date.
pub(super) fn published(machine: &mut Machine, description: Option<&str>, now: i64) -> (String, i64) {
    if let Some(version) = machine.versions.last()
        && Arc::ptr_eq(&version.revision, &machine.revision)
    {
        return (version_arn(machine, version), version.created);
    }
    // Numbers are not used again, also if versions are deleted (recorded on AWS 2024).
    machine.last_version += 1;
    let version = Version {
        number: machine.last_version,
        revision: Arc::clone(&machine.revision),
        description: description.map(str::to_owned),
        created: now,
    };
    let arn = version_arn(machine, &version);
    machine.versions.push(version);
    (arn, now)
}

/// The version that an ARN names.
pub(super) fn find<'m>(machine: &'m Machine, arn: &str) -> Option<&'m Version> {
    machine
        .versions
        .iter()
        .find(|version| version_arn(machine, version) == arn)
}

/// A description needs a version (recorded on AWS 2024).
pub(super) fn check_description(description: Option<&str>, publish: bool) -> Result<(), AwsError> {
    if description.is_some() && !publish {
        return Err(errors::validation(
            "Version description can only be set when publish is true",
        ));
    }
    Ok(())
}

fn version_arn(machine: &Machine, version: &Version) -> String {
    format!("{}:{}", machine.arn, version.number)
}

pub(super) fn publish(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("stateMachineArn", ARN)?;
    let description = input.string("description", (0, 256))?;
    let revision = input.string("revisionId", (0, 256))?;
    input.finish()?;
    Arn::of_kind(arn, "stateMachine")?;
    let mut store = states.store();
    let machine = store
        .machines
        .get_mut(arn)
        .ok_or_else(|| errors::machine_does_not_exist(arn))?;
    let current = machine.revision.id.as_deref().unwrap_or("INITIAL");
    if let Some(revision) = revision
        && revision != current
    {
        let message = format!(
            "Failed to publish the State Machine version for revision {revision}. The current State Machine \
             revision is {current}."
        );
        return Err(AwsError::new(400, "ConflictException", message));
    }
    let (arn, created) = published(machine, description, now());
    Ok(object([
        ("stateMachineVersionArn", arn.into()),
        ("creationDate", created.into()),
    ]))
}

/// The latest first.
pub(super) fn list(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("stateMachineArn", ARN)?;
    let (page, token) = Page::read(&mut input, 1_024)?;
    input.finish()?;
    Arn::of_kind(arn, "stateMachine")?;
    let page = page.resume(token)?;
    let store = states.store();
    let machine = store
        .machines
        .get(arn)
        .ok_or_else(|| errors::machine_does_not_exist(arn))?;
    let versions = machine.versions.iter().rev().skip(page.skip).take(page.take);
    let entries: Value = versions
        .map(|version| {
            json!({
                "stateMachineVersionArn": version_arn(machine, version),
                "creationDate": version.created,
            })
        })
        .collect();
    let mut answer = object([("stateMachineVersions", entries)]);
    add(&mut answer, "nextToken", page.next_token(machine.versions.len()));
    Ok(answer)
}

/// Deleting what is not there is no error (recorded on AWS 2024).
pub(super) fn delete(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("stateMachineVersionArn", (1, 2_000))?;
    input.finish()?;
    Arn::of_kind(arn, "stateMachine")?;
    let mut store = states.store();
    if let Some((base, number)) = arn.rsplit_once(':')
        && let Some(machine) = store.machines.get_mut(base)
    {
        let aliases: Vec<&str> = machine
            .aliases
            .iter()
            .filter(|(_, alias)| number.parse().is_ok_and(|number| alias.leads_to(number)))
            .map(|(name, _)| name.as_str())
            .collect();
        if !aliases.is_empty() {
            // Recorded on AWS 2025-04.
            let message = format!(
                "Version to be deleted must not be referenced by an alias. Current list of aliases referencing \
                 this version: [{}]",
                aliases.join(", ")
            );
            return Err(AwsError::new(400, "ConflictException", message));
        }
        machine
            .versions
            .retain(|version| version.number.to_string() != number);
    }
    Ok(Map::new())
}
