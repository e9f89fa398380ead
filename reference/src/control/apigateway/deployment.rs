//! Deployments: snapshots of an API.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::answer::{Answer, Input, Outcome, bad_request, not_found};
use super::patch::{self, Field, Kind};
use super::snapshot;
use super::stage::{self, CanarySettings, Stage};
use super::store::{Api, Store, new_id, now};
use crate::gateway::{Gateway, api};
use crate::wire::AwsError;

/// A deployment.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deployment {
    /// Six letters and digits.
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    created_date: Value,
    /// What stages serve; never changes.
    #[serde(skip)]
    pub snapshot: Option<Arc<api::Api>>,
    /// What `embed=apisummary` shows.
    #[serde(skip)]
    summary: Value,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateDeployment {
    stage_name: Option<String>,
    stage_description: Option<String>,
    description: Option<String>,
    #[serde(default)]
    variables: IndexMap<String, String>,
    canary_settings: Option<CanarySettings>,
}

/// `POST /restapis/{api}/deployments`
pub fn create(store: &mut Store, input: &Input, gateway: &Gateway, api: &str) -> Outcome {
    let new: CreateDeployment = input.body()?;
    let api = store.api(api)?;
    let id = new_id(6);
    let deployment = Deployment {
        snapshot: Some(Arc::new(snapshot::of(api, &id)?)),
        summary: summary(api),
        description: new.description,
        created_date: now(),
        id,
    };
    if let Some(name) = new.stage_name.filter(|n| !n.is_empty()) {
        stage::check_name(&name)?;
        match (api.stages.get_mut(&name), new.canary_settings) {
            (Some(stage), Some(canary)) => stage.set_canary(canary, &deployment.id)?,
            (None, Some(_)) => {
                return Err(bad_request(
                    "Canary settings can only be given for a stage that exists",
                ));
            }
            (Some(stage), None) => stage.deploy(&deployment.id, new.stage_description, new.variables),
            (None, None) => {
                let mut stage = Stage::new(&name, &deployment.id);
                stage.deploy(&deployment.id, new.stage_description, new.variables);
                api.stages.insert(name.clone(), stage);
            }
        }
        api.deployments.insert(deployment.id.clone(), deployment.clone());
        stage::publish(api, gateway, &name);
    } else {
        api.deployments.insert(deployment.id.clone(), deployment.clone());
    }
    Ok(Answer::created(deployment))
}

fn summary(api: &Api) -> Value {
    let methods = |r: &super::resource::Resource| {
        let methods = r.methods.values().map(|m| {
            let shown =
                json!({"authorizationType": m.authorization_type, "apiKeyRequired": m.api_key_required});
            (m.http_method.clone(), shown)
        });
        methods.collect::<Map<_, _>>()
    };
    let resources = api.resources.values().filter(|r| !r.methods.is_empty());
    Value::Object(
        resources
            .map(|r| (r.path.clone(), Value::Object(methods(r))))
            .collect(),
    )
}

fn of<'s>(store: &'s mut Store, api: &str, id: &str) -> Result<&'s mut Deployment, AwsError> {
    store
        .api(api)?
        .deployments
        .get_mut(id)
        .ok_or_else(|| not_found("Invalid Deployment identifier specified"))
}

/// `GET /restapis/{api}/deployments`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    Ok(input.page(store.api(api)?.deployments.values()))
}

/// `GET /restapis/{api}/deployments/{id}`
pub fn get(store: &mut Store, input: &Input, api: &str, id: &str) -> Outcome {
    let deployment = of(store, api, id)?;
    let mut shown = json!(deployment);
    if input.query("embed").is_some_and(|e| e.contains("apisummary")) {
        shown["apiSummary"] = deployment.summary.clone();
    }
    Ok(Answer::ok(shown))
}

/// `PATCH /restapis/{api}/deployments/{id}`
pub fn update(store: &mut Store, input: &Input, api: &str, id: &str) -> Outcome {
    const FIELDS: [Field; 1] = [Field {
        name: "description",
        kind: Kind::Text,
    }];
    let deployment = of(store, api, id)?;
    let mut changed = deployment.clone();
    patch::update(&mut changed, &FIELDS, &input.patch("updateDeploymentInput")?)?;
    deployment.description = changed.description;
    Ok(Answer::ok(&*deployment))
}

/// `DELETE /restapis/{api}/deployments/{id}`
pub fn delete(store: &mut Store, api: &str, id: &str) -> Outcome {
    of(store, api, id)?;
    let api = store.api(api)?;
    if api.stages.values().any(|stage| stage.uses(id)) {
        return Err(bad_request(
            "Active stages pointing to this deployment must be moved or deleted",
        ));
    }
    api.deployments.shift_remove(id);
    Ok(Answer::empty(202))
}
