//! Tags of state machines and activities.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::super::{
    States,
    answers::object,
    arn::Arn,
    constraints::{ARN, Input},
    errors,
    service::{Answer, Call},
};
use crate::wire::AwsError;

/// How many tags a resource may have.
const MAX_TAGS: usize = 50;

/// Reads a list of tags; the last of equal keys counts (recorded on AWS 2023).
pub(super) fn read(list: Option<&Vec<Value>>) -> Result<IndexMap<String, String>, AwsError> {
    let mut tags = IndexMap::new();
    for (i, tag) in list.into_iter().flatten().enumerate() {
        let Some(members) = tag.as_object() else {
            return Err(errors::serialization("Unexpected value for a structure"));
        };
        let mut input = Input::at(&format!("tags.{}.member.", i + 1), members);
        let key = input.string("key", (0, 128))?.unwrap_or_default();
        let value = input.string("value", (0, 256))?.unwrap_or_default();
        input.finish()?;
        tags.insert(key.to_owned(), value.to_owned());
    }
    Ok(tags)
}

pub(super) fn tag(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let list = input.list("tags")?;
    if list.is_none() {
        input.is_missing("tags");
    }
    let tags = read(list)?;
    change(states, input, |existing| {
        let more = tags.keys().filter(|key| !existing.contains_key(*key)).count();
        if existing.len() + more > MAX_TAGS {
            let message = "The resource has too many tags";
            return Err(AwsError::new(400, "TooManyTags", message));
        }
        existing.extend(tags);
        Ok(())
    })
}

pub(super) fn untag(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let keys = input.list("tagKeys")?;
    if keys.is_none() {
        input.is_missing("tagKeys");
    }
    change(states, input, |existing| {
        for key in keys.into_iter().flatten().filter_map(Value::as_str) {
            existing.shift_remove(key);
        }
        Ok(())
    })
}

pub(super) fn list(states: &States, call: Call<'_>) -> Answer {
    let mut tags = Value::Null;
    change(states, Input::new(call.body), |existing| {
        let entries = existing
            .iter()
            .map(|(key, value)| json!({"key": key, "value": value}));
        tags = entries.collect();
        Ok(())
    })?;
    Ok(object([("tags", tags)]))
}

fn change(
    states: &States,
    mut input: Input<'_>,
    change: impl FnOnce(&mut IndexMap<String, String>) -> Result<(), AwsError>,
) -> Answer {
    let arn = input.required("resourceArn", ARN)?;
    input.finish()?;
    if Arn::parse(arn)?.kind == "activity" {
        let changed = states.activities.with_tags(arn, change);
        changed.ok_or_else(|| errors::resource_not_found(arn))??;
        return Ok(Map::new());
    }
    let mut store = states.store();
    // Versions have no tags: they are not found (recorded on AWS 2024).
    let machine = store
        .machines
        .get_mut(arn)
        .ok_or_else(|| errors::resource_not_found(arn))?;
    change(&mut machine.tags)?;
    Ok(Map::new())
}
