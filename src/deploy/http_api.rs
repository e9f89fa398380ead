//! HTTP APIs and what is in them.

use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_apigatewayv2::types::{AccessLogSettings, Cors as SdkCors, IntegrationType, ProtocolType};
use futures::future::try_join_all;

use super::DeployError;
use super::changes::Changes;
use super::construction::{BuildError, Construction};
use super::context::Context;
use super::http_authorizer::{RouteAuthorization, authorization};
use super::ledger::Kind;
use super::method::filled;
use super::permission::Everything;
use super::served::served;
use super::site::{Door, Plan, Site};
use crate::system::{Cors, HttpApi, HttpBackend, HttpIntegration, HttpStage, Placeholders, RouteKey};

/// What the route of a probe answers: its function does not exist. Before its deployment it is no route: 404.
const PROBE_STATUS: u16 = 500;

/// What an authorizer takes of the 300 routes of an API: it may have ten authorizers ("Quotas for configuring and
/// running an HTTP API").
const PER_AUTHORIZER: usize = 30;

/// An HTTP API under construction.
#[derive(Debug)]
pub(super) struct Api {
    pub(super) context: Arc<Context>,
    pub(super) id: String,
    stages: Vec<HttpStage>,
    pub(super) changes: Changes,
}

impl Construction for Api {
    type Api = HttpApi;

    async fn create(
        context: &Arc<Context>,
        name: &str,
        alone: Option<&Plan<HttpApi>>,
    ) -> Result<Self, DeployError> {
        let resource = Kind::HttpApi.named(context.run.name(name));
        let cors = alone.and_then(|plan| plan.api.cors.clone());
        let call = context
            .clients()
            .apigatewayv2
            .create_api()
            .name(&resource.name)
            .description("A run of apigw-conformance; may be deleted when it has ended")
            .protocol_type(ProtocolType::Http)
            .set_cors_configuration(cors.map(in_sdk_words));
        let created = context
            .create(&resource, context.target.call("CreateApi", call.send()))
            .await?;
        let id = created
            .api_id
            .ok_or_else(|| DeployError::without_id("CreateApi"))?;
        context.record(context.ledger.created(&resource, &id))?;
        let api = Self {
            context: Arc::clone(context),
            changes: Changes::new(context),
            stages: stages(alone),
            id,
        };
        for stage in &api.stages {
            let known = alone.map(|plan| plan.known.clone()).unwrap_or_default();
            let call = context
                .clients()
                .apigatewayv2
                .create_stage()
                .api_id(&api.id)
                .stage_name(&stage.name)
                .auto_deploy(stage.auto_deploy)
                .set_stage_variables(filled(&stage.variables, &known)?)
                .set_access_log_settings(access_log(context, stage).await?);
            api.changes.make("CreateStage", || call.clone().send()).await?;
        }
        Ok(api)
    }

    async fn build(&self, plan: &Plan<HttpApi>) -> Result<(), BuildError> {
        let mut known = plan.known.clone();
        known.set("apiId", &self.id);
        let target = &self.context.target;
        if let Some(url) = target.http_api_url_from_within(&self.id, &plan.base) {
            known.set("invokeUrl", url);
        }
        let authorizers = plan
            .api
            .authorizers
            .iter()
            .map(|authorizer| self.authorizer(plan, &known, authorizer));
        let authorizers = try_join_all(authorizers)
            .await
            .map_err(|error| BuildError { error, clean: true })?;
        let routes = plan.api.routes.iter().map(|route| async {
            let integration = self.integration(plan, &known, &route.integration).await?;
            let authorization = authorization(&authorizers, &plan.api, &route.authorization);
            self.route(&key_below(&route.key, &plan.base), &integration, authorization)
                .await
        });
        let grants = plan
            .functions
            .iter()
            .zip(&plan.deployed)
            .map(|(function, deployed)| {
                self.context.grant(
                    function,
                    deployed,
                    &self.id,
                    &plan.base,
                    &known,
                    Everything::HttpApi,
                )
            });
        let built = futures::future::try_join(try_join_all(routes), try_join_all(grants)).await;
        // What is left of it bothers nobody: its paths are its own.
        built
            .map(|_| ())
            .map_err(|error| BuildError { error, clean: true })
    }

    async fn deploy(&self, number: usize) -> Result<(), DeployError> {
        let target = &self.context.target;
        let window = target.description.limits.stage_ready;
        let path = format!("/ready-{number}");
        if !window.is_zero() {
            self.probe(&path).await?;
        }
        for stage in self.stages.iter().filter(|stage| !stage.auto_deploy) {
            let call = self
                .context
                .clients()
                .apigatewayv2
                .create_deployment()
                .api_id(&self.id)
                .stage_name(&stage.name);
            self.changes
                .make("CreateDeployment", || call.clone().send())
                .await?;
        }
        if !window.is_zero() {
            for stage in &self.stages {
                let at = target.http_api_url(&self.id, &in_stage(&stage.name, &path));
                served(target, &at, PROBE_STATUS, window).await?;
            }
        }
        Ok(())
    }

    /// Routes and integrations are limited alike, and each route has one of its own.
    async fn complete(&self, _: &Plan<HttpApi>) -> Result<(), DeployError> {
        Ok(())
    }

    fn size(plan: &Plan<HttpApi>) -> usize {
        plan.api
            .routes
            .len()
            .max(plan.api.authorizers.len() * PER_AUTHORIZER)
    }

    fn site(&self, plan: &Plan<HttpApi>) -> Site {
        Site {
            api: self.id.clone(),
            base: plan.base.clone(),
            door: Door::HttpApi,
        }
    }
}

