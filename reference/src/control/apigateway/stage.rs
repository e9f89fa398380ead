//! Stages: names under which deployments are served.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::access_log::AccessLogSettings;
use super::answer::{Answer, Input, Outcome, bad_request, conflict, not_found};
use super::method_settings::MethodSettings;
use super::patch::{self, Field, Kind, PatchOperation, Rejection};
use super::store::{Api, Store, now};
use crate::gateway::Gateway;
use crate::gateway::execution_log::Detail;
use crate::gateway::stage::{Stage as Served, Version};
use crate::wire::AwsError;

/// A stage.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stage {
    deployment_id: String,
    stage_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(default)]
    cache_cluster_enabled: bool,
    cache_cluster_status: String,
    method_settings: MethodSettings,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    access_log_settings: Option<AccessLogSettings>,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    variables: IndexMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    canary_settings: Option<CanarySettings>,
    #[serde(default)]
    tracing_enabled: bool,
    /// Tags.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    created_date: Value,
    last_updated_date: Value,
}

/// A canary: another deployment for a share of the requests.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CanarySettings {
    percent_traffic: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    deployment_id: Option<String>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    stage_variable_overrides: IndexMap<String, String>,
    use_stage_cache: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateStage {
    stage_name: String,
    deployment_id: String,
    description: Option<String>,
    #[serde(default)]
    cache_cluster_enabled: bool,
    #[serde(default)]
    variables: IndexMap<String, String>,
    canary_settings: Option<CanarySettings>,
    #[serde(default)]
    tracing_enabled: bool,
    #[serde(default)]
    tags: IndexMap<String, String>,
}

const FIELDS: [Field; 5] = [
    Field {
        name: "deploymentId",
        kind: Kind::Text,
    },
    Field {
        name: "description",
        kind: Kind::Text,
    },
    Field {
        name: "variables",
        kind: Kind::TextMap,
    },
    Field {
        name: "cacheClusterEnabled",
        kind: Kind::Bool,
    },
    Field {
        name: "tracingEnabled",
        kind: Kind::Bool,
    },
];

const CANARY_FIELDS: [Field; 4] = [
    Field {
        name: "percentTraffic",
        kind: Kind::Number,
    },
    Field {
        name: "deploymentId",
        kind: Kind::Text,
    },
    Field {
        name: "stageVariableOverrides",
        kind: Kind::TextMap,
    },
    Field {
        name: "useStageCache",
        kind: Kind::Bool,
    },
];

impl Stage {
    /// A stage that serves a deployment.
    #[must_use]
    pub fn new(name: &str, deployment_id: &str) -> Self {
        Self {
            deployment_id: deployment_id.to_owned(),
            stage_name: name.to_owned(),
            description: None,
            cache_cluster_enabled: false,
            cache_cluster_status: "NOT_AVAILABLE".to_owned(),
            method_settings: MethodSettings::default(),
            access_log_settings: None,
            variables: IndexMap::new(),
            canary_settings: None,
            tracing_enabled: false,
            tags: IndexMap::new(),
            created_date: now(),
            last_updated_date: now(),
        }
    }

    /// Serves another deployment; variables are added.
    pub fn deploy(
        &mut self,
        deployment_id: &str,
        description: Option<String>,
        variables: IndexMap<String, String>,
    ) {
        deployment_id.clone_into(&mut self.deployment_id);
        self.description = description.or(self.description.take());
        self.variables.extend(variables);
        self.last_updated_date = now();
    }

    /// Sets up a canary for a deployment.
    ///
    /// # Errors
    /// `BadRequestException` if the share is none.
    pub fn set_canary(&mut self, settings: CanarySettings, deployment_id: &str) -> Result<(), AwsError> {
        let canary = CanarySettings {
            deployment_id: Some(deployment_id.to_owned()),
            ..settings
        };
        self.canary_settings = Some(canary);
        self.last_updated_date = now();
        self.check()
    }

    /// Whether it serves this deployment, as its own or the canary's.
    #[must_use]
    pub fn uses(&self, deployment_id: &str) -> bool {
        let canary = self
            .canary_settings
            .as_ref()
            .and_then(|c| c.deployment_id.as_deref());
        self.deployment_id == deployment_id || canary == Some(deployment_id)
    }

