//! Executions of Express machines, which are recorded nowhere but in their log.
//!
//! The events are described in
//! <https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html> and
//! <https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html>.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::invocations::log_messages;
use super::poll::{Until, poll};
use super::{EffectError, Execution};
use crate::deploy::DeployedMachine;
use crate::target::Target;

/// An event of the log.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct LogEvent {
    /// The event's type, for example `PassStateEntered`.
    #[serde(rename = "type")]
    pub kind: String,
    execution_arn: String,
    /// What the event tells; `input` and `output` only if the log holds execution data.
    #[serde(default)]
    pub details: Value,
    /// The event as it stands in the log.
    #[serde(skip)]
    pub whole: Value,
}

/// The events of a machine's log so far, oldest first.
///
/// # Errors
/// [`EffectError`] if CloudWatch Logs does not tell.
async fn log_events_of(target: &Target, machine: &DeployedMachine) -> Result<Vec<LogEvent>, EffectError> {
    let group = machine
        .log_group
        .as_deref()
        .ok_or_else(|| EffectError::NoRecord {
            machine: machine.name.clone(),
        })?;
    // The group is the run's: without the filter every look would read what all machines have logged.
    let messages = log_messages(target, group, machine.since, Some(&machine.name)).await?;
    Ok(events(&machine.name, &messages))
}

/// Looks at a machine's log until it has enough events that satisfy `counts`, or the window, stretched by the target's patience, ends.
///
/// # Errors
/// [`EffectError`] if CloudWatch Logs does not tell.
pub async fn await_log_events(
    target: &Target,
    machine: &DeployedMachine,
    counts: impl Fn(&LogEvent) -> bool,
    until: Until,
    window: Duration,
) -> Result<Vec<LogEvent>, EffectError> {
    poll(&target.description.limits, until, window, counts, || {
        log_events_of(target, machine)
    })
    .await
}

/// What a machine's log tells of its executions, in the order of their first events.
pub(super) async fn executions_of(
    target: &Target,
    machine: &DeployedMachine,
) -> Result<Vec<Execution>, EffectError> {
    Ok(read(&log_events_of(target, machine).await?))
}

/// The machines of a run share a group: the execution's ARN tells them apart,
/// `arn:aws:states:us-east-1:123456789012:express:MACHINE:NAME:ID`.
fn events(machine: &str, messages: &[String]) -> Vec<LogEvent> {
    let mark = format!(":{machine}:");
    messages
        .iter()
        .filter(|message| message.contains(&mark))
        .filter_map(|message| {
            let whole: Value = serde_json::from_str(message).ok()?;
            let event = LogEvent::deserialize(&whole).ok()?;
            Some(LogEvent { whole, ..event })
        })
        .filter(|event| event.execution_arn.contains(&mark))
        .collect()
}

fn read(events: &[LogEvent]) -> Vec<Execution> {
    let mut executions: Vec<Execution> = Vec::new();
    for event in events {
        let known = executions
            .iter()
            .position(|execution| execution.arn == event.execution_arn);
        let index = known.unwrap_or_else(|| {
            executions.push(Execution {
                arn: event.execution_arn.clone(),
                status: "RUNNING".to_owned(),
                ..Execution::default()
            });
            executions.len() - 1
        });
        if let Some(execution) = executions.get_mut(index) {
            note(execution, event);
        }
    }
    executions
}

fn note(execution: &mut Execution, event: &LogEvent) {
    let detail = |name: &str| event.details.get(name).and_then(Value::as_str).map(str::to_owned);
    let ended = match event.kind.as_str() {
        "ExecutionStarted" => {
            execution.input = detail("input");
            return;
        }
        "ExecutionSucceeded" => "SUCCEEDED",
        "ExecutionFailed" => "FAILED",
        "ExecutionTimedOut" => "TIMED_OUT",
        "ExecutionAborted" => "ABORTED",
        _ => return,
    };
    ended.clone_into(&mut execution.status);
    execution.output = detail("output");
    execution.error = detail("error");
    execution.cause = detail("cause");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: &str, execution: &str, details: &str) -> String {
        format!(
            r#"{{"id":"1","type":"{kind}","details":{details},"previous_event_id":"0","event_timestamp":"1700000000000","execution_arn":"arn:aws:states:us-east-1:000000000000:express:{execution}","redrive_count":"0"}}"#
        )
    }

    #[test]
    fn events_become_executions_with_their_data() {
        let messages = [
            event(
                "ExecutionStarted",
                "m-1:a:x",
                r#"{"input":"{\"n\":1}","roleArn":"r"}"#,
            ),
            event("PassStateEntered", "m-1:a:x", r#"{"input":"{}","name":"P"}"#),
            event("ExecutionStarted", "m-1:b:y", r#"{"input":"{}"}"#),
            event("ExecutionSucceeded", "m-1:a:x", r#"{"output":"{\"n\":2}"}"#),
            event("ExecutionFailed", "m-1:b:y", r#"{"error":"E","cause":"C"}"#),
        ];
        let events = events("m-1", &messages);
        assert_eq!(events[3].whole["event_timestamp"], "1700000000000");
        let executions = read(&events);
        assert_eq!(executions.len(), 2);
        assert_eq!(executions[0].status, "SUCCEEDED");
        assert_eq!(executions[0].input.as_deref(), Some(r#"{"n":1}"#));
        assert_eq!(executions[0].output.as_deref(), Some(r#"{"n":2}"#));
        assert_eq!(executions[1].status, "FAILED");
        assert_eq!(
            (executions[1].error.as_deref(), executions[1].cause.as_deref()),
            (Some("E"), Some("C"))
        );
    }

    #[test]
    fn another_machine_is_not_counted_even_if_its_data_names_this_one() {
        let messages = [
            event("ExecutionStarted", "m-10:a:x", "{}"),
            event("ExecutionStarted", "other:a:x", r#"{"input":"\":m-1:\""}"#),
            "no JSON but :m-1: all the same".to_owned(),
        ];
        assert_eq!(read(&events("m-1", &messages)), []);
    }

    #[test]
    fn an_execution_without_its_end_is_running() {
        let executions = read(&events("m-1", &[event("ExecutionStarted", "m-1:a:x", "{}")]));
        assert!(!executions[0].has_ended());
        assert_eq!(executions[0].input, None);
    }
}
