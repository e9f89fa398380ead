//! A deployment's snapshot: the API as it is now, compiled for serving.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use indexmap::IndexMap;
use serde_json::Value;

use super::answer::bad_request;
use super::gateway_response::GatewayResponse;
use super::integration::Integration;
use super::integration_response::IntegrationResponse;
use super::method::Method;
use super::resource_policy;
use super::store::Api;
use crate::gateway::api;
use crate::gateway::binary::{BinaryMediaTypes, ContentHandling};
use crate::gateway::endpoint::Endpoint;
use crate::gateway::gateway_response::{Customised, GatewayResponses};
use crate::gateway::integration_request::{IntegrationRequest, Place};
use crate::gateway::integration_response as responses;
use crate::gateway::json_schema::Schema;
use crate::gateway::method_request::{MethodRequest, Models, RequiredParameters};
use crate::gateway::parameter_mapping::Source;
use crate::gateway::passthrough::Passthrough;
use crate::gateway::routing::Routes;
use crate::template::{ParseError, Template};
use crate::wire::AwsError;

/// Compiles an API.
///
/// # Errors
/// `BadRequestException` if there is no method, or one without an integration.
pub fn of(source: &Api, deployment_id: &str) -> Result<api::Api, AwsError> {
    if source.resources.values().all(|r| r.methods.is_empty()) {
        return Err(bad_request("The REST API doesn't contain any methods"));
    }
    let policy = source.rest_api.policy.as_deref();
    let models = models(source);
    let resources: Result<Vec<_>, _> = source
        .resources
        .values()
        .map(|r| resource(source, r, &models).map(Arc::new))
        .collect();
    Ok(api::Api {
        id: source.rest_api.id.clone(),
        region: source.region.clone(),
        deployment_id: deployment_id.to_owned(),
        routes: Routes::new(resources?),
        gateway_responses: GatewayResponses(
            source
                .gateway_responses
                .iter()
                .map(|(kind, r)| (*kind, customised(r)))
                .collect(),
        ),
        binary_media_types: BinaryMediaTypes::new(source.rest_api.binary_media_types.clone()),
        minimum_compression_size: source
            .rest_api
            .minimum_compression_size
            .and_then(|size| usize::try_from(size).ok()),
        policy: policy.map(resource_policy::read).transpose()?,
    })
}

/// Compiles one resource, for TestInvokeMethod: of the methods, only those with an integration.
#[must_use]
pub fn testable(source: &Api, resource: &super::resource::Resource) -> api::Resource {
    let models = models(source);
    let methods = resource
        .methods
        .iter()
        .filter_map(|(verb, m)| Some((verb.clone(), method(source, m, &models).ok()?)));
    api::Resource {
        id: resource.id.clone(),
        path: resource.path.clone(),
        methods: methods.collect(),
    }
}

fn models(source: &Api) -> Arc<Models> {
    let parsed = |schema: &Option<String>| {
        serde_json::from_str(schema.as_deref().unwrap_or("{}")).unwrap_or(Value::Null)
    };
    let models = source
        .models
        .iter()
        .map(|(name, model)| (name.clone(), parsed(&model.schema)));
    Arc::new(models.collect::<HashMap<_, _>>())
}

fn resource(
    source: &Api,
    from: &super::resource::Resource,
    models: &Arc<Models>,
) -> Result<api::Resource, AwsError> {
    let methods: Result<_, AwsError> = from
        .methods
        .iter()
        .map(|(verb, m)| Ok((verb.clone(), method(source, m, models)?)))
        .collect();
    Ok(api::Resource {
        id: from.id.clone(),
        path: from.path.clone(),
        methods: methods?,
    })
}

fn method(source: &Api, from: &Method, models: &Arc<Models>) -> Result<api::Method, AwsError> {
    let integration = from
        .method_integration
        .as_ref()
        .ok_or_else(|| bad_request("No integration defined for method"))?;
    let statuses: HashSet<u16> = from
        .method_responses
        .keys()
        .filter_map(|s| s.parse().ok())
        .collect();
    Ok(api::Method {
        http_method: from.http_method.clone(),
        operation_name: from.operation_name.clone(),
        authorization: authorization(source, from)?,
        request: method_request(source, from, models),
        statuses,
        integration: method_integration(integration)?,
    })
}

fn authorization(source: &Api, from: &Method) -> Result<api::Authorization, AwsError> {
    let authorizer = from
        .authorizer_id
        .as_ref()
        .and_then(|id| source.authorizers.get(id));
    Ok(match (from.authorization_type.as_str(), authorizer) {
        ("CUSTOM", Some(authorizer)) => api::Authorization::Custom(Arc::new(authorizer.compiled()?)),
        ("CUSTOM", None) => return Err(bad_request("Invalid authorizer ID specified")),
        ("AWS_IAM", _) => api::Authorization::AwsIam,
        _ => api::Authorization::None,
    })
}

