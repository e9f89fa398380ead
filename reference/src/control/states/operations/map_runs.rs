//! Looking at Map Runs, and changing what holds for them.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::{
    States,
    answers::{add, object},
    arn::Arn,
    constraints::{ARN, Input},
    errors,
    map_run_record::{Counts, MapRunRecord, label},
    paging::Page,
    service::{Answer, Call},
};
use crate::wire::AwsError;

/// Finds a Map Run.
pub(super) fn find(states: &States, arn: &str) -> Result<Arc<MapRunRecord>, AwsError> {
    Arn::of_kind(arn, "mapRun")?;
    let store = states.store();
    let found = store.map_runs.get(arn).cloned();
    found.ok_or_else(|| errors::resource_not_found(arn))
}

pub(super) fn list(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("executionArn", ARN)?;
    let (page, token) = Page::read(&mut input, 1_024)?;
    input.finish()?;
    Arn::of_kind(arn, "execution")?;
    let page = page.resume(token)?;
    let store = states.store();
    let execution = store
        .execution(arn)
        .ok_or_else(|| errors::execution_does_not_exist(arn))?;
    let machine = execution.machine_arn.split('/').next().unwrap_or_default();
    let runs: Vec<_> = store
        .map_runs
        .values()
        .filter(|run| run.execution == arn)
        .collect();
    let entries: Value = runs
        .iter()
        .skip(page.skip)
        .take(page.take)
        .map(|run| {
            let mut entry = object([
                ("executionArn", run.execution.as_str().into()),
                ("mapRunArn", run.arn.as_str().into()),
                ("startDate", run.start.into()),
                ("stateMachineArn", format!("{machine}/{}", label(&run.arn)).into()),
            ]);
            add(&mut entry, "stopDate", run.state().stop);
            Value::Object(entry)
        })
        .collect();
    let mut answer = object([("mapRuns", entries)]);
    add(&mut answer, "nextToken", page.next_token(runs.len()));
    Ok(answer)
}

pub(super) fn describe(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("mapRunArn", (1, 2_000))?;
    input.finish()?;
    let run = find(states, arn)?;
    let state = run.state().clone();
    let mut answer = object([
        ("executionArn", run.execution.as_str().into()),
        ("executionCounts", counts(&state.executions)),
        ("itemCounts", counts(&state.items)),
        ("mapRunArn", run.arn.as_str().into()),
        ("maxConcurrency", state.terms.max_concurrency.into()),
        ("redriveCount", state.redrives.into()),
        ("startDate", run.start.into()),
        ("status", state.status.into()),
        (
            "toleratedFailureCount",
            state.terms.tolerated_count.unwrap_or(0).into(),
        ),
        (
            "toleratedFailurePercentage",
            state.terms.tolerated_percentage.unwrap_or(0.0).into(),
        ),
    ]);
    add(&mut answer, "redriveDate", state.redriven);
    add(&mut answer, "stopDate", state.stop);
    Ok(answer)
}

fn counts(counts: &Counts) -> Value {
    json!({
        "aborted": counts.aborted,
        "failed": counts.failed,
        "failuresNotRedrivable": 0,
        "pending": counts.pending,
        "pendingRedrive": 0,
        "resultsWritten": counts.written,
        "running": counts.running,
        "succeeded": counts.succeeded,
        "timedOut": counts.timed_out,
        "total": counts.total,
    })
}

/// What is changed holds from the next child execution on.
pub(super) fn update(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("mapRunArn", (1, 2_000))?;
    let concurrency = input.integer("maxConcurrency", 0, i64::from(i32::MAX))?;
    let count = input.integer("toleratedFailureCount", 0, i64::MAX)?;
    let percentage = input.number("toleratedFailurePercentage", 0.0, 100.0)?;
    input.finish()?;
    let run = find(states, arn)?;
    if concurrency.is_none() && count.is_none() && percentage.is_none() {
        let message =
            "Either maxConcurrency, toleratedFailureCount or toleratedFailurePercentage must be specified";
        return Err(errors::validation(message));
    }
    let mut state = run.state();
    if state.status != "RUNNING" {
        let message = format!("Map Run is {} and cannot be updated", state.status);
        return Err(errors::validation(&message));
    }
    let terms = &mut state.terms;
    terms.max_concurrency = concurrency.map_or(terms.max_concurrency, i64::unsigned_abs);
    terms.tolerated_count = count.map(i64::unsigned_abs).or(terms.tolerated_count);
    terms.tolerated_percentage = percentage.or(terms.tolerated_percentage);
    Ok(Map::new())
}
