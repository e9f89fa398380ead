//! Request validators.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Input, Outcome, bad_request, not_found};
use super::patch::{self, Field, Kind};
use super::store::{Store, new_id};
use crate::wire::AwsError;

/// What a method's requests are checked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestValidator {
    /// Six letters and digits.
    #[serde(default)]
    pub id: String,
    /// What an API definition refers to it by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the body is checked against the model.
    #[serde(default)]
    pub validate_request_body: bool,
    /// Whether required parameters must be there.
    #[serde(default)]
    pub validate_request_parameters: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateRequestValidator {
    name: Option<String>,
    #[serde(default)]
    validate_request_body: bool,
    #[serde(default)]
    validate_request_parameters: bool,
}

/// `POST /restapis/{api}/requestvalidators`
pub fn create(store: &mut Store, input: &Input, api: &str) -> Outcome {
    let new: CreateRequestValidator = input.body()?;
    let api = store
        .api(api)
        .map_err(|_| bad_request("Invalid REST API identifier specified"))?;
    let validator = RequestValidator {
        id: new_id(6),
        name: new.name,
        validate_request_body: new.validate_request_body,
        validate_request_parameters: new.validate_request_parameters,
    };
    let answer = Answer::created(&validator);
    api.validators.insert(validator.id.clone(), validator);
    Ok(answer)
}

fn of<'s>(store: &'s mut Store, api: &str, id: &str) -> Result<&'s mut RequestValidator, AwsError> {
    store
        .apis
        .get_mut(api)
        .and_then(|api| api.validators.get_mut(id))
        .ok_or_else(|| not_found("Invalid Request Validator identifier specified"))
}

/// `GET /restapis/{api}/requestvalidators`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    Ok(input.page(store.api(api)?.validators.values()))
}

/// `GET /restapis/{api}/requestvalidators/{id}`
pub fn get(store: &mut Store, api: &str, id: &str) -> Outcome {
    Ok(Answer::ok(of(store, api, id)?))
}

/// `PATCH /restapis/{api}/requestvalidators/{id}`
pub fn update(store: &mut Store, input: &Input, api: &str, id: &str) -> Outcome {
    const FIELDS: [Field; 3] = [
        Field {
            name: "name",
            kind: Kind::Text,
        },
        Field {
            name: "validateRequestParameters",
            kind: Kind::Bool,
        },
        Field {
            name: "validateRequestBody",
            kind: Kind::Bool,
        },
    ];
    let validator = of(store, api, id)?;
    patch::update(validator, &FIELDS, &input.patch("updateRequestValidatorInput")?)?;
    Ok(Answer::ok(&*validator))
}

/// `DELETE /restapis/{api}/requestvalidators/{id}`
pub fn delete(store: &mut Store, api: &str, id: &str) -> Outcome {
    of(store, api, id)?;
    store.api(api)?.validators.shift_remove(id);
    Ok(Answer::empty(202))
}
