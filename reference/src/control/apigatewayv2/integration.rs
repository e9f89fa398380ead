//! Integrations.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::changes::{merge, merge_by_status};
use super::store::Store;
use crate::control::apigateway::answer::{Answer, Input, Outcome, bad_request, conflict, not_offered};
use crate::control::apigateway::new_id;
use crate::gateway::http_api::expression::{Expression, Side};
use crate::gateway::http_api::lambda::{PayloadFormat, function_of};
use crate::gateway::http_api::parameter_mapping::{RequestMapping, ResponseMapping};
use crate::gateway::http_api::step_functions::Action;
use crate::wire::AwsError;

/// An integration as answers show it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Integration {
    /// Made by quick create.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_gateway_managed: Option<bool>,
    connection_type: &'static str,
    /// The role to act as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credentials_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// Seven letters and digits.
    pub integration_id: String,
    /// A verb, or `ANY` for the client's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integration_method: Option<String>,
    /// For example `StepFunctions-StartExecution`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integration_subtype: Option<String>,
    /// `AWS_PROXY` or `HTTP_PROXY`
    pub integration_type: String,
    /// A function or a URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integration_uri: Option<String>,
    /// `1.0` or `2.0`
    pub payload_format_version: String,
    /// Mappings, or the parameters of a subtype.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub request_parameters: IndexMap<String, String>,
    /// Mappings by status code.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub response_parameters: IndexMap<String, IndexMap<String, String>>,
    /// 50 to 30000.
    pub timeout_in_millis: u64,
}

/// The input of CreateIntegration and UpdateIntegration.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationInput {
    integration_type: Option<String>,
    integration_subtype: Option<String>,
    integration_uri: Option<String>,
    integration_method: Option<String>,
    payload_format_version: Option<String>,
    credentials_arn: Option<String>,
    description: Option<String>,
    connection_type: Option<String>,
    connection_id: Option<String>,
    #[serde(default)]
    request_parameters: IndexMap<String, String>,
    #[serde(default)]
    response_parameters: IndexMap<String, IndexMap<String, String>>,
    timeout_in_millis: Option<u64>,
    tls_config: Option<Value>,
    content_handling_strategy: Option<String>,
    passthrough_behavior: Option<String>,
    request_templates: Option<Value>,
    template_selection_expression: Option<String>,
}

impl IntegrationInput {
    /// What quick create asks for: a function gets payload format 2.0, a URL the client's verb (API reference,
    /// CreateApi).
    #[must_use]
    pub fn quick(target: String, credentials_arn: Option<String>) -> Self {
        let is_url = target.starts_with("http://") || target.starts_with("https://");
        let (kind, method, version) = match is_url {
            true => ("HTTP_PROXY", "ANY", "1.0"),
            false => ("AWS_PROXY", "POST", "2.0"),
        };
        Self {
            integration_type: Some(kind.to_owned()),
            integration_uri: Some(target),
            integration_method: Some(method.to_owned()),
            payload_format_version: Some(version.to_owned()),
            credentials_arn,
            ..Self::default()
        }
    }

    fn refuse_what_is_not_built(&self) -> Result<(), AwsError> {
        for (is_asked, what) in [
            (
                self.connection_id.is_some()
                    || self.connection_type.as_deref().is_some_and(|t| t != "INTERNET"),
                "A VPC link",
            ),
            (self.tls_config.is_some(), "tlsConfig"),
            (
                self.content_handling_strategy.is_some(),
                "contentHandlingStrategy",
            ),
            (self.passthrough_behavior.is_some(), "passthroughBehavior"),
            (self.request_templates.is_some(), "requestTemplates"),
            (
                self.template_selection_expression.is_some(),
                "templateSelectionExpression",
            ),
        ] {
            if is_asked {
                return Err(not_offered(what));
            }
        }
        Ok(())
    }
}

