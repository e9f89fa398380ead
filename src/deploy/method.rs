//! Methods, their integrations and responses.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_apigateway::types::{ContentHandlingStrategy, IntegrationType, TlsConfig};
use futures::future::try_join_all;

use super::DeployError;
use super::authorizer::authorization;
use super::function::invocation_uri;
use super::rest_api::Api;
use super::site::{self, Plan};
use crate::system::{
    Backend, ContentHandling, GatewayResponse, Integration, Method, Passthrough, Placeholders, RestApi,
};

impl Api {
    pub(super) async fn method(
        &self,
        plan: &Plan<RestApi>,
        known: &Placeholders,
        resources: &HashMap<String, String>,
        authorizers: &[String],
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
        let (authorization, authorizer) = authorization(method.authorization, authorizers);
        let call = self
            .context
            .clients()
            .apigateway
            .put_method()
            .rest_api_id(&self.id)
            .resource_id(resource)
            .http_method(verb)
            .authorization_type(authorization)
            .set_authorizer_id(authorizer)
            .set_request_parameters((!parameters.is_empty()).then_some(parameters))
            .set_request_validator_id(self.validator(method.validator).await?)
            .set_request_models(self.models(&method.request_models, known).await?)
            .api_key_required(method.requires_api_key);
        self.changes.make("PutMethod", || call.clone().send()).await?;
        let function = match method.integration.backend {
            Backend::Lambda { function } | Backend::LambdaProxy { function } => plan.deployed.get(function),
            _ => None,
        };
        let function = function.map(|function| function.arn.as_str());
        self.integration(resource, verb, &method.integration, function, known)
            .await
    }

    pub(super) async fn integration(
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
            .set_content_handling(integration.content_handling.map(strategy))
            .set_timeout_in_millis(integration.timeout)
            .set_tls_config(
                integration
                    .skips_authority
                    .then(|| TlsConfig::builder().insecure_skip_verification(true).build()),
            )
            .set_passthrough_behavior(integration.passthrough.map(|behavior| {
                let behavior = match behavior {
                    Passthrough::WhenNoMatch => "WHEN_NO_MATCH",
                    Passthrough::WhenNoTemplates => "WHEN_NO_TEMPLATES",
                    Passthrough::Never => "NEVER",
                };
                behavior.to_owned()
            }));
        // Both services take POST only, whatever the client's verb.
        let http_method = integration.http_method.as_deref().unwrap_or("POST");
        let call = match &integration.backend {
            Backend::Mock => call.r#type(IntegrationType::Mock),
            Backend::LambdaProxy { .. } => call
                .r#type(IntegrationType::AwsProxy)
                .integration_http_method(http_method)
                .uri(invocation_uri(region, function)),
            Backend::Lambda { .. } => call
                .r#type(IntegrationType::Aws)
                .integration_http_method(http_method)
                .uri(invocation_uri(region, function)),
            Backend::StepFunctions { action } => call
                .r#type(IntegrationType::Aws)
                .integration_http_method(http_method)
                .uri(format!("arn:aws:apigateway:{region}:states:action/{action}"))
                .set_credentials(self.context.role_for(&integration.role).await?),
            Backend::Http { is_proxy, verb, uri } => call
                .r#type(if *is_proxy {
                    IntegrationType::HttpProxy
                } else {
                    IntegrationType::Http
                })
                .integration_http_method(verb)
                .uri(known.fill(uri)?),
        };
        let put = async {
            self.changes
                .make("PutIntegration", || call.clone().send())
                .await?;
            Ok(())
        };
        // A method response declares the headers that the integration responses of its status map.
        let mut declared: BTreeMap<u16, HashMap<String, bool>> = BTreeMap::new();
        for response in &integration.responses {
            let headers = response
                .headers
                .keys()
                .filter(|name| !response.undeclared.contains(*name))
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
                self.changes
                    .make("PutMethodResponse", || call.clone().send())
                    .await?;
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
                .set_content_handling(response.content_handling.map(strategy))
                .set_response_parameters((!headers.is_empty()).then_some(headers));
            self.changes
                .make("PutIntegrationResponse", || call.clone().send())
                .await?;
            if response.lost_method_response {
                let call = apigateway
                    .delete_method_response()
                    .rest_api_id(&self.id)
                    .resource_id(resource)
                    .http_method(verb)
                    .status_code(response.status.to_string());
                self.changes
                    .make("DeleteMethodResponse", || call.clone().send())
                    .await?;
            }
            Ok::<_, DeployError>(())
        });
        try_join_all(map).await?;
        Ok(())
    }

    pub(super) async fn gateway_response(
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
        self.changes
            .make("PutGatewayResponse", || call.clone().send())
            .await?;
        Ok(())
    }
}

/// `contentHandling` as the SDK takes it.
fn strategy(handling: ContentHandling) -> ContentHandlingStrategy {
    match handling {
        ContentHandling::ToText => ContentHandlingStrategy::ConvertToText,
        ContentHandling::ToBinary => ContentHandlingStrategy::ConvertToBinary,
    }
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