    fn check(&self) -> Result<(), AwsError> {
        match &self.canary_settings {
            Some(c) if !(0.0..=100.0).contains(&c.percent_traffic) => {
                Err(bad_request("Percent traffic must be between 0.0 and 100.0"))
            }
            _ => {
                if let Some(settings) = &self.access_log_settings {
                    settings.check()?;
                }
                check_variables(&self.variables)
            }
        }
    }

    fn apply(&mut self, change: &PatchOperation) -> Result<(), AwsError> {
        let parts = change.parts();
        let parts: Vec<_> = parts.iter().map(String::as_str).collect();
        match (change.op.as_str(), parts.as_slice()) {
            ("remove", ["canarySettings"]) => self.canary_settings = None,
            ("copy", _) => return self.promote(change),
            ("remove", ["accessLogSettings"]) => self.access_log_settings = None,
            (_, ["accessLogSettings", _]) => {
                return self
                    .access_log_settings
                    .get_or_insert_default()
                    .patch(change, parts[1]);
            }
            (_, ["canarySettings", rest @ ..]) => {
                let below = PatchOperation {
                    path: format!("/{}", rest.join("/")),
                    ..change.clone()
                };
                let canary = self.canary_settings.get_or_insert_default();
                return patch::update(canary, &CANARY_FIELDS, &[below]);
            }
            (_, [resource, verb, setting @ ..]) if *resource != "variables" && !setting.is_empty() => {
                let is_known = self
                    .method_settings
                    .set(&format!("{resource}/{verb}"), setting, change)?;
                if !is_known {
                    return Err(change.refused(&Rejection::Path, &FIELDS));
                }
            }
            _ => patch::update(self, &FIELDS, std::slice::from_ref(change))?,
        }
        Ok(())
    }

    /// The `copy` operations by which a canary is promoted.
    fn promote(&mut self, change: &PatchOperation) -> Result<(), AwsError> {
        let canary = self
            .canary_settings
            .as_ref()
            .ok_or_else(|| bad_request("The stage has no canary"))?;
        match (change.from.as_deref(), change.path.as_str()) {
            (Some("/canarySettings/deploymentId"), "/deploymentId") => {
                if let Some(id) = canary.deployment_id.clone() {
                    self.deployment_id = id;
                }
            }
            (Some("/canarySettings/stageVariableOverrides"), "/variables") => {
                self.variables.extend(canary.stage_variable_overrides.clone());
            }
            _ => return Err(change.refused(&Rejection::Op, &FIELDS)),
        }
        Ok(())
    }

    fn writes_logs(&self) -> bool {
        let executions = self.method_settings.logs();
        self.access_log_settings.is_some() || executions.0.values().any(|d| *d != Detail::Nothing)
    }
}

/// Checks a stage's name.
///
/// # Errors
/// `BadRequestException`
pub fn check_name(name: &str) -> Result<(), AwsError> {
    let is_valid = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    if is_valid {
        Ok(())
    } else {
        Err(bad_request("Stage name only allows a-zA-Z0-9_-"))
    }
}

fn check_variables(variables: &IndexMap<String, String>) -> Result<(), AwsError> {
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let is_value = |value: &str| {
        value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._~:/?#&=,".contains(c))
    };
    match variables
        .iter()
        .find(|(name, value)| !is_name(name) || !is_value(value))
    {
        Some((name, _)) => Err(bad_request(format!(
            "Stage variable {name} has an invalid name or value; names allow A-Za-z0-9_, values A-Za-z0-9-._~:/?#&=,"
        ))),
        None => Ok(()),
    }
}

/// Serves a stage as it is now.
pub fn publish(api: &Api, gateway: &Gateway, name: &str) {
    let Some(stage) = api.stages.get(name) else { return };
    let version = |deployment: &str, variables: IndexMap<String, String>, is_canary| {
        let snapshot = api.deployments.get(deployment)?.snapshot.as_ref()?;
        Some(Version {
            api: Arc::clone(snapshot),
            variables: Arc::new(variables),
            is_canary,
        })
    };
    let canary = stage.canary_settings.as_ref();
    let is_canary = canary.map(|_| false);
    let Some(production) = version(&stage.deployment_id, stage.variables.clone(), is_canary) else {
        return;
    };
    let canary = canary.and_then(|settings| {
        let mut variables = stage.variables.clone();
        variables.extend(settings.stage_variable_overrides.clone());
        let id = settings.deployment_id.as_deref().unwrap_or(&stage.deployment_id);
        Some((settings.percent_traffic, version(id, variables, Some(true))?))
    });
    let served = Served {
        production,
        canary,
        logs: stage.method_settings.logs(),
        throttling: stage.method_settings.throttling(),
        access_log: stage
            .access_log_settings
            .as_ref()
            .and_then(AccessLogSettings::compiled),
    };
    gateway.publish(&api.rest_api.id, name, served);
}

