//! Integrations of methods.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Input, Outcome, bad_request, not_found, not_offered};
use super::integration_response::IntegrationResponse;
use super::method::Method;
use super::patch::{self, Field, Kind};
use super::store::Store;
use crate::gateway::Gateway;
use crate::gateway::binary::ContentHandling;
use crate::gateway::endpoint::ServiceUri;
use crate::gateway::integration_request::Place;
use crate::gateway::parameter_mapping::Source;
use crate::gateway::passthrough::Passthrough;
use crate::wire::AwsError;

/// An integration.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Integration {
    /// `MOCK`, `AWS`, `AWS_PROXY`, `HTTP` or `HTTP_PROXY`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The verb of the integration request; mocks have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_method: Option<String>,
    /// Whom to call; mocks have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// `INTERNET`, if it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    connection_type: Option<String>,
    /// The role to act as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials: Option<String>,
    /// `integration.request.…` and where the values come from.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub request_parameters: IndexMap<String, String>,
    /// By content type.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub request_templates: IndexMap<String, String>,
    /// For payloads that no template takes.
    pub passthrough_behavior: String,
    /// `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_handling: Option<String>,
    /// 50 to 29000.
    pub timeout_in_millis: u64,
    cache_namespace: String,
    /// How far an HTTPS backend is trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_config: Option<TlsConfig>,
    #[serde(default)]
    cache_key_parameters: Vec<String>,
    /// By status code.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub integration_responses: IndexMap<String, IntegrationResponse>,
}

/// `tlsConfig`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TlsConfig {
    /// Whether the authority behind a backend's certificate need not be known.
    #[serde(default)]
    pub insecure_skip_verification: bool,
}

/// The input of PutIntegration.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutIntegration {
    #[serde(rename = "type")]
    kind: Option<String>,
    http_method: Option<String>,
    uri: Option<String>,
    credentials: Option<String>,
    connection_type: Option<String>,
    response_transfer_mode: Option<String>,
    #[serde(default)]
    request_parameters: IndexMap<String, String>,
    #[serde(default)]
    request_templates: IndexMap<String, Option<String>>,
    passthrough_behavior: Option<String>,
    content_handling: Option<String>,
    timeout_in_millis: Option<u64>,
    cache_namespace: Option<String>,
    cache_key_parameters: Option<Vec<String>>,
    tls_config: Option<TlsConfig>,
}

const FIELDS: [Field; 11] = [
    Field {
        name: "httpMethod",
        kind: Kind::Text,
    },
    Field {
        name: "uri",
        kind: Kind::Text,
    },
    Field {
        name: "credentials",
        kind: Kind::Text,
    },
    Field {
        name: "requestParameters",
        kind: Kind::TextMap,
    },
    Field {
        name: "requestTemplates",
        kind: Kind::TextMap,
    },
    Field {
        name: "passthroughBehavior",
        kind: Kind::Text,
    },
    Field {
        name: "contentHandling",
        kind: Kind::Text,
    },
    Field {
        name: "timeoutInMillis",
        kind: Kind::Number,
    },
    Field {
        name: "cacheNamespace",
        kind: Kind::Text,
    },
    Field {
        name: "cacheKeyParameters",
        kind: Kind::List,
    },
    Field {
        name: "tlsConfig",
        kind: Kind::BoolMap,
    },
];

/// `PUT …/methods/{verb}/integration`
pub fn put(store: &mut Store, input: &Input, gateway: &Gateway, [api, resource, verb]: [&str; 3]) -> Outcome {
    let new: PutIntegration = input.body()?;
    let method = store.api(api)?.method(resource, verb)?;
    let integration = Integration::new(new, resource, method, gateway)?;
    let answer = Answer::created(&integration);
    method.method_integration = Some(integration);
    Ok(answer)
}

impl Integration {
    /// A checked integration of a method of this resource.
    ///
    /// # Errors
    /// `BadRequestException`
    pub fn new(
        new: PutIntegration,
        resource: &str,
        method: &Method,
        gateway: &Gateway,
    ) -> Result<Self, AwsError> {
        if new.connection_type.as_deref().is_some_and(|t| t != "INTERNET") {
            return Err(not_offered("A VPC link"));
        }
        if new
            .response_transfer_mode
            .as_deref()
            .is_some_and(|t| t != "BUFFERED")
        {
            return Err(not_offered("Response streaming"));
        }
        let kind = new.kind.unwrap_or_default();
        let is_mock = kind == "MOCK";
        let integration = Self {
            http_method: new.http_method.filter(|_| !is_mock),
            uri: new.uri.filter(|_| !is_mock),
            kind,
            connection_type: new.connection_type,
            credentials: new.credentials.filter(|c| !c.is_empty()),
            request_parameters: new.request_parameters,
            request_templates: new
                .request_templates
                .into_iter()
                .map(|(content_type, template)| (content_type, template.unwrap_or_default()))
                .collect(),
            passthrough_behavior: new
                .passthrough_behavior
                .unwrap_or_else(|| "WHEN_NO_MATCH".to_owned()),
            content_handling: new.content_handling,
            timeout_in_millis: new.timeout_in_millis.unwrap_or(29_000),
            cache_namespace: new.cache_namespace.unwrap_or_else(|| resource.to_owned()),
            cache_key_parameters: new.cache_key_parameters.unwrap_or_default(),
            tls_config: new.tls_config,
            integration_responses: IndexMap::new(),
        };
        check(&integration, method, gateway).map(|()| integration)
    }
}

