//! From the client's request to the integration's: content handling, template, mappings, overrides.

use bytes::Bytes;
use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::api::Api;
use super::binary::{self, ContentHandling};
use super::broken_json::parse_exception;
use super::exchange::Exchange;
use super::failure::Failure;
use super::header_rules;
use super::parameter_mapping::Source;
use super::passthrough::{Choice, Passthrough, media_type};
use crate::template::{Input, ParseError, Template};
use crate::wire::Headers;

/// How an integration makes its request.
#[derive(Debug, Default)]
pub struct IntegrationRequest {
    /// By content type; a template that does not parse fails the requests it would take.
    pub templates: IndexMap<String, Result<Template, ParseError>>,
    /// `integration.request.{header|querystring|path}.{name}`
    pub mappings: Vec<(Place, Source)>,
    /// What to do with payloads that no template takes.
    pub passthrough: Passthrough,
    /// Conversion of the payload.
    pub content_handling: Option<ContentHandling>,
    /// Whether it goes to an AWS service, which must not get some headers.
    pub is_aws: bool,
}

/// Where a mapped value goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A header.
    Header(String),
    /// A query parameter.
    Query(String),
    /// A `{parameter}` of the URI.
    Path(String),
}

/// A request that is ready to be sent, apart from the endpoint.
#[derive(Debug, Default)]
pub struct Mapped {
    /// Mapped headers, overrides applied.
    pub headers: Headers,
    /// Query parameters, not encoded.
    pub query: IndexMap<String, String>,
    /// Parameters for the URI.
    pub path: IndexMap<String, String>,
    /// The payload.
    pub body: Bytes,
}

impl Place {
    /// Reads the left-hand side of a mapping.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let (kind, name) = text.strip_prefix("integration.request.")?.split_once('.')?;
        let name = Some(name.to_owned()).filter(|n| !n.is_empty())?;
        match kind {
            "header" => Some(Self::Header(name)),
            "querystring" => Some(Self::Query(name)),
            "path" => Some(Self::Path(name)),
            _ => None,
        }
    }
}

impl IntegrationRequest {
    /// Maps a request. What templates override stays in the exchange, for the response to see.
    ///
    /// # Errors
    /// [`Failure`]: 415, 400 for a payload that is not the JSON it starts like, 500 for the rest.
    pub fn map(&self, exchange: &mut Exchange, api: &Api) -> Result<Mapped, Failure> {
        let media_type = media_type(&exchange.headers).to_owned();
        let is_binary = api.binary_media_types.contain(&media_type);
        let choice = self.passthrough.choose(&self.templates, &media_type);
        if matches!(choice, Choice::Reject) {
            return Err(Failure::unsupported_media_type());
        }
        let payload = binary::of_request(exchange.body.clone(), is_binary, self.content_handling)
            .map_err(|_| Failure::configuration("Unable to base64 decode the body."))?;
        let mut mapped = self.mapped_parameters(exchange, &payload.bytes)?;
        mapped.body = match choice {
            Choice::Transform(_) if payload.is_binary => {
                return Err(Failure::configuration("Unable to transform request"));
            }
            Choice::Transform(template) => transform(template, exchange, &payload.bytes)?,
            _ => payload.bytes,
        };
        override_with(&mut mapped, &exchange.overrides.request);
        if let Some(name) = mapped
            .headers
            .iter()
            .map(|(n, _)| n)
            .find(|n| header_rules::is_illegal_in_request(n, self.is_aws))
        {
            return Err(Failure::configuration(format!(
                "Header {name} may not be set in an integration request"
            )));
        }
        Ok(mapped)
    }

    fn mapped_parameters(&self, exchange: &Exchange, body: &[u8]) -> Result<Mapped, Failure> {
        let mut mapped = Mapped::default();
        let body = String::from_utf8_lossy(body);
        let seen = exchange.request_seen(&body);
        for (place, source) in &self.mappings {
            let Some(value) = source.value(&seen).map_err(|_| invalid_json())? else {
                continue;
            };
            match place {
                Place::Header(name) => mapped.headers.set(name, value),
                Place::Query(name) => drop(mapped.query.insert(name.clone(), value)),
                Place::Path(name) => drop(mapped.path.insert(name.clone(), value)),
            }
        }
        Ok(mapped)
    }
}

/// A payload that starts like JSON and is none is refused before the template (recorded on AWS 2015).
fn transform(
    template: &Result<Template, ParseError>,
    exchange: &mut Exchange,
    body: &[u8],
) -> Result<Bytes, Failure> {
    let failed = || Failure::configuration("Unable to transform request");
    let template = template.as_ref().map_err(|_| failed())?;
    let body = String::from_utf8_lossy(body);
    if body.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(&body).is_err() {
        return Err(match parse_exception(&body) {
            Some(exception) => Failure::bad_body(&exception),
            None => invalid_json(),
        });
    }
    let input = Input {
        body: &body,
        params: &exchange.params,
        context: &exchange.context,
        stage_variables: &exchange.stage_variables,
    };
    template
        .render(&input, &mut exchange.overrides)
        .map(Bytes::from)
        .map_err(|_| failed())
}

fn invalid_json() -> Failure {
    Failure::bad_body("Invalid JSON in request body")
}

/// `$context.requestOverride`: replaces what mappings set.
fn override_with(mapped: &mut Mapped, overrides: &Map<String, Value>) {
    let of = |kind: &str| {
        overrides
            .get(kind)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
    };
    for (name, value) in of("header") {
        mapped.headers.set(name, text(value));
    }
    for (name, value) in of("querystring") {
        mapped.query.insert(name.clone(), text(value));
    }
    for (name, value) in of("path") {
        mapped.path.insert(name.clone(), text(value));
    }
}

/// A value set in a template, as text.
#[must_use]
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
