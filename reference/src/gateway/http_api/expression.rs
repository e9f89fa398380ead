//! The values of parameter mappings: `$request.header.name`, `${context.requestId}-x`, text.

use std::borrow::Cow;

use serde_json::Value;

use super::exchange::Exchange;
use crate::gateway::substitution::of_context;
use crate::jsonpath::Path;
use crate::wire::Response;

/// A path into a payload sees this many bytes of it (LIMIT-023); `$request.body` itself is not cut.
const LONGEST_SELECTED: usize = 100 * 1024;

/// A value in the making.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression(Vec<Part>);

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Text(String),
    Reference(Reference),
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq)]
enum Reference {
    Header(String),
    Query(String),
    Body,
    BodyPath(Path),
    Path,
    PathParameter(String),
    Context(String),
    StageVariable(String),
}

/// What a mapping belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// To the integration: `request.…`
    Request,
    /// To the client: `response.…`
    Response,
}

/// What expressions see.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The request on its way.
    pub exchange: &'a Exchange,
    /// The backend's answer, on the way back.
    pub response: Option<&'a Response>,
}

impl Expression {
    /// Reads a value. `$name` is one variable and nothing else; several stand in braces. `None` if a variable is
    /// none that this side has.
    #[must_use]
    pub fn parse(text: &str, side: Side) -> Option<Self> {
        if let Some(name) = text.strip_prefix('$').filter(|name| !name.starts_with('{')) {
            return Some(Self(vec![Part::Reference(Reference::parse(name, side)?)]));
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, next) = after.split_once('}')?;
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(Part::Reference(Reference::parse(name, side)?));
            rest = next;
        }
        if !rest.is_empty() || parts.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Some(Self(parts))
    }

    /// Reads an identity source: a header, a query parameter, a context or a stage variable by itself (developer
    /// guide, "Control access to HTTP APIs with AWS Lambda authorizers").
    #[must_use]
    pub fn identity_source(text: &str) -> Option<Self> {
        let source = Self::parse(text, Side::Request)?;
        let is_one = matches!(
            source.0.as_slice(),
            [Part::Reference(
                Reference::Header(_)
                    | Reference::Query(_)
                    | Reference::Context(_)
                    | Reference::StageVariable(_)
            )]
        );
        is_one.then_some(source)
    }

    /// The value; `None` if it is one variable and there is nothing. Among others a missing one leaves nothing
    /// behind.
    #[must_use]
    pub fn value(&self, seen: Seen<'_>) -> Option<String> {
        match self.0.as_slice() {
            [Part::Reference(variable)] => variable.value(seen),
            parts => Some(
                parts
                    .iter()
                    .map(|part| match part {
                        Part::Text(text) => text.clone(),
                        Part::Reference(variable) => variable.value(seen).unwrap_or_default(),
                    })
                    .collect(),
            ),
        }
    }
}

impl Reference {
    fn parse(name: &str, side: Side) -> Option<Self> {
        let (root, rest) = name.split_once('.').filter(|(_, rest)| !rest.is_empty())?;
        match (root, side) {
            ("context", _) => return Some(Self::Context(rest.to_owned())),
            ("stageVariables", _) => return Some(Self::StageVariable(rest.to_owned())),
            ("request", Side::Request) | ("response", Side::Response) => {}
            _ => return None,
        }
        let (kind, name) = rest.split_once('.').map_or((rest, None), |(k, n)| (k, Some(n)));
        match (kind, name.filter(|n| !n.is_empty()), side) {
            ("header", Some(name), _) => Some(Self::Header(name.to_owned())),
            ("body", Some(path), _) => {
                // Recursive descent and filters are not supported (developer guide, the table of values).
                let path = format!("$.{path}");
                let is_simple = !path.contains("..") && !path.contains("?(");
                is_simple
                    .then(|| Path::parse(&path).ok().map(Self::BodyPath))
                    .flatten()
            }
            ("body", None, _) if name.is_none() => Some(Self::Body),
            ("querystring", Some(name), Side::Request) => Some(Self::Query(name.to_owned())),
            ("path", Some(name), Side::Request) => Some(Self::PathParameter(name.to_owned())),
            ("path", None, Side::Request) if name.is_none() => Some(Self::Path),
            _ => None,
        }
    }

