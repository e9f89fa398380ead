//! `$context`, with the overrides that templates may set in it.

use std::cell::RefCell;

use serde_json::{Map as Object, Value as Json};

use super::{
    Overrides,
    key::Key,
    value::{Entries, Map, MapKind, Value},
};

const REQUEST: &str = "requestOverride";
const RESPONSE: &str = "responseOverride";

/// Builds `$context`.
///
/// Recorded on AWS 2025: the overrides come after `protocol` and `deploymentId` in the order of the keys.
pub(super) fn context(variables: &Object<String, Json>, overrides: &Overrides) -> Value {
    let mut entries = Entries::new();
    for (key, value) in variables {
        entries.insert(key.as_str().into(), read_only(value));
        match key.as_str() {
            "protocol" => entries.insert(REQUEST.into(), writable(&overrides.request)),
            "deploymentId" => entries.insert(RESPONSE.into(), writable(&overrides.response)),
            _ => None,
        };
    }
    entries
        .entry(REQUEST.into())
        .or_insert_with(|| writable(&overrides.request));
    entries
        .entry(RESPONSE.into())
        .or_insert_with(|| writable(&overrides.response));
    Value::map(entries, MapKind::Context)
}

/// The overrides as `context` holds them now; none if a value is nested too deeply.
pub(super) fn read(context: &Map) -> Option<Overrides> {
    let entries = context.entries.borrow();
    let object = |key: &str| match entries.get(key)?.to_json(0)? {
        Json::Object(members) => Some(members),
        _ => None,
    };
    Some(Overrides {
        request: object(REQUEST)?,
        response: object(RESPONSE)?,
    })
}

fn read_only(json: &Json) -> Value {
    match json {
        Json::Object(members) => {
            let entry = |(key, value): (&String, &Json)| (Key::from(key.as_str()), read_only(value));
            Value::map(members.iter().map(entry).collect(), MapKind::Context)
        }
        other => Value::from_json(other),
    }
}

fn writable(members: &Object<String, Json>) -> Value {
    let entry = |(key, value): (&String, &Json)| {
        let value = match value {
            Json::Object(members) => writable(members),
            other => Value::from_json(other),
        };
        (Key::from(key.as_str()), value)
    };
    Value::map(
        members.iter().map(entry).collect(),
        MapKind::Override(RefCell::default()),
    )
}
