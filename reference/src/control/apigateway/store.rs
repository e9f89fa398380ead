//! Everything that has been created.

use indexmap::IndexMap;
use serde_json::Value;
use uuid::Uuid;

use super::answer::not_found;
use super::api_key::ApiKey;
use super::authorizer::Authorizer;
use super::deployment::Deployment;
use super::gateway_response::GatewayResponse;
use super::method::Method;
use super::model::Model;
use super::request_validator::RequestValidator;
use super::resource::Resource;
use super::rest_api::RestApi;
use super::stage::Stage;
use super::usage_plan::UsagePlan;
use crate::gateway::gateway_response::ResponseType;
use crate::wire::{ACCOUNT, AwsError};

/// The account's REST APIs, keys and plans.
#[derive(Debug, Default)]
pub struct Store {
    /// By id.
    pub apis: IndexMap<String, Api>,
    /// By id.
    pub keys: IndexMap<String, ApiKey>,
    /// By id.
    pub plans: IndexMap<String, UsagePlan>,
    /// The role for CloudWatch Logs of the account settings.
    pub log_role: Option<String>,
}

/// A REST API with all that belongs to it.
#[derive(Debug)]
pub struct Api {
    /// The API itself.
    pub rest_api: RestApi,
    /// The region it was created in.
    pub region: String,
    /// By id, parents before children.
    pub resources: IndexMap<String, Resource>,
    /// By name.
    pub models: IndexMap<String, Model>,
    /// By id.
    pub authorizers: IndexMap<String, Authorizer>,
    /// By id.
    pub validators: IndexMap<String, RequestValidator>,
    /// Those that are customised.
    pub gateway_responses: IndexMap<ResponseType, GatewayResponse>,
    /// By id.
    pub deployments: IndexMap<String, Deployment>,
    /// By name.
    pub stages: IndexMap<String, Stage>,
}

impl Store {
    /// An API.
    ///
    /// # Errors
    /// `NotFoundException`.
    pub fn api(&mut self, id: &str) -> Result<&mut Api, AwsError> {
        self.apis
            .get_mut(id)
            .ok_or_else(|| not_found(format!("Invalid API identifier specified {ACCOUNT}:{id}")))
    }
}

impl Api {
    /// A copy of what a definition describes, without deployments and stages.
    #[must_use]
    pub fn definition(&self) -> Self {
        Self {
            rest_api: self.rest_api.clone(),
            region: self.region.clone(),
            resources: self.resources.clone(),
            models: self.models.clone(),
            authorizers: self.authorizers.clone(),
            validators: self.validators.clone(),
            gateway_responses: self.gateway_responses.clone(),
            deployments: IndexMap::new(),
            stages: IndexMap::new(),
        }
    }

    /// Puts another definition in the place of this one; deployments and stages stay.
    pub fn replace_definition(&mut self, new: Self) {
        *self = Self {
            deployments: std::mem::take(&mut self.deployments),
            stages: std::mem::take(&mut self.stages),
            ..new
        };
    }

    /// A resource.
    ///
    /// # Errors
    /// `NotFoundException`.
    pub fn resource(&mut self, id: &str) -> Result<&mut Resource, AwsError> {
        self.resources
            .get_mut(id)
            .ok_or_else(|| not_found("Invalid Resource identifier specified"))
    }

    /// A method.
    ///
    /// # Errors
    /// `NotFoundException`.
    pub fn method(&mut self, resource: &str, verb: &str) -> Result<&mut Method, AwsError> {
        self.resource(resource)?
            .methods
            .get_mut(verb)
            .ok_or_else(|| not_found("Invalid Method identifier specified"))
    }
}

/// A new id of lower-case letters and digits, as API Gateway makes them.
#[must_use]
pub fn new_id(length: usize) -> String {
    const DIGITS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    std::iter::repeat_with(|| *Uuid::new_v4().as_bytes())
        .flatten()
        .map(|byte| char::from(DIGITS[usize::from(byte) % DIGITS.len()]))
        .take(length)
        .collect()
}

/// Now in seconds since the epoch: the form of every date in an answer.
#[must_use]
pub fn now() -> Value {
    Value::from(jiff::Timestamp::now().as_second())
}