fn check(integration: &Integration, method: &Method, gateway: &Gateway) -> Result<(), AwsError> {
    match integration.kind.as_str() {
        "MOCK" => {}
        "AWS" | "AWS_PROXY" => check_endpoint(integration, gateway)?,
        "HTTP" | "HTTP_PROXY" => check_uri(integration)?,
        _ => {
            return Err(bad_request(
                "Invalid integration type specified. Valid options are HTTP, AWS, MOCK, HTTP_PROXY, AWS_PROXY",
            ));
        }
    }
    if Passthrough::named(&integration.passthrough_behavior).is_none() {
        return Err(bad_request(
            "Invalid passthrough behavior specified. Valid options are WHEN_NO_MATCH, WHEN_NO_TEMPLATES, NEVER",
        ));
    }
    check_content_handling(integration.content_handling.as_deref())?;
    if !(50..=29_000).contains(&integration.timeout_in_millis) {
        return Err(bad_request("Timeout should be between 50 ms and 29000 ms"));
    }
    for (place, source) in &integration.request_parameters {
        let is_declared = !source.starts_with("method.request.")
            || source.starts_with("method.request.body")
            || method
                .request_parameters
                .contains_key(&source.replacen(".multivalue", ".", 1));
        if Place::of(place).is_none() {
            return Err(invalid_mapping(format!(
                "Invalid mapping expression specified: {place}"
            )));
        }
        if Source::of_request(source).is_none() {
            return Err(invalid_mapping(format!(
                "Invalid mapping expression specified: {source}"
            )));
        }
        if !is_declared {
            return Err(invalid_mapping(format!(
                "Invalid mapping expression parameter specified: {source}"
            )));
        }
    }
    Ok(())
}

/// A refused mapping, in AWS's words.
pub fn invalid_mapping(error: impl std::fmt::Display) -> AwsError {
    bad_request(format!(
        "Invalid mapping expression specified: Validation Result: warnings : [], errors : [{error}]"
    ))
}

/// Checks `contentHandling`.
///
/// # Errors
/// `BadRequestException`
pub fn check_content_handling(handling: Option<&str>) -> Result<(), AwsError> {
    match handling {
        Some(name) if ContentHandling::named(name).is_none() => Err(bad_request(
            "Invalid content handling specified. Valid options are CONVERT_TO_BINARY, CONVERT_TO_TEXT",
        )),
        _ => Ok(()),
    }
}

/// Which hosts may be called is decided at run time, as stage variables may name them.
fn check_uri(integration: &Integration) -> Result<(), AwsError> {
    if integration.http_method.as_deref().is_none_or(str::is_empty) {
        return Err(bad_request("Enumeration value for HttpMethod must be non-empty"));
    }
    let uri = integration.uri.as_deref().unwrap_or_default();
    let is_http = ["http://", "https://", "${stageVariables."]
        .iter()
        .any(|start| uri.starts_with(start));
    if is_http {
        Ok(())
    } else {
        Err(bad_request("Invalid HTTP endpoint specified for URI"))
    }
}

/// The texts are recorded on AWS; a service that nobody here answers for is refused.
fn check_endpoint(integration: &Integration, gateway: &Gateway) -> Result<(), AwsError> {
    if integration.http_method.as_deref().is_none_or(str::is_empty) {
        return Err(bad_request("Enumeration value for HttpMethod must be non-empty"));
    }
    let uri = integration.uri.as_deref().unwrap_or_default();
    let service = ServiceUri::parse(uri).map_err(|e| bad_request(e.to_string()))?;
    let is_variable = service.service.contains("${stageVariables.");
    if integration.kind == "AWS_PROXY" && !service.invokes_function() {
        return Err(bad_request(
            "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
        ));
    }
    if !is_variable && !gateway.knows_service(&service.service) {
        return Err(not_offered(format!(
            "An integration with the service {}",
            service.service
        )));
    }
    Ok(())
}

/// The integration of a method.
///
/// # Errors
/// `NotFoundException`
pub fn of(method: &mut Method) -> Result<&mut Integration, AwsError> {
    method
        .method_integration
        .as_mut()
        .ok_or_else(|| not_found("Invalid Integration identifier specified"))
}

/// `GET …/integration`
pub fn get(store: &mut Store, [api, resource, verb]: [&str; 3]) -> Outcome {
    Ok(Answer::ok(of(store.api(api)?.method(resource, verb)?)?))
}

/// `PATCH …/integration`
pub fn update(
    store: &mut Store,
    input: &Input,
    gateway: &Gateway,
    [api, resource, verb]: [&str; 3],
) -> Outcome {
    let method = store.api(api)?.method(resource, verb)?;
    let mut changed = of(method)?.clone();
    patch::update(&mut changed, &FIELDS, &input.patch("updateIntegrationInput")?)?;
    changed.credentials = changed.credentials.filter(|c| !c.is_empty());
    changed.content_handling = changed.content_handling.filter(|c| !c.is_empty());
    check(&changed, method, gateway)?;
    let answer = Answer::ok(&changed);
    method.method_integration = Some(changed);
    Ok(answer)
}

/// `DELETE …/integration`
pub fn delete(store: &mut Store, [api, resource, verb]: [&str; 3]) -> Outcome {
    let method = store.api(api)?.method(resource, verb)?;
    of(method)?;
    method.method_integration = None;
    Ok(Answer::empty(204))
}
