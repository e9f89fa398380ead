//! Usage plans: which keys open which stages, and how often.

use indexmap::{IndexMap, IndexSet};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::{Answer, Input, Outcome, bad_request, conflict, not_found};
use super::api_key::{self, ApiKey};
use super::patch::{self, Field, Kind, PatchOperation};
use super::store::{Store, new_id};
use super::throttle::Throttle;
use crate::gateway::api_keys;
use crate::gateway::quota::{Period, Quota};
use crate::gateway::throttling::Throttling;
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
    quota: Option<QuotaSettings>,
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
    /// By `{resource path}/{verb}`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    throttle: IndexMap<String, Throttle>,
}

/// `QuotaSettings`
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct QuotaSettings {
    limit: i64,
    offset: i64,
    period: String,
}

impl QuotaSettings {
    /// What Terraform's provider knows of AWS's checks; the texts are those that it foresees.
    fn compiled(&self) -> Result<Quota, AwsError> {
        let period = Period::named(&self.period)
            .ok_or_else(|| bad_request("Usage Plan quota period must be DAY, WEEK or MONTH"))?;
        let (most, of) = match period {
            Period::Day => (0, "zero in the DAY period"),
            Period::Week => (6, "between 0 and 6 inclusive in the WEEK period"),
            Period::Month => (27, "between 0 and 27 inclusive in the MONTH period"),
        };
        if !(0..=most).contains(&self.offset) {
            return Err(bad_request(format!("Usage Plan quota offset must be {of}")));
        }
        let number = |number: i64| {
            u64::try_from(number).map_err(|_| bad_request("Usage Plan quota limit must not be negative"))
        };
        Ok(Quota {
            limit: number(self.limit)?,
            offset: number(self.offset)?,
            period,
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateUsagePlanKey {
    key_id: String,
    key_type: String,
}

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

const QUOTA_FIELDS: [Field; 3] = [
    Field {
        name: "limit",
        kind: Kind::Number,
    },
    Field {
        name: "offset",
        kind: Kind::Number,
    },
    Field {
        name: "period",
        kind: Kind::Text,
    },
];

impl UsagePlan {
    /// API ids and stage names that its keys open.
    pub fn stages(&self) -> impl Iterator<Item = (String, String)> {
        self.api_stages
            .iter()
            .map(|s| (s.api_id.clone(), s.stage.clone()))
    }

    /// As the data plane keeps it. A quota that is none was refused.
    #[must_use]
    pub fn compiled(&self) -> api_keys::UsagePlan {
        let methods = |stage: &ApiStage| {
            let limits = stage.throttle.iter();
            Throttling(limits.map(|(method, t)| (method.clone(), t.compiled())).collect())
        };
        api_keys::UsagePlan {
            id: self.id.clone(),
            throttle: self.throttle.as_ref().map(Throttle::compiled),
            methods: self
                .api_stages
                .iter()
                .filter(|stage| !stage.throttle.is_empty())
                .map(|stage| ((stage.api_id.clone(), stage.stage.clone()), methods(stage)))
                .collect(),
            quota: self.quota.as_ref().and_then(|quota| quota.compiled().ok()),
        }
    }

    fn check(&self) -> Result<(), AwsError> {
        let of_methods = self.api_stages.iter().flat_map(|stage| stage.throttle.values());
        self.throttle
            .iter()
            .chain(of_methods)
            .try_for_each(Throttle::check)?;
        self.quota
            .as_ref()
            .map_or(Ok(()), |quota| quota.compiled().map(|_| ()))
    }

    /// `/apiStages` takes and gives `{api}:{stage}`; below it are the limits of single methods.
    fn apply(&mut self, store: &Store, change: &PatchOperation) -> Result<(), AwsError> {
        let parts = change.parts();
        let parts: Vec<_> = parts.iter().map(String::as_str).collect();
        match (change.op.as_str(), parts.as_slice()) {
            (op, ["apiStages"]) => {
                let stage = change.value.as_deref().and_then(ApiStage::named);
                let stage = stage.ok_or_else(|| bad_request("Invalid API stage specified"))?;
                let is_same = |s: &ApiStage| s.api_id == stage.api_id && s.stage == stage.stage;
                match op {
                    "add" => {
                        check_stage(store, &stage)?;
                        self.api_stages.push(stage);
                    }
                    "remove" => self.api_stages.retain(|s| !is_same(s)),
                    _ => return Err(bad_request("Invalid patch path /apiStages")),
                }
            }
            (op, ["apiStages", name, "throttle", path, verb, rest @ ..]) => {
                let found = ApiStage::named(name).and_then(|named| {
                    let mut stages = self.api_stages.iter_mut();
                    stages.find(|s| s.api_id == named.api_id && s.stage == named.stage)
                });
                let stage = found.ok_or_else(|| not_found("Invalid API stage specified"))?;
                let method = format!("{path}/{verb}");
                match (op, rest) {
                    ("remove", []) => drop(stage.throttle.shift_remove(&method)),
                    (_, [member]) => stage.throttle.entry(method).or_default().patch(change, member)?,
                    _ => return Err(bad_request(format!("Invalid patch path {}", change.path))),
                }
            }
            ("remove", ["throttle"]) => self.throttle = None,
            ("remove", ["quota"]) => self.quota = None,
            (_, ["throttle", member]) => self.throttle.get_or_insert_default().patch(change, member)?,
            (_, ["quota", ..]) => {
                let below = PatchOperation {
                    path: change.path.trim_start_matches("/quota").to_owned(),
                    ..change.clone()
                };
                patch::update(self.quota.get_or_insert_default(), &QUOTA_FIELDS, &[below])?;
            }
            _ => {
                let keys = std::mem::take(&mut self.keys);
                patch::update(self, &FIELDS, std::slice::from_ref(change))?;
                self.keys = keys;
            }
        }
        Ok(())
    }
}

impl ApiStage {
    /// Reads `{api}:{stage}`.
    fn named(text: &str) -> Option<Self> {
        let (api_id, stage) = text.split_once(':')?;
        Some(Self {
            api_id: api_id.to_owned(),
            stage: stage.to_owned(),
            throttle: IndexMap::new(),
        })
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
    plan.check()?;
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

/// `PATCH /usageplans/{id}`
pub fn update(store: &mut Store, input: &Input, id: &str) -> Outcome {
    let mut changed = of(store, id)?.clone();
    for change in input.patch("updateUsagePlanInput")? {
        changed.apply(store, &change)?;
    }
    changed.check()?;
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
