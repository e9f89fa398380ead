//! REST APIs and what is in them.

use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_apigateway::types::{EndpointConfiguration, EndpointType};
use futures::future::try_join_all;

use super::DeployError;
use super::changes::Changes;
use super::construction::{BuildError, Construction};
use super::context::{Context, Shared};
use super::ledger::Kind;
use super::method::filled;
use super::permission::Everything;
use super::site::{self, Door, Plan, STAGE, Site};
use crate::system::{Placeholders, RequestValidator, RestApi};

/// An API may have 10 authorizers and 300 resources (API Gateway quotas), so that one takes as much of it as thirty of
/// the others.
const AUTHORIZER_SIZE: usize = 30;

/// A REST API under construction.
#[derive(Debug)]
pub(super) struct Api {
    pub(super) context: Arc<Context>,
    pub(super) id: String,
    pub(super) root: String,
    pub(super) changes: Changes,
    pub(super) validators: Shared<RequestValidator, String>,
    /// The stage's variables.
    variables: Option<HashMap<String, String>>,
}

impl Construction for Api {
    type Api = RestApi;

    async fn create(
        context: &Arc<Context>,
        name: &str,
        alone: Option<&Plan<RestApi>>,
    ) -> Result<Self, DeployError> {
        let binary_media_types = alone.map_or(&[][..], |plan| &plan.api.binary_media_types);
        let variables = match alone {
            Some(plan) => filled(&plan.api.stage_variables, &plan.known)?,
            None => None,
        };
        let apigateway = &context.clients().apigateway;
        let resource = Kind::RestApi.named(context.run.name(name));
        let regional = EndpointConfiguration::builder()
            .types(EndpointType::Regional)
            .build();
        let call = apigateway
            .create_rest_api()
            .name(&resource.name)
            .description("A run of apigw-conformance; may be deleted when it has ended")
            .set_binary_media_types((!binary_media_types.is_empty()).then(|| binary_media_types.to_vec()))
            .set_minimum_compression_size(alone.and_then(|plan| plan.api.minimum_compression_size))
            .endpoint_configuration(regional);
        let created = context
            .create(&resource, context.target.call("CreateRestApi", call.send()))
            .await?;
        let id = created
            .id
            .ok_or_else(|| DeployError::without_id("CreateRestApi"))?;
        context.record(context.ledger.created(&resource, &id))?;
        let root = match created.root_resource_id {
            Some(root) => root,
            // Older implementations do not tell.
            None => {
                let call = apigateway.get_resources().rest_api_id(&id);
                let found = context.target.call("GetResources", call.send()).await?;
                let mut found = found.items.unwrap_or_default().into_iter();
                found
                    .find(|resource| resource.path.as_deref() == Some("/"))
                    .and_then(|root| root.id)
                    .ok_or_else(|| DeployError::unusable("CreateRestApi", "the API has no root resource"))?
            }
        };
        Ok(Self {
            context: Arc::clone(context),
            changes: Changes::new(context),
            variables,
            id,
            root,
            validators: Shared::default(),
        })
    }

    async fn build(&self, plan: &Plan<RestApi>) -> Result<(), BuildError> {
        let mut resources = HashMap::from([("/".to_owned(), self.root.clone())]);
        let Err(error) = self.resources_and_methods(plan, &mut resources).await else {
            return Ok(());
        };
        // What is left of it would spoil the deployment for the others: a method without integration is refused
        // there.
        let clean = match resources.get(&plan.base) {
            Some(top) => self.remove(top).await.is_ok(),
            None => true,
        };
        Err(BuildError { error, clean })
    }

    async fn deploy(&self, number: usize) -> Result<(), DeployError> {
        self.deploy_to_stage(number).await
    }

    async fn complete(&self, plan: &Plan<RestApi>) -> Result<(), DeployError> {
        if plan.api.is_logged {
            self.log_executions(STAGE).await?;
        }
        self.stage_settings(plan).await?;
        self.change_afterwards(plan).await
    }

    fn size(plan: &Plan<RestApi>) -> usize {
        site::resource_paths(&plan.api, &plan.base).len() + AUTHORIZER_SIZE * plan.api.authorizers.len()
    }

    fn site(&self, plan: &Plan<RestApi>) -> Site {
        Site {
            api: self.id.clone(),
            base: plan.base.clone(),
            door: Door::RestApi,
        }
    }
}

