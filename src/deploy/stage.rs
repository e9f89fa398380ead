//! Deployments and the stage that serves them.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::DeployError;
use super::rest_api::Api;
use crate::system::{Backend, Integration, IntegrationResponse, Placeholders};

/// Answers in a row after which a stage counts as ready: it is served from many places.
const READY_ANSWERS: u32 = 3;
/// Looks spread over the target's window.
const READY_LOOKS: u32 = 200;

impl Api<'_> {
    /// Makes a snapshot of everything and waits until the stage serves it. `number` counts the API's
    /// deployments.
    pub(super) async fn deploy(
        &self,
        stage: &str,
        variables: Option<HashMap<String, String>>,
        number: usize,
    ) -> Result<(), DeployError> {
        let window = self.context.target.description.limits.stage_ready;
        let probe = if window.is_zero() {
            None
        } else {
            Some(self.probe(number).await?)
        };
        let deployment = self
            .context
            .clients()
            .apigateway
            .create_deployment()
            .rest_api_id(&self.id)
            .stage_name(stage)
            .set_variables(variables);
        self.change("CreateDeployment", || deployment.clone().send())
            .await?;
        match probe {
            Some(path) => self.ready(stage, &path, window).await,
            None => Ok(()),
        }
    }

    /// Adds a MOCK that only the next deployment has, so that it can be told from the one before.
    async fn probe(&self, number: usize) -> Result<String, DeployError> {
        let path = format!("/ready-{number}");
        let resources = HashMap::from([("/".to_owned(), self.root.clone())]);
        let (_, resource) = self.resource(&resources, path.clone()).await?;
        let mut integration = Integration::new(Backend::Mock);
        integration
            .request_templates
            .insert("application/json".to_owned(), "{\"statusCode\": 200}".to_owned());
        integration.responses.push(IntegrationResponse {
            status: 200,
            ..IntegrationResponse::default()
        });
        let call = self.context.clients().apigateway.put_method();
        let call = call
            .rest_api_id(&self.id)
            .resource_id(&resource)
            .http_method("GET")
            .authorization_type("NONE");
        self.change("PutMethod", || call.clone().send()).await?;
        self.integration(&resource, "GET", &integration, None, &Placeholders::default())
            .await?;
        Ok(path)
    }

    async fn ready(&self, stage: &str, path: &str, window: Duration) -> Result<(), DeployError> {
        let target = &self.context.target;
        let end = Instant::now() + window;
        let (mut in_a_row, mut last) = (0, None);
        while Instant::now() < end {
            last = target.probe(target.invoke_url(&self.id, stage, path)).await;
            in_a_row = if last == Some(200) { in_a_row + 1 } else { 0 };
            if in_a_row == READY_ANSWERS {
                return Ok(());
            }
            sleep(window / READY_LOOKS).await;
        }
        Err(DeployError::TimedOut {
            what: format!("see the deployment of API {} served", self.id),
            message: last.map_or_else(|| "no answer".to_owned(), |status| format!("it answers {status}")),
        })
    }
}
