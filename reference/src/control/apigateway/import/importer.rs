//! Builds an API of a definition, and gathers what is wrong with it.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::answer::bad_request;
use super::super::gateway_response::{self, GatewayResponse};
use super::super::integration::{Integration, PutIntegration};
use super::super::integration_response::{self, IntegrationResponse};
use super::super::method::{self, Method, MethodResponse};
use super::super::model::Model;
use super::super::request_validator::RequestValidator;
use super::super::resource;
use super::super::store::{Api, new_id};
use super::document::{Document, members, text_of};
use super::operation::Operation;
use super::schema;
use crate::gateway::Gateway;
use crate::wire::AwsError;

/// A definition on its way into an API.
pub struct Importer<'i> {
    pub document: &'i Document,
    pub api: Api,
    pub gateway: &'i Gateway,
    /// What does not fit, one sentence each.
    pub errors: Vec<String>,
    /// What is left out, one sentence each.
    pub warnings: Vec<String>,
}

impl Importer<'_> {
    /// Adds everything that the definition describes; paths stand below `base`.
    pub fn add_all(&mut self, base: &str) {
        self.models();
        self.validators();
        self.gateway_responses();
        for (path, item) in self.document.entries("paths") {
            let whole = format!("{base}{path}");
            let result = resource::ensure(&mut self.api, &whole);
            let place = format!("Unable to create resource at path '{whole}'");
            let Some(id) = self.or_error(&place, result) else {
                continue;
            };
            for operation in Operation::of_path(self.document, path, item) {
                self.method(&id, &whole, operation);
            }
        }
    }

    fn or_error<T>(&mut self, place: &str, result: Result<T, AwsError>) -> Option<T> {
        result
            .map_err(|error| self.errors.push(format!("{place}: {}", error.message)))
            .ok()
    }

    fn models(&mut self) {
        for (name, schema) in self.document.schemas() {
            self.model(name, schema);
        }
    }

    fn model(&mut self, name: &str, schema: &Value) {
        let model = Model::new(name, &schema::as_model(schema, &self.api.rest_api.id));
        let place = format!("Unable to create model for '{name}'");
        if let Some(model) = self.or_error(&place, model) {
            self.api.models.insert(name.to_owned(), model);
        }
    }

    /// The names of the models of these schemas; one that stands where it is used gets a name of its own.
    fn model_names(&mut self, schemas: Vec<(String, &Value)>) -> IndexMap<String, String> {
        let mut names = IndexMap::new();
        for (content_type, schema) in schemas {
            let name = schema::referred(schema).unwrap_or_else(|| {
                let name = schema::new_name();
                self.model(&name, schema);
                name
            });
            names.insert(content_type, name);
        }
        names
    }

    fn validators(&mut self) {
        for (name, members) in self.document.entries("x-amazon-apigateway-request-validators") {
            let place = format!("Unable to create request validator '{name}'");
            let read = RequestValidator::deserialize(members).map_err(|e| bad_request(e.to_string()));
            let Some(read) = self.or_error(&place, read) else {
                continue;
            };
            let id = self.validator_id(name).unwrap_or_else(|| new_id(6));
            let validator = RequestValidator {
                id: id.clone(),
                name: Some(name.clone()),
                ..read
            };
            self.api.validators.insert(id, validator);
        }
    }

    fn validator_id(&self, name: &str) -> Option<String> {
        let named = |v: &&RequestValidator| v.name.as_deref() == Some(name);
        self.api.validators.values().find(named).map(|v| v.id.clone())
    }

    fn gateway_responses(&mut self) {
        for (name, members) in self.document.entries("x-amazon-apigateway-gateway-responses") {
            let place = format!("Unable to create gateway response '{name}'");
            let mut members = members.clone();
            textual(&mut members, "statusCode");
            let read = gateway_response::response_type(name).and_then(|kind| {
                let response =
                    GatewayResponse::deserialize(&members).map_err(|e| bad_request(e.to_string()))?;
                gateway_response::check(&response)?;
                Ok((kind, response))
            });
            if let Some((kind, response)) = self.or_error(&place, read) {
                self.api.gateway_responses.insert(kind, response);
            }
        }
    }

    fn method(&mut self, resource: &str, path: &str, operation: Operation<'_>) {
        let verb = operation.verb;
        let place = |what: &str| format!("Unable to put {what} on '{verb}' for resource at path '{path}'");
        let at_method = format!("Unable to put method '{verb}' on resource at path '{path}'");
        let security = match self.security(operation) {
            Ok(security) => security,
            Err(error) => {
                self.errors.push(format!("{at_method}: {}", error.message));
                return;
            }
        };
        let mut method = Method {
            http_method: verb.to_owned(),
            authorization_type: security.authorization_type,
            authorizer_id: security.authorizer_id,
            api_key_required: security.api_key_required,
            request_validator_id: None,
            operation_name: operation.get("operationId").map(text_of),
            request_parameters: operation.request_parameters(),
            request_models: self.model_names(operation.request_schemas()),
            method_responses: IndexMap::new(),
            method_integration: None,
        };
        const VALIDATOR: &str = "x-amazon-apigateway-request-validator";
        if let Some(name) = operation.get(VALIDATOR).or_else(|| self.document.get(VALIDATOR)) {
            method.request_validator_id = self.validator_id(&text_of(name));
            if method.request_validator_id.is_none() {
                let message = format!(
                    "Invalid Request Validator identifier specified: {}",
                    text_of(name)
                );
                self.errors.push(format!("{at_method}: {message}"));
            }
        }
        let checked = method::check(&self.api, &method);
        self.or_error(&at_method, checked);
        for (status, response) in operation.responses() {
            let response = self.method_response(operation, status, response);
            self.or_error(&place("method response"), response.0);
            method.method_responses.insert(status.clone(), response.1);
        }
        if let Some(extension) = operation.get("x-amazon-apigateway-integration") {
            let integration = self.integration(extension, resource, &method);
            if let Some(integration) = self.or_error(&place("integration"), integration) {
                method.method_integration = Some(integration);
                let responses = integration_responses(extension, &method);
                let responses = self.or_error(&place("integration response"), responses);
                if let (Some(responses), Some(integration)) = (responses, &mut method.method_integration) {
                    integration.integration_responses = responses;
                }
            }
        }
        if let Some(resource) = self.api.resources.get_mut(resource) {
            resource.methods.insert(verb.to_owned(), method);
        }
    }

    fn method_response(
        &mut self,
        operation: Operation<'_>,
        status: &str,
        response: &Value,
    ) -> (Result<(), AwsError>, MethodResponse) {
        let headers = members(response.get("headers"));
        let response = MethodResponse {
            status_code: status.to_owned(),
            response_parameters: headers
                .map(|(name, _)| (format!("method.response.header.{name}"), false))
                .collect(),
            response_models: self.model_names(operation.response_schemas(response)),
        };
        let checked = method::check_status(status)
            .and_then(|()| method::check_models(&self.api, &response.response_models));
        (checked, response)
    }

    fn integration(
        &self,
        extension: &Value,
        resource: &str,
        method: &Method,
    ) -> Result<Integration, AwsError> {
        let mut input = extension.clone();
        for name in [
            "type",
            "passthroughBehavior",
            "contentHandling",
            "connectionType",
            "responseTransferMode",
        ] {
            if let Some(Value::String(text)) = input.get_mut(name) {
                *text = text.to_uppercase();
            }
        }
        let input = PutIntegration::deserialize(&input).map_err(|e| bad_request(e.to_string()))?;
        Integration::new(input, resource, method, self.gateway)
    }
}

