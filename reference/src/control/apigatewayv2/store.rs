//! Everything that has been created.

use indexmap::IndexMap;
use jiff::{Timestamp, Unit};
use serde_json::Value;

use super::api::HttpApi;
use super::authorizer::Authorizer;
use super::deployment::Deployment;
use super::integration::Integration;
use super::route::Route;
use super::stage::Stage;
use crate::control::apigateway::answer::not_found;
use crate::wire::{ACCOUNT, AwsError};

/// The account's HTTP APIs.
#[derive(Debug, Default)]
pub struct Store {
    /// By id.
    pub apis: IndexMap<String, Api>,
}

/// An HTTP API with all that belongs to it.
#[derive(Debug)]
pub struct Api {
    /// The API itself.
    pub http_api: HttpApi,
    /// The region it was created in.
    pub region: String,
    /// By id.
    pub authorizers: IndexMap<String, Authorizer>,
    /// By id.
    pub integrations: IndexMap<String, Integration>,
    /// By id.
    pub routes: IndexMap<String, Route>,
    /// By name.
    pub stages: IndexMap<String, Stage>,
    /// By id.
    pub deployments: IndexMap<String, Deployment>,
}

impl Store {
    /// An API.
    ///
    /// # Errors
    /// `NotFoundException`
    pub fn api(&mut self, id: &str) -> Result<&mut Api, AwsError> {
        self.apis
            .get_mut(id)
            .ok_or_else(|| not_found(format!("Invalid API identifier specified {ACCOUNT}:{id}")))
    }
}

impl Api {
    /// An authorizer.
    ///
    /// # Errors
    /// `NotFoundException`
    pub fn authorizer(&mut self, id: &str) -> Result<&mut Authorizer, AwsError> {
        self.authorizers
            .get_mut(id)
            .ok_or_else(|| not_found("Invalid Authorizer identifier specified"))
    }

    /// A route.
    ///
    /// # Errors
    /// `NotFoundException`
    pub fn route(&mut self, id: &str) -> Result<&mut Route, AwsError> {
        self.routes
            .get_mut(id)
            .ok_or_else(|| not_found("Invalid Route identifier specified"))
    }

    /// An integration.
    ///
    /// # Errors
    /// `NotFoundException`
    pub fn integration(&mut self, id: &str) -> Result<&mut Integration, AwsError> {
        self.integrations
            .get_mut(id)
            .ok_or_else(|| not_found("Invalid Integration identifier specified"))
    }

    /// A stage.
    ///
    /// # Errors
    /// `NotFoundException`
    pub fn stage(&mut self, name: &str) -> Result<&mut Stage, AwsError> {
        self.stages
            .get_mut(name)
            .ok_or_else(|| not_found("Invalid stage identifier specified"))
    }

    /// A deployment.
    ///
    /// # Errors
    /// `NotFoundException`
    pub fn deployment(&mut self, id: &str) -> Result<&mut Deployment, AwsError> {
        self.deployments
            .get_mut(id)
            .ok_or_else(|| not_found("Invalid Deployment identifier specified"))
    }
}

/// Now as the service writes dates: `2020-03-12T19:03:58Z`.
#[must_use]
pub fn now() -> Value {
    let now = Timestamp::now();
    Value::from(now.round(Unit::Second).unwrap_or(now).to_string())
}
