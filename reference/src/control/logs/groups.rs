//! Log groups: their life and their retention.

use serde_json::{Value, json};

use super::parameters::{Parameters, invalid, not_found};
use super::store::{Group, Store};
use super::tags;
use crate::wire::{ACCOUNT, AwsError, Caller};

type Answer = Result<Value, AwsError>;

/// What `retentionInDays` may be (API reference, PutRetentionPolicy).
const RETENTIONS: [i64; 22] = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

pub(super) fn create(store: &mut Store, parameters: &Parameters) -> Answer {
    let name = parameters.required("logGroupName")?;
    if !is_group_name(name) {
        return Err(invalid(format!(
            "1 validation error detected: Value '{name}' at 'logGroupName' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+"
        )));
    }
    let given = tags::read(parameters, "tags")?;
    store.create_group(name)?.tags = given;
    Ok(json!({}))
}

pub(super) fn delete(store: &mut Store, parameters: &Parameters) -> Answer {
    let name = parameters.required("logGroupName")?;
    store.groups.remove(name).ok_or_else(|| not_found("log group"))?;
    Ok(json!({}))
}

pub(super) fn describe(store: &Store, caller: &Caller, parameters: &Parameters) -> Answer {
    let prefix = parameters.text("logGroupNamePrefix")?;
    let part = parameters.text("logGroupNamePattern")?;
    if prefix.is_some() && part.is_some() {
        return Err(invalid(
            "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
        ));
    }
    let limit = parameters.limit(50)?;
    let after = parameters.text("nextToken")?;
    let mut groups = store.groups.iter().filter(|(name, _)| {
        prefix.is_none_or(|prefix| name.starts_with(prefix))
            // The pattern is a part of the name, whatever its case (API reference, DescribeLogGroups).
            && part.is_none_or(|part| name.to_lowercase().contains(&part.to_lowercase()))
            && after.is_none_or(|after| name.as_str() > after)
    });
    let page: Vec<_> = groups.by_ref().take(limit).collect();
    let mut answer = json!({
        "logGroups": page.iter().map(|(name, group)| view(name, group, caller)).collect::<Vec<_>>(),
    });
    if let (Some((last, _)), Some(_)) = (page.last(), groups.next()) {
        answer["nextToken"] = json!(last);
    }
    Ok(answer)
}

pub(super) fn put_retention(store: &mut Store, parameters: &Parameters) -> Answer {
    let group = store.group_mut(parameters.required("logGroupName")?)?;
    let days = parameters.number("retentionInDays")?.unwrap_or_default();
    if !RETENTIONS.contains(&days) {
        return Err(invalid(format!(
            "1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: \
             Member must satisfy enum value set"
        )));
    }
    group.retention = Some(days);
    Ok(json!({}))
}

pub(super) fn delete_retention(store: &mut Store, parameters: &Parameters) -> Answer {
    store.group_mut(parameters.required("logGroupName")?)?.retention = None;
    Ok(json!({}))
}

/// The ARN of a group, without the `:*` that stands for its streams.
pub(super) fn arn(name: &str, caller: &Caller) -> String {
    format!("arn:aws:logs:{}:{ACCOUNT}:log-group:{name}", caller.region)
}

/// Whether CloudWatch Logs takes the name.
pub(super) fn is_group_name(name: &str) -> bool {
    (1..=512).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-_/#".contains(&b))
}

fn view(name: &str, group: &Group, caller: &Caller) -> Value {
    let arn = arn(name, caller);
    let mut view = json!({
        "logGroupName": name,
        "creationTime": group.created,
        "metricFilterCount": 0,
        "arn": format!("{arn}:*"),
        "storedBytes": group.bytes,
        "logGroupClass": "STANDARD",
        "logGroupArn": arn,
    });
    if let Some(days) = group.retention {
        view["retentionInDays"] = json!(days);
    }
    view
}
