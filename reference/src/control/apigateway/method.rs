//! Methods and their method responses.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Input, Outcome, bad_request, conflict, not_found, not_offered};
use super::integration::Integration;
use super::patch::{self, Field, Kind};
use super::store::{Api, Store};
use crate::wire::AwsError;

/// The verbs a method may have.
pub const VERBS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"];

/// A method.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Method {
    /// A verb or `ANY`.
    pub http_method: String,
    /// `NONE`, `AWS_IAM` or `CUSTOM`.
    pub authorization_type: String,
    /// The authorizer of `CUSTOM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorizer_id: Option<String>,
    /// Whether an API key is needed.
    pub api_key_required: bool,
    /// The validator, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_validator_id: Option<String>,
    /// `$context.operationName`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation_name: Option<String>,
    /// `method.request.…`, true for required ones.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub request_parameters: IndexMap<String, bool>,
    /// Model names by content type.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub request_models: IndexMap<String, String>,
    /// By status code.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub method_responses: IndexMap<String, MethodResponse>,
    /// What answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method_integration: Option<Integration>,
}

/// A status that a method may answer with, and its headers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MethodResponse {
    /// Three digits.
    #[serde(default)]
    pub status_code: String,
    /// `method.response.header.…`
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub response_parameters: IndexMap<String, bool>,
    /// Model names by content type.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub response_models: IndexMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PutMethod {
    authorization_type: Option<String>,
    authorizer_id: Option<String>,
    #[serde(default)]
    api_key_required: bool,
    operation_name: Option<String>,
    request_validator_id: Option<String>,
    #[serde(default)]
    request_parameters: IndexMap<String, bool>,
    #[serde(default)]
    request_models: IndexMap<String, String>,
}

/// `PUT …/methods/{verb}`
pub fn put(store: &mut Store, input: &Input, [api, resource, verb]: [&str; 3]) -> Outcome {
    let new: PutMethod = input.body()?;
    let api = store.api(api)?;
    if !VERBS.contains(&verb) {
        return Err(bad_request(
            "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
        ));
    }
    if api.resource(resource)?.methods.contains_key(verb) {
        return Err(conflict("Method already exists for this resource"));
    }
    let method = Method {
        http_method: verb.to_owned(),
        authorization_type: new.authorization_type.unwrap_or_default().to_uppercase(),
        authorizer_id: new.authorizer_id,
        api_key_required: new.api_key_required,
        request_validator_id: new.request_validator_id,
        operation_name: new.operation_name,
        request_parameters: new.request_parameters,
        request_models: new.request_models,
        method_responses: IndexMap::new(),
        method_integration: None,
    };
    check(api, &method)?;
    let answer = Answer::created(&method);
    api.resource(resource)?.methods.insert(verb.to_owned(), method);
    Ok(answer)
}

fn check_authorization(api: &Api, method: &Method) -> Result<(), AwsError> {
    match method.authorization_type.as_str() {
        "NONE" | "AWS_IAM" => Ok(()),
        "CUSTOM" => match &method.authorizer_id {
            Some(id) if api.authorizers.contains_key(id) => Ok(()),
            _ => Err(bad_request(
                "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS \
                 requires a valid authorizer.",
            )),
        },
        "COGNITO_USER_POOLS" => Err(not_offered("Authorization COGNITO_USER_POOLS")),
        _ => Err(bad_request(
            "Invalid authorization type specified. Valid options are AWS_IAM, CUSTOM, COGNITO_USER_POOLS, NONE",
        )),
    }
}

/// Checks the authorizer, parameters, models and validator that a method names.
///
/// # Errors
/// `BadRequestException`
pub fn check(api: &Api, method: &Method) -> Result<(), AwsError> {
    check_authorization(api, method)?;
    for parameter in method.request_parameters.keys() {
        let name = parameter.strip_prefix("method.request.").unwrap_or_default();
        if !["header.", "path.", "querystring."]
            .iter()
            .any(|p| name.strip_prefix(p).is_some_and(|n| !n.is_empty()))
        {
            return Err(bad_request(format!(
                "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping \
                 expression specified: {parameter}]"
            )));
        }
    }
    check_models(api, &method.request_models)?;
    match &method.request_validator_id {
        Some(id) if !api.validators.contains_key(id) => {
            Err(bad_request("Invalid Request Validator identifier specified"))
        }
        _ => Ok(()),
    }
}

/// Checks that models exist.
///
/// # Errors
/// `BadRequestException`
pub fn check_models(api: &Api, models: &IndexMap<String, String>) -> Result<(), AwsError> {
    match models.values().find(|name| !api.models.contains_key(*name)) {
        Some(name) => Err(bad_request(format!("Invalid model identifier specified: {name}"))),
        None => Ok(()),
    }
}

/// `GET …/methods/{verb}`
pub fn get(store: &mut Store, [api, resource, verb]: [&str; 3]) -> Outcome {
    Ok(Answer::ok(store.api(api)?.method(resource, verb)?))
}

