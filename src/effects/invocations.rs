//! Invocations of a function, by the lines that its handler logs.
//!
//! Every handler of the suite logs one line of JSON per invocation, `{"requestId": …, "event": …}`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;

use super::EffectError;
use super::poll::{Until, poll};
use crate::deploy::DeployedFunction;
use crate::target::Target;

/// Clocks differ, and log events carry the time of the machine that wrote them.
const CLOCK_SKEW: Duration = Duration::from_secs(60);

/// An invocation, as the handler saw it.
#[derive(Debug, Clone, PartialEq)]
pub struct Invocation {
    /// The request's id; a retried asynchronous event keeps it.
    pub request_id: String,
    /// The event.
    pub event: Value,
}

/// The invocations of a function so far that belong to the scenario: all of them if the function is its own,
/// else those whose event holds the nonce.
///
/// # Errors
/// [`EffectError`] if CloudWatch Logs does not tell.
async fn invocations_of(
    target: &Target,
    function: &DeployedFunction,
    nonce: &str,
) -> Result<Vec<Invocation>, EffectError> {
    let messages = log_messages(target, &function.log_group, function.since, None).await?;
    let nonce = (!function.own).then_some(nonce);
    Ok(messages
        .iter()
        .filter_map(|message| read(message, nonce))
        .collect())
}

/// Looks at a function's invocations until there are enough or the window, stretched by the target's
/// patience, ends. Returns all that were seen last.
///
/// # Errors
/// [`EffectError`] if CloudWatch Logs does not tell.
pub async fn await_invocations(
    target: &Target,
    function: &DeployedFunction,
    nonce: &str,
    until: Until,
    window: Duration,
) -> Result<Vec<Invocation>, EffectError> {
    let look = || invocations_of(target, function, nonce);
    poll(&target.description.limits, until, window, |_| true, look).await
}

/// The events of a log group since a moment, oldest first, if a term is given only those that contain it; none
/// if the group does not exist yet.
pub(super) async fn log_messages(
    target: &Target,
    group: &str,
    since: SystemTime,
    term: Option<&str>,
) -> Result<Vec<String>, EffectError> {
    let since = since
        .checked_sub(CLOCK_SKEW)
        .unwrap_or(UNIX_EPOCH)
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let pages = target
        .clients
        .logs
        .filter_log_events()
        .log_group_name(group)
        .start_time(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
        .set_filter_pattern(term.map(|term| format!("\"{term}\"")))
        .into_paginator()
        .send();
    match target
        .call("FilterLogEvents", pages.collect::<Result<Vec<_>, _>>())
        .await
    {
        Ok(pages) => {
            let events = pages.into_iter().flat_map(|page| page.events.unwrap_or_default());
            Ok(events.filter_map(|event| event.message).collect())
        }
        // Lambda creates the group when the function first logs.
        Err(error) if error.is_not_found() => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// The invocation that a log event tells of. Lambda's runtime puts the time, the request's id and the level
/// before what a handler logs: `2024-01-01T00:00:00.000Z\tID\tINFO\t{…}`.
fn read(message: &str, nonce: Option<&str>) -> Option<Invocation> {
    let line = message.get(message.find('{')?..)?;
    if nonce.is_some_and(|nonce| !line.contains(nonce)) {
        return None;
    }
    let Value::Object(mut line) = serde_json::from_str(line.trim_end()).ok()? else {
        return None;
    };
    let request_id = line.get("requestId")?.as_str()?.to_owned();
    let event = line.remove("event")?;
    Some(Invocation { request_id, event })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_is_read_with_and_without_the_runtimes_prefix() {
        let line = r#"{"requestId": "r-1", "event": {"path": "/s-n1/x"}}"#;
        let expected = Invocation {
            request_id: "r-1".to_owned(),
            event: json!({"path": "/s-n1/x"}),
        };
        for message in [
            line.to_owned(),
            format!("2024-01-01T00:00:00.000Z\tr-1\tINFO\t{line}\n"),
        ] {
            assert_eq!(read(&message, None), Some(expected.clone()), "{message}");
            assert_eq!(read(&message, Some("n1")), Some(expected.clone()), "{message}");
        }
    }

    #[test]
    fn the_invocation_of_another_scenario_is_not_counted() {
        assert_eq!(
            read(r#"{"requestId": "r-1", "event": {"path": "/s-n2"}}"#, Some("n1")),
            None
        );
    }

    #[test]
    fn other_lines_are_no_invocations() {
        for message in [
            "START RequestId: r-1 Version: $LATEST",
            "REPORT RequestId: r-1\tDuration: 1 ms",
            "",
            "{",
            r#"{"requestId": 1, "event": {}}"#,
            r#"{"event": {}}"#,
            r#"{"requestId": "r-1"}"#,
        ] {
            assert_eq!(read(message, None), None, "{message}");
        }
    }
}