impl Integration {
    /// A checked integration.
    ///
    /// # Errors
    /// `BadRequestException`
    pub fn new(new: IntegrationInput) -> Result<Self, AwsError> {
        new.refuse_what_is_not_built()?;
        let integration_type = new.integration_type.unwrap_or_default();
        let is_aws = integration_type == "AWS_PROXY";
        let version = match new.payload_format_version {
            Some(version) => version,
            // "For all other integrations, 1.0 is the only supported value": so it may be left out there.
            None if !is_aws => "1.0".to_owned(),
            None => {
                return Err(bad_request(
                    "PayloadFormatVersion is a required parameter for integration",
                ));
            }
        };
        let default_method = is_aws && new.integration_subtype.is_none();
        let integration = Self {
            api_gateway_managed: None,
            connection_type: "INTERNET",
            credentials_arn: new.credentials_arn.filter(|role| !role.is_empty()),
            description: new.description,
            integration_id: new_id(7),
            integration_method: new
                .integration_method
                .filter(|method| !method.is_empty())
                .or_else(|| default_method.then(|| "POST".to_owned())),
            integration_subtype: new.integration_subtype,
            integration_type,
            integration_uri: new.integration_uri.filter(|uri| !uri.is_empty()),
            payload_format_version: version,
            request_parameters: new.request_parameters,
            response_parameters: new.response_parameters,
            timeout_in_millis: new.timeout_in_millis.unwrap_or(30_000),
        };
        integration.check().map(|()| integration)
    }

    fn changed(&self, new: IntegrationInput) -> Result<Self, AwsError> {
        new.refuse_what_is_not_built()?;
        let mut changed = self.clone();
        let set = |known: &mut Option<String>, new: Option<String>| {
            if let Some(new) = new {
                *known = Some(new).filter(|n| !n.is_empty());
            }
        };
        set(&mut changed.credentials_arn, new.credentials_arn);
        set(&mut changed.description, new.description);
        set(&mut changed.integration_method, new.integration_method);
        set(&mut changed.integration_uri, new.integration_uri);
        set(&mut changed.integration_subtype, new.integration_subtype);
        changed.integration_type = new.integration_type.unwrap_or(changed.integration_type);
        changed.payload_format_version = new
            .payload_format_version
            .unwrap_or(changed.payload_format_version);
        changed.timeout_in_millis = new.timeout_in_millis.unwrap_or(changed.timeout_in_millis);
        merge(&mut changed.request_parameters, new.request_parameters);
        merge_by_status(&mut changed.response_parameters, new.response_parameters);
        changed.check().map(|()| changed)
    }

    /// The texts up to the mappings are AWS's own.
    fn check(&self) -> Result<(), AwsError> {
        match (self.integration_type.as_str(), &self.integration_subtype) {
            ("AWS_PROXY", Some(subtype)) => self.check_subtype(subtype)?,
            ("AWS_PROXY", None) => self.check_function()?,
            ("HTTP_PROXY", None) => self.check_url()?,
            ("HTTP_PROXY", Some(_)) => {
                return Err(bad_request(
                    "IntegrationSubtype is only supported for integrations of type AWS_PROXY",
                ));
            }
            ("AWS" | "HTTP" | "MOCK", _) => {
                return Err(bad_request(
                    "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations \
                     (AWS_PROXY, HTTP_PROXY)",
                ));
            }
            (kind, _) => return Err(bad_request(format!("Invalid integration type specified: {kind}"))),
        }
        if !(50..=30_000).contains(&self.timeout_in_millis) {
            return Err(bad_request("Timeout should be between 50 ms and 30000 ms"));
        }
        if self.integration_subtype.is_none() {
            for (key, value) in &self.request_parameters {
                RequestMapping::parse(key, value).map_err(|error| bad_request(error.to_string()))?;
            }
        }
        for (status, mappings) in &self.response_parameters {
            let is_status = status.parse::<u16>().is_ok_and(|s| (200..=599).contains(&s));
            if !is_status {
                return Err(bad_request(format!("Invalid status code specified: {status}")));
            }
            for (key, value) in mappings {
                ResponseMapping::parse(key, value).map_err(|error| bad_request(error.to_string()))?;
            }
        }
        Ok(())
    }

