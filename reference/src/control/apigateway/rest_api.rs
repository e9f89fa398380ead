//! REST APIs.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{Answer, Input, Outcome, bad_request, not_offered};
use super::import::Document;
use super::model::Model;
use super::patch::{self, Field, Kind};
use super::resource::Resource;
use super::resource_policy;
use super::store::{Api, Store, new_id, now};
use crate::wire::AwsError;

/// A REST API as answers show it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RestApi {
    /// Ten letters and digits.
    pub id: String,
    /// The name; need not be unique.
    pub name: String,
    /// Free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    created_date: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    /// Media types that are bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub binary_media_types: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum_compression_size: Option<i64>,
    /// The policy as it is kept; answers [show](Self::shown) it otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    api_key_source: String,
    endpoint_configuration: EndpointConfiguration,
    /// Tags.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    disable_execute_api_endpoint: bool,
    /// The resource `/`.
    pub root_resource_id: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct EndpointConfiguration {
    types: Vec<String>,
    #[serde(default = "ipv4")]
    ip_address_type: String,
}

fn ipv4() -> String {
    "ipv4".to_owned()
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateRestApi {
    name: Option<String>,
    description: Option<String>,
    version: Option<String>,
    clone_from: Option<String>,
    #[serde(default)]
    binary_media_types: Vec<String>,
    minimum_compression_size: Option<i64>,
    api_key_source: Option<String>,
    endpoint_configuration: Option<EndpointConfiguration>,
    policy: Option<String>,
    #[serde(default)]
    tags: IndexMap<String, String>,
    #[serde(default)]
    disable_execute_api_endpoint: bool,
}

const FIELDS: [Field; 5] = [
    Field {
        name: "name",
        kind: Kind::Text,
    },
    Field {
        name: "description",
        kind: Kind::Text,
    },
    Field {
        name: "policy",
        kind: Kind::Text,
    },
    Field {
        name: "binaryMediaTypes",
        kind: Kind::List,
    },
    Field {
        name: "disableExecuteApiEndpoint",
        kind: Kind::Bool,
    },
];

/// `POST /restapis`
pub fn create(store: &mut Store, input: &Input) -> Outcome {
    let new: CreateRestApi = input.body()?;
    let name = new
        .name
        .filter(|n| !n.trim().is_empty())
        .ok_or_else(|| bad_request("API name cannot be empty"))?;
    for (is_asked, what) in [
        (new.clone_from.is_some(), "Cloning an API"),
        (new.minimum_compression_size.is_some(), "Compression"),
        (
            new.api_key_source.as_deref().is_some_and(|s| s != "HEADER"),
            "An API key source other than HEADER",
        ),
        (
            new.disable_execute_api_endpoint,
            "An API without its default endpoint",
        ),
    ] {
        if is_asked {
            return Err(not_offered(what));
        }
    }
    let mut api = blank(&input.region, Vec::new());
    api.rest_api = RestApi {
        name,
        description: new.description,
        version: new.version,
        binary_media_types: new.binary_media_types,
        tags: new.tags,
        ..api.rest_api
    };
    if let Some(configuration) = new.endpoint_configuration {
        api.rest_api.endpoint_configuration = configuration;
    }
    api.rest_api.set_policy(new.policy.as_deref(), &input.region)?;
    let answer = Answer::created(api.rest_api.shown());
    store.apis.insert(api.rest_api.id.clone(), api);
    Ok(answer)
}

/// A new API without a name, with the root resource and the default models; endpoint type `EDGE` unless given.
#[must_use]
pub fn blank(region: &str, mut endpoint_types: Vec<String>) -> Api {
    if endpoint_types.is_empty() {
        endpoint_types.push("EDGE".to_owned());
    }
    let root = Resource::root(new_id(10));
    let rest_api = RestApi {
        id: new_id(10),
        name: String::new(),
        description: None,
        created_date: now(),
        version: None,
        binary_media_types: Vec::new(),
        minimum_compression_size: None,
        policy: None,
        api_key_source: "HEADER".to_owned(),
        endpoint_configuration: EndpointConfiguration {
            types: endpoint_types,
            ip_address_type: ipv4(),
        },
        tags: IndexMap::new(),
        disable_execute_api_endpoint: false,
        root_resource_id: root.id.clone(),
    };
    Api {
        region: region.to_owned(),
        resources: IndexMap::from([(root.id.clone(), root)]),
        models: Model::defaults(),
        authorizers: IndexMap::new(),
        validators: IndexMap::new(),
        gateway_responses: IndexMap::new(),
        deployments: IndexMap::new(),
        stages: IndexMap::new(),
        rest_api,
    }
}

impl RestApi {
    /// As answers show it.
    #[must_use]
    pub fn shown(&self) -> Value {
        let mut shown = serde_json::json!(self);
        if let Some(policy) = &self.policy {
            shown["policy"] = Value::from(resource_policy::shown(policy));
        }
        shown
    }

    /// Gives it a policy, or none. It takes effect with the next deployment.
    fn set_policy(&mut self, policy: Option<&str>, region: &str) -> Result<(), AwsError> {
        let policy = policy.filter(|text| !text.trim().is_empty());
        self.policy = policy
            .map(|text| resource_policy::kept(text, region, &self.id))
            .transpose()?;
        Ok(())
    }

    /// Takes over what a definition says of the API as a whole. Binary media types are added to those that are there.
    ///
    /// # Errors
    /// `BadRequestException` if it has no title, or asks for what is not offered.
    pub fn describe(&mut self, document: &Document, region: &str) -> Result<(), AwsError> {
        let extension = |name: &str| document.get(&format!("x-amazon-apigateway-{name}"));
        let is_disabled = extension("endpoint-configuration")
            .and_then(|c| c.get("disableExecuteApiEndpoint"))
            .is_some_and(|disabled| disabled == true || disabled == "true");
        for (is_asked, what) in [
            (extension("minimum-compression-size").is_some(), "Compression"),
            (
                extension("api-key-source").is_some_and(|s| s != "HEADER"),
                "An API key source other than HEADER",
            ),
            (is_disabled, "An API without its default endpoint"),
        ] {
            if is_asked {
                return Err(not_offered(what));
            }
        }
        if let Some(policy) = extension("policy") {
            self.set_policy(Some(&policy.to_string()), region)?;
        }
        self.name = document
            .info("title")
            .filter(|title| !title.trim().is_empty())
            .ok_or_else(|| bad_request("API name cannot be empty"))?;
        self.description = document.info("description").or(self.description.take());
        self.version = document.info("version").or(self.version.take());
        if let Some(types) = extension("binary-media-types").and_then(Value::as_array) {
            for media_type in types.iter().filter_map(Value::as_str) {
                if !self.binary_media_types.iter().any(|known| known == media_type) {
                    self.binary_media_types.push(media_type.to_owned());
                }
            }
        }
        Ok(())
    }
}

/// `GET /restapis`
pub fn list(store: &Store, input: &Input) -> Outcome {
    let here = store.apis.values().filter(|api| api.region == input.region);
    Ok(input.page(here.map(|api| api.rest_api.shown())))
}

/// `GET /restapis/{id}`
pub fn get(store: &mut Store, id: &str) -> Outcome {
    Ok(Answer::ok(store.api(id)?.rest_api.shown()))
}

/// `PATCH /restapis/{id}`
pub fn update(store: &mut Store, input: &Input, id: &str) -> Outcome {
    let api = store.api(id)?;
    let mut changed = api.rest_api.clone();
    patch::update(&mut changed, &FIELDS, &input.patch("updateRestApiInput")?)?;
    if changed.disable_execute_api_endpoint {
        return Err(not_offered("An API without its default endpoint"));
    }
    let policy = changed.policy.take();
    changed.set_policy(policy.as_deref(), &api.region)?;
    api.rest_api = changed;
    Ok(Answer::ok(api.rest_api.shown()))
}

/// `DELETE /restapis/{id}`
pub fn delete(store: &mut Store, id: &str) -> Outcome {
    store.api(id)?;
    store.apis.shift_remove(id);
    Ok(Answer::empty(202))
}