/// `POST /restapis/{api}/stages`
pub fn create(store: &mut Store, input: &Input, gateway: &Gateway, api: &str) -> Outcome {
    let new: CreateStage = input.body()?;
    let api = store.api(api)?;
    check_name(&new.stage_name)?;
    check_deployment(api, &new.deployment_id)?;
    if api.stages.contains_key(&new.stage_name) {
        return Err(conflict("Stage already exists"));
    }
    let stage = Stage {
        description: new.description,
        cache_cluster_enabled: new.cache_cluster_enabled,
        variables: new.variables,
        canary_settings: new.canary_settings,
        tracing_enabled: new.tracing_enabled,
        tags: new.tags,
        ..Stage::new(&new.stage_name, &new.deployment_id)
    };
    stage.check()?;
    let answer = Answer::created(&stage);
    api.stages.insert(new.stage_name.clone(), stage);
    publish(api, gateway, &new.stage_name);
    Ok(answer)
}

fn check_deployment(api: &Api, id: &str) -> Result<(), AwsError> {
    if api.deployments.contains_key(id) {
        Ok(())
    } else {
        Err(bad_request("Invalid deployment identifier specified"))
    }
}

fn of<'a>(api: &'a mut Api, name: &str) -> Result<&'a mut Stage, AwsError> {
    api.stages
        .get_mut(name)
        .ok_or_else(|| not_found("Invalid Stage identifier specified"))
}

/// `GET /restapis/{api}/stages`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    let deployment = input.query("deploymentId");
    let stages = store.api(api)?.stages.values();
    let stages: Vec<_> = stages
        .filter(|s| deployment.is_none_or(|id| s.uses(id)))
        .collect();
    Ok(Answer::ok(json!({ "item": stages })))
}

/// `GET /restapis/{api}/stages/{name}`
pub fn get(store: &mut Store, api: &str, name: &str) -> Outcome {
    Ok(Answer::ok(of(store.api(api)?, name)?))
}

/// `PATCH /restapis/{api}/stages/{name}`
pub fn update(store: &mut Store, input: &Input, gateway: &Gateway, api: &str, name: &str) -> Outcome {
    let changes = input.patch("updateStageInput")?;
    let has_log_role = store.log_role.is_some();
    let api = store.api(api)?;
    let mut changed = of(api, name)?.clone();
    for change in &changes {
        changed.apply(change)?;
    }
    changed.check()?;
    if changed.writes_logs() && !has_log_role {
        return Err(bad_request(
            "CloudWatch Logs role ARN must be set in account settings to enable logging",
        ));
    }
    check_deployment(api, &changed.deployment_id)?;
    if let Some(id) = changed
        .canary_settings
        .as_ref()
        .and_then(|c| c.deployment_id.as_ref())
    {
        check_deployment(api, id)?;
    }
    changed.last_updated_date = now();
    let answer = Answer::ok(&changed);
    *of(api, name)? = changed;
    publish(api, gateway, name);
    Ok(answer)
}

/// `DELETE /restapis/{api}/stages/{name}/cache/authorizers`
pub fn flush_authorizers(store: &mut Store, gateway: &Gateway, api: &str, name: &str) -> Outcome {
    let api = store.api(api)?;
    if !api.stages.contains_key(name) {
        return Err(not_found("Invalid stage identifier specified"));
    }
    gateway.flush_authorizers(&api.rest_api.id, Some(name));
    Ok(Answer::empty(202))
}

/// `DELETE /restapis/{api}/stages/{name}`
pub fn delete(store: &mut Store, gateway: &Gateway, api: &str, name: &str) -> Outcome {
    let api = store.api(api)?;
    of(api, name)?;
    api.stages.shift_remove(name);
    gateway.withdraw(&api.rest_api.id, name);
    Ok(Answer::empty(202))
}
