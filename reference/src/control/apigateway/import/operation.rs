//! One operation of a definition: what it says of its method.

use indexmap::IndexMap;
use serde_json::Value;

use super::super::method::VERBS;
use super::document::{Document, members, text_of};

/// An operation with the path that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Operation<'d> {
    document: &'d Document,
    /// `/pets/{id}`
    pub path: &'d str,
    /// A verb or `ANY`.
    pub verb: &'d str,
    item: &'d Value,
    members: &'d Value,
}

impl<'d> Operation<'d> {
    /// The operations of a path item.
    pub fn of_path(document: &'d Document, path: &'d str, item: &'d Value) -> impl Iterator<Item = Self> {
        let item = document.resolve(item);
        members(Some(item)).filter_map(move |(name, members)| {
            let verb = VERBS.into_iter().find(|verb| match *verb {
                "ANY" => name == "x-amazon-apigateway-any-method",
                verb => verb.eq_ignore_ascii_case(name),
            })?;
            Some(Self {
                document,
                path,
                verb,
                item,
                members,
            })
        })
    }

    /// A member of the operation, references followed.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'d Value> {
        self.members.get(name).map(|value| self.document.resolve(value))
    }

    /// The parameters: the operation's own, then those of the path that it does not replace.
    fn parameters(&self) -> impl Iterator<Item = &'d Value> {
        let list = |holder: &'d Value| holder.get("parameters").and_then(Value::as_array);
        let document = self.document;
        [list(self.members), list(self.item)]
            .into_iter()
            .flatten()
            .flatten()
            .map(move |parameter| document.resolve(parameter))
    }

    /// `method.request.…`, and whether it is required. The variables of the path belong to it whether they are
    /// declared or not (recorded on AWS).
    #[must_use]
    pub fn request_parameters(&self) -> IndexMap<String, bool> {
        let mut parameters = IndexMap::new();
        for parameter in self.parameters() {
            let member = |name: &str| parameter.get(name).map(text_of).unwrap_or_default();
            let place = match member("in").as_str() {
                "path" => "path",
                "query" => "querystring",
                "header" => "header",
                _ => continue,
            };
            let is_required = parameter
                .get("required")
                .and_then(Value::as_bool)
                .unwrap_or(false);
            parameters
                .entry(format!("method.request.{place}.{}", member("name")))
                .or_insert(is_required);
        }
        let variables = self
            .path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        for variable in variables {
            let name = variable.strip_suffix('+').unwrap_or(variable);
            parameters
                .entry(format!("method.request.path.{name}"))
                .or_insert(true);
        }
        parameters
    }

    /// The schemas of the request's body by content type.
    #[must_use]
    pub fn request_schemas(&self) -> Vec<(String, &'d Value)> {
        if self.document.is_openapi {
            return contents(self.get("requestBody"));
        }
        let body = self
            .parameters()
            .find(|p| p.get("in").is_some_and(|place| place == "body"))
            .and_then(|p| p.get("schema"));
        self.for_each_type("consumes", body)
    }

    /// The schemas of a response's body by content type.
    #[must_use]
    pub fn response_schemas(&self, response: &'d Value) -> Vec<(String, &'d Value)> {
        if self.document.is_openapi {
            return contents(Some(response));
        }
        self.for_each_type("produces", response.get("schema"))
    }

    /// Swagger 2.0: one schema for all content types of the operation, or of the whole definition.
    fn for_each_type(&self, list: &str, schema: Option<&'d Value>) -> Vec<(String, &'d Value)> {
        let Some(schema) = schema else { return Vec::new() };
        let types = self
            .members
            .get(list)
            .or_else(|| self.document.get(list))
            .and_then(Value::as_array)
            .filter(|types| !types.is_empty());
        match types {
            Some(types) => types.iter().map(|t| (text_of(t), schema)).collect(),
            None => vec![("application/json".to_owned(), schema)],
        }
    }

    /// The responses with a status of their own; `default` and ranges name none.
    pub fn responses(&self) -> impl Iterator<Item = (&'d String, &'d Value)> {
        let document = self.document;
        members(self.members.get("responses"))
            .filter(|(status, _)| status.bytes().all(|b| b.is_ascii_digit()))
            .map(move |(status, response)| (status, document.resolve(response)))
    }

    /// The names of the security schemes that a client has to satisfy.
    pub fn security(&self) -> impl Iterator<Item = &'d String> {
        self.members
            .get("security")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .flat_map(|requirement| members(Some(requirement)).map(|(name, _)| name))
    }
}

/// OpenAPI 3: the schemas in `content`.
fn contents(holder: Option<&Value>) -> Vec<(String, &Value)> {
    members(holder.and_then(|h| h.get("content")))
        .filter_map(|(content_type, media)| Some((content_type.clone(), media.get("schema")?)))
        .collect()
}
