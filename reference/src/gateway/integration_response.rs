//! From the backend's answer to the client's: selection, template, mappings, overrides.

use std::collections::HashSet;

use bytes::Bytes;
use fancy_regex::Regex;
use indexmap::IndexMap;
use serde_json::Value;

use super::api::Api;
use super::binary::{self, ContentHandling};
use super::exchange::Exchange;
use super::failure::Failure;
use super::header_rules;
use super::integration_request::text;
use super::parameter_mapping::{Seen, Source};
use crate::template::{Input, ParseError, Template};
use crate::wire::{Headers, Response};

/// A method's integration responses.
#[derive(Debug, Default)]
pub struct IntegrationResponses(pub Vec<IntegrationResponse>);

/// One of them.
#[derive(Debug)]
pub struct IntegrationResponse {
    /// The client's status.
    pub status: u16,
    /// The selection pattern; `None` makes it the default.
    pub pattern: Option<SelectionPattern>,
    /// By content type.
    pub templates: IndexMap<String, Result<Template, ParseError>>,
    /// Client headers and where their values come from.
    pub headers: Vec<(String, Source)>,
    /// Conversion of the payload.
    pub content_handling: Option<ContentHandling>,
}

/// A Java regular expression that must match the whole text (ERR-012).
#[derive(Debug, Clone)]
pub struct SelectionPattern(Regex);

/// What the selection patterns are matched with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selector<'a> {
    /// A service or a mock: its status.
    Status(u16),
    /// A function that failed: its `errorMessage`.
    FunctionError(&'a str),
    /// A function that did not: only the default response fits (recorded on AWS: a pattern `200` never matches).
    FunctionResult,
}

impl SelectionPattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// The regular expression's.
    pub fn compile(pattern: &str) -> Result<Self, Box<fancy_regex::Error>> {
        Regex::new(&format!("\\A(?:{pattern})\\z"))
            .map(Self)
            .map_err(Box::new)
    }

    /// Whether it matches the whole text.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.0.is_match(text).unwrap_or(false)
    }
}

impl IntegrationResponses {
    /// The first whose pattern fits, or else the default.
    #[must_use]
    pub fn select(&self, selector: Selector<'_>) -> Option<&IntegrationResponse> {
        let status;
        let text = match selector {
            Selector::Status(code) => {
                status = code.to_string();
                Some(status.as_str())
            }
            Selector::FunctionError(message) => Some(message),
            Selector::FunctionResult => None,
        };
        let fits = |r: &&IntegrationResponse| {
            r.pattern
                .as_ref()
                .is_some_and(|p| text.is_some_and(|t| p.matches(t)))
        };
        self.0
            .iter()
            .find(fits)
            .or_else(|| self.0.iter().find(|r| r.pattern.is_none()))
    }

    /// Makes the client's response of the backend's.
    ///
    /// # Errors
    /// [`Failure`]: 500 if no response is selected, or the selected one does not fit.
    pub fn map(
        &self,
        selector: Selector<'_>,
        backend: Response,
        exchange: &mut Exchange,
        api: &Api,
        declared: &HashSet<u16>,
    ) -> Result<Response, Failure> {
        let selected = self.select(selector).ok_or_else(|| {
            Failure::configuration(format!(
                "No match for output mapping and no default output mapping configured. \
                 Endpoint Response Status Code: {}",
                backend.status
            ))
        })?;
        if !declared.contains(&selected.status) {
            return Err(Failure::configuration(format!(
                "Output mapping refers to an invalid method response: {}",
                selected.status
            )));
        }
        selected.map(backend, exchange, api)
    }
}

impl IntegrationResponse {
    fn map(&self, backend: Response, exchange: &mut Exchange, api: &Api) -> Result<Response, Failure> {
        let failed = || Failure::configuration("Unable to transform response");
        let is_binary = backend
            .headers
            .get("Content-Type")
            .is_some_and(|t| api.binary_media_types.contain(t));
        let accepts_binary = api.binary_media_types.accepted(exchange.headers.get("Accept"));
        let payload = binary::of_response(backend.body, is_binary, accepts_binary, self.content_handling)
            .map_err(|_| Failure::configuration("Unable to base64 decode the body."))?;
        let headers = self.mapped_headers(&backend.headers, &payload.bytes, exchange)?;
        let mut content_type = "application/json";
        let body = match self.template(exchange) {
            None => payload.bytes,
            Some(_) if payload.is_binary => return Err(failed()),
            Some((key, template)) => {
                if key != "$default" {
                    content_type = key;
                }
                let body = String::from_utf8_lossy(&payload.bytes);
                let input = Input {
                    body: &body,
                    params: &exchange.params,
                    context: &exchange.context,
                    stage_variables: &exchange.stage_variables,
                };
                let rendered = template
                    .as_ref()
                    .map_err(|_| failed())?
                    .render(&input, &mut exchange.overrides);
                Bytes::from(rendered.map_err(|_| failed())?)
            }
        };
        let mut response = Response::new(self.status, content_type, body);
        put_headers(&mut response.headers, headers);
        self.apply_overrides(&mut response, &exchange.overrides.response);
        Ok(response)
    }

