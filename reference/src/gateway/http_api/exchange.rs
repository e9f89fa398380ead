//! One request on its way through a stage of an HTTP API.

use std::sync::Arc;

use bytes::Bytes;
use indexmap::IndexMap;
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::identity::Identity;
use super::incoming_headers;
use super::stage::{Chosen, DEFAULT};
use crate::gateway::InvokeUrl;
use crate::gateway::request_ids::RequestIds;
use crate::wire::{ACCOUNT, Headers, Request};

/// A request: what mappings read and change, and what integrations get.
#[derive(Debug)]
pub struct Exchange {
    /// The ids; the response and events show the extended one.
    pub ids: RequestIds,
    /// The client's verb.
    pub http_method: String,
    /// The path below the stage, decoded.
    pub path: String,
    /// The path with the stage, unless it is `$default`; decoded (EVENT2-010, EVENT2-011).
    pub raw_path: String,
    /// Whether a mapping has set the path.
    pub is_path_mapped: bool,
    /// What follows the question mark, as written; empty if there is nothing.
    pub raw_query: String,
    /// Query parameters in order, decoded.
    pub query: Vec<(String, String)>,
    /// The client's headers and those that the gateway adds.
    pub headers: Headers,
    /// The client's body.
    pub body: Bytes,
    /// Values of the route's variables, decoded.
    pub path_parameters: IndexMap<String, String>,
    /// The route key.
    pub route_key: String,
    /// The stage's name.
    pub stage: String,
    /// The stage's variables.
    pub stage_variables: Arc<IndexMap<String, String>>,
    /// Whom the route's authorizer let pass.
    pub identity: Option<Identity>,
    /// `$context`
    pub context: Map<String, Value>,
    /// The host that the client called.
    pub domain: String,
    /// The TCP peer.
    pub source_ip: String,
    /// The `User-Agent` header; empty if there is none (recorded on AWS 2023-01-18).
    pub user_agent: String,
    /// When the request came.
    pub at: Timestamp,
}

impl Exchange {
    /// Reads a request for a stage.
    #[must_use]
    pub fn new(url: &InvokeUrl, chosen: &Chosen, request: Request) -> Self {
        let at = Timestamp::now();
        let api = &chosen.stage.api;
        let ids = RequestIds::new(None, request.headers.get("X-Amzn-Trace-Id"), at.as_second());
        let domain = url
            .domain
            .clone()
            .unwrap_or_else(|| format!("{}.execute-api.{}.amazonaws.com", api.id, api.region));
        let path = percent_decode_str(&chosen.path).decode_utf8_lossy().into_owned();
        let raw_query = request.query.clone().unwrap_or_default();
        let mut exchange = Self {
            headers: incoming_headers::of(&request, &domain, &ids.trace),
            ids,
            raw_path: with_stage(&chosen.name, &path),
            path,
            is_path_mapped: false,
            query: form_urlencoded::parse(raw_query.as_bytes())
                .into_owned()
                .collect(),
            raw_query,
            source_ip: request.peer.to_string(),
            user_agent: request.headers.get("User-Agent").unwrap_or_default().to_owned(),
            http_method: request.method,
            body: request.body,
            path_parameters: IndexMap::new(),
            route_key: String::new(),
            stage: chosen.name.clone(),
            stage_variables: Arc::clone(&chosen.stage.variables),
            identity: None,
            context: Map::new(),
            domain,
            at,
        };
        exchange.context = exchange.context_of(&api.id);
        exchange
    }

    /// Notes the route that answers.
    #[must_use]
    pub fn routed(mut self, route_key: &str, path_parameters: IndexMap<String, String>) -> Self {
        route_key.clone_into(&mut self.route_key);
        self.path_parameters = path_parameters;
        self.context.insert("routeKey".to_owned(), Value::from(route_key));
        self
    }

    /// Notes whom the route's authorizer let pass.
    pub fn identified(&mut self, identity: Identity) {
        self.context
            .insert("authorizer".to_owned(), identity.in_context());
        self.identity = Some(identity);
    }

    /// `$context` (developer guide, "Customize HTTP API access logs"; not all of it can be mapped).
    fn context_of(&self, api_id: &str) -> Map<String, Value> {
        let context = json!({
            "accountId": ACCOUNT,
            "apiId": api_id,
            "domainName": self.domain,
            "domainPrefix": self.domain_prefix(),
            "extendedRequestId": self.ids.extended,
            "httpMethod": self.http_method,
            "identity": {"sourceIp": self.source_ip, "userAgent": self.user_agent},
            "path": self.raw_path,
            "protocol": "HTTP/1.1",
            "requestId": self.ids.extended,
            "requestTime": self.time(),
            "requestTimeEpoch": self.at.as_second(),
            "stage": self.stage,
        });
        match context {
            Value::Object(context) => context,
            _ => Map::new(),
        }
    }

    /// What `overwrite:path` sets: the path that the integration sees.
    pub fn set_path(&mut self, path: String) {
        self.raw_path.clone_from(&path);
        self.path = path;
        self.is_path_mapped = true;
    }

    /// The first part of the host.
    #[must_use]
    pub fn domain_prefix(&self) -> &str {
        self.domain.split('.').next().unwrap_or_default()
    }

    /// `09/Apr/2015:12:34:56 +0000`
    #[must_use]
    pub fn time(&self) -> String {
        self.at.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string()
    }
}

fn with_stage(stage: &str, path: &str) -> String {
    match stage {
        DEFAULT => path.to_owned(),
        stage => format!("/{stage}{path}"),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;
    use crate::gateway::http_api::api::Api;
    use crate::gateway::http_api::routes::Routes;
    use crate::gateway::http_api::stage::Stage;

    /// A request for the stage `dev` of the API `a1`, routed to `ANY /pets/{id}`, as one from 127.0.0.1.
    pub(crate) fn exchange(verb: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Exchange {
        let (path, query) = url.split_once('?').map_or((url, None), |(p, q)| (p, Some(q)));
        let api = Api {
            id: "a1".to_owned(),
            region: "us-east-1".to_owned(),
            routes: Routes::default(),
            cors: None,
        };
        let stage = Stage {
            api: Arc::new(api),
            variables: Arc::new(IndexMap::from([("v".to_owned(), "w".to_owned())])),
        };
        let chosen = Chosen {
            stage: Arc::new(stage),
            name: "dev".to_owned(),
            path: path.to_owned(),
        };
        let url = InvokeUrl {
            api_id: "a1".to_owned(),
            stage: "dev".to_owned(),
            path: path.to_owned(),
            domain: None,
        };
        let request = Request {
            method: verb.to_owned(),
            path: path.to_owned(),
            query: query.map(str::to_owned),
            headers: headers.iter().copied().collect(),
            body: Bytes::from(body.to_owned()),
            peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        let id = path.rsplit('/').next().unwrap_or_default();
        let id = percent_decode_str(id).decode_utf8_lossy().into_owned();
        Exchange::new(&url, &chosen, request)
            .routed("ANY /pets/{id}", IndexMap::from([("id".to_owned(), id)]))
    }
}
