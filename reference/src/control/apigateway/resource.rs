//! Resources: the parts of an API's paths.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::answer::{Answer, Input, Outcome, bad_request, conflict, not_found};
use super::method::Method;
use super::patch::{self, Field, Kind};
use super::store::{Api, Store, new_id};
use crate::wire::AwsError;

/// The quota of resources in an API.
const MAX_RESOURCES: usize = 300;

/// A resource.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// Six letters and digits.
    pub id: String,
    /// The parent's id; the root has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<String>,
    /// The last part of the path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_part: Option<String>,
    /// The whole path.
    pub path: String,
    /// By verb or `ANY`.
    #[serde(skip)]
    pub methods: IndexMap<String, Method>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateResource {
    path_part: String,
}

impl Resource {
    /// The resource `/`.
    #[must_use]
    pub fn root(id: String) -> Self {
        Self {
            id,
            parent_id: None,
            path_part: None,
            path: "/".to_owned(),
            methods: IndexMap::new(),
        }
    }

    /// As answers show it: methods by name only, unless they are embedded.
    fn shown(&self, has_methods_embedded: bool) -> Value {
        let mut shown = json!(self);
        if !self.methods.is_empty() {
            let methods: Map<_, _> = self
                .methods
                .iter()
                .map(|(verb, method)| {
                    (
                        verb.clone(),
                        if has_methods_embedded {
                            json!(method)
                        } else {
                            json!({})
                        },
                    )
                })
                .collect();
            shown["resourceMethods"] = Value::Object(methods);
        }
        shown
    }
}

fn embeds_methods(input: &Input) -> bool {
    input.query("embed").is_some_and(|e| e.contains("methods"))
}

/// `POST /restapis/{api}/resources/{parent}`
pub fn create(store: &mut Store, input: &Input, api: &str, parent: &str) -> Outcome {
    let part = input.body::<CreateResource>()?.path_part;
    let resource = add(store.api(api)?, parent, &part)?;
    Ok(Answer::created(resource.shown(false)))
}

/// The id of the resource at a path; it and its parents are created if they are missing.
///
/// # Errors
/// Those of CreateResource.
pub fn ensure(api: &mut Api, path: &str) -> Result<String, AwsError> {
    let mut id = api.rest_api.root_resource_id.clone();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let known = api
            .resources
            .values()
            .find(|r| r.parent_id.as_ref() == Some(&id) && r.path_part.as_deref() == Some(part));
        id = match known {
            Some(resource) => resource.id.clone(),
            None => add(api, &id, part)?.id.clone(),
        };
    }
    Ok(id)
}

fn add<'a>(api: &'a mut Api, parent: &str, part: &str) -> Result<&'a Resource, AwsError> {
    let parent_path = api.resource(parent)?.path.clone();
    check_part(api, parent, &parent_path, part, None)?;
    if api.resources.len() >= MAX_RESOURCES {
        let message = "Maximum number of Resources for this API has been reached. Please contact AWS if you need \
                       additional Resources.";
        return Err(AwsError::new(429, "LimitExceededException", message));
    }
    let resource = Resource {
        id: new_id(6),
        parent_id: Some(parent.to_owned()),
        path: joined(&parent_path, part),
        path_part: Some(part.to_owned()),
        methods: IndexMap::new(),
    };
    Ok(api.resources.entry(resource.id.clone()).or_insert(resource))
}

fn joined(parent: &str, part: &str) -> String {
    format!("{}/{part}", parent.trim_end_matches('/'))
}

/// A greedy variable is the last part of a path, and siblings differ; a variable has no variable sibling.
fn check_part(
    api: &Api,
    parent: &str,
    parent_path: &str,
    part: &str,
    but: Option<&str>,
) -> Result<(), AwsError> {
    if !is_valid_part(part) {
        return Err(bad_request(
            "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the \
             beginning and the end.",
        ));
    }
    if parent_path.ends_with("+}") {
        return Err(bad_request(
            "Cannot create a child of a resource with a greedy path variable.",
        ));
    }
    let siblings = api
        .resources
        .values()
        .filter(|r| r.parent_id.as_deref() == Some(parent) && Some(r.id.as_str()) != but)
        .filter_map(|r| r.path_part.as_deref());
    for sibling in siblings {
        if sibling == part {
            return Err(conflict(format!(
                "Another resource with the same parent already has this name: {part}"
            )));
        }
        if sibling.starts_with('{') && part.starts_with('{') {
            return Err(bad_request(format!(
                "A sibling ({sibling}) of this resource already has a variable path part -- only one unique variable \
                 path part is allowed"
            )));
        }
    }
    Ok(())
}