/// `PATCH …/methods/{verb}`
pub fn update(store: &mut Store, input: &Input, [api, resource, verb]: [&str; 3]) -> Outcome {
    const FIELDS: [Field; 7] = [
        Field {
            name: "authorizationType",
            kind: Kind::Text,
        },
        Field {
            name: "authorizerId",
            kind: Kind::Text,
        },
        Field {
            name: "apiKeyRequired",
            kind: Kind::Bool,
        },
        Field {
            name: "requestValidatorId",
            kind: Kind::Text,
        },
        Field {
            name: "operationName",
            kind: Kind::Text,
        },
        Field {
            name: "requestParameters",
            kind: Kind::BoolMap,
        },
        Field {
            name: "requestModels",
            kind: Kind::TextMap,
        },
    ];
    let api = store.api(api)?;
    let mut changed = api.method(resource, verb)?.clone();
    patch::update(&mut changed, &FIELDS, &input.patch("updateMethodInput")?)?;
    changed.authorization_type.make_ascii_uppercase();
    changed.request_validator_id = changed.request_validator_id.filter(|id| !id.is_empty());
    check(api, &changed)?;
    let method = api.method(resource, verb)?;
    *method = changed;
    Ok(Answer::ok(&*method))
}

/// `DELETE …/methods/{verb}`
pub fn delete(store: &mut Store, [api, resource, verb]: [&str; 3]) -> Outcome {
    let api = store.api(api)?;
    api.method(resource, verb)?;
    api.resource(resource)?.methods.shift_remove(verb);
    Ok(Answer::empty(204))
}

/// `PUT …/methods/{verb}/responses/{status}`
pub fn put_response(store: &mut Store, input: &Input, path: [&str; 3], status: &str) -> Outcome {
    let new = MethodResponse {
        status_code: status.to_owned(),
        ..input.body()?
    };
    check_status(status)?;
    let [api, resource, verb] = path;
    let api = store.api(api)?;
    check_models(api, &new.response_models)?;
    check_response_parameters(&new)?;
    let method = api.method(resource, verb)?;
    if method.method_responses.contains_key(status) {
        return Err(conflict("Response already exists for this resource"));
    }
    let answer = Answer::created(&new);
    method.method_responses.insert(status.to_owned(), new);
    Ok(answer)
}

fn check_response_parameters(response: &MethodResponse) -> Result<(), AwsError> {
    let is_header = |name: &&String| {
        name.strip_prefix("method.response.header.")
            .is_none_or(str::is_empty)
    };
    match response.response_parameters.keys().find(is_header) {
        Some(name) => Err(bad_request(format!(
            "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping \
             expression specified: {name}]"
        ))),
        None => Ok(()),
    }
}

/// A status code is three digits from 100 to 599.
///
/// # Errors
/// `BadRequestException`
pub fn check_status(status: &str) -> Result<(), AwsError> {
    match status.parse::<u16>() {
        Ok(100..=599) if status.len() == 3 => Ok(()),
        _ => Err(bad_request(format!("Invalid status code specified: {status}"))),
    }
}

fn response<'m>(method: &'m mut Method, status: &str) -> Result<&'m mut MethodResponse, AwsError> {
    method
        .method_responses
        .get_mut(status)
        .ok_or_else(|| not_found("Invalid Response status code specified"))
}

/// `GET …/methods/{verb}/responses/{status}`
pub fn get_response(store: &mut Store, [api, resource, verb]: [&str; 3], status: &str) -> Outcome {
    Ok(Answer::ok(response(
        store.api(api)?.method(resource, verb)?,
        status,
    )?))
}

/// `PATCH …/methods/{verb}/responses/{status}`
pub fn update_response(store: &mut Store, input: &Input, path: [&str; 3], status: &str) -> Outcome {
    const FIELDS: [Field; 2] = [
        Field {
            name: "responseParameters",
            kind: Kind::BoolMap,
        },
        Field {
            name: "responseModels",
            kind: Kind::TextMap,
        },
    ];
    let [api, resource, verb] = path;
    let api = store.api(api)?;
    let mut changed = response(api.method(resource, verb)?, status)?.clone();
    patch::update(&mut changed, &FIELDS, &input.patch("updateMethodResponseInput")?)?;
    check_models(api, &changed.response_models)?;
    check_response_parameters(&changed)?;
    let response = response(api.method(resource, verb)?, status)?;
    *response = changed;
    Ok(Answer::created(&*response))
}

/// `DELETE …/methods/{verb}/responses/{status}`
pub fn delete_response(store: &mut Store, [api, resource, verb]: [&str; 3], status: &str) -> Outcome {
    let method = store.api(api)?.method(resource, verb)?;
    response(method, status)?;
    method.method_responses.shift_remove(status);
    Ok(Answer::empty(204))
}
