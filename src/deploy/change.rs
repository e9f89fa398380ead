//! What happens to an API that is deployed: changes and further deployments.

use std::collections::HashMap;

use super::DeployError;
use super::method::filled;
use super::rest_api::Api;
use super::site::{self, Plan};
use crate::system::{Change, Placeholders, RestApi};

impl Api {
    /// Makes the changes of a plan, in their order.
    pub(super) async fn change_afterwards(&self, plan: &Plan<RestApi>) -> Result<(), DeployError> {
        let known = self.known(plan);
        for (number, change) in plan.api.afterwards.iter().enumerate() {
            match change {
                Change::ResponseTemplate { method, template } => {
                    self.response_template(plan, &known, *method, template).await?;
                }
                Change::Deployment {
                    stage,
                    variables,
                    canary,
                } => {
                    // The first deployment has number 1.
                    let (variables, number) = (filled(variables, &known)?, number + 2);
                    match canary {
                        Some(percent) => self.deploy_canary(stage, *percent, variables, number).await?,
                        None => self.deploy_stage(stage, variables, number).await?,
                    }
                }
            }
        }
        Ok(())
    }

    async fn response_template(
        &self,
        plan: &Plan<RestApi>,
        known: &Placeholders,
        method: usize,
        template: &str,
    ) -> Result<(), DeployError> {
        let missing =
            || DeployError::Impossible(format!("method {method} has no default response to change"));
        let method = plan.api.methods.get(method).ok_or_else(missing)?;
        let response = method.integration.responses.iter();
        let response = response
            .clone()
            .find(|response| response.selection_pattern.is_none())
            .ok_or_else(missing)?;
        let resource = self.resource_at(&site::resource_of(method, &plan.base)).await?;
        let call = self
            .context
            .clients()
            .apigateway
            .put_integration_response()
            .rest_api_id(&self.id)
            .resource_id(resource)
            .http_method(&method.route.verb)
            .status_code(response.status.to_string())
            .set_response_templates(Some(HashMap::from([(
                "application/json".to_owned(),
                known.fill(template)?,
            )])));
        self.changes
            .make("PutIntegrationResponse", || call.clone().send())
            .await?;
        Ok(())
    }

    /// The id of a resource that exists.
    async fn resource_at(&self, path: &str) -> Result<String, DeployError> {
        let call = self.context.clients().apigateway.get_resources();
        let call = call.rest_api_id(&self.id).limit(500);
        let found = self.context.target.call("GetResources", call.send()).await?;
        let mut found = found.items.unwrap_or_default().into_iter();
        found
            .find(|resource| resource.path.as_deref() == Some(path))
            .and_then(|resource| resource.id)
            .ok_or_else(|| DeployError::Impossible(format!("{path} is no resource")))
    }
}