fn method_request(source: &Api, from: &Method, models: &Arc<Models>) -> MethodRequest {
    let validator = from
        .request_validator_id
        .as_ref()
        .and_then(|id| source.validators.get(id));
    let required = from
        .request_parameters
        .iter()
        .filter(|(_, is_required)| **is_required);
    let schema = |name: &String| {
        models
            .get(name)
            .map(|root| Arc::new(Schema::new(root.clone(), Arc::clone(models))))
    };
    MethodRequest {
        api_key_required: from.api_key_required,
        required: match validator {
            Some(v) if v.validate_request_parameters => {
                RequiredParameters::of(required.map(|(name, _)| name.as_str()))
            }
            _ => RequiredParameters::default(),
        },
        models: match validator {
            Some(v) if v.validate_request_body => from
                .request_models
                .iter()
                .filter_map(|(content_type, name)| Some((content_type.clone(), schema(name)?)))
                .collect(),
            _ => IndexMap::new(),
        },
    }
}

fn method_integration(from: &Integration) -> Result<api::MethodIntegration, AwsError> {
    let timeout = Duration::from_millis(from.timeout_in_millis);
    let endpoint = || Endpoint {
        uri: from.uri.clone().unwrap_or_default(),
        http_method: from.http_method.clone().unwrap_or_default(),
        credentials: from.credentials.clone(),
        skips_authority: from.tls_config.is_some_and(|tls| tls.insecure_skip_verification),
    };
    let request = || IntegrationRequest {
        templates: from
            .request_templates
            .iter()
            .map(|(content_type, template)| (content_type.clone(), parsed(template)))
            .collect(),
        mappings: from
            .request_parameters
            .iter()
            .filter_map(|(place, source)| Some((Place::of(place)?, Source::of_request(source)?)))
            .collect(),
        passthrough: Passthrough::named(&from.passthrough_behavior).unwrap_or_default(),
        content_handling: from.content_handling.as_deref().and_then(ContentHandling::named),
        is_aws: from.kind == "AWS",
    };
    Ok(match from.kind.as_str() {
        "MOCK" => api::MethodIntegration::Mock {
            request: request(),
            responses: integration_responses(from)?,
        },
        "AWS" => api::MethodIntegration::Aws {
            endpoint: endpoint(),
            request: request(),
            responses: integration_responses(from)?,
            timeout,
        },
        "HTTP" => api::MethodIntegration::Http {
            endpoint: endpoint(),
            request: request(),
            responses: integration_responses(from)?,
            timeout,
        },
        "HTTP_PROXY" => api::MethodIntegration::HttpProxy {
            endpoint: endpoint(),
            request: IntegrationRequest {
                templates: IndexMap::new(),
                passthrough: Passthrough::default(),
                ..request()
            },
            timeout,
        },
        _ => api::MethodIntegration::AwsProxy {
            endpoint: endpoint(),
            headers: request()
                .mappings
                .into_iter()
                .filter_map(|(place, source)| match place {
                    Place::Header(name) => Some((name, source)),
                    Place::Query(_) | Place::Path(_) => None,
                })
                .collect(),
            timeout,
        },
    })
}

fn parsed(template: &str) -> Result<Template, ParseError> {
    Template::parse(template)
}

fn integration_responses(from: &Integration) -> Result<responses::IntegrationResponses, AwsError> {
    let responses: Result<_, _> = from
        .integration_responses
        .values()
        .map(integration_response)
        .collect();
    Ok(responses::IntegrationResponses(responses?))
}

fn integration_response(from: &IntegrationResponse) -> Result<responses::IntegrationResponse, AwsError> {
    let compiled = |pattern: &str| {
        responses::SelectionPattern::compile(pattern)
            .map_err(|_| bad_request("Invalid selection pattern specified"))
    };
    let pattern = from.selection_pattern.as_deref().filter(|p| !p.is_empty());
    Ok(responses::IntegrationResponse {
        status: from
            .status_code
            .parse()
            .map_err(|_| bad_request("Invalid status code specified"))?,
        pattern: pattern.map(compiled).transpose()?,
        templates: from
            .response_templates
            .iter()
            .filter_map(|(content_type, template)| Some((content_type.clone(), parsed(template.as_str()?))))
            .collect(),
        headers: from
            .response_parameters
            .iter()
            .filter_map(|(header, source)| {
                let name = header.strip_prefix("method.response.header.")?;
                Some((name.to_owned(), Source::of_response(source)?))
            })
            .collect(),
        content_handling: from.content_handling.as_deref().and_then(ContentHandling::named),
    })
}

fn customised(from: &GatewayResponse) -> Customised {
    Customised {
        status: from.status_code.as_deref().and_then(|s| s.parse().ok()),
        headers: from
            .response_parameters
            .iter()
            .filter_map(|(header, source)| {
                let name = header.strip_prefix("gatewayresponse.header.")?;
                Some((name.to_owned(), Source::of_request(source)?))
            })
            .collect(),
        templates: from.response_templates.clone(),
    }
}
