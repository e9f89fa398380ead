//! Usage plans: which keys open which stages. Their quotas and rates are kept and not enforced.

use indexmap::{IndexMap, IndexSet};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::{Answer, Input, Outcome, bad_request, conflict, not_found};
use super::api_key::{self, ApiKey};
use super::patch::{self, Field, Kind};
use super::store::{Store, new_id};
use crate::wire::AwsError;

/// A usage plan.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsagePlan {
    #[serde(default)]
    id: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(default)]
    api_stages: Vec<ApiStage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    throttle: Option<Throttle>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quota: Option<Quota>,
    /// Tags.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// Ids of its keys.
    #[serde(skip)]
    pub keys: IndexSet<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ApiStage {
    api_id: String,
    stage: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Throttle {
    burst_limit: i64,
    rate_limit: f64,
}

#[derive(Debug, Clone, Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Quota {
    limit: i64,
    offset: i64,
    period: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateUsagePlanKey {
    key_id: String,
    key_type: String,
}

impl UsagePlan {
    /// API ids and stage names that its keys open.
    pub fn stages(&self) -> impl Iterator<Item = (String, String)> {
        self.api_stages
            .iter()
            .map(|s| (s.api_id.clone(), s.stage.clone()))
    }
}

fn key_shown(key: &ApiKey) -> Value {
    json!({"id": key.id, "type": "API_KEY", "value": key.value, "name": key.name})
}

fn check_stage(store: &Store, stage: &ApiStage) -> Result<(), AwsError> {
    let api = store.apis.get(&stage.api_id);
    if api.is_some_and(|api| api.stages.contains_key(&stage.stage)) {
        Ok(())
    } else {
        let message = format!("API Stage not found: {}:{}", stage.api_id, stage.stage);
        Err(not_found(message))
    }
}

/// `POST /usageplans`
pub fn create(store: &mut Store, input: &Input) -> Outcome {
    let plan = UsagePlan {
        id: new_id(6),
        ..input.body()?
    };
    plan.api_stages
        .iter()
        .try_for_each(|stage| check_stage(store, stage))?;
    let answer = Answer::created(&plan);
    store.plans.insert(plan.id.clone(), plan);
    Ok(answer)
}

fn of<'s>(store: &'s mut Store, id: &str) -> Result<&'s mut UsagePlan, AwsError> {
    store
        .plans
        .get_mut(id)
        .ok_or_else(|| not_found("Invalid Usage Plan ID specified"))
}

/// `GET /usageplans`
pub fn list(store: &Store, input: &Input) -> Outcome {
    let key = input.query("keyId");
    let plans = store
        .plans
        .values()
        .filter(|p| key.is_none_or(|k| p.keys.contains(k)));
    Ok(input.page(plans))
}

/// `GET /usageplans/{id}`
pub fn get(store: &mut Store, id: &str) -> Outcome {
    Ok(Answer::ok(of(store, id)?))
}

/// `PATCH /usageplans/{id}`: `/apiStages` takes and gives `{api}:{stage}`.
pub fn update(store: &mut Store, input: &Input, id: &str) -> Outcome {
    const FIELDS: [Field; 2] = [
        Field {
            name: "name",
            kind: Kind::Text,
        },
        Field {
            name: "description",
            kind: Kind::Text,
        },
    ];
    let mut changed = of(store, id)?.clone();
    for change in input.patch("updateUsagePlanInput")? {
        if change.path != "/apiStages" {
            let keys = std::mem::take(&mut changed.keys);
            patch::update(&mut changed, &FIELDS, std::slice::from_ref(&change))?;
            changed.keys = keys;
            continue;
        }
        let (api_id, stage) = change
            .value
            .as_deref()
            .and_then(|v| v.split_once(':'))
            .ok_or_else(|| bad_request("Invalid API stage specified"))?;
        let stage = ApiStage {
            api_id: api_id.to_owned(),
            stage: stage.to_owned(),
        };
        match change.op.as_str() {
            "add" => {
                check_stage(store, &stage)?;
                changed.api_stages.push(stage);
            }
            "remove" => changed.api_stages.retain(|s| *s != stage),
            _ => return Err(bad_request("Invalid patch path /apiStages")),
        }
    }
    let plan = of(store, id)?;
    *plan = changed;
    Ok(Answer::ok(&*plan))
}

/// `DELETE /usageplans/{id}`
pub fn delete(store: &mut Store, id: &str) -> Outcome {
    if !of(store, id)?.api_stages.is_empty() {
        return Err(bad_request("Cannot delete usage plan with associated API stages"));
    }
    store.plans.shift_remove(id);
    Ok(Answer::empty(202))
}

/// `POST /usageplans/{id}/keys`
pub fn add_key(store: &mut Store, input: &Input, id: &str) -> Outcome {
    let new: CreateUsagePlanKey = input.body()?;
    if new.key_type != "API_KEY" {
        return Err(bad_request("Usage plan key type must be API_KEY"));
    }
    let answer = Answer::created(key_shown(api_key::of(store, &new.key_id)?));
    if !of(store, id)?.keys.insert(new.key_id) {
        return Err(conflict("Usage Plan Key already exists"));
    }
    Ok(answer)
}

fn key<'s>(store: &'s mut Store, id: &str, key: &str) -> Result<&'s mut ApiKey, AwsError> {
    if of(store, id)?.keys.contains(key) {
        api_key::of(store, key)
    } else {
        Err(not_found("Invalid API Key identifier specified"))
    }
}

/// `GET /usageplans/{id}/keys`
pub fn list_keys(store: &mut Store, input: &Input, id: &str) -> Outcome {
    let ids = of(store, id)?.keys.clone();
    Ok(input.page(ids.iter().filter_map(|id| store.keys.get(id)).map(key_shown)))
}

/// `GET /usageplans/{id}/keys/{key}`
pub fn get_key(store: &mut Store, id: &str, key_id: &str) -> Outcome {
    Ok(Answer::ok(key_shown(key(store, id, key_id)?)))
}

/// `DELETE /usageplans/{id}/keys/{key}`
pub fn remove_key(store: &mut Store, id: &str, key_id: &str) -> Outcome {
    key(store, id, key_id)?;
    of(store, id)?.keys.shift_remove(key_id);
    Ok(Answer::empty(202))
}
