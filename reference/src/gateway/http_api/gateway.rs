//! The entry of the data plane of HTTP APIs: a request in, a response out.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use bytes::Bytes;
use serde_json::Value;

use super::api::{Api, Backend, Integration};
use super::authorize::authorize;
use super::authorizer_answer::AuthorizerAnswer;
use super::exchange::Exchange;
use super::failure::Failure;
use super::http_proxy;
use super::jwt::KeyCache;
use super::lambda::{self, Grant};
use super::parameter_mapping::{RequestMapping, ResponseMapping};
use super::routes::Route;
use super::stage::{Stage, Stages, choose};
use super::step_functions;
use crate::control::logs::LogSink;
use crate::gateway::access_log::{GatewayError, Outcome};
use crate::gateway::authorizer::Cache;
use crate::gateway::endpoint::with_stage_variables;
use crate::gateway::request_ids::RequestIds;
use crate::gateway::{InvokeUrl, Services};
use crate::wire::{ACCOUNT, Request, Response};

/// All stages of HTTP APIs and what they need to answer.
pub struct HttpGateway {
    apis: RwLock<HashMap<String, Arc<Stages>>>,
    services: Services,
    /// The answers of authorizers.
    cache: Cache<AuthorizerAnswer>,
    /// The keys of issuers.
    keys: KeyCache,
    logs: Arc<dyn LogSink>,
}

impl std::fmt::Debug for HttpGateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpGateway").finish_non_exhaustive()
    }
}

impl HttpGateway {
    /// A gateway without APIs in front of these services; access logs go to `logs`.
    #[must_use]
    pub fn new(services: Services, logs: Arc<dyn LogSink>) -> Self {
        Self {
            apis: RwLock::default(),
            services,
            cache: Cache::default(),
            keys: KeyCache::default(),
            logs,
        }
    }

    /// Whether it answers for this API, deployed or not.
    #[must_use]
    pub fn knows(&self, api_id: &str) -> bool {
        let apis = self.apis.read().unwrap_or_else(PoisonError::into_inner);
        apis.contains_key(api_id)
    }

    /// Serves these stages of an API from now on, and no others; requests on their way keep what they started
    /// with.
    pub fn publish(&self, api_id: &str, stages: HashMap<String, Stage>) {
        let stages = stages.into_iter().map(|(name, stage)| (name, Arc::new(stage)));
        let stages = Arc::new(stages.collect());
        let mut apis = self.apis.write().unwrap_or_else(PoisonError::into_inner);
        apis.insert(api_id.to_owned(), stages);
    }

    /// Serves an API no longer.
    pub fn withdraw(&self, api_id: &str) {
        let mut apis = self.apis.write().unwrap_or_else(PoisonError::into_inner);
        apis.remove(api_id);
        self.cache.forget(api_id, None);
    }

    /// The answer to a request with too long a body; the guide names the limit only (LIMIT-007).
    #[must_use]
    pub fn payload_too_long(&self) -> Response {
        let message = serde_json::json!({ "message": "Request Entity Too Large" });
        identified(Response::json(413, &message), &RequestIds::new(None, None, 0))
    }

    /// Answers a client's request for an API that it [knows](Self::knows).
    pub async fn handle(&self, url: &InvokeUrl, request: Request) -> Response {
        let stages = {
            let apis = self.apis.read().unwrap_or_else(PoisonError::into_inner);
            apis.get(&url.api_id).map(Arc::clone).unwrap_or_default()
        };
        let Some(chosen) = choose(&stages, url) else {
            let ids = RequestIds::new(None, None, 0);
            return identified(Failure::NotFound.response(), &ids);
        };
        let api = &chosen.stage.api;
        let asked = request.headers.clone();
        let (is_head, is_options) = (request.method == "HEAD", request.method == "OPTIONS");
        let route = api.routes.find(&request.method, &chosen.path);
        let began = Instant::now();
        let mut exchange = Exchange::new(url, &chosen, request);
        let answered = match route {
            Some((route, values)) => {
                exchange.route(&route.key, values);
                self.integrate(api, route, &mut exchange).await
            }
            None => match &api.cors {
                Some(cors) if is_options => Ok(cors.preflight(&asked)),
                _ => Err(Failure::NotFound.response()),
            },
        };
        let is_preflight = exchange.route_key.is_empty() && answered.is_ok();
        let error = answered.as_ref().err().and_then(own_error);
        let (Ok(mut response) | Err(mut response)) = answered;
        if let Some(cors) = &api.cors
            && !is_preflight
        {
            cors.apply(&asked, is_options, &mut response);
        }
        if is_head {
            response.body = Bytes::new();
        }
        if let Some(log) = &chosen.stage.access_log {
            let outcome = Outcome {
                integration: exchange.integration.take(),
                error,
            };
            let context = std::mem::take(&mut exchange.context);
            let context = outcome.context(context, &response, began.elapsed());
            log.write(&*self.logs, exchange.at.as_millisecond(), &context);
        }
        identified(response, &exchange.ids)
    }

    async fn integrate(
        &self,
        api: &Api,
        route: &Route,
        exchange: &mut Exchange,
    ) -> Result<Response, Response> {
        let memory = (&self.services, &self.cache, &self.keys);
        if let Some(identity) = authorize(memory, (api, route), exchange).await? {
            exchange.identified(identity);
        }
        let integration = &route.integration;
        if let Backend::Lambda { mappings, .. } | Backend::Http { mappings, .. } = &integration.backend {
            RequestMapping::apply(mappings, exchange);
        }
        let mut response = self.call(api, route, exchange).await?;
        if let Some(mappings) = integration.responses.get(&response.status) {
            ResponseMapping::apply(mappings, exchange, &mut response);
        }
        Ok(response)
    }

    /// The backend's answer, or the gateway's own.
    async fn call(&self, api: &Api, route: &Route, exchange: &Exchange) -> Result<Response, Response> {
        let Integration {
            backend,
            credentials,
            timeout,
            ..
        } = &route.integration;
        let role = credentials.as_deref();
        let role = role.map(|role| with_stage_variables(role, &exchange.stage_variables).into_owned());
        let grant = Grant {
            source_arn: format!(
                "arn:aws:execute-api:{}:{ACCOUNT}:{}/{}/{}",
                api.region,
                api.id,
                exchange.stage,
                route.parsed.in_arn()
            ),
            credentials: role,
            limit: *timeout,
        };
        match backend {
            Backend::Lambda { uri, format, .. } => {
                let function = (uri.as_str(), *format);
                lambda::invoke(&self.services, function, (exchange, &api.id), route, grant)
                    .await
                    .map_err(Failure::response)
            }
            Backend::StepFunctions { action, parameters } => step_functions::call(
                &self.services,
                (*action, parameters),
                exchange,
                &api.region,
                grant,
            )
            .await
            .map_err(Failure::response),
            Backend::Http { uri, method, .. } => http_proxy::send((uri, method), exchange, *timeout).await,
        }
    }
}

/// What the access log says of an answer that is the gateway's own: its message.
fn own_error(answer: &Response) -> Option<GatewayError> {
    let body: Value = serde_json::from_slice(&answer.body).ok()?;
    Some(GatewayError {
        message: Some(body.get("message")?.as_str()?.to_owned()),
        response_type: None,
        validation_error: None,
    })
}

/// The only id that a client sees (recorded on AWS 2025-05-20: the last line, and no trace).
fn identified(mut response: Response, ids: &RequestIds) -> Response {
    response.headers.push("Apigw-Requestid", &ids.extended);
    response
}
