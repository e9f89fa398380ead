//! Stages.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::changes::merge;
use super::store::{Store, now};
use crate::control::apigateway::access_log::AccessLogSettings;
use crate::control::apigateway::answer::{Answer, Input, Outcome, bad_request, conflict, not_offered};
use crate::gateway::http_api::stage::DEFAULT;
use crate::wire::AwsError;

/// A stage as answers show it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stage {
    /// Where its requests are logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_log_settings: Option<AccessLogSettings>,
    /// Made by quick create.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_gateway_managed: Option<bool>,
    /// Whether changes of the API are deployed at once.
    pub auto_deploy: bool,
    created_date: Value,
    default_route_settings: Value,
    /// What it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_deployment_status_message: Option<String>,
    last_updated_date: Value,
    route_settings: Map<String, Value>,
    /// `$default` or a name.
    pub stage_name: String,
    /// `$stageVariables`
    pub stage_variables: IndexMap<String, String>,
    /// Tags.
    pub tags: IndexMap<String, String>,
}

/// The input of CreateStage and UpdateStage.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StageInput {
    stage_name: Option<String>,
    auto_deploy: Option<bool>,
    deployment_id: Option<String>,
    description: Option<String>,
    #[serde(default)]
    stage_variables: IndexMap<String, String>,
    #[serde(default)]
    tags: IndexMap<String, String>,
    access_log_settings: Option<AccessLogSettings>,
    client_certificate_id: Option<String>,
    #[serde(default)]
    default_route_settings: RouteSettings,
    #[serde(default)]
    route_settings: Map<String, Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RouteSettings {
    detailed_metrics_enabled: Option<bool>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl StageInput {
    /// Metrics change nothing that a client sees; throttling would.
    fn refuse_what_is_not_built(&self) -> Result<(), AwsError> {
        for (is_asked, what) in [
            (
                self.client_certificate_id.is_some(),
                "A stage with a client certificate",
            ),
            (
                self.default_route_settings.others.values().any(|v| !v.is_null()),
                "A stage with other route settings than detailedMetricsEnabled",
            ),
            (
                !self.route_settings.is_empty(),
                "A stage with settings of single routes",
            ),
        ] {
            if is_asked {
                return Err(not_offered(what));
            }
        }
        Ok(())
    }
}

impl Stage {
    /// A stage that serves nothing yet.
    #[must_use]
    pub fn new(name: &str, auto_deploy: bool) -> Self {
        Self {
            access_log_settings: None,
            api_gateway_managed: None,
            auto_deploy,
            created_date: now(),
            default_route_settings: json!({"detailedMetricsEnabled": false}),
            deployment_id: None,
            description: None,
            last_deployment_status_message: None,
            last_updated_date: now(),
            route_settings: Map::new(),
            stage_name: name.to_owned(),
            stage_variables: IndexMap::new(),
            tags: IndexMap::new(),
        }
    }

    /// Serves a deployment from now on.
    pub fn deployed(&mut self, deployment_id: &str, is_automatic: bool) {
        self.deployment_id = Some(deployment_id.to_owned());
        self.last_updated_date = now();
        self.last_deployment_status_message =
            is_automatic.then(|| format!("Successfully deployed stage with deployment ID '{deployment_id}'"));
    }

    /// Keeps what it serves, and says why.
    pub fn not_deployed(&mut self, reason: &str) {
        self.last_deployment_status_message = Some(format!("Deployment attempt failed: {reason}"));
    }

    fn configure(&mut self, new: StageInput) -> Result<(), AwsError> {
        self.auto_deploy = new.auto_deploy.unwrap_or(self.auto_deploy);
        if let Some(id) = new.deployment_id.filter(|id| !id.is_empty()) {
            if self.auto_deploy {
                return Err(bad_request(
                    "Deployment ID cannot be set on stages with AutoDeploy enabled",
                ));
            }
            self.deployment_id = Some(id);
        }
        self.description = new.description.or(self.description.take());
        merge(&mut self.stage_variables, new.stage_variables);
        check_variables(&self.stage_variables)?;
        if let Some(is_enabled) = new.default_route_settings.detailed_metrics_enabled {
            self.default_route_settings = json!({"detailedMetricsEnabled": is_enabled});
        }
        if let Some(settings) = new.access_log_settings {
            let own = self.access_log_settings.get_or_insert_default();
            own.merge(settings);
            own.check()?;
        }
        self.last_updated_date = now();
        Ok(())
    }
}

/// `$default`, or what the guide allows: letters, digits, hyphens and underscores, at most 128. The text is AWS's
/// own, although it does not name the hyphen.
fn check_name(name: &str) -> Result<(), AwsError> {
    let is_name = (1..=128).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if is_name || name == DEFAULT {
        Ok(())
    } else {
        Err(bad_request("Stage name only allows a-zA-Z0-9_"))
    }
}

/// Names of 1 to 64 letters, digits and underscores, values of at most 512 characters (LIMIT-021).
fn check_variables(variables: &IndexMap<String, String>) -> Result<(), AwsError> {
    for (name, value) in variables {
        let is_name =
            (1..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !is_name || value.chars().count() > 512 {
            return Err(bad_request(format!("Invalid stage variable specified: {name}")));
        }
    }
    if variables.len() > 100 {
        return Err(bad_request("A stage has at most 100 variables"));
    }
    Ok(())
}

/// `POST /v2/apis/{api}/stages`
pub fn create(store: &mut Store, input: &Input, api: &str) -> Outcome {
    let new: StageInput = input.body()?;
    let api = store.api(api)?;
    new.refuse_what_is_not_built()?;
    let name = new.stage_name.clone().unwrap_or_default();
    check_name(&name)?;
    if api.stages.contains_key(&name) {
        return Err(conflict("Stage already exists"));
    }
    if let Some(id) = new.deployment_id.as_deref() {
        api.deployment(id)?;
    }
    let mut stage = Stage::new(&name, false);
    stage.tags.clone_from(&new.tags);
    stage.configure(new)?;
    let answer = Answer::created(&stage);
    api.stages.insert(name, stage);
    Ok(answer)
}

/// `GET /v2/apis/{api}/stages`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    super::page::page(input, store.api(api)?.stages.values())
}

/// `GET /v2/apis/{api}/stages/{stage}`
pub fn get(store: &mut Store, api: &str, name: &str) -> Outcome {
    Ok(Answer::ok(store.api(api)?.stage(name)?))
}

/// `PATCH /v2/apis/{api}/stages/{stage}`
pub fn update(store: &mut Store, input: &Input, api: &str, name: &str) -> Outcome {
    let new: StageInput = input.body()?;
    let api = store.api(api)?;
    new.refuse_what_is_not_built()?;
    if let Some(id) = new.deployment_id.as_deref().filter(|id| !id.is_empty()) {
        api.deployment(id)?;
    }
    let mut changed = api.stage(name)?.clone();
    changed.configure(new)?;
    let answer = Answer::ok(&changed);
    *api.stage(name)? = changed;
    Ok(answer)
}

/// `DELETE /v2/apis/{api}/stages/{stage}/accesslogsettings`
pub fn delete_access_log(store: &mut Store, api: &str, name: &str) -> Outcome {
    store.api(api)?.stage(name)?.access_log_settings = None;
    Ok(Answer::empty(204))
}

/// `DELETE /v2/apis/{api}/stages/{stage}`
pub fn delete(store: &mut Store, api: &str, name: &str) -> Outcome {
    let api = store.api(api)?;
    api.stage(name)?;
    api.stages.shift_remove(name);
    Ok(Answer::empty(204))
}
