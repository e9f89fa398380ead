//! One request on its way through a stage: what everything after routing can see.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use indexmap::IndexMap;
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::access_log::{IntegrationOutcome, Outcome};
use super::api::Api;
use super::context;
use super::execution_log::{Detail, ExecutionLog};
use super::header_rules;
use super::invoke_url::InvokeUrl;
use super::parameter_mapping::Seen;
use super::request_ids::RequestIds;
use super::routing::Route;
use super::stage::Version;
use crate::template::{Input, Overrides, Params};
use crate::wire::{Headers, Request, Response};

/// A request, its ids, its parameters and its `$context`.
#[derive(Debug)]
pub struct Exchange {
    /// The ids.
    pub ids: RequestIds,
    /// The client's verb.
    pub http_method: String,
    /// The path below the stage, leading slashes as one, otherwise as written.
    pub path: String,
    /// The client's visible headers and those that API Gateway adds, in order.
    pub headers: Headers,
    /// Query parameters, decoded, every value.
    pub query: IndexMap<String, Vec<String>>,
    /// Path parameters as written.
    pub path_parameters: IndexMap<String, String>,
    /// `$input.params()`: decoded.
    pub params: Params,
    /// The client's body.
    pub body: Bytes,
    /// `$context` without the overrides.
    pub context: Map<String, Value>,
    /// The stage's variables.
    pub stage_variables: Arc<IndexMap<String, String>>,
    /// What templates have set.
    pub overrides: Overrides,
    /// The stage's name.
    pub stage: String,
    /// The lines for whoever reads them.
    pub log: ExecutionLog,
    /// What became of it, for the access log.
    pub outcome: Outcome,
    /// When it came.
    pub at: Timestamp,
}

impl Exchange {
    /// Reads a request for a stage; the route is `None` if there is no method for it.
    #[must_use]
    pub fn new(url: &InvokeUrl, version: &Version, request: Request, route: Option<&Route>) -> Self {
        let now = Timestamp::now();
        let api = &version.api;
        let ids = RequestIds::new(
            request.headers.get("x-amzn-RequestId"),
            request.headers.get("X-Amzn-Trace-Id"),
            now.as_second(),
        );
        let domain = domain(url, api);
        let headers = incoming_headers(&request, &ids, url.domain.is_none().then_some(domain.as_str()));
        let query = query(request.query.as_deref().unwrap_or_default());
        let path_parameters = route.map(|r| r.path_parameters.clone()).unwrap_or_default();
        let params = Params {
            path: path_parameters
                .iter()
                .map(|(name, value)| {
                    (
                        name.clone(),
                        percent_decode_str(value).decode_utf8_lossy().into_owned(),
                    )
                })
                .collect(),
            querystring: query
                .iter()
                .map(|(name, values)| (name.clone(), values.last().cloned().unwrap_or_default()))
                .collect(),
            header: last_of_each(&headers),
        };
        let context = context::Facts {
            api,
            stage: &url.stage,
            is_canary: version.is_canary,
            route,
            ids: &ids,
            domain: &domain,
            http_method: &request.method,
            path: format!(
                "/{}{}",
                url.stage,
                if url.path.is_empty() { "/" } else { &url.path }
            ),
            source_ip: request.peer.to_string(),
            user_agent: request.headers.get("User-Agent"),
            at: now,
        }
        .context();
        Self {
            ids,
            http_method: request.method,
            path: format!("/{}", url.path.trim_start_matches('/')),
            headers,
            query,
            path_parameters,
            params,
            body: request.body,
            context,
            stage_variables: Arc::clone(&version.variables),
            overrides: Overrides::default(),
            stage: url.stage.clone(),
            log: ExecutionLog::default(),
            outcome: Outcome::default(),
            at: now,
        }
    }

    /// The same for TestInvokeMethod: no headers but those given, the console's identity, and a log (recorded on
    /// AWS).
    #[must_use]
    pub fn tested(mut self, given: &Headers) -> Self {
        self.headers = header_rules::visible(given);
        self.params.header = last_of_each(&self.headers);
        context::note_test(&mut self.context);
        self.log = ExecutionLog::new(Detail::Data);
        self
    }

    /// Notes the integration's answer.
    pub fn received(&mut self, response: &Response, after: Duration) {
        self.log.received(response, after);
        self.outcome.integration = Some(IntegrationOutcome::of(response, after));
    }

    /// `$context` once it is answered. A client's request id that is no UUID is marked there (developer guide, "Set
    /// up CloudWatch logging for REST APIs").
    #[must_use]
    pub fn logged_context(&self, response: &Response, after: Duration) -> Map<String, Value> {
        let mut context = self.outcome.context(self.context.clone(), response, after);
        if self.ids.has_replaced {
            let id = format!("{}_REPLACED_INVALID_REQUEST_ID", self.ids.request);
            context.insert("requestId".to_owned(), Value::from(id));
        }
        context
    }

    /// What mappings of the request see; `body` is the payload as text.
    #[must_use]
    pub fn request_seen<'a>(&'a self, body: &'a str) -> Seen<'a> {
        Seen {
            headers: &self.headers,
            query: &self.query,
            path: &self.params.path,
            body,
            context: &self.context,
            stage_variables: &self.stage_variables,
        }
    }

    /// What a template sees.
    #[must_use]
    pub fn template_input<'a>(&'a self, body: &'a str) -> Input<'a> {
        Input {
            body,
            params: &self.params,
            context: &self.context,
            stage_variables: &self.stage_variables,
        }
    }
}

/// A host that names the API says its domain; behind the path form it is the one it would have on AWS.
fn domain(url: &InvokeUrl, api: &Api) -> String {
    url.domain
        .clone()
        .unwrap_or_else(|| format!("{}.execute-api.{}.amazonaws.com", api.id, api.region))
}

/// A stage on AWS is reached by HTTPS on port 443 only, so that is what backends are told.
fn incoming_headers(request: &Request, ids: &RequestIds, host: Option<&str>) -> Headers {
    let mut headers = header_rules::visible(&request.headers);
    if let Some(host) = host {
        headers.set("Host", host);
    }
    headers.set("X-Amzn-Trace-Id", &ids.trace);
    let peer = request.peer;
    let forwarded = match request.headers.get("X-Forwarded-For") {
        Some(before) => format!("{before}, {peer}"),
        None => peer.to_string(),
    };
    headers.set("X-Forwarded-For", forwarded);
    headers.set("X-Forwarded-Port", "443");
    headers.set("X-Forwarded-Proto", "https");
    headers
}

fn query(text: &str) -> IndexMap<String, Vec<String>> {
    let mut query: IndexMap<String, Vec<String>> = IndexMap::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        query
            .entry(name.into_owned())
            .or_default()
            .push(value.into_owned());
    }
    query
}

/// The last value of each header; names that differ in case only are one name, as first written.
fn last_of_each(headers: &Headers) -> IndexMap<String, String> {
    let mut last: IndexMap<String, String> = IndexMap::with_capacity(headers.len());
    for (name, value) in headers.iter() {
        match last.iter_mut().find(|(n, _)| n.eq_ignore_ascii_case(name)) {
            Some((_, known)) => value.clone_into(known),
            None => {
                last.insert(name.to_owned(), value.to_owned());
            }
        }
    }
    last
}