impl Api {
    /// Creates a site's resources and methods. On an error what was created stays.
    async fn resources_and_methods(
        &self,
        plan: &Plan<RestApi>,
        resources: &mut HashMap<String, String>,
    ) -> Result<(), DeployError> {
        let known = self.known(plan);
        let mut level = Vec::new();
        let mut paths = site::resource_paths(&plan.api, &plan.base).into_iter().peekable();
        while let Some((depth, path)) = paths.next() {
            level.push(path);
            if paths.peek().is_some_and(|(next, _)| *next == depth) {
                continue;
            }
            let created = try_join_all(level.drain(..).map(|path| self.resource(resources, path))).await?;
            resources.extend(created);
        }
        if let Some(policy) = &plan.api.policy {
            self.policy(&known, policy).await?;
        }
        let authorizers = self.authorizers(plan).await?;
        let methods = plan
            .api
            .methods
            .iter()
            .map(|method| self.method(plan, &known, resources, &authorizers, method));
        let asks = |index| {
            plan.api
                .authorizers
                .iter()
                .any(|authorizer| authorizer.function == index)
        };
        let functions = plan.functions.iter().zip(&plan.deployed).enumerate();
        let grants = functions.map(|(index, (function, deployed))| {
            let everything = match asks(index) {
                true => Everything::Authorizers,
                false => Everything::RestApi,
            };
            self.context
                .grant(function, deployed, &self.id, &plan.base, &known, everything)
        });
        let responses = plan
            .api
            .gateway_responses
            .iter()
            .map(|response| self.gateway_response(&known, response));
        futures::future::try_join3(
            try_join_all(methods),
            try_join_all(grants),
            try_join_all(responses),
        )
        .await?;
        Ok(())
    }

    /// Deploys it as it is to its own stage.
    pub(super) async fn deploy_to_stage(&self, number: usize) -> Result<(), DeployError> {
        self.deploy_stage(STAGE, self.variables.clone(), number).await
    }

    /// What the plan's placeholders stand for, now that the API has an id.
    pub(super) fn known(&self, plan: &Plan<RestApi>) -> Placeholders {
        let mut known = plan.known.clone();
        known.set("apiId", &self.id);
        if let Some(url) = self.context.target.url_from_within(&self.id, STAGE, &plan.base) {
            if let Some(closed) = closed(&url) {
                known.set("closedUrl", closed);
            }
            known.set("invokeUrl", url);
        }
        known
    }

    /// Removes a resource with all below it.
    async fn remove(&self, resource: &str) -> Result<(), DeployError> {
        let delete = self
            .context
            .clients()
            .apigateway
            .delete_resource()
            .rest_api_id(&self.id)
            .resource_id(resource);
        self.changes
            .make("DeleteResource", || delete.clone().send())
            .await?;
        Ok(())
    }

    pub(super) async fn resource(
        &self,
        resources: &HashMap<String, String>,
        path: String,
    ) -> Result<(String, String), DeployError> {
        let (parent, part) = path.rsplit_once('/').unwrap_or(("", &path));
        let parent = if parent.is_empty() { "/" } else { parent };
        let parent = resources
            .get(parent)
            .ok_or_else(|| DeployError::Impossible(format!("{path} has no parent resource")))?;
        let call = self.context.clients().apigateway.create_resource();
        let call = call.rest_api_id(&self.id).parent_id(parent).path_part(part);
        let created = self
            .changes
            .make("CreateResource", || call.clone().send())
            .await?;
        let id = created
            .id
            .ok_or_else(|| DeployError::without_id("CreateResource"))?;
        Ok((path, id))
    }
}

/// The host of a URL at the port of the discard service, where nobody listens.
fn closed(url: &str) -> Option<String> {
    let mut url = reqwest::Url::parse(url).ok()?;
    url.set_path("");
    url.set_port(Some(9)).ok()?;
    Some(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::closed;

    #[test]
    fn nobody_listens_at_the_discard_port() {
        let found = closed("http://localhost:4566/restapis/a1/live/_user_request_/s-1");
        assert_eq!(found.as_deref(), Some("http://localhost:9"));
        let found = closed("https://a1.execute-api.eu-west-1.amazonaws.com/live");
        assert_eq!(
            found.as_deref(),
            Some("https://a1.execute-api.eu-west-1.amazonaws.com:9")
        );
    }
}
