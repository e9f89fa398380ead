//! Looking at executions, and stopping them.

use std::sync::Arc;

use serde_json::Value;

use super::{
    super::{
        States,
        answers::{self, add, add_included, add_outcome, add_redrive, execution_entry, object},
        arn::Arn,
        constraints::{ARN, Input},
        errors,
        map_run_record::label,
        paging::Page,
        record::Record,
        service::{Answer, Call},
    },
    map_runs,
};
use crate::{
    states::{definition::MachineType, failure::Failure},
    wire::AwsError,
};

/// The words and their order are AWS's (recorded 2024).
const STATUSES: [&str; 6] = [
    "SUCCEEDED",
    "TIMED_OUT",
    "PENDING_REDRIVE",
    "ABORTED",
    "FAILED",
    "RUNNING",
];

/// Finds a Standard execution; Express ones cannot be asked about (recorded on AWS 2024).
pub(super) fn find(states: &States, arn: &str) -> Result<Arc<Record>, AwsError> {
    Arn::of_kind(arn, "execution")?;
    states
        .store()
        .execution(arn)
        .ok_or_else(|| errors::execution_does_not_exist(arn))
}

pub(super) fn describe(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("executionArn", ARN)?;
    let included = input.choice("includedData", &["ALL_DATA", "METADATA_ONLY"])?;
    input.finish()?;
    let record = find(states, arn)?;
    let include_data = included != Some("METADATA_ONLY");
    let ended = record.ended();
    let mut answer = execution_entry(&record);
    if include_data {
        answer.insert("input".to_owned(), (&**record.input.text()).into());
    }
    add_included(&mut answer, "inputDetails", include_data);
    if let Some(ended) = &ended {
        add_outcome(&mut answer, &ended.outcome, include_data);
    }
    add_redrive(&mut answer, &record);
    add(&mut answer, "traceHeader", record.trace_header.as_deref());
    Ok(answer)
}

/// Describes the state machine as it was when the execution started.
pub(super) fn describe_machine(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("executionArn", ARN)?;
    input.choice("includedData", &["ALL_DATA", "METADATA_ONLY"])?;
    input.finish()?;
    let record = find(states, arn)?;
    let mut answer = answers::machine(&record.machine_arn, &record.machine_name, &record.revision);
    answer.insert("updateDate".to_owned(), record.revision.updated.into());
    if let Some((run, _)) = &record.map_run {
        answer.insert("mapRunArn".to_owned(), run.as_str().into());
        answer.insert("label".to_owned(), label(run).into());
    }
    Ok(answer)
}

pub(super) fn history(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("executionArn", ARN)?;
    let (page, token) = Page::read(&mut input, 1_024)?;
    let reverse = input.boolean("reverseOrder")?;
    let include_data =
        !call.body.contains_key("includeExecutionData") || input.boolean("includeExecutionData")?;
    input.finish()?;
    let record = find(states, arn)?;
    let page = page.resume(token)?;
    let events = record.history.page(reverse, page.skip, page.take);
    let entries: Value = events
        .iter()
        .map(|event| answers::event(event, include_data))
        .collect();
    let mut answer = object([("events", entries)]);
    add(&mut answer, "nextToken", page.next_token(record.history.last()));
    Ok(answer)
}

pub(super) fn list(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.string("stateMachineArn", ARN)?;
    let status = input.choice("statusFilter", &STATUSES)?;
    let map_run = input.string("mapRunArn", (1, 2_000))?;
    let filter = input.choice("redriveFilter", &["REDRIVEN", "NOT_REDRIVEN"])?;
    let (page, token) = Page::read(&mut input, 3_096)?;
    input.finish()?;
    let (page, records) = match (arn, map_run) {
        (Some(arn), None) => {
            let target = states.target(arn)?;
            if target.machine.kind == MachineType::Express {
                return Err(errors::type_not_supported());
            }
            let page = page.resume(token)?;
            let records = states.store().executions_of(|record| {
                record.machine_arn == target.machine.arn
                    && match &target.alias_arn {
                        Some(_) => record.alias_arn == target.alias_arn,
                        None => target.version_arn.is_none() || record.version_arn == target.version_arn,
                    }
            });
            (page, records)
        }
        (None, Some(arn)) => {
            let run = map_runs::find(states, arn)?;
            let page = page.resume(token)?;
            let records = states.store().executions_of(|record| {
                let of = record.map_run.as_ref();
                of.is_some_and(|(of, _)| *of == run.arn)
            });
            (page, records)
        }
        _ => {
            return Err(errors::validation(
                "Must provide either stateMachineArn or mapRunArn as parameter",
            ));
        }
    };
    let redriven = match filter {
        None => None,
        Some("REDRIVEN") => Some(true),
        Some(_) => Some(false),
    };
    let records: Vec<_> = records
        .into_iter()
        .filter(|record| status.is_none_or(|status| record.status() == status))
        .filter(|record| redriven.is_none_or(|redriven| (record.redrives().0 > 0) == redriven))
        .collect();
    let entries = records.iter().skip(page.skip).take(page.take);
    let mut answer = object([(
        "executions",
        entries
            .map(|record| Value::Object(execution_entry(record)))
            .collect(),
    )]);
    add(&mut answer, "nextToken", page.next_token(records.len()));
    Ok(answer)
}

/// Stops an execution and waits until it has stopped. One that has ended stays as it is.
pub(super) async fn stop(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("executionArn", ARN)?;
    let error = input.string("error", (0, 256))?;
    let cause = input.string("cause", (0, 32_768))?;
    input.finish()?;
    let record = find(states, arn)?;
    record.stop(Failure {
        error: error.map(str::to_owned),
        cause: cause.map(str::to_owned),
        ..Failure::default()
    });
    record.wait().await;
    let mut answer = object([]);
    add(&mut answer, "stopDate", record.ended().map(|ended| ended.at));
    Ok(answer)
}
