//! Authorizers of HTTP APIs, and the routes that name them.

use aws_sdk_apigatewayv2::types::{AuthorizationType, AuthorizerType, JwtConfiguration};

use super::DeployError;
use super::function::invocation_uri;
use super::http_api::Api;
use super::site::Plan;
use crate::system::{HttpApi, HttpAuthorization, HttpAuthorizer, HttpAuthorizerKind, Placeholders};

impl Api {
    /// Creates an authorizer and returns its id. Its name is unique: systems may share an API.
    pub(super) async fn authorizer(
        &self,
        plan: &Plan<HttpApi>,
        known: &Placeholders,
        authorizer: &HttpAuthorizer,
    ) -> Result<String, DeployError> {
        let call = self
            .context
            .clients()
            .apigatewayv2
            .create_authorizer()
            .api_id(&self.id)
            .name(format!("authorizer-{}", uuid::Uuid::new_v4().simple()))
            .set_identity_source(Some(authorizer.identity_sources.clone()));
        let call = match &authorizer.kind {
            HttpAuthorizerKind::Lambda {
                function,
                payload_format,
                simple_responses,
                ttl,
            } => {
                let function = plan.deployed.get(*function).map(|function| function.arn.as_str());
                let uri = invocation_uri(&self.context.target.region, function);
                call.authorizer_type(AuthorizerType::Request)
                    .authorizer_uri(uri)
                    .authorizer_payload_format_version(payload_format)
                    .set_enable_simple_responses(simple_responses.then_some(true))
                    .set_authorizer_result_ttl_in_seconds(*ttl)
            }
            HttpAuthorizerKind::Jwt { issuer, audience } => {
                let audience: Result<Vec<_>, _> = audience.iter().map(|name| known.fill(name)).collect();
                call.authorizer_type(AuthorizerType::Jwt).jwt_configuration(
                    JwtConfiguration::builder()
                        .issuer(known.fill(issuer)?)
                        .set_audience(Some(audience?))
                        .build(),
                )
            }
        };
        let created = self
            .changes
            .make("CreateAuthorizer", || call.clone().send())
            .await?;
        created
            .authorizer_id
            .ok_or_else(|| DeployError::without_id("CreateAuthorizer"))
    }
}

/// A route's authorization in AWS's words.
#[derive(Debug, Default)]
pub(super) struct RouteAuthorization {
    pub(super) kind: Option<AuthorizationType>,
    pub(super) authorizer: Option<String>,
    pub(super) scopes: Option<Vec<String>>,
}

/// `authorizers` has the ids of those of the API.
pub(super) fn authorization(
    authorizers: &[String],
    api: &HttpApi,
    asked: &HttpAuthorization,
) -> RouteAuthorization {
    match asked {
        HttpAuthorization::None => RouteAuthorization::default(),
        HttpAuthorization::Iam => RouteAuthorization {
            kind: Some(AuthorizationType::AwsIam),
            ..RouteAuthorization::default()
        },
        HttpAuthorization::Authorizer { authorizer, scopes } => RouteAuthorization {
            kind: api.authorizers.get(*authorizer).map(|asked| match asked.kind {
                HttpAuthorizerKind::Lambda { .. } => AuthorizationType::Custom,
                HttpAuthorizerKind::Jwt { .. } => AuthorizationType::Jwt,
            }),
            authorizer: authorizers.get(*authorizer).cloned(),
            scopes: (!scopes.is_empty()).then(|| scopes.clone()),
        },
    }
}