/// `responses` of an integration: by pattern, of which `default` is none.
fn integration_responses(
    extension: &Value,
    method: &Method,
) -> Result<IndexMap<String, IntegrationResponse>, AwsError> {
    let mut responses = IndexMap::new();
    for (pattern, given) in members(extension.get("responses")) {
        let mut input = json!({});
        if let (Some(input), Some(given)) = (input.as_object_mut(), given.as_object()) {
            input.extend(given.clone());
        }
        textual(&mut input, "statusCode");
        if let Some(Value::String(handling)) = input.get_mut("contentHandling") {
            *handling = handling.to_uppercase();
        }
        if pattern != "default" {
            input["selectionPattern"] = Value::from(pattern.as_str());
        }
        let mut response =
            IntegrationResponse::deserialize(&input).map_err(|e| bad_request(e.to_string()))?;
        response.blank_empty_templates();
        method::check_status(&response.status_code)?;
        integration_response::check(&response, method)?;
        responses.insert(response.status_code.clone(), response);
    }
    Ok(responses)
}

/// Makes a member text that YAML may hold as a number.
fn textual(object: &mut Value, name: &str) {
    if let Some(value) = object
        .as_object_mut()
        .and_then(|o: &mut Map<_, _>| o.get_mut(name))
    {
        *value = Value::from(text_of(value));
    }
}
