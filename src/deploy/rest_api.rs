//! REST APIs and what is in them.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use aws_sdk_apigateway::types::{EndpointConfiguration, EndpointType, IntegrationType};
use aws_sdk_sts::config::http::HttpResponse;
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use futures::future::try_join_all;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep};

use super::DeployError;
use super::context::Context;
use super::ledger::Kind;
use super::site::{self, Plan, STAGE};
use crate::system::{Backend, GatewayResponse, Integration, Method, Passthrough, Placeholders};
use crate::target::CallError;

/// Attempts at a change that API Gateway refuses because another one is under way; the time between them
/// grows by this.
const CONCURRENT_ATTEMPTS: u32 = 8;
const CONCURRENT_WAIT: Duration = Duration::from_millis(200);
/// Answers in a row after which a stage counts as ready: it is served from many places.
const READY_ANSWERS: u32 = 3;
/// Looks spread over the target's window.
const READY_LOOKS: u32 = 200;

/// A REST API under construction.
#[derive(Debug)]
pub(super) struct Api<'a> {
    context: &'a Context,
    pub(super) id: String,
    root: String,
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

    /// Makes a snapshot of everything and waits until the stage serves it. `number` counts the API's
    /// deployments.
    pub(super) async fn deploy(
        &self,
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
            .stage_name(STAGE)
            .set_variables(variables);
        self.change("CreateDeployment", || deployment.clone().send())
            .await?;
        match probe {
            Some(path) => self.ready(&path, window).await,
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
        integration.responses.push(crate::system::IntegrationResponse {
            status: 200,
            ..crate::system::IntegrationResponse::default()
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

    async fn ready(&self, path: &str, window: Duration) -> Result<(), DeployError> {
        let target = &self.context.target;
        let end = Instant::now() + window;
        let (mut in_a_row, mut last) = (0, None);
        while Instant::now() < end {
            last = target.probe(target.invoke_url(&self.id, STAGE, path)).await;
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

    async fn resource(
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
            code: "UnusableAnswer".to_owned(),
            message: "it names no id".to_owned(),
        })?;
        Ok((path, id))
    }

    async fn method(
        &self,
        plan: &Plan,
        known: &Placeholders,
        resources: &HashMap<String, String>,
        method: &Method,
    ) -> Result<(), DeployError> {
        let path = site::resource_of(method, &plan.base);
        let resource = resources
            .get(&path)
            .ok_or_else(|| DeployError::Impossible(format!("{path} is no resource")))?;
        let verb = &method.route.verb;
        let parameters = method
            .request_parameters
            .clone()
            .into_iter()
            .collect::<HashMap<_, _>>();
        let call = self
            .context
            .clients()
            .apigateway
            .put_method()
            .rest_api_id(&self.id)
            .resource_id(resource)
            .http_method(verb)
            .authorization_type("NONE")
            .set_request_parameters((!parameters.is_empty()).then_some(parameters));
        self.change("PutMethod", || call.clone().send()).await?;
        let function = match method.integration.backend {
            Backend::Lambda { function } | Backend::LambdaProxy { function } => plan.deployed.get(function),
            _ => None,
        };
        let function = function.map(|function| function.arn.as_str());
        self.integration(resource, verb, &method.integration, function, known)
            .await
    }

    async fn integration(
        &self,
        resource: &str,
        verb: &str,
        integration: &Integration,
        function: Option<&str>,
        known: &Placeholders,
    ) -> Result<(), DeployError> {
        let apigateway = &self.context.clients().apigateway;
        let region = &self.context.target.region;
        let call = apigateway
            .put_integration()
            .rest_api_id(&self.id)
            .resource_id(resource)
            .http_method(verb)
            .set_request_templates(filled(&integration.request_templates, known)?)
            .set_request_parameters(filled(&integration.request_parameters, known)?)
            .set_passthrough_behavior(integration.passthrough.map(|behavior| {
                let behavior = match behavior {
                    Passthrough::WhenNoMatch => "WHEN_NO_MATCH",
                    Passthrough::WhenNoTemplates => "WHEN_NO_TEMPLATES",
                    Passthrough::Never => "NEVER",
                };
                behavior.to_owned()
            }));
        let invocations = |arn: Option<&str>| {
            let arn = arn.unwrap_or_default();
            format!("arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations")
        };
        // Both services take POST only, whatever the client's verb.
        let call = match &integration.backend {
            Backend::Mock => call.r#type(IntegrationType::Mock),
            Backend::LambdaProxy { .. } => call
                .r#type(IntegrationType::AwsProxy)
                .integration_http_method("POST")
                .uri(invocations(function)),
            Backend::Lambda { .. } => call
                .r#type(IntegrationType::Aws)
                .integration_http_method("POST")
                .uri(invocations(function)),
            Backend::StepFunctions { action } => call
                .r#type(IntegrationType::Aws)
                .integration_http_method("POST")
                .uri(format!("arn:aws:apigateway:{region}:states:action/{action}"))
                .credentials(self.context.api_role().await?),
        };
        let put = async {
            self.change("PutIntegration", || call.clone().send()).await?;
            Ok(())
        };
        // A method response declares the headers that the integration responses of its status map.
        let mut declared: BTreeMap<u16, HashMap<String, bool>> = BTreeMap::new();
        for response in &integration.responses {
            let headers = response
                .headers
                .keys()
                .map(|name| (format!("method.response.header.{name}"), false));
            declared.entry(response.status).or_default().extend(headers);
        }
        let declare = declared.into_iter().map(|(status, headers)| {
            let call = apigateway
                .put_method_response()
                .rest_api_id(&self.id)
                .resource_id(resource)
                .http_method(verb)
                .status_code(status.to_string())
                .set_response_parameters((!headers.is_empty()).then_some(headers));
            async move {
                self.change("PutMethodResponse", || call.clone().send()).await?;
                Ok::<_, DeployError>(())
            }
        });
        futures::future::try_join(put, try_join_all(declare)).await?;

        let map = integration.responses.iter().map(|response| async move {
            let headers = response
                .headers
                .iter()
                .map(|(name, value)| Ok((format!("method.response.header.{name}"), known.fill(value)?)));
            let headers = headers.collect::<Result<HashMap<_, _>, DeployError>>()?;
            let call = apigateway
                .put_integration_response()
                .rest_api_id(&self.id)
                .resource_id(resource)
                .http_method(verb)
                .status_code(response.status.to_string())
                .set_selection_pattern(response.selection_pattern.clone())
                .set_response_templates(filled(&response.templates, known)?)
                .set_response_parameters((!headers.is_empty()).then_some(headers));
            self.change("PutIntegrationResponse", || call.clone().send())
                .await?;
            Ok::<_, DeployError>(())
        });
        try_join_all(map).await?;
        Ok(())
    }

    async fn gateway_response(
        &self,
        known: &Placeholders,
        response: &GatewayResponse,
    ) -> Result<(), DeployError> {
        let headers = response
            .headers
            .iter()
            .map(|(name, value)| Ok((format!("gatewayresponse.header.{name}"), known.fill(value)?)))
            .collect::<Result<HashMap<_, _>, DeployError>>()?;
        let call = self
            .context
            .clients()
            .apigateway
            .put_gateway_response()
            .rest_api_id(&self.id)
            .response_type(response.response_type.as_str().into())
            .set_status_code(response.status.map(|status| status.to_string()))
            .set_response_templates(filled(&response.templates, known)?)
            .set_response_parameters((!headers.is_empty()).then_some(headers));
        self.change("PutGatewayResponse", || call.clone().send()).await?;
        Ok(())
    }

    /// Makes a change of the API; not more at once than the target takes, and again if it still met another.
    async fn change<T, E, F>(&self, operation: &'static str, send: impl Fn() -> F) -> Result<T, CallError>
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

/// Texts with their placeholders filled in, as the SDK takes them; `None` if there are none.
pub(super) fn filled(
    texts: &BTreeMap<String, String>,
    known: &Placeholders,
) -> Result<Option<HashMap<String, String>>, DeployError> {
    if texts.is_empty() {
        return Ok(None);
    }
    let filled = texts
        .iter()
        .map(|(name, text)| Ok((name.clone(), known.fill(text)?)));
    filled.collect::<Result<_, DeployError>>().map(Some)
}
