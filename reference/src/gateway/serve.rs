//! The data plane's entry: a request in, a response out.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use bytes::Bytes;

use super::access;
use super::access_log::GatewayError;
use super::api::{Api, MethodIntegration};
use super::api_keys::ApiKeys;
use super::authorizer::{Cache, Grant};
use super::backend_call::Services;
use super::content_coding;
use super::exchange::Exchange;
use super::execution_log::ExecutionLog;
use super::execution_steps::{log_admission, log_admitted, log_arrival, log_start};
use super::failure::Failure;
use super::gateway_response;
use super::header_rules;
use super::integrate::integrate;
use super::invoke_url::InvokeUrl;
use super::meters::{Asked, Meters};
use super::routing::Route;
use super::stage::{Stage, Version};
use super::throttling::Throttling;
use crate::control::logs::LogSink;
use crate::wire::{Request, Response};

type Stages = HashMap<String, HashMap<String, Arc<Stage>>>;

/// All deployed stages and what they need to answer.
pub struct Gateway {
    stages: RwLock<Stages>,
    keys: RwLock<Arc<ApiKeys>>,
    meters: Meters,
    services: Services,
    /// What authorizers answered, as long as it holds.
    answers: Cache<Grant>,
    logs: Arc<dyn LogSink>,
}

impl std::fmt::Debug for Gateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let services: Vec<_> = self.services.keys().collect();
        f.debug_struct("Gateway")
            .field("services", &services)
            .finish_non_exhaustive()
    }
}

impl Gateway {
    /// A gateway without stages in front of these services; logs go to `logs`.
    #[must_use]
    pub fn new(services: Services, logs: Arc<dyn LogSink>) -> Self {
        Self {
            stages: RwLock::default(),
            keys: RwLock::default(),
            meters: Meters::default(),
            services,
            answers: Cache::default(),
            logs,
        }
    }

    /// Whether integrations with this service can be answered.
    #[must_use]
    pub fn knows_service(&self, name: &str) -> bool {
        self.services.contains_key(name)
    }

    /// Serves a stage from now on; requests on their way keep the version they started with.
    pub fn publish(&self, api_id: &str, name: &str, stage: Stage) {
        let mut stages = self.stages.write().unwrap_or_else(PoisonError::into_inner);
        let stages = stages.entry(api_id.to_owned()).or_default();
        stages.insert(name.to_owned(), Arc::new(stage));
    }

    /// Serves a stage no longer.
    pub fn withdraw(&self, api_id: &str, name: &str) {
        let mut stages = self.stages.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(stages) = stages.get_mut(api_id) {
            stages.remove(name);
        }
        self.meters.forget(api_id, Some(name));
        self.flush_authorizers(api_id, Some(name));
    }

    /// Serves none of an API's stages any longer.
    pub fn withdraw_all(&self, api_id: &str) {
        let mut stages = self.stages.write().unwrap_or_else(PoisonError::into_inner);
        stages.remove(api_id);
        self.meters.forget(api_id, None);
        self.flush_authorizers(api_id, None);
    }

    /// Forgets what authorizers answered for an API, or for one of its stages.
    pub fn flush_authorizers(&self, api_id: &str, stage: Option<&str>) {
        self.answers.forget(api_id, stage);
    }

