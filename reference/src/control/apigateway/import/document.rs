//! An API definition, whichever version it is written in.

use serde_json::{Map, Value};

use super::super::answer::bad_request;
use super::yaml;
use crate::wire::AwsError;

/// How many references may lead to a value.
const MOST_HOPS: usize = 16;

/// A Swagger 2.0 or OpenAPI 3 definition.
#[derive(Debug)]
pub struct Document {
    root: Value,
    /// Whether it is OpenAPI 3.
    pub is_openapi: bool,
}

impl Document {
    /// Reads JSON or YAML.
    ///
    /// # Errors
    /// `BadRequestException` if it is neither, or no definition of a known version.
    pub fn parse(text: &[u8]) -> Result<Self, AwsError> {
        let invalid = || bad_request("Invalid OpenAPI input.");
        let text = std::str::from_utf8(text).map_err(|_| invalid())?;
        let root: Value = match serde_json::from_str(text) {
            Ok(root) => root,
            Err(_) => yaml::parse(text).map_err(|_| invalid())?,
        };
        let version = |name: &str| root.get(name).map(text_of).unwrap_or_default();
        let is_openapi = version("openapi").starts_with("3.");
        if !is_openapi && version("swagger") != "2.0" && version("swagger") != "2" {
            return Err(invalid());
        }
        Ok(Self { root, is_openapi })
    }

    /// A member of the document.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.root.get(name)
    }

    /// A member of `info`, as text.
    #[must_use]
    pub fn info(&self, name: &str) -> Option<String> {
        self.get("info")?.get(name).map(text_of)
    }

    /// The members of an object in the document; none if it is missing.
    pub fn entries<'d>(&'d self, name: &str) -> impl Iterator<Item = (&'d String, &'d Value)> + use<'d> {
        members(self.get(name))
    }

    /// The schemas that become models.
    pub fn schemas(&self) -> impl Iterator<Item = (&String, &Value)> {
        members(if self.is_openapi {
            self.get("components").and_then(|c| c.get("schemas"))
        } else {
            self.get("definitions")
        })
    }

    /// A security scheme.
    #[must_use]
    pub fn security_scheme(&self, name: &str) -> Option<&Value> {
        let schemes = if self.is_openapi {
            self.get("components")?.get("securitySchemes")
        } else {
            self.get("securityDefinitions")
        };
        schemes?.get(name).map(|scheme| self.resolve(scheme))
    }

    /// Follows `$ref` within the document; a reference that leads nowhere is itself.
    #[must_use]
    pub fn resolve<'d>(&'d self, value: &'d Value) -> &'d Value {
        let mut value = value;
        for _ in 0..MOST_HOPS {
            let target = value
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| reference.strip_prefix('#'))
                .and_then(|pointer| self.root.pointer(pointer));
            match target {
                Some(target) => value = target,
                None => break,
            }
        }
        value
    }

    /// The path before all paths: `basePath`, or that of the first server, with its variables' defaults.
    #[must_use]
    pub fn base_path(&self) -> String {
        if !self.is_openapi {
            return self.get("basePath").map(text_of).unwrap_or_default();
        }
        let Some(server) = self.get("servers").and_then(|s| s.get(0)) else {
            return String::new();
        };
        let url = server.get("url").map(text_of).unwrap_or_default();
        let url = members(server.get("variables")).fold(url, |url, (name, variable)| {
            let default = variable.get("default").map(text_of).unwrap_or_default();
            url.replace(&format!("{{{name}}}"), &default)
        });
        let after = url.split_once("://").map_or(url.as_str(), |(_, rest)| {
            rest.find('/').map_or("", |slash| &rest[slash..])
        });
        after.to_owned()
    }
}

/// The members of a value; none if it is no object.
pub fn members<'d>(value: Option<&'d Value>) -> impl Iterator<Item = (&'d String, &'d Value)> + use<'d> {
    value.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// A scalar as text: YAML writers leave the quotes of `200` out (recorded on AWS: accepted).
#[must_use]
pub fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn versions_are_told_apart() {
        assert!(!document("{\"swagger\": \"2.0\"}").is_openapi);
        assert!(!document("swagger: 2.0").is_openapi);
        assert!(document("openapi: 3.0.1").is_openapi);
        for text in ["", "{", "[]", "{\"swagger\": \"1.2\"}", "openapi: 2.0.0", "\u{0}"] {
            let error = Document::parse(text.as_bytes()).unwrap_err();
            assert_eq!(error.message, "Invalid OpenAPI input.", "{text}");
        }
    }

    #[test]
    fn base_paths_are_found() {
        for (text, path) in [
            ("{swagger: '2.0', basePath: /v1/x}", "/v1/x"),
            ("{openapi: 3.0.1, servers: [{url: 'https://h/v1'}]}", "/v1"),
            ("{openapi: 3.0.1, servers: [{url: 'https://h'}]}", ""),
            (
                "{openapi: 3.0.1, servers: [{url: '/{p}', variables: {p: {default: v2}}}]}",
                "/v2",
            ),
            ("{openapi: 3.0.1}", ""),
        ] {
            assert_eq!(document(text).base_path(), path, "{text}");
        }
    }

    #[test]
    fn references_are_followed_but_not_for_ever() {
        let document =
            document("{openapi: 3.0.1, a: {$ref: '#/b'}, b: {x: 1}, c: {$ref: '#/c'}, d: {$ref: '#/e'}}");
        let resolved = |name: &str| document.resolve(document.get(name).unwrap()).clone();
        assert_eq!(resolved("a"), serde_json::json!({"x": 1}));
        assert_eq!(resolved("c"), serde_json::json!({"$ref": "#/c"}));
        assert_eq!(resolved("d"), serde_json::json!({"$ref": "#/e"}));
    }
}