    fn value(&self, seen: Seen<'_>) -> Option<String> {
        let Seen { exchange, response } = seen;
        let headers = response.map_or(&exchange.headers, |r| &r.headers);
        match self {
            Self::Header(name) => joined(headers.all(name)),
            Self::Query(name) => joined(
                exchange
                    .query
                    .iter()
                    .filter(|(n, _)| n == name)
                    .map(|(_, value)| value.as_str()),
            ),
            Self::Body => Some(text(body(seen)).into_owned()).filter(|body| !body.is_empty()),
            Self::BodyPath(path) => selected(path, body(seen)),
            Self::Path => Some(exchange.path.clone()),
            Self::PathParameter(name) => exchange.path_parameters.get(name).cloned(),
            Self::Context(path) => of_context(&exchange.context, path),
            Self::StageVariable(name) => exchange.stage_variables.get(name).cloned(),
        }
    }
}

fn body<'a>(seen: Seen<'a>) -> &'a [u8] {
    seen.response.map_or(&seen.exchange.body, |r| &r.body)
}

fn text(body: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(body)
}

/// Several values are joined with commas (V2SFN-009).
fn joined<'a>(values: impl Iterator<Item = &'a str>) -> Option<String> {
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| values.join(","))
}

/// Strings bare, everything else as JSON.
fn selected(path: &Path, body: &[u8]) -> Option<String> {
    let body = &body[..body.len().min(LONGEST_SELECTED)];
    let json: Value = serde_json::from_slice(body).ok()?;
    match path.read(&json).ok()?.as_ref() {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::http_api::exchange::tests::exchange;

    fn value(text: &str) -> Option<String> {
        let exchange = exchange(
            "POST",
            "/pets/42?q=one&q=two&Q=three",
            &[("X-A", "1"), ("x-a", "2")],
            r#"{"order":{"id":7,"who":"me"},"none":null}"#,
        );
        Expression::parse(text, Side::Request).unwrap().value(Seen {
            exchange: &exchange,
            response: None,
        })
    }

    #[test]
    fn every_documented_variable_of_a_request_has_a_value() {
        for (text, expected) in [
            ("$request.header.x-A", Some("1,2")),
            ("${request.header.X-a}", Some("1,2")),
            ("$request.querystring.q", Some("one,two")),
            ("$request.querystring.Q", Some("three")),
            ("$request.path", Some("/pets/42")),
            ("$request.path.id", Some("42")),
            ("$request.body.order.who", Some("me")),
            ("$request.body.order", Some(r#"{"id":7,"who":"me"}"#)),
            ("$request.body.order.id", Some("7")),
            ("$request.body.none", None),
            ("$request.body.missing", None),
            ("$request.header.missing", None),
            ("$context.stage", Some("dev")),
            ("$stageVariables.v", Some("w")),
            ("$stageVariables.missing", None),
            ("text", Some("text")),
            ("", Some("")),
            (
                "${request.path.id}-${request.header.missing}:${stageVariables.v}!",
                Some("42-:w!"),
            ),
        ] {
            assert_eq!(value(text).as_deref(), expected, "{text}");
        }
        assert!(value("$request.body").unwrap().starts_with("{\"order\""));
    }

    #[test]
    fn other_variables_are_refused() {
        for text in [
            "$",
            "$request",
            "$request.header",
            "$request.header.",
            "$request.cookie.a",
            "$request.body..a",
            "$request.body.a[?(@.b)]",
            "$response.header.a",
            "$context",
            "${request.header.a",
            "a${other.x}",
        ] {
            assert_eq!(Expression::parse(text, Side::Request), None, "{text}");
        }
        for text in ["$request.header.a", "$response.querystring.a", "$response.path"] {
            assert_eq!(Expression::parse(text, Side::Response), None, "{text}");
        }
    }

    #[test]
    fn a_path_sees_the_first_hundred_kilobytes() {
        let long = format!(r#"{{"a":"{}","b":1}}"#, "x".repeat(LONGEST_SELECTED));
        let exchange = exchange("POST", "/", &[], &long);
        let seen = Seen {
            exchange: &exchange,
            response: None,
        };
        let of = |text: &str| Expression::parse(text, Side::Request).unwrap().value(seen);
        assert_eq!(of("$request.body.b"), None);
        assert_eq!(of("$request.body").map(|b| b.len()), Some(long.len()));
    }
}
