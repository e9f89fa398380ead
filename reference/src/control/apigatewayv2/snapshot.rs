//! A deployment's snapshot: the API as it is now, compiled for serving.

use std::time::Duration;

use indexmap::IndexMap;

use super::integration::Integration;
use super::store::Api;
use crate::control::apigateway::answer::bad_request;
use crate::gateway::http_api::api;
use crate::gateway::http_api::cors::Cors;
use crate::gateway::http_api::expression::{Expression, Side};
use crate::gateway::http_api::lambda::PayloadFormat;
use crate::gateway::http_api::parameter_mapping::{RequestMapping, ResponseMapping};
use crate::gateway::http_api::route_key::RouteKey;
use crate::gateway::http_api::routes::{Route, Routes};
use crate::gateway::http_api::step_functions::Action;
use crate::wire::AwsError;

/// Compiles an API.
///
/// # Errors
/// `BadRequestException` if it has no routes, or one without an integration.
pub fn of(source: &Api) -> Result<api::Api, AwsError> {
    if source.routes.is_empty() {
        return Err(bad_request(
            "Unable to deploy API because no routes exist in this API",
        ));
    }
    let routes: Result<Vec<_>, AwsError> = source
        .routes
        .values()
        .map(|route| {
            let no_integration = || {
                bad_request(format!(
                    "Unable to deploy API because the route {} has no integration",
                    route.route_key
                ))
            };
            let integration = route.integration_id().and_then(|id| source.integrations.get(id));
            Ok(Route {
                key: route.route_key.clone(),
                parsed: RouteKey::parse(&route.route_key).ok_or_else(no_integration)?,
                authorization: route.authorization(source).ok_or_else(|| {
                    bad_request(format!(
                        "Unable to deploy API because the route {} has no authorizer",
                        route.route_key
                    ))
                })?,
                integration: compiled(integration.ok_or_else(no_integration)?),
            })
        })
        .collect();
    Ok(api::Api {
        id: source.http_api.api_id.clone(),
        region: source.region.clone(),
        routes: Routes::new(routes?),
        cors: cors(source),
    })
}

fn cors(source: &Api) -> Option<Cors> {
    Some(source.http_api.cors_configuration.as_ref()?.compiled())
}

fn compiled(from: &Integration) -> api::Integration {
    let uri = from.integration_uri.clone().unwrap_or_default();
    let subtype = from.integration_subtype.as_deref().and_then(Action::named);
    let backend = match (subtype, from.integration_type.as_str()) {
        (Some(action), _) => api::Backend::StepFunctions {
            action,
            parameters: from
                .request_parameters
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), Expression::parse(value, Side::Request)?)))
                .collect(),
        },
        (None, "AWS_PROXY") => api::Backend::Lambda {
            uri,
            format: PayloadFormat::named(&from.payload_format_version).unwrap_or(PayloadFormat::V2),
            mappings: request_mappings(from),
        },
        (None, _) => api::Backend::Http {
            uri,
            method: from
                .integration_method
                .clone()
                .unwrap_or_else(|| "ANY".to_owned()),
            mappings: request_mappings(from),
        },
    };
    api::Integration {
        backend,
        credentials: from.credentials_arn.clone(),
        timeout: Duration::from_millis(from.timeout_in_millis),
        responses: response_mappings(from),
    }
}

/// What is no mapping was refused when the integration was made.
fn request_mappings(from: &Integration) -> Vec<RequestMapping> {
    from.request_parameters
        .iter()
        .filter_map(|(key, value)| RequestMapping::parse(key, value).ok())
        .collect()
}

fn response_mappings(from: &Integration) -> IndexMap<u16, Vec<ResponseMapping>> {
    from.response_parameters
        .iter()
        .filter_map(|(status, mappings)| {
            let mappings = mappings
                .iter()
                .filter_map(|(key, value)| ResponseMapping::parse(key, value).ok());
            Some((status.parse().ok()?, mappings.collect()))
        })
        .collect()
}
