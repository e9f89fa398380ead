//! Log streams.

use std::sync::Arc;

use serde_json::{Value, json};

use super::groups;
use super::parameters::{Parameters, invalid, not_found};
use super::store::{Store, Stream};
use crate::wire::{AwsError, Caller};

type Answer = Result<Value, AwsError>;

pub(super) fn create(store: &mut Store, parameters: &Parameters) -> Answer {
    let (group, name) = (
        parameters.required("logGroupName")?,
        parameters.required("logStreamName")?,
    );
    if !is_stream_name(name) {
        return Err(invalid(format!(
            "1 validation error detected: Value '{name}' at 'logStreamName' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: [^:*]*"
        )));
    }
    store.group_mut(group)?.create_stream(name)?;
    Ok(json!({}))
}

pub(super) fn delete(store: &mut Store, parameters: &Parameters) -> Answer {
    let (group, name) = (
        parameters.required("logGroupName")?,
        parameters.required("logStreamName")?,
    );
    if store.group_mut(group)?.delete_stream(name) {
        Ok(json!({}))
    } else {
        Err(not_found("log stream"))
    }
}

pub(super) fn describe(store: &Store, caller: &Caller, parameters: &Parameters) -> Answer {
    let group_name = parameters.group()?;
    let group = store.group(group_name)?;
    let prefix = parameters.text("logStreamNamePrefix")?;
    let by_time = match parameters.text("orderBy")? {
        None | Some("LogStreamName") => false,
        Some("LastEventTime") if prefix.is_some() => {
            return Err(invalid(
                "Cannot order by LastEventTime with a logStreamNamePrefix.",
            ));
        }
        Some("LastEventTime") => true,
        Some(_) => return Err(invalid("orderBy must be LogStreamName or LastEventTime")),
    };
    let limit = parameters.limit(50)?;
    let mut streams: Vec<_> = group
        .streams
        .iter()
        .filter(|(name, _)| prefix.is_none_or(|prefix| name.starts_with(prefix)))
        .collect();
    if by_time {
        streams.sort_by_key(|(_, stream)| stream.events.map(|(_, last)| last));
    }
    if parameters.flag("descending")? {
        streams.reverse();
    }
    // The token is the last name of the page before.
    let start = match parameters.text("nextToken")? {
        None => 0,
        Some(token) => match streams.iter().position(|(name, _)| &***name == token) {
            Some(position) => position + 1,
            None => return Err(invalid("The specified nextToken is invalid.")),
        },
    };
    let rest = &streams[start..];
    let page = &rest[..limit.min(rest.len())];
    let group_arn = groups::arn(group_name, caller);
    let views: Vec<_> = page
        .iter()
        .map(|(name, stream)| view(name, stream, &group_arn))
        .collect();
    let mut answer = json!({ "logStreams": views });
    if let (Some((last, _)), true) = (page.last(), rest.len() > page.len()) {
        answer["nextToken"] = json!(&***last);
    }
    Ok(answer)
}

/// Whether CloudWatch Logs takes the name.
pub(super) fn is_stream_name(name: &str) -> bool {
    (1..=512).contains(&name.len()) && !name.contains([':', '*'])
}

fn view(name: &Arc<str>, stream: &Stream, group_arn: &str) -> Value {
    let mut view = json!({
        "logStreamName": &**name,
        "creationTime": stream.created,
        "arn": format!("{group_arn}:log-stream:{name}"),
        // Always 0 since 2019 (API reference, LogStream).
        "storedBytes": 0,
    });
    if let Some((first, last)) = stream.events {
        view["firstEventTimestamp"] = json!(first);
        view["lastEventTimestamp"] = json!(last);
        view["lastIngestionTime"] = json!(stream.last_ingestion);
    }
    view
}