    /// `$context.responseOverride`, after everything else: a header of it wins over a mapping that refers to a value
    /// (REDIR-009), but not over one to a quoted literal: that override is ignored without an error (REDIR-103;
    /// measured on AWS, where the documentation has it that overrides come last). A status that is none is ignored.
    fn apply_overrides(&self, response: &mut Response, overrides: &serde_json::Map<String, Value>) {
        if let Some(Value::Object(headers)) = overrides.get("header") {
            for (name, value) in headers.iter().filter(|(name, _)| !self.is_literal(name)) {
                if let Some(name) = header_rules::in_response(name) {
                    response.headers.set(name, text(value));
                }
            }
        }
        let status = overrides
            .get("status")
            .map(text)
            .and_then(|s| s.trim().parse().ok());
        if let Some(status) = status.filter(|s| (100..=599).contains(s)) {
            response.status = status;
        }
    }

    /// Whether the header is mapped to a quoted literal.
    fn is_literal(&self, header: &str) -> bool {
        self.headers
            .iter()
            .any(|(name, source)| name.eq_ignore_ascii_case(header) && matches!(source, Source::Literal(_)))
    }

    /// By the client's `Accept`, else `application/json`, else the first: recorded on AWS is that a template
    /// keyed `text/html` is used although the client did not ask for it.
    fn template(&self, exchange: &Exchange) -> Option<(&str, &Result<Template, ParseError>)> {
        let accept = exchange.headers.get("Accept").unwrap_or("application/json");
        self.templates
            .get_key_value(accept)
            .or_else(|| self.templates.get_key_value("application/json"))
            .or_else(|| self.templates.first())
            .map(|(key, template)| (key.as_str(), template))
    }

    fn mapped_headers(
        &self,
        headers: &Headers,
        body: &[u8],
        exchange: &Exchange,
    ) -> Result<Headers, Failure> {
        let body = String::from_utf8_lossy(body);
        let seen = Seen {
            headers,
            ..exchange.request_seen(&body)
        };
        let mut mapped = Headers::new();
        for (name, source) in &self.headers {
            let value = source
                .value(&seen)
                .map_err(|_| Failure::configuration("Unable to transform response"))?;
            if let Some(value) = value {
                mapped.push(name, value);
            }
        }
        Ok(mapped)
    }
}

/// Adds mapped headers under the names that they may have.
fn put_headers(headers: &mut Headers, mapped: Headers) {
    for (name, value) in mapped.iter() {
        if let Some(name) = header_rules::in_response(name) {
            headers.set(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn responses(patterns: &[(u16, Option<&str>)]) -> IntegrationResponses {
        let response = |(status, pattern): &(u16, Option<&str>)| IntegrationResponse {
            status: *status,
            pattern: pattern.map(|p| SelectionPattern::compile(p).unwrap()),
            templates: IndexMap::new(),
            headers: Vec::new(),
            content_handling: None,
        };
        IntegrationResponses(patterns.iter().map(response).collect())
    }

    #[test]
    fn patterns_match_whole_texts() {
        let responses = responses(&[
            (200, None),
            (405, Some(".*four hundred.*")),
            (502, Some(".+")),
            (504, Some("200")),
        ]);
        let selected = |selector| responses.select(selector).map(|r| r.status);
        assert_eq!(selected(Selector::FunctionResult), Some(200));
        assert_eq!(
            selected(Selector::FunctionError("Error: four hundred it is")),
            Some(405)
        );
        assert_eq!(selected(Selector::FunctionError("five hundred")), Some(502));
        assert_eq!(selected(Selector::FunctionError("")), Some(200));
        assert_eq!(
            selected(Selector::FunctionError("a\nb")),
            Some(200),
            ". does not match a newline"
        );
    }

    #[test]
    fn statuses_are_matched_as_text() {
        let statuses = responses(&[(200, Some("2\\d{2}")), (400, Some("4\\d{2}"))]);
        let selected = |status| statuses.select(Selector::Status(status)).map(|r| r.status);
        assert_eq!(
            (selected(201), selected(404), selected(500)),
            (Some(200), Some(400), None)
        );
        let only_default = responses(&[(202, None)]);
        assert_eq!(
            only_default.select(Selector::Status(400)).map(|r| r.status),
            Some(202)
        );
        let part = responses(&[(500, Some("50"))]);
        assert!(part.select(Selector::Status(500)).is_none());
        assert!(SelectionPattern::compile("(").is_err());
    }
}
