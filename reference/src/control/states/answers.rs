//! Parts that several answers share.

use serde_json::{Map, Value, json};

use super::{
    machine::{Machine, Revision},
    record::Record,
    service::now,
};
use crate::states::{definition::MachineType, execution::Outcome, failure::Failure, history::Event};

/// An object from its members.
pub(super) fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Adds a member if there is something to add.
pub(super) fn add(object: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value.into());
    }
}

pub(super) fn type_name(kind: MachineType) -> &'static str {
    match kind {
        MachineType::Standard => "STANDARD",
        MachineType::Express => "EXPRESS",
    }
}

/// What DescribeStateMachine and DescribeStateMachineForExecution both say.
pub(super) fn machine(arn: &str, name: &str, revision: &Revision) -> Map<String, Value> {
    let mut answer = object([
        ("stateMachineArn", arn.into()),
        ("name", name.into()),
        ("definition", revision.text.as_str().into()),
        ("roleArn", revision.role_arn.as_str().into()),
        ("loggingConfiguration", revision.logging.to_json()),
        ("tracingConfiguration", json!({"enabled": revision.tracing})),
        // Recorded on AWS since 2024-11; older recordings are without it.
        ("encryptionConfiguration", json!({"type": "AWS_OWNED_KEY"})),
    ]);
    add(&mut answer, "revisionId", revision.id.as_deref());
    let references = &revision.definition.variable_references;
    if !references.is_empty() {
        answer.insert("variableReferences".to_owned(), json!(references));
    }
    answer
}

/// One entry of ListStateMachines.
pub(super) fn machine_entry(machine: &Machine) -> Value {
    json!({
        "stateMachineArn": machine.arn,
        "name": machine.name,
        "type": type_name(machine.kind),
        "creationDate": machine.created,
    })
}

/// One entry of ListExecutions.
pub(super) fn execution_entry(record: &Record) -> Map<String, Value> {
    let mut entry = object([
        ("executionArn", record.arn.as_str().into()),
        ("stateMachineArn", record.machine_arn.as_str().into()),
        ("name", record.name.as_str().into()),
        ("status", record.status().into()),
        ("startDate", record.start.into()),
        ("redriveCount", record.redrives().0.into()),
    ]);
    add(&mut entry, "redriveDate", record.redrives().1);
    if let Some((run, items)) = &record.map_run {
        entry.insert("mapRunArn".to_owned(), run.as_str().into());
        entry.insert("itemCount".to_owned(), (*items).into());
    }
    add(&mut entry, "stopDate", record.ended().map(|ended| ended.at));
    add(
        &mut entry,
        "stateMachineVersionArn",
        record.version_arn.as_deref(),
    );
    add(&mut entry, "stateMachineAliasArn", record.alias_arn.as_deref());
    entry
}

/// `output`, `error` and `cause`, as far as an outcome has them: a timeout has none (published transcript).
pub(super) fn add_outcome(answer: &mut Map<String, Value>, outcome: &Outcome, include_data: bool) {
    match outcome {
        Outcome::Succeeded(output) => {
            add(answer, "output", include_data.then(|| &**output.text()));
            add_included(answer, "outputDetails", include_data);
        }
        Outcome::Failed(Failure { error, cause, .. }) | Outcome::Aborted(Failure { error, cause, .. }) => {
            add(answer, "error", error.as_deref());
            add(answer, "cause", cause.as_deref());
        }
        Outcome::TimedOut => {}
    }
}

/// `inputDetails` and `outputDetails`
pub(super) fn add_included(answer: &mut Map<String, Value>, name: &str, included: bool) {
    answer.insert(name.to_owned(), json!({"included": included}));
}

/// Whether an execution could be redriven, and why not (recorded on AWS 2023).
pub(super) fn add_redrive(answer: &mut Map<String, Value>, record: &Record) {
    let word = match record.not_redrivable(now()) {
        Some(reason) => {
            answer.insert("redriveStatusReason".to_owned(), reason.into());
            "NOT_REDRIVABLE"
        }
        None if record.map_run.is_some() => "REDRIVABLE_BY_MAP_RUN",
        None => "REDRIVABLE",
    };
    answer.insert("redriveStatus".to_owned(), word.into());
}

/// One event of GetExecutionHistory.
pub(super) fn event(event: &Event, include_data: bool) -> Value {
    let mut entry = object([
        ("id", event.id.into()),
        ("previousEventId", event.previous.into()),
        ("timestamp", event.at.into()),
        ("type", event.kind.into()),
    ]);
    if let Some((member, details)) = &event.details {
        entry.insert((*member).to_owned(), details.to_json(include_data).into());
    }
    Value::Object(entry)
}
