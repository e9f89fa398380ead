//! Models: schemas of payloads.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{Answer, Input, Outcome, bad_request, conflict, not_found};
use super::patch::{self, Field, Kind};
use super::store::{Store, new_id};
use crate::wire::AwsError;

/// A model.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Model {
    #[serde(default)]
    id: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// JSON Schema draft 4, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    #[serde(default)]
    content_type: String,
}

impl Model {
    /// The models that every new API has.
    #[must_use]
    pub fn defaults() -> IndexMap<String, Self> {
        let model = |name: &str, description: &str, schema: &str| {
            let model = Self {
                id: new_id(6),
                name: name.to_owned(),
                description: Some(description.to_owned()),
                schema: Some(schema.to_owned()),
                content_type: "application/json".to_owned(),
            };
            (name.to_owned(), model)
        };
        IndexMap::from([
            model(
                "Empty",
                "This is a default empty schema model",
                "{\n  \"$schema\": \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Empty Schema\",\n  \
                 \"type\" : \"object\"\n}",
            ),
            model(
                "Error",
                "This is a default error schema model",
                "{\n  \"$schema\" : \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Error Schema\",\n  \
                 \"type\" : \"object\",\n  \"properties\" : {\n    \"message\" : { \"type\" : \"string\" }\n  }\n}",
            ),
        ])
    }

    /// A model of JSON payloads.
    ///
    /// # Errors
    /// Those of CreateModel.
    pub fn new(name: &str, schema: &Value) -> Result<Self, AwsError> {
        let model = Self {
            id: new_id(6),
            name: name.to_owned(),
            description: schema
                .get("description")
                .and_then(Value::as_str)
                .map(str::to_owned),
            schema: Some(schema.to_string()),
            content_type: "application/json".to_owned(),
        };
        model.check().map(|()| model)
    }

    fn check(&self) -> Result<(), AwsError> {
        if self.name.is_empty() || !self.name.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(bad_request("Model name must be alphanumeric"));
        }
        match self.schema.as_deref().map(serde_json::from_str::<Value>) {
            Some(Err(_)) => Err(bad_request("Invalid model schema specified")),
            _ => Ok(()),
        }
    }
}

/// `POST /restapis/{api}/models`
pub fn create(store: &mut Store, input: &Input, api: &str) -> Outcome {
    let model = Model {
        id: new_id(6),
        ..input.body()?
    };
    let api = store.api(api)?;
    model.check()?;
    if api.models.contains_key(&model.name) {
        return Err(conflict("Model name already exists for this REST API"));
    }
    let answer = Answer::created(&model);
    api.models.insert(model.name.clone(), model);
    Ok(answer)
}

fn of<'s>(store: &'s mut Store, api: &str, name: &str) -> Result<&'s mut Model, AwsError> {
    store
        .api(api)?
        .models
        .get_mut(name)
        .ok_or_else(|| not_found(format!("Invalid model name specified: {name}")))
}

/// `GET /restapis/{api}/models`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    Ok(input.page(store.api(api)?.models.values()))
}

/// `GET /restapis/{api}/models/{name}`
pub fn get(store: &mut Store, api: &str, name: &str) -> Outcome {
    Ok(Answer::ok(of(store, api, name)?))
}

/// `PATCH /restapis/{api}/models/{name}`
pub fn update(store: &mut Store, input: &Input, api: &str, name: &str) -> Outcome {
    const FIELDS: [Field; 2] = [
        Field {
            name: "description",
            kind: Kind::Text,
        },
        Field {
            name: "schema",
            kind: Kind::Text,
        },
    ];
    let model = of(store, api, name)?;
    let mut changed = model.clone();
    patch::update(&mut changed, &FIELDS, &input.patch("updateModelInput")?)?;
    changed.check()?;
    *model = changed;
    Ok(Answer::ok(&*model))
}

/// `DELETE /restapis/{api}/models/{name}`
pub fn delete(store: &mut Store, api: &str, name: &str) -> Outcome {
    of(store, api, name)?;
    let api = store.api(api)?;
    let methods = api.resources.values().flat_map(|r| r.methods.values());
    if methods
        .into_iter()
        .any(|m| m.request_models.values().any(|n| n == name))
    {
        return Err(conflict(format!(
            "Cannot delete model '{name}', is referenced in method request"
        )));
    }
    api.models.shift_remove(name);
    Ok(Answer::empty(202))
}
