//! API keys.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::{Answer, Input, Outcome, bad_request, conflict, not_found};
use super::patch::{self, Field, Kind};
use super::store::{Store, new_id, now};
use crate::gateway::Gateway;
use crate::gateway::api_keys;
use crate::wire::AwsError;

/// An API key.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiKey {
    /// Ten letters and digits.
    pub id: String,
    /// What clients send.
    pub value: String,
    /// The name.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// Whether it opens anything.
    pub enabled: bool,
    created_date: Value,
    last_updated_date: Value,
    #[serde(default)]
    stage_keys: Vec<String>,
    /// Tags.
    #[serde(default)]
    pub tags: IndexMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateApiKey {
    name: Option<String>,
    description: Option<String>,
    #[serde(default)]
    enabled: bool,
    value: Option<String>,
    #[serde(default)]
    tags: IndexMap<String, String>,
}

impl ApiKey {
    fn shown(&self, has_value: bool) -> Value {
        let mut shown = json!(self);
        if let (false, Value::Object(members)) = (has_value, &mut shown) {
            members.shift_remove("value");
        }
        shown
    }
}

/// Tells the data plane which keys open which stages, and how often.
pub fn publish(store: &Store, gateway: &Gateway) {
    let mut keys = api_keys::ApiKeys::default();
    let compiled: Vec<_> = store
        .plans
        .values()
        .map(|plan| (plan, Arc::new(plan.compiled())))
        .collect();
    for key in store.keys.values().filter(|k| k.enabled) {
        let plans = compiled.iter().filter(|(plan, _)| plan.keys.contains(&key.id));
        let opened =
            plans.flat_map(|(plan, compiled)| plan.stages().map(|stage| (stage, Arc::clone(compiled))));
        let opened = api_keys::ApiKey {
            id: key.id.clone(),
            plans: opened.collect(),
        };
        keys.0.insert(key.value.clone(), opened);
    }
    gateway.set_keys(keys);
}

/// `POST /apikeys`
pub fn create(store: &mut Store, input: &Input) -> Outcome {
    let new: CreateApiKey = input.body()?;
    let value = new.value.unwrap_or_else(|| new_id(40));
    if value.len() < 20 {
        return Err(bad_request("API Key value should be at least 20 characters"));
    }
    if store.keys.values().any(|key| key.value == value) {
        return Err(conflict("API Key already exists"));
    }
    let key = ApiKey {
        id: new_id(10),
        value,
        name: new.name.unwrap_or_default(),
        description: new.description,
        enabled: new.enabled,
        created_date: now(),
        last_updated_date: now(),
        stage_keys: Vec::new(),
        tags: new.tags,
    };
    let answer = Answer::created(&key);
    store.keys.insert(key.id.clone(), key);
    Ok(answer)
}

/// A key.
///
/// # Errors
/// `NotFoundException`
pub fn of<'s>(store: &'s mut Store, id: &str) -> Result<&'s mut ApiKey, AwsError> {
    store
        .keys
        .get_mut(id)
        .ok_or_else(|| not_found("Invalid API Key identifier specified"))
}

/// `GET /apikeys`
pub fn list(store: &Store, input: &Input) -> Outcome {
    let has_values = input.query("includeValues") == Some("true");
    let name = input.query("name");
    let keys = store
        .keys
        .values()
        .filter(|k| name.is_none_or(|n| k.name.starts_with(n)));
    Ok(input.page(keys.map(|k| k.shown(has_values))))
}

/// `GET /apikeys/{id}`
pub fn get(store: &mut Store, input: &Input, id: &str) -> Outcome {
    let has_value = input.query("includeValue") == Some("true");
    Ok(Answer::ok(of(store, id)?.shown(has_value)))
}

/// `PATCH /apikeys/{id}`
pub fn update(store: &mut Store, input: &Input, id: &str) -> Outcome {
    const FIELDS: [Field; 3] = [
        Field {
            name: "name",
            kind: Kind::Text,
        },
        Field {
            name: "description",
            kind: Kind::Text,
        },
        Field {
            name: "enabled",
            kind: Kind::Bool,
        },
    ];
    let key = of(store, id)?;
    patch::update(key, &FIELDS, &input.patch("updateApiKeyInput")?)?;
    key.last_updated_date = now();
    Ok(Answer::ok(key.shown(false)))
}

/// `DELETE /apikeys/{id}`
pub fn delete(store: &mut Store, id: &str) -> Outcome {
    of(store, id)?;
    store.keys.shift_remove(id);
    for plan in store.plans.values_mut() {
        plan.keys.shift_remove(id);
    }
    Ok(Answer::empty(202))
}
