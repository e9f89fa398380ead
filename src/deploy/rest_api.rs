//! REST APIs and what is in them.

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_apigateway::types::{EndpointConfiguration, EndpointType};
use aws_sdk_sts::config::http::HttpResponse;
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use futures::future::try_join_all;
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::DeployError;
use super::context::Context;
use super::ledger::Kind;
use super::site::{self, Plan};
use crate::target::CallError;

/// Attempts at a change that API Gateway refuses because another one is under way; the time between them
/// grows by this.
const CONCURRENT_ATTEMPTS: u32 = 8;
const CONCURRENT_WAIT: Duration = Duration::from_millis(200);

/// A REST API under construction.
#[derive(Debug)]
pub(super) struct Api<'a> {
    pub(super) context: &'a Context,
    pub(super) id: String,
    pub(super) root: String,
    changes: Semaphore,
}

impl<'a> Api<'a> {
    /// Creates an API without methods.
    pub(super) async fn create(
        context: &'a Context,
        name: &str,
        binary_media_types: &[String],
    ) -> Result<Self, DeployError> {
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
            .endpoint_configuration(regional);
        let created = context
            .create(&resource, context.target.call("CreateRestApi", call.send()))
            .await?;
        let unfit = |message: &str| DeployError::Rejected {
            operation: "CreateRestApi",
            status: Some(201),
            code: "UnusableAnswer".to_owned(),
            message: message.to_owned(),
        };
        let id = created.id.ok_or_else(|| unfit("it names no id"))?;
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
                    .ok_or_else(|| unfit("the API has no root resource"))?
            }
        };
        let changes = Semaphore::new(context.target.description.limits.changes_at_once.max(1));
        Ok(Self {
            context,
            id,
            root,
            changes,
        })
    }

    /// Creates a site's resources and methods. On an error what was created stays; see [`Api::remove`].
    pub(super) async fn build(&self, plan: &Plan) -> Result<(), BuildError> {
        let mut known = plan.known.clone();
        known.set("apiId", &self.id);
        let mut resources = HashMap::from([("/".to_owned(), self.root.clone())]);
        let failed = |top: Option<&String>, error: DeployError| BuildError {
            top: top.cloned(),
            error,
        };
        let top = |resources: &HashMap<String, String>| resources.get(&plan.base).cloned();

        let mut level = Vec::new();
        let mut paths = site::resource_paths(&plan.api, &plan.base).into_iter().peekable();
        while let Some((depth, path)) = paths.next() {
            level.push(path);
            if paths.peek().is_some_and(|(next, _)| *next == depth) {
                continue;
            }
            let created = try_join_all(level.drain(..).map(|path| self.resource(&resources, path))).await;
            match created {
                Ok(created) => resources.extend(created),
                Err(error) => return Err(failed(top(&resources).as_ref(), error)),
            }
        }
        let methods = plan
            .api
            .methods
            .iter()
            .map(|method| self.method(plan, &known, &resources, method));
        let grants = plan
            .functions
            .iter()
            .zip(&plan.deployed)
            .map(|(function, deployed)| self.context.grant(function, deployed, &self.id, &plan.base));
        let responses = plan
            .api
            .gateway_responses
            .iter()
            .map(|response| self.gateway_response(&known, response));
        let done = futures::future::try_join3(
            try_join_all(methods),
            try_join_all(grants),
            try_join_all(responses),
        );
        done.await
            .map_err(|error| failed(top(&resources).as_ref(), error))?;
        Ok(())
    }

    /// Removes a resource with all below it.
    pub(super) async fn remove(&self, resource: &str) -> Result<(), DeployError> {
        let delete = self
            .context
            .clients()
            .apigateway
            .delete_resource()
            .rest_api_id(&self.id)
            .resource_id(resource);
        self.change("DeleteResource", || delete.clone().send()).await?;
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
        let created = self.change("CreateResource", || call.clone().send()).await?;
        let id = created.id.ok_or_else(|| DeployError::Rejected {
            operation: "CreateResource",
            status: Some(201),
            code: "UnusableAnswer".to_owned(),
            message: "it names no id".to_owned(),
        })?;
        Ok((path, id))
    }

    /// Makes a change of the API; not more at once than the target takes, and again if it still met another.
    pub(super) async fn change<T, E, F>(
        &self,
        operation: &'static str,
        send: impl Fn() -> F,
    ) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let mut attempt = 1;
        loop {
            let result = {
                // The semaphore is never closed.
                let _turn = self.changes.acquire().await;
                self.context.target.call(operation, send()).await
            };
            match result {
                Err(error) if met_another_change(&error) && attempt < CONCURRENT_ATTEMPTS => attempt += 1,
                other => return other,
            }
            sleep(CONCURRENT_WAIT * (attempt - 1)).await;
        }
    }
}

/// A site that could not be built.
#[derive(Debug)]
pub(super) struct BuildError {
    /// The topmost resource that was created for it.
    pub(super) top: Option<String>,
    pub(super) error: DeployError,
}

/// AWS: `ConflictException` "Unable to complete operation due to concurrent modification. Please try again
/// later."
fn met_another_change(error: &CallError) -> bool {
    matches!(error, CallError::Refused { code, message, .. }
        if code == "ConflictException" && message.contains("concurrent modification"))
}
