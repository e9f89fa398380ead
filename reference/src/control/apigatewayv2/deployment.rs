//! Deployments: snapshots of an API.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::snapshot;
use super::store::{Api, Store, now};
use crate::control::apigateway::answer::{Answer, Input, Outcome, bad_request};
use crate::control::apigateway::new_id;
use crate::gateway::http_api::api;
use crate::wire::AwsError;

/// A deployment as answers show it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deployment {
    auto_deployed: bool,
    created_date: Value,
    /// Six letters and digits.
    pub deployment_id: String,
    deployment_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// What stages serve; never changes.
    #[serde(skip)]
    pub snapshot: Arc<api::Api>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeploymentInput {
    description: Option<String>,
    stage_name: Option<String>,
}

impl Deployment {
    fn of(api: &Api, description: Option<String>, auto_deployed: bool) -> Result<Self, AwsError> {
        Ok(Self {
            auto_deployed,
            created_date: now(),
            deployment_id: new_id(6),
            deployment_status: "DEPLOYED",
            description,
            snapshot: Arc::new(snapshot::of(api)?),
        })
    }
}

/// Gives the stages that deploy by themselves a new deployment. What keeps it from being made is told in their
/// status, and they serve what they served.
pub fn deploy_automatically(api: &mut Api) {
    if !api.stages.values().any(|stage| stage.auto_deploy) {
        return;
    }
    match Deployment::of(
        api,
        Some("Automatic deployment triggered by changes to the Api configuration".to_owned()),
        true,
    ) {
        Ok(deployment) => {
            let id = deployment.deployment_id.clone();
            for stage in api.stages.values_mut().filter(|stage| stage.auto_deploy) {
                stage.deployed(&id, true);
            }
            // Those that no stage serves any longer would only pile up.
            let stages = &api.stages;
            api.deployments.retain(|id, deployment| {
                !deployment.auto_deployed || stages.values().any(|s| s.deployment_id.as_ref() == Some(id))
            });
            api.deployments.insert(id, deployment);
        }
        Err(error) => {
            for stage in api.stages.values_mut().filter(|stage| stage.auto_deploy) {
                stage.not_deployed(&error.message);
            }
        }
    }
}

/// `POST /v2/apis/{api}/deployments`; the text on a missing stage is AWS's own.
pub fn create(store: &mut Store, input: &Input, api: &str) -> Outcome {
    let new: DeploymentInput = input.body()?;
    let api = store.api(api)?;
    let deployment = Deployment::of(api, new.description, false)?;
    if let Some(name) = new.stage_name.filter(|name| !name.is_empty()) {
        let stage = api.stages.get_mut(&name).ok_or_else(|| {
            bad_request(format!(
                "Stage {name} does not exist. StageName specified on a CreateDeployment request must exist so the \
                 stage can be updated with the new deployment."
            ))
        })?;
        if stage.auto_deploy {
            return Err(bad_request(
                "Deployment ID cannot be set on stages with AutoDeploy enabled",
            ));
        }
        stage.deployed(&deployment.deployment_id, false);
    }
    let answer = Answer::created(&deployment);
    api.deployments
        .insert(deployment.deployment_id.clone(), deployment);
    Ok(answer)
}

/// `GET /v2/apis/{api}/deployments`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    super::page::page(input, store.api(api)?.deployments.values())
}

/// `GET /v2/apis/{api}/deployments/{deployment}`
pub fn get(store: &mut Store, api: &str, id: &str) -> Outcome {
    Ok(Answer::ok(store.api(api)?.deployment(id)?))
}

/// `PATCH /v2/apis/{api}/deployments/{deployment}`
pub fn update(store: &mut Store, input: &Input, api: &str, id: &str) -> Outcome {
    let new: DeploymentInput = input.body()?;
    let deployment = store.api(api)?.deployment(id)?;
    if new.description.is_some() {
        deployment.description = new.description;
    }
    Ok(Answer::ok(&*deployment))
}

/// `DELETE /v2/apis/{api}/deployments/{deployment}`
pub fn delete(store: &mut Store, api: &str, id: &str) -> Outcome {
    let api = store.api(api)?;
    api.deployment(id)?;
    if api
        .stages
        .values()
        .any(|s| s.deployment_id.as_deref() == Some(id))
    {
        return Err(bad_request(
            "Active stages pointing to this deployment must be moved or deleted",
        ));
    }
    api.deployments.shift_remove(id);
    Ok(Answer::empty(204))
}
