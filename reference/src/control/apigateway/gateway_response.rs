//! Gateway responses: defaults and customised ones.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::answer::{Answer, Input, Outcome, bad_request, not_found};
use super::integration::invalid_mapping;
use super::patch::{self, Field, Kind, PatchOperation, Rejection};
use super::store::{Api, Store};
use crate::gateway::gateway_response::{DEFAULT_TEMPLATE, ResponseType};
use crate::gateway::parameter_mapping::Source;
use crate::wire::AwsError;

/// A customised gateway response.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayResponse {
    /// Three digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_code: Option<String>,
    /// `gatewayresponse.header.…` and where the values come from.
    #[serde(default)]
    pub response_parameters: IndexMap<String, String>,
    /// By content type.
    #[serde(default)]
    pub response_templates: IndexMap<String, String>,
}

const FIELDS: [Field; 3] = [
    Field {
        name: "statusCode",
        kind: Kind::Text,
    },
    Field {
        name: "responseParameters",
        kind: Kind::TextMap,
    },
    Field {
        name: "responseTemplates",
        kind: Kind::TextMap,
    },
];

/// In the order in which AWS lists them in its error.
const NAMES_IN_ERROR: &str = "REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, \
    MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, \
    AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, \
    QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN";

/// The type of that name.
///
/// # Errors
/// `ValidationException`
pub fn response_type(name: &str) -> Result<ResponseType, AwsError> {
    ResponseType::named(name).ok_or_else(|| {
        let message = format!(
            "1 validation error detected: Value '{name}' at 'responseType' failed to satisfy constraint: Member must \
             satisfy enum value set: [{NAMES_IN_ERROR}]"
        );
        AwsError::new(400, "ValidationException", message)
    })
}

/// What answers for a type: its own customisation, or else that of `DEFAULT_4XX` or `DEFAULT_5XX` (recorded on
/// AWS: such a response still counts as default), or else the default.
fn effective(api: &Api, kind: ResponseType) -> (GatewayResponse, bool) {
    let own = api.gateway_responses.get(&kind);
    let inherited = || {
        kind.fallback()
            .and_then(|fallback| api.gateway_responses.get(&fallback))
    };
    let mut response = own.or_else(inherited).cloned().unwrap_or_default();
    if response.status_code.is_none() {
        response.status_code = kind.default_status().map(|status| status.to_string());
    }
    if response.response_templates.is_empty() {
        let template = ("application/json".to_owned(), DEFAULT_TEMPLATE.to_owned());
        response.response_templates = IndexMap::from([template]);
    }
    (response, own.is_none())
}

fn shown(api: &Api, kind: ResponseType) -> Value {
    let (response, is_default) = effective(api, kind);
    let mut shown = Map::new();
    shown.insert("responseType".to_owned(), Value::from(kind.name()));
    if let Some(status) = response.status_code {
        shown.insert("statusCode".to_owned(), Value::from(status));
    }
    shown.insert(
        "responseParameters".to_owned(),
        json!(response.response_parameters),
    );
    shown.insert("responseTemplates".to_owned(), json!(response.response_templates));
    shown.insert("defaultResponse".to_owned(), Value::Bool(is_default));
    Value::Object(shown)
}

/// Checks the status and the mappings.
///
/// # Errors
/// `BadRequestException`
pub fn check(response: &GatewayResponse) -> Result<(), AwsError> {
    if let Some(status) = &response.status_code {
        super::method::check_status(status)?;
    }
    for (header, source) in &response.response_parameters {
        for (text, is_valid) in [
            (
                header,
                header
                    .strip_prefix("gatewayresponse.header.")
                    .is_some_and(|n| !n.is_empty()),
            ),
            (source, Source::of_request(source).is_some()),
        ] {
            if !is_valid {
                return Err(invalid_mapping(format!(
                    "Invalid mapping expression specified: {text}"
                )));
            }
        }
    }
    Ok(())
}

/// `GET /restapis/{api}/gatewayresponses`
pub fn list(store: &mut Store, api: &str) -> Outcome {
    let api = store.api(api)?;
    let items: Vec<_> = ResponseType::ALL
        .into_iter()
        .map(|kind| shown(api, kind))
        .collect();
    Ok(Answer::ok(json!({ "item": items })))
}

/// `GET /restapis/{api}/gatewayresponses/{type}`
pub fn get(store: &mut Store, api: &str, kind: &str) -> Outcome {
    let kind = response_type(kind)?;
    Ok(Answer::ok(shown(store.api(api)?, kind)))
}

/// `PUT /restapis/{api}/gatewayresponses/{type}`
pub fn put(store: &mut Store, input: &Input, api: &str, kind: &str) -> Outcome {
    let kind = response_type(kind)?;
    let new: GatewayResponse = input.body()?;
    let api = store.api(api)?;
    check(&new)?;
    api.gateway_responses.insert(kind, new);
    Ok(Answer::created(shown(api, kind)))
}

/// `PATCH /restapis/{api}/gatewayresponses/{type}`
pub fn update(store: &mut Store, input: &Input, api: &str, kind: &str) -> Outcome {
    let kind = response_type(kind)?;
    let changes = input.patch("updateGatewayResponseInput")?;
    let api = store.api(api)?;
    let mut changed = api.gateway_responses.get(&kind).cloned().unwrap_or_default();
    let Value::Object(mut members) = json!(changed) else {
        return Err(bad_request("Invalid patch"));
    };
    for change in &changes {
        check_replaced(&members, change)?;
        patch::apply(&mut members, &FIELDS, change).map_err(|rejection| match rejection {
            Rejection::Path | Rejection::Op => bad_request(format!("Invalid patch path {}", change.path)),
            other => change.refused(&other, &FIELDS),
        })?;
    }
    changed =
        GatewayResponse::deserialize(Value::Object(members)).map_err(|_| bad_request("Invalid patch"))?;
    check(&changed)?;
    api.gateway_responses.insert(kind, changed);
    Ok(Answer::ok(shown(api, kind)))
}

/// Only what is there can be replaced.
fn check_replaced(members: &Map<String, Value>, change: &PatchOperation) -> Result<(), AwsError> {
    let parts = change.parts();
    match parts.as_slice() {
        [map, entry @ ..] if change.op == "replace" && !entry.is_empty() => {
            let entries = members.get(map).and_then(Value::as_object);
            if entries.is_some_and(|entries| !entries.contains_key(&entry.join("/"))) {
                return Err(bad_request("Invalid parameter name specified"));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// `DELETE /restapis/{api}/gatewayresponses/{type}`
pub fn delete(store: &mut Store, api: &str, kind: &str) -> Outcome {
    let kind = response_type(kind)?;
    let removed = store.api(api)?.gateway_responses.shift_remove(&kind);
    match removed {
        Some(_) => Ok(Answer::empty(202)),
        None => Err(not_found("Gateway response type not defined on api")),
    }
}
