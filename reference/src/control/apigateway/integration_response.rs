//! Integration responses.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{Answer, Input, Outcome, bad_request, not_found};
use super::integration::{self, check_content_handling, invalid_mapping};
use super::method::{Method, check_status};
use super::patch::{self, Field, Kind};
use super::store::Store;
use crate::gateway::integration_response::SelectionPattern;
use crate::gateway::parameter_mapping::Source;
use crate::wire::AwsError;

/// An integration response.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationResponse {
    /// Three digits.
    #[serde(default)]
    pub status_code: String,
    /// A regular expression; empty or missing makes it the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection_pattern: Option<String>,
    /// `method.response.header.…` and where the values come from.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub response_parameters: IndexMap<String, String>,
    /// By content type; an empty template passes the payload and is shown as null.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub response_templates: IndexMap<String, Value>,
    /// `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_handling: Option<String>,
}

impl IntegrationResponse {
    /// Empty templates are shown as null.
    pub fn blank_empty_templates(&mut self) {
        for template in self.response_templates.values_mut().filter(|t| *t == "") {
            *template = Value::Null;
        }
    }
}

/// `PUT …/integration/responses/{status}`
pub fn put(store: &mut Store, input: &Input, [api, resource, verb]: [&str; 3], status: &str) -> Outcome {
    let mut new = IntegrationResponse {
        status_code: status.to_owned(),
        ..input.body()?
    };
    new.blank_empty_templates();
    check_status(status)?;
    let method = store.api(api)?.method(resource, verb)?;
    integration::of(method)?;
    check(&new, method)?;
    let answer = Answer::created(&new);
    integration::of(method)?
        .integration_responses
        .insert(status.to_owned(), new);
    Ok(answer)
}

/// Checks the pattern and the mappings.
///
/// # Errors
/// `BadRequestException`
pub fn check(response: &IntegrationResponse, method: &Method) -> Result<(), AwsError> {
    check_content_handling(response.content_handling.as_deref())?;
    let pattern = response.selection_pattern.as_deref().unwrap_or_default();
    if SelectionPattern::compile(pattern).is_err() {
        return Err(bad_request("Invalid selection pattern specified"));
    }
    let declared = method.method_responses.get(&response.status_code);
    for (header, source) in &response.response_parameters {
        if !declared.is_some_and(|d| d.response_parameters.contains_key(header)) {
            return Err(invalid_mapping(format!(
                "Invalid mapping expression parameter specified: {header}"
            )));
        }
        if Source::of_response(source).is_none() {
            return Err(invalid_mapping(format!(
                "Invalid mapping expression specified: {source}"
            )));
        }
    }
    Ok(())
}

fn of<'m>(method: &'m mut Method, status: &str) -> Result<&'m mut IntegrationResponse, AwsError> {
    integration::of(method)?
        .integration_responses
        .get_mut(status)
        .ok_or_else(|| not_found("Invalid Response status code specified"))
}

/// `GET …/integration/responses/{status}`
pub fn get(store: &mut Store, [api, resource, verb]: [&str; 3], status: &str) -> Outcome {
    Ok(Answer::ok(of(store.api(api)?.method(resource, verb)?, status)?))
}

/// `PATCH …/integration/responses/{status}`
pub fn update(store: &mut Store, input: &Input, [api, resource, verb]: [&str; 3], status: &str) -> Outcome {
    const FIELDS: [Field; 4] = [
        Field {
            name: "selectionPattern",
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
        Field {
            name: "contentHandling",
            kind: Kind::Text,
        },
    ];
    let method = store.api(api)?.method(resource, verb)?;
    let mut changed = of(method, status)?.clone();
    patch::update(
        &mut changed,
        &FIELDS,
        &input.patch("updateIntegrationResponseInput")?,
    )?;
    changed.content_handling = changed.content_handling.filter(|c| !c.is_empty());
    check(&changed, method)?;
    let response = of(method, status)?;
    *response = changed;
    Ok(Answer::ok(&*response))
}

/// `DELETE …/integration/responses/{status}`
pub fn delete(store: &mut Store, [api, resource, verb]: [&str; 3], status: &str) -> Outcome {
    let method = store.api(api)?.method(resource, verb)?;
    of(method, status)?;
    integration::of(method)?
        .integration_responses
        .shift_remove(status);
    Ok(Answer::empty(204))
}