    fn check_subtype(&self, subtype: &str) -> Result<(), AwsError> {
        let is_built = Action::named(subtype);
        let is_of_aws = ["AppConfig-", "EventBridge-", "Kinesis-", "SQS-"]
            .iter()
            .any(|service| subtype.starts_with(service));
        let action = match is_built {
            Some(action) if self.payload_format_version == "1.0" => action,
            None if is_of_aws => return Err(not_offered(format!("The integration subtype {subtype}"))),
            _ => return Err(bad_request(format!("Operation: {subtype} is not supported."))),
        };
        if self.credentials_arn.is_none() {
            return Err(bad_request(format!(
                "Role ARN must be specified for AWS integration configuration with Subtype: {subtype}"
            )));
        }
        let (required, optional) = action.parameters();
        if required
            .iter()
            .any(|name| !self.request_parameters.contains_key(*name))
        {
            return Err(bad_request(format!(
                "Operation: {subtype} requires enabling passthrough, or defining all of the following parameters: {}",
                required.join(", ")
            )));
        }
        for (name, value) in &self.request_parameters {
            if !required.iter().chain(optional).any(|known| known == name) {
                return Err(bad_request(format!(
                    "Operation: {subtype} does not support the parameter {name}"
                )));
            }
            if Expression::parse(value, Side::Request).is_none() {
                return Err(bad_request(format!(
                    "Invalid mapping expression specified: {value}"
                )));
            }
        }
        Ok(())
    }

    fn check_function(&self) -> Result<(), AwsError> {
        if PayloadFormat::named(&self.payload_format_version).is_none() {
            return Err(bad_request(format!(
                "PayloadFormatVersion {} is not supported for integration of type AWS_PROXY",
                self.payload_format_version
            )));
        }
        if self.integration_method.as_deref() != Some("POST") {
            return Err(bad_request(
                "HttpMethod must be POST for integrations of type AWS_PROXY",
            ));
        }
        let uri = self.integration_uri.as_deref().unwrap_or_default();
        if uri.contains("${stageVariables.") || function_of(uri, &IndexMap::new()).is_some() {
            Ok(())
        } else {
            Err(bad_request(
                "Integrations of type 'AWS_PROXY' currently only supports Lambda function invocations.",
            ))
        }
    }

    /// Which hosts may be called is decided at run time, as stage variables may name them.
    fn check_url(&self) -> Result<(), AwsError> {
        if self.payload_format_version != "1.0" {
            return Err(bad_request(format!(
                "PayloadFormatVersion {} is not supported for integration of type HTTP_PROXY",
                self.payload_format_version
            )));
        }
        if self.integration_method.is_none() {
            return Err(bad_request(
                "HttpMethod parameter method must be specified for integrationType HTTPPROXY",
            ));
        }
        let uri = self.integration_uri.as_deref().unwrap_or_default();
        let is_url = ["http://", "https://", "${stageVariables."]
            .iter()
            .any(|start| uri.starts_with(start));
        if is_url {
            Ok(())
        } else {
            Err(bad_request("Invalid HTTP endpoint specified for URI"))
        }
    }
}

/// `POST /v2/apis/{api}/integrations`
pub fn create(store: &mut Store, input: &Input, api: &str) -> Outcome {
    let new: IntegrationInput = input.body()?;
    let api = store.api(api)?;
    let integration = Integration::new(new)?;
    let answer = Answer::created(&integration);
    api.integrations
        .insert(integration.integration_id.clone(), integration);
    Ok(answer)
}

/// `GET /v2/apis/{api}/integrations`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    super::page::page(input, store.api(api)?.integrations.values())
}

/// `GET /v2/apis/{api}/integrations/{integration}`
pub fn get(store: &mut Store, api: &str, id: &str) -> Outcome {
    Ok(Answer::ok(store.api(api)?.integration(id)?))
}

/// `PATCH /v2/apis/{api}/integrations/{integration}`
pub fn update(store: &mut Store, input: &Input, api: &str, id: &str) -> Outcome {
    let new: IntegrationInput = input.body()?;
    let integration = store.api(api)?.integration(id)?;
    *integration = integration.changed(new)?;
    Ok(Answer::ok(&*integration))
}

/// `DELETE /v2/apis/{api}/integrations/{integration}`; the text is AWS's own.
pub fn delete(store: &mut Store, api: &str, id: &str) -> Outcome {
    let api = store.api(api)?;
    api.integration(id)?;
    let routes: Vec<_> = api
        .routes
        .values()
        .filter(|route| route.integration_id() == Some(id))
        .map(|route| route.route_id.as_str())
        .collect();
    if !routes.is_empty() {
        return Err(conflict(format!(
            "Cannot delete Integration because it is referenced by the following Routes with Ids: [{}]",
            routes.join(", ")
        )));
    }
    api.integrations.shift_remove(id);
    Ok(Answer::empty(204))
}