fn is_valid_part(part: &str) -> bool {
    let name = match part.strip_prefix('{') {
        Some(rest) => match rest.strip_suffix('}') {
            Some(name) => name.strip_suffix('+').unwrap_or(name),
            None => return false,
        },
        None => part,
    };
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-:".contains(c))
}

/// `GET /restapis/{api}/resources`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    let is_embedded = embeds_methods(input);
    Ok(input.page(store.api(api)?.resources.values().map(|r| r.shown(is_embedded))))
}

/// `GET /restapis/{api}/resources/{id}`
pub fn get(store: &mut Store, input: &Input, api: &str, id: &str) -> Outcome {
    Ok(Answer::ok(
        store.api(api)?.resource(id)?.shown(embeds_methods(input)),
    ))
}

/// `PATCH /restapis/{api}/resources/{id}`: only the path part changes.
pub fn update(store: &mut Store, input: &Input, api: &str, id: &str) -> Outcome {
    const FIELDS: [Field; 1] = [Field {
        name: "pathPart",
        kind: Kind::Text,
    }];
    let api = store.api(api)?;
    let mut changed = api.resource(id)?.clone();
    let methods = std::mem::take(&mut changed.methods);
    patch::update(&mut changed, &FIELDS, &input.patch("updateResourceInput")?)?;
    changed.methods = methods;
    let (Some(parent), Some(part)) = (changed.parent_id.clone(), changed.path_part.clone()) else {
        return Err(bad_request("Root resource cannot be updated"));
    };
    let parent_path = api.resource(&parent)?.path.clone();
    check_part(api, &parent, &parent_path, &part, Some(id))?;
    let (before, after) = (changed.path.clone(), joined(&parent_path, &part));
    let has_children = api.resources.values().any(|r| r.parent_id.as_deref() == Some(id));
    if has_children && part.ends_with("+}") {
        return Err(bad_request(
            "Cannot create a child of a resource with a greedy path variable.",
        ));
    }
    *api.resource(id)? = changed;
    for resource in api.resources.values_mut() {
        let below = resource
            .path
            .strip_prefix(&before)
            .filter(|rest| rest.is_empty() || rest.starts_with('/'));
        if let Some(rest) = below {
            resource.path = format!("{after}{rest}");
        }
    }
    Ok(Answer::ok(api.resource(id)?.shown(false)))
}

/// `DELETE /restapis/{api}/resources/{id}`, with everything below it.
pub fn delete(store: &mut Store, api: &str, id: &str) -> Outcome {
    let api = store.api(api)?;
    let path = match api.resources.get(id) {
        None => return Err(not_found("Invalid Resource identifier specified")),
        Some(resource) if resource.parent_id.is_none() => {
            return Err(bad_request("Root resource cannot be deleted"));
        }
        Some(resource) => resource.path.clone(),
    };
    let is_below = |other: &str| {
        other
            .strip_prefix(&path)
            .is_some_and(|r| r.is_empty() || r.starts_with('/'))
    };
    api.resources.retain(|_, resource| !is_below(&resource.path));
    Ok(Answer::empty(202))
}

#[cfg(test)]
mod tests {
    use super::is_valid_part;

    #[test]
    fn path_parts_are_names_or_variables() {
        for part in ["pets", "{id}", "{proxy+}", "a.b-c_d:e", "v1"] {
            assert!(is_valid_part(part), "{part}");
        }
        for part in [
            "",
            "a/b",
            "{id",
            "id}",
            "{}",
            "{+}",
            "a{id}",
            "{proxy+}/x",
            "a b",
            "{a}{b}",
            "proxy+",
        ] {
            assert!(!is_valid_part(part), "{part}");
        }
    }
}
