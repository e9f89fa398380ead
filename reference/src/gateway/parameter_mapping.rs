//! Where mapped parameters come from: `method.request.…`, `integration.response.…`, `context.…`,
//! `stageVariables.…` and quoted literals.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::substitution::of_context;
use crate::jsonpath::Path;
use crate::wire::Headers;

/// The right-hand side of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// `'text'`
    Literal(String),
    /// `….header.{name}`: the last line of that name.
    Header(String),
    /// `….multivalueheader.{name}`: all lines, joined with commas.
    MultiHeader(String),
    /// `method.request.querystring.{name}`: the last value.
    Query(String),
    /// `method.request.multivaluequerystring.{name}`: all values, joined with commas.
    MultiQuery(String),
    /// `method.request.path.{name}`
    Path(String),
    /// `….body`
    Body,
    /// `….body.{path}`
    BodyPath(Path),
    /// `context.{path}`
    Context(String),
    /// `stageVariables.{name}`
    StageVariable(String),
}

/// What mappings can see.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The request's or the backend's headers.
    pub headers: &'a Headers,
    /// Query parameters, decoded.
    pub query: &'a IndexMap<String, Vec<String>>,
    /// Path parameters, decoded.
    pub path: &'a IndexMap<String, String>,
    /// The payload.
    pub body: &'a str,
    /// `$context`
    pub context: &'a Map<String, Value>,
    /// `$stageVariables`
    pub stage_variables: &'a IndexMap<String, String>,
}

/// The payload looks like JSON and is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("parse the payload as json")]
pub struct BadBody;

impl Source {
    /// Reads a source of a mapping to the integration, or of a gateway response.
    #[must_use]
    pub fn of_request(text: &str) -> Option<Self> {
        Self::of("method.request.", text)
    }

    /// Reads a source of a mapping to the client.
    #[must_use]
    pub fn of_response(text: &str) -> Option<Self> {
        Self::of("integration.response.", text)
            .filter(|source| !matches!(source, Self::Query(_) | Self::MultiQuery(_) | Self::Path(_)))
    }

    fn of(prefix: &str, text: &str) -> Option<Self> {
        if let Some(literal) = text.strip_prefix('\'') {
            return literal.strip_suffix('\'').map(|l| Self::Literal(l.to_owned()));
        }
        let Some(rest) = text.strip_prefix(prefix) else {
            let (kind, name) = text.split_once('.').filter(|(_, name)| !name.is_empty())?;
            return match kind {
                "context" => Some(Self::Context(name.to_owned())),
                "stageVariables" => Some(Self::StageVariable(name.to_owned())),
                _ => None,
            };
        };
        if rest == "body" {
            return Some(Self::Body);
        }
        let (kind, name) = rest.split_once('.').filter(|(_, name)| !name.is_empty())?;
        let owned = name.to_owned();
        match kind {
            "header" => Some(Self::Header(owned)),
            "multivalueheader" => Some(Self::MultiHeader(owned)),
            "querystring" => Some(Self::Query(owned)),
            "multivaluequerystring" => Some(Self::MultiQuery(owned)),
            "path" => Some(Self::Path(owned)),
            "body" => Path::parse(&format!("$.{name}")).ok().map(Self::BodyPath),
            _ => None,
        }
    }

    /// The value; `None` if there is nothing there.
    ///
    /// # Errors
    /// [`BadBody`] if a path into the payload is asked for and the payload starts like JSON but is none.
    pub fn value(&self, seen: &Seen<'_>) -> Result<Option<String>, BadBody> {
        Ok(match self {
            Self::Literal(text) => Some(text.clone()),
            Self::Header(name) => seen.headers.all(name).last().map(str::to_owned),
            Self::MultiHeader(name) => joined(seen.headers.all(name)),
            Self::Query(name) => seen.query.get(name).and_then(|v| v.last()).cloned(),
            Self::MultiQuery(name) => joined(seen.query.get(name).into_iter().flatten().map(String::as_str)),
            Self::Path(name) => seen.path.get(name).cloned(),
            Self::Body => Some(if seen.body.is_empty() { "{}" } else { seen.body }.to_owned()),
            Self::BodyPath(path) => {
                let json = json(seen.body)?;
                json.and_then(|json| path.read(&json).ok().and_then(|value| text(&value)))
            }
            Self::Context(path) => of_context(seen.context, path),
            Self::StageVariable(name) => seen.stage_variables.get(name).cloned(),
        })
    }
}

fn joined<'a>(values: impl Iterator<Item = &'a str>) -> Option<String> {
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| values.join(","))
}

fn json(body: &str) -> Result<Option<Value>, BadBody> {
    match serde_json::from_str(body) {
        Ok(value) => Ok(Some(value)),
        Err(_) if body.trim_start().starts_with(['{', '[', '"', '\'']) => Err(BadBody),
        Err(_) => Ok(None),
    }
}

/// Strings bare, everything else as JSON; null is no value.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn value(source: &Option<Source>) -> Result<Option<String>, BadBody> {
        let context = json!({"requestId": "r1", "identity": {"sourceIp": "127.0.0.1", "user": null}});
        source.as_ref().unwrap().value(&Seen {
            headers: &[("Accept", "a/b"), ("X", "1"), ("x", "2")].into_iter().collect(),
            query: &IndexMap::from([("q".to_owned(), vec!["one".to_owned(), "two".to_owned()])]),
            path: &IndexMap::from([("id".to_owned(), "42".to_owned())]),
            body: "text",
            context: context.as_object().unwrap(),
            stage_variables: &IndexMap::from([("v".to_owned(), "w".to_owned())]),
        })
    }

    #[test]
    fn every_documented_request_source_has_a_value() {
        for (text, expected) in [
            ("'a literal, with ''", Some("a literal, with '")),
            ("method.request.header.accept", Some("a/b")),
            ("method.request.header.X", Some("2")),
            ("method.request.multivalueheader.X", Some("1,2")),
            ("method.request.querystring.q", Some("two")),
            ("method.request.multivaluequerystring.q", Some("one,two")),
            ("method.request.path.id", Some("42")),
            ("method.request.body", Some("text")),
            ("method.request.body.a.b", None),
            ("context.identity.sourceIp", Some("127.0.0.1")),
            ("context.identity.user", None),
            ("stageVariables.v", Some("w")),
            ("method.request.querystring.none", None),
            ("stageVariables.none", None),
        ] {
            assert_eq!(
                value(&Source::of_request(text)),
                Ok(expected.map(str::to_owned)),
                "{text}"
            );
        }
    }

    #[test]
    fn other_sources_are_refused() {
        for text in [
            "",
            "x",
            "'open",
            "method.request",
            "method.request.cookie.a",
            "context.",
            "integration.response.body",
        ] {
            assert_eq!(Source::of_request(text), None, "{text}");
        }
        assert_eq!(
            Source::of_response("integration.response.body"),
            Some(Source::Body)
        );
        assert_eq!(Source::of_response("integration.response.path.a"), None);
        assert_eq!(Source::of_response("method.request.header.a"), None);
    }
}