impl Api {
    /// Creates an integration and returns its id.
    async fn integration(
        &self,
        plan: &Plan<HttpApi>,
        known: &Placeholders,
        integration: &HttpIntegration,
    ) -> Result<String, DeployError> {
        let responses = integration
            .response_parameters
            .iter()
            .map(|(status, mappings)| Ok((status.to_string(), filled(mappings, known)?.unwrap_or_default())));
        let responses = responses.collect::<Result<HashMap<_, _>, DeployError>>()?;
        let call = self
            .context
            .clients()
            .apigatewayv2
            .create_integration()
            .api_id(&self.id)
            .integration_type(IntegrationType::AwsProxy)
            .set_request_parameters(filled(&integration.request_parameters, known)?)
            .set_response_parameters((!responses.is_empty()).then_some(responses))
            .set_timeout_in_millis(integration.timeout);
        let call = match &integration.backend {
            HttpBackend::Lambda {
                function,
                payload_format,
                uri,
            } => {
                let arn = || plan.deployed.get(*function).map(|function| function.arn.clone());
                let uri = match uri {
                    Some(uri) => known.fill(uri)?,
                    None => arn().unwrap_or_default(),
                };
                call.integration_uri(uri).payload_format_version(payload_format)
            }
            HttpBackend::Http { verb, uri } => call
                .integration_type(IntegrationType::HttpProxy)
                .integration_method(verb)
                .integration_uri(known.fill(uri)?)
                .payload_format_version("1.0"),
            HttpBackend::Service { subtype } => call
                .integration_subtype(subtype)
                // The only one there is for services.
                .payload_format_version("1.0")
                .credentials_arn(self.context.api_role().await?),
        };
        let created = self
            .changes
            .make("CreateIntegration", || call.clone().send())
            .await?;
        created
            .integration_id
            .ok_or_else(|| DeployError::without_id("CreateIntegration"))
    }

    async fn route(
        &self,
        key: &str,
        integration: &str,
        authorization: RouteAuthorization,
    ) -> Result<(), DeployError> {
        let call = self
            .context
            .clients()
            .apigatewayv2
            .create_route()
            .api_id(&self.id)
            .route_key(key)
            .target(format!("integrations/{integration}"))
            .set_authorization_type(authorization.kind)
            .set_authorizer_id(authorization.authorizer)
            .set_authorization_scopes(authorization.scopes);
        self.changes.make("CreateRoute", || call.clone().send()).await?;
        Ok(())
    }

    /// Adds a route that only the next deployment has, so that it can be told from the one before. HTTP APIs
    /// have no MOCK; a function that does not exist is a backend as near.
    async fn probe(&self, path: &str) -> Result<(), DeployError> {
        let function = self.context.run.name("none");
        let call = self
            .context
            .clients()
            .apigatewayv2
            .create_integration()
            .api_id(&self.id)
            .integration_type(IntegrationType::AwsProxy)
            .integration_uri(self.context.arn("lambda", &format!("function:{function}")))
            .payload_format_version("2.0");
        let created = self
            .changes
            .make("CreateIntegration", || call.clone().send())
            .await?;
        let integration = created
            .integration_id
            .ok_or_else(|| DeployError::without_id("CreateIntegration"))?;
        self.route(
            &format!("GET {path}"),
            &integration,
            RouteAuthorization::default(),
        )
        .await
    }
}

/// Where and how a stage logs its requests.
async fn access_log(context: &Context, stage: &HttpStage) -> Result<Option<AccessLogSettings>, DeployError> {
    let Some(format) = &stage.access_log else {
        return Ok(None);
    };
    let group = context.access_log_group().await?;
    let settings = AccessLogSettings::builder()
        .destination_arn(context.arn("logs", &format!("log-group:{group}")))
        .format(format);
    Ok(Some(settings.build()))
}

/// The stages of an API: those that a system names, or `$default`.
fn stages(alone: Option<&Plan<HttpApi>>) -> Vec<HttpStage> {
    match alone {
        Some(plan) if !plan.api.stages.is_empty() => plan.api.stages.clone(),
        _ => vec![HttpStage::default()],
    }
}

/// A path of a stage, from the API's own URL on.
fn in_stage(stage: &str, path: &str) -> String {
    match stage {
        "$default" => path.to_owned(),
        stage => format!("/{stage}{path}"),
    }
}

/// A route's key below a base, whose own path is the system's root.
fn key_below(key: &RouteKey, base: &str) -> String {
    match key {
        RouteKey::Path(route) if route.path == "/" && !base.is_empty() => format!("{} {base}", route.verb),
        RouteKey::Path(route) => format!("{} {base}{}", route.verb, route.path),
        RouteKey::Default => "$default".to_owned(),
    }
}

fn in_sdk_words(cors: Cors) -> SdkCors {
    let list = |list: Vec<String>| (!list.is_empty()).then_some(list);
    SdkCors::builder()
        .set_allow_origins(list(cors.allow_origins))
        .set_allow_methods(list(cors.allow_methods))
        .set_allow_headers(list(cors.allow_headers))
        .set_expose_headers(list(cors.expose_headers))
        .set_max_age(cors.max_age)
        .set_allow_credentials(cors.allow_credentials)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_stands_below_the_systems_base() {
        for (key, base, expected) in [
            ("GET /", "/s-1", "GET /s-1"),
            ("GET /", "", "GET /"),
            ("ANY /pets/{proxy+}", "/s-1", "ANY /s-1/pets/{proxy+}"),
            ("$default", "", "$default"),
        ] {
            let key: RouteKey = key.parse().expect("a route key");
            assert_eq!(key_below(&key, base), expected);
        }
    }

    #[test]
    fn only_a_named_stage_shows_in_the_path() {
        assert_eq!(in_stage("$default", "/ready-1"), "/ready-1");
        assert_eq!(in_stage("dev", "/ready-1"), "/dev/ready-1");
    }
}