    /// Replaces the API keys.
    pub fn set_keys(&self, keys: ApiKeys) {
        self.meters.keep_clients(&keys);
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    /// The stage, or the answer if there is none.
    fn stage(&self, url: &InvokeUrl) -> Result<Arc<Stage>, Response> {
        let stages = self.stages.read().unwrap_or_else(PoisonError::into_inner);
        let stages = stages
            .get(&url.api_id)
            .ok_or_else(gateway_response::no_such_api)?;
        let stage = stages.get(&url.stage).cloned();
        stage.ok_or_else(gateway_response::no_such_stage)
    }

    /// The answer to a request with a body of more than `longest` bytes: plain text, without a gateway response
    /// (recorded on AWS 2026-10-03).
    #[must_use]
    pub fn payload_too_long(&self, longest: usize) -> Response {
        let text = format!("HTTP content length exceeded {longest} bytes.");
        Response::new(413, "text/plain", text)
    }

    /// Answers a client's request for a stage.
    pub async fn handle(&self, url: &InvokeUrl, request: Request) -> Response {
        let is_head = request.method == "HEAD";
        let stage = match self.stage(url) {
            Ok(stage) => stage,
            Err(answer) => return answer,
        };
        if header_rules::are_too_long(&request.headers) {
            return gateway_response::headers_too_long();
        }
        let began = Instant::now();
        let version = stage.choose();
        let route = version.api.routes.find(&request.method, &url.path);
        let mut exchange = Exchange::new(url, version, request, route.as_ref());
        if let Some(route) = &route {
            let detail = stage
                .logs
                .of_method(&route.resource.path, &route.method().http_method);
            exchange.log = ExecutionLog::new(detail);
        }
        let mut response = match content_coding::decoded(&exchange.headers, &exchange.body) {
            Ok(body) => {
                exchange.body = body;
                self.answer(&mut exchange, version, route.as_ref(), &stage.throttling)
                    .await
            }
            Err(failure) => finish(&mut exchange, &version.api, Err(failure), false),
        };
        if is_head {
            response.body = Bytes::new();
        }
        if let Some(log) = &stage.access_log {
            let context = exchange.logged_context(&response, began.elapsed());
            log.write(&*self.logs, exchange.at.as_millisecond(), &context);
        }
        exchange
            .log
            .write(&*self.logs, &url.api_id, &url.stage, &exchange.ids.request);
        response
    }

    /// Runs a method as TestInvokeMethod does: no API key, and with the execution log.
    pub async fn test(
        &self,
        url: &InvokeUrl,
        version: &Version,
        request: Request,
        route: &Route,
    ) -> (Response, String) {
        let given = request.headers.clone();
        let mut exchange = Exchange::new(url, version, request, Some(route)).tested(&given);
        log_start(&mut exchange, &version.api);
        let outcome = match route.method().request.check_content(&exchange) {
            Ok(()) => integrate(&self.services, &mut exchange, &version.api, route).await,
            Err(failure) => Err(failure),
        };
        let mut response = finish(&mut exchange, &version.api, outcome, is_traced(route));
        for name in ["x-amzn-RequestId", "x-amz-apigw-id"] {
            response.headers.remove(name);
        }
        let request_id = std::mem::take(&mut exchange.ids.request);
        (response, exchange.log.text(&request_id))
    }

    async fn answer(
        &self,
        exchange: &mut Exchange,
        version: &Version,
        route: Option<&Route>,
        throttling: &Throttling,
    ) -> Response {
        let api = &version.api;
        let Some(route) = route else {
            let failure = Failure::unrouted(exchange.headers.get("Authorization"));
            return finish(exchange, api, Err(failure), false);
        };
        let keys = Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner));
        let method = &route.method().request;
        log_arrival(exchange);
        if access::is_guarded(api, route) {
            // Boxed, so that a request without guard carries nothing of it.
            let admitted = Box::pin(access::admit(&self.services, &self.answers, exchange, api, route));
            if let Err(failure) = admitted.await {
                return finish(exchange, api, Err(failure), is_traced(route));
            }
        }
        log_admission(exchange, &api.id, method.api_key_required);
        let admitted = method.check_key(exchange, &api.id, &keys).and_then(|client| {
            let asked = Asked {
                api: &api.id,
                stage: &exchange.stage,
                resource: &route.resource.id,
                path: &route.resource.path,
                verb: &route.method().http_method,
            };
            let limit = throttling.of_method(asked.path, asked.verb);
            self.meters.admit(client.as_ref(), limit, asked)
        });
        if let Err(failure) = admitted {
            return finish(exchange, api, Err(failure), is_traced(route));
        }
        log_admitted(exchange, &api.id, method.api_key_required);
        log_start(exchange, api);
        let outcome = match method.check_content(exchange) {
            Ok(()) => integrate(&self.services, exchange, api, route).await,
            Err(failure) => Err(failure),
        };
        finish(exchange, api, outcome, is_traced(route))
    }
}

/// Mocks do not carry a trace, and HTTP proxies carry only their backend's (recorded on AWS).
fn is_traced(route: &Route) -> bool {
    !matches!(
        route.method().integration,
        MethodIntegration::Mock { .. } | MethodIntegration::HttpProxy { .. }
    )
}

/// Makes the response whole: gateway response for failures, then API Gateway's own headers.
fn finish(
    exchange: &mut Exchange,
    api: &Api,
    outcome: Result<Response, Failure>,
    is_traced: bool,
) -> Response {
    let (mut response, is_traced) = match outcome {
        Ok(mut response) => {
            exchange.log.succeeded(&response);
            let accepted = exchange.headers.get("Accept-Encoding");
            content_coding::encode(&mut response, api.minimum_compression_size, accepted);
            (response, is_traced)
        }
        Err(failure) => {
            if let Some(line) = &failure.log {
                exchange.log.failure(line);
            }
            let response = api.gateway_responses.answer(&failure, exchange);
            let is_traced = is_traced && failure.is_traced;
            exchange.outcome.error = Some(GatewayError {
                message: failure.message,
                response_type: Some(failure.response_type),
                validation_error: failure.validation_error,
            });
            (response, is_traced)
        }
    };
    exchange
        .log
        .step(|| format!("Method completed with status: {}", response.status));
    let ids = &exchange.ids;
    response.headers.push("x-amzn-RequestId", &ids.request);
    response.headers.push("x-amz-apigw-id", &ids.extended);
    if is_traced {
        response.headers.push("X-Amzn-Trace-Id", &ids.returned_trace);
    }
    response
}
