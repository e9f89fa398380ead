//! Starting executions.

use serde_json::{Value, json};

use super::super::{
    States,
    answers::{add, add_included, add_outcome, object},
    arn::check_name,
    constraints::{ARN, DATA, Input, NAME},
    errors,
    launch::{Order, Target, input},
    record::status,
    service::{Answer, Call},
};
use crate::{
    states::{definition::MachineType, execution::Outcome},
    wire::AwsError,
};

/// Memory that an Express execution is billed for, in megabytes: the least there is, which is what all the
/// recordings show.
const BILLED_MEMORY: u64 = 64;

/// Reads what both operations take: constraints, then the state machine, then name and input.
fn read(states: &States, call: Call<'_>) -> Result<(Target, Order), AwsError> {
    let mut request = Input::new(call.body);
    let arn = request.required("stateMachineArn", ARN)?;
    let name = request.string("name", NAME)?;
    let text = request.string("input", DATA)?;
    let trace = request.string("traceHeader", (0, 256))?;
    request.finish()?;
    let target = states.target(arn)?;
    let name = match name {
        Some(name) => {
            check_name(name)?;
            name.to_owned()
        }
        None => uuid::Uuid::new_v4().to_string(),
    };
    let order = Order {
        name,
        input: input(text)?,
        trace_header: trace.or(call.trace).map(str::to_owned),
    };
    Ok((target, order))
}

pub(in super::super) fn start_execution(states: &States, call: Call<'_>) -> Answer {
    let (target, order) = read(states, call)?;
    let (arn, start) = match target.machine.kind {
        MachineType::Standard => {
            let record = states.start_standard(target, order)?;
            (record.arn.clone(), record.start)
        }
        MachineType::Express => {
            let started = states.start_express(&target, &order, false);
            (started.arn, started.start)
        }
    };
    Ok(object([
        ("executionArn", arn.into()),
        ("startDate", start.into()),
    ]))
}

/// Answers 200 whatever the outcome (SYNC-006).
pub(super) async fn start_sync_execution(states: &States, call: Call<'_>) -> Answer {
    let include_data = {
        let mut request = Input::new(call.body);
        let included = request.choice("includedData", &["ALL_DATA", "METADATA_ONLY"])?;
        request.finish()?;
        included != Some("METADATA_ONLY")
    };
    let (target, order) = read(states, call)?;
    if target.machine.kind != MachineType::Express {
        return Err(errors::type_not_supported());
    }
    let started = states.start_express(&target, &order, true);
    let Ok(ended) = started.ended.await else {
        // Only if the interpreter itself broke down.
        return Err(AwsError::new(
            500,
            "InternalServerException",
            "The execution did not end.",
        ));
    };
    let mut answer = object([
        ("executionArn", started.arn.into()),
        ("stateMachineArn", target.machine.arn.as_str().into()),
        ("name", order.name.into()),
        ("startDate", started.start.into()),
        ("stopDate", ended.at.into()),
        ("status", status(&ended.outcome).into()),
        ("billingDetails", billing(ended.at - started.start)),
    ]);
    if include_data {
        answer.insert("input".to_owned(), (&**order.input.text()).into());
    }
    add_included(&mut answer, "inputDetails", include_data);
    add_outcome(&mut answer, &ended.outcome, include_data);
    // A failed execution has no output but its details (published transcripts 2021 and 2022); one that timed
    // out has neither.
    if matches!(ended.outcome, Outcome::Failed(_)) {
        add_included(&mut answer, "outputDetails", include_data);
    }
    add(&mut answer, "traceHeader", order.trace_header);
    Ok(answer)
}

/// Billed by the tenth of a second, rounded up (published transcripts: 10, 490, 5004 ms give 100, 500, 5100).
fn billing(millis: i64) -> Value {
    let tenths = u64::try_from(millis).unwrap_or(0).div_ceil(100).max(1);
    json!({
        "billedDurationInMilliseconds": tenths * 100,
        "billedMemoryUsedInMB": BILLED_MEMORY,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_billed_by_the_tenth_of_a_second() {
        for (millis, billed) in [
            (0, 100),
            (10, 100),
            (455, 500),
            (490, 500),
            (500, 500),
            (5004, 5100),
        ] {
            assert_eq!(billing(millis)["billedDurationInMilliseconds"], billed);
        }
    }
}
