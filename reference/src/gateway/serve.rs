//! The data plane's entry: a request in, a response out.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;
use serde_json::Value;

use super::access;
use super::api::{Api, MethodIntegration};
use super::api_keys::ApiKeys;
use super::authorizer::{Cache, Grant};
use super::backend_call::Services;
use super::exchange::Exchange;
use super::execution_log::{ExecutionLog, log_admission, log_admitted, log_arrival, log_start};
use super::failure::Failure;
use super::gateway_response;
use super::header_rules;
use super::http_backend::{self, Forwarding};
use super::integration_request::Mapped;
use super::integration_response::Selector;
use super::invoke_url::InvokeUrl;
use super::lambda_proxy;
use super::mock;
use super::routing::Route;
use super::service_call::{self, Answer};
use super::stage::{Stage, Version};
use crate::control::logs::LogSink;
use crate::wire::{Request, Response};

type Stages = HashMap<String, HashMap<String, Arc<Stage>>>;

/// All deployed stages and what they need to answer.
pub struct Gateway {
    stages: RwLock<Stages>,
    keys: RwLock<Arc<ApiKeys>>,
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
    /// A gateway without stages in front of these services; execution logs go to `logs`.
    #[must_use]
    pub fn new(services: Services, logs: Arc<dyn LogSink>) -> Self {
        Self {
            stages: RwLock::default(),
            keys: RwLock::default(),
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
        self.flush_authorizers(api_id, Some(name));
    }

    /// Serves none of an API's stages any longer.
    pub fn withdraw_all(&self, api_id: &str) {
        let mut stages = self.stages.write().unwrap_or_else(PoisonError::into_inner);
        stages.remove(api_id);
        self.flush_authorizers(api_id, None);
    }

    /// Forgets what authorizers answered for an API, or for one of its stages.
    pub fn flush_authorizers(&self, api_id: &str, stage: Option<&str>) {
        self.answers.forget(api_id, stage);
    }

    /// Replaces the API keys.
    pub fn set_keys(&self, keys: ApiKeys) {
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
        let version = stage.choose();
        let route = version.api.routes.find(&request.method, &url.path);
        let mut exchange = Exchange::new(url, version, request, route.as_ref());
        if let Some(route) = &route {
            let detail = stage
                .logs
                .of_method(&route.resource.path, &route.method().http_method);
            exchange.log = ExecutionLog::new(detail);
        }
        let mut response = self.answer(&mut exchange, version, route.as_ref()).await;
        exchange
            .log
            .write(&*self.logs, &url.api_id, &url.stage, &exchange.ids.request);
        if is_head {
            response.body = Bytes::new();
        }
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
        log_start(&mut exchange);
        let outcome = match route.method().request.check_content(&exchange) {
            Ok(()) => self.integrate(&mut exchange, &version.api, route).await,
            Err(failure) => Err(failure),
        };
        let mut response = finish(&mut exchange, &version.api, outcome, is_traced(route));
        for name in ["x-amzn-RequestId", "x-amz-apigw-id"] {
            response.headers.remove(name);
        }
        let request_id = std::mem::take(&mut exchange.ids.request);
        (response, exchange.log.text(&request_id))
    }

    async fn answer(&self, exchange: &mut Exchange, version: &Version, route: Option<&Route>) -> Response {
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
        if let Err(failure) = method.check_key(exchange, &api.id, &keys) {
            return finish(exchange, api, Err(failure), is_traced(route));
        }
        log_admitted(exchange, &api.id, method.api_key_required);
        log_start(exchange);
        let outcome = match method.check_content(exchange) {
            Ok(()) => self.integrate(exchange, api, route).await,
            Err(failure) => Err(failure),
        };
        finish(exchange, api, outcome, is_traced(route))
    }

    async fn integrate(
        &self,
        exchange: &mut Exchange,
        api: &Api,
        route: &Route,
    ) -> Result<Response, Failure> {
        let method = route.method();
        match &method.integration {
            MethodIntegration::Mock { request, responses } => {
                let mapped = request.map(exchange, api)?;
                let text = String::from_utf8_lossy(&mapped.body);
                let status = mock::status_code(&text)
                    .ok_or_else(|| Failure::configuration("Unable to parse statusCode"))?;
                let selector = Selector::Status(status);
                responses.map(selector, Response::empty(status), exchange, api, &method.statuses)
            }
            MethodIntegration::Aws {
                endpoint,
                request,
                responses,
                timeout,
            } => {
                let mapped = request.map(exchange, api)?;
                let answer =
                    service_call::send(&self.services, endpoint, mapped, exchange, route, api, *timeout)
                        .await?;
                let message;
                let selector = if !answer.is_function {
                    Selector::Status(answer.response.status)
                } else if let Some(error) = function_error(&answer)? {
                    message = error;
                    Selector::FunctionError(&message)
                } else {
                    Selector::FunctionResult
                };
                responses
                    .map(selector, answer.response, exchange, api, &method.statuses)
                    .map_err(Failure::traced)
            }
            MethodIntegration::Http {
                endpoint,
                request,
                responses,
                timeout,
            } => {
                let mapped = request.map(exchange, api)?;
                let answer =
                    http_backend::send(endpoint, mapped, Forwarding::Mapped, exchange, api, *timeout).await?;
                let selector = Selector::Status(answer.status);
                responses
                    .map(selector, answer, exchange, api, &method.statuses)
                    .map_err(Failure::traced)
            }
            MethodIntegration::HttpProxy {
                endpoint,
                request,
                timeout,
            } => {
                let mapped = request.map(exchange, api)?;
                let answer =
                    http_backend::send(endpoint, mapped, Forwarding::Everything, exchange, api, *timeout)
                        .await?;
                http_backend::client_response(answer, exchange, api)
            }
            MethodIntegration::AwsProxy {
                endpoint,
                headers,
                timeout,
            } => {
                let seen = exchange.request_seen("");
                let is_illegal = headers.iter().any(|(name, source)| {
                    header_rules::is_illegal_in_request(name, true)
                        && matches!(source.value(&seen), Ok(Some(_)))
                });
                if is_illegal {
                    return Err(Failure::configuration("Invalid request header mapping"));
                }
                if endpoint.http_method != "POST" {
                    return Err(Failure::configuration("Lambda functions are invoked by POST only").traced());
                }
                let mapped = Mapped {
                    body: Bytes::from(
                        lambda_proxy::event(exchange, route, &api.binary_media_types).to_string(),
                    ),
                    ..Mapped::default()
                };
                let answer =
                    service_call::send(&self.services, endpoint, mapped, exchange, route, api, *timeout)
                        .await?;
                if let Some(message) = function_error(&answer)? {
                    let id = answer
                        .response
                        .headers
                        .get("x-amzn-RequestId")
                        .unwrap_or_default();
                    return Err(Failure::function_error(&message, id));
                }
                let accept = exchange.headers.get("Accept");
                lambda_proxy::client_response(&answer.response.body, &api.binary_media_types, accept)
            }
        }
    }
}

/// The `errorMessage` of a function that failed. A function that returns an object with that member has not
/// failed: only Lambda's header tells (recorded on AWS).
///
/// # Errors
/// [`Failure`] if Lambda refused the invocation: 400 for a payload that is no JSON (ERR-050), else 500 (ERR-001).
fn function_error(answer: &Answer) -> Result<Option<String>, Failure> {
    let response = &answer.response;
    let member = |name: &str| {
        let body: Value = serde_json::from_slice(&response.body).ok()?;
        Some(body.get(name)?.as_str()?.to_owned())
    };
    match response.status {
        400 => {
            let message = member("message")
                .or_else(|| member("Message"))
                .unwrap_or_default();
            Err(Failure::bad_body(&message))
        }
        300.. => Err(Failure {
            log: Some(format!(
                "Lambda invocation failed with status: {}.",
                response.status
            )),
            ..Failure::configuration("Lambda refused the invocation").traced()
        }),
        _ if response.headers.get("X-Amz-Function-Error").is_some() => {
            Ok(Some(member("errorMessage").unwrap_or_default()))
        }
        _ => Ok(None),
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
        Ok(response) => {
            exchange.log.succeeded(&response);
            (response, is_traced)
        }
        Err(failure) => {
            if let Some(line) = &failure.log {
                exchange.log.failure(line);
            }
            (
                api.gateway_responses.answer(&failure, exchange),
                is_traced && failure.is_traced,
            )
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
