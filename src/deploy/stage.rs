//! Deployments and the stage that serves them.

use std::collections::HashMap;

use aws_sdk_apigateway::operation::create_deployment::builders::CreateDeploymentFluentBuilder;
use aws_sdk_apigateway::types::DeploymentCanarySettings;

use super::DeployError;
use super::rest_api::Api;
use super::served::served;
use crate::system::{Backend, Integration, IntegrationResponse, Placeholders};

/// What a probe answers.
const PROBE_STATUS: u16 = 200;

impl Api {
    /// Makes a snapshot of everything and waits until the stage serves it. `number` counts the API's
    /// deployments.
    pub(super) async fn deploy_stage(
        &self,
        stage: &str,
        variables: Option<HashMap<String, String>>,
        number: usize,
    ) -> Result<(), DeployError> {
        let call = self.deployment(stage).set_variables(variables);
        self.make_deployment(stage, call, number).await
    }

    /// The same for a part of the stage's requests, with variables of its own.
    pub(super) async fn deploy_canary(
        &self,
        stage: &str,
        percent: u8,
        variables: Option<HashMap<String, String>>,
        number: usize,
    ) -> Result<(), DeployError> {
        let settings = DeploymentCanarySettings::builder()
            .percent_traffic(percent.into())
            .set_stage_variable_overrides(variables)
            .build();
        let call = self.deployment(stage).canary_settings(settings);
        if percent == 100 {
            return self.make_deployment(stage, call, number).await;
        }
        // Whether it is served cannot be told from one request.
        self.changes
            .make("CreateDeployment", || call.clone().send())
            .await?;
        Ok(())
    }

    fn deployment(&self, stage: &str) -> CreateDeploymentFluentBuilder {
        let call = self.context.clients().apigateway.create_deployment();
        call.rest_api_id(&self.id).stage_name(stage)
    }

    async fn make_deployment(
        &self,
        stage: &str,
        call: CreateDeploymentFluentBuilder,
        number: usize,
    ) -> Result<(), DeployError> {
        let target = &self.context.target;
        let window = target.description.limits.stage_ready;
        let probe = if window.is_zero() {
            None
        } else {
            Some(self.probe(number).await?)
        };
        self.changes
            .make("CreateDeployment", || call.clone().send())
            .await?;
        match probe {
            Some(path) => {
                let at = target.invoke_url(&self.id, stage, &path);
                served(target, &at, PROBE_STATUS, window).await
            }
            None => Ok(()),
        }
    }

    /// Adds a MOCK that only the next deployment has, so that it can be told from the one before.
    async fn probe(&self, number: usize) -> Result<String, DeployError> {
        let path = format!("/ready-{number}");
        self.add_probe(&path, false).await?;
        Ok(path)
    }

    /// Adds a MOCK that answers, perhaps to those with an API key only.
    pub(super) async fn add_probe(&self, path: &str, requires_api_key: bool) -> Result<(), DeployError> {
        let resources = HashMap::from([("/".to_owned(), self.root.clone())]);
        let (_, resource) = self.resource(&resources, path.to_owned()).await?;
        let mut integration = Integration::new(Backend::Mock);
        integration
            .request_templates
            .insert("application/json".to_owned(), "{\"statusCode\": 200}".to_owned());
        integration.responses.push(IntegrationResponse {
            status: PROBE_STATUS,
            ..IntegrationResponse::default()
        });
        let call = self.context.clients().apigateway.put_method();
        let call = call
            .rest_api_id(&self.id)
            .resource_id(&resource)
            .http_method("GET")
            .authorization_type("NONE")
            .api_key_required(requires_api_key);
        self.changes.make("PutMethod", || call.clone().send()).await?;
        self.integration(&resource, "GET", &integration, None, &Placeholders::default())
            .await
    }
}
