//! Redriving executions that did not succeed.

use super::super::{
    States,
    answers::object,
    constraints::{ARN, Input},
    service::{Answer, Call, now},
};
use super::executions::find;
use crate::wire::AwsError;

pub(super) fn redrive(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("executionArn", ARN)?;
    let token = input.string("clientToken", (1, 64))?;
    input.finish()?;
    let record = find(states, arn)?;
    let now = now();
    if let Some(at) = token.and_then(|token| record.redriven_with(token, now)) {
        return Ok(object([("redriveDate", at.into())]));
    }
    let refused = |reason: String| AwsError::new(400, "ExecutionNotRedrivable", reason);
    if record.map_run.is_some() {
        // API reference, DescribeExecution: REDRIVABLE_BY_MAP_RUN
        let reason = "The execution is part of a Map Run and can only be redriven with it";
        return Err(refused(reason.to_owned()));
    }
    states.redrive(&record, token, now).map_err(refused)?;
    Ok(object([("redriveDate", now.into())]))
}
