//! The integration of a method: its request is mapped, the backend asked, its answer mapped.

use bytes::Bytes;
use serde_json::Value;

use super::api::{Api, MethodIntegration};
use super::backend_call::Services;
use super::exchange::Exchange;
use super::failure::Failure;
use super::header_rules;
use super::http_backend::{self, Forwarding};
use super::integration_request::Mapped;
use super::integration_response::Selector;
use super::lambda_proxy;
use super::mock;
use super::routing::Route;
use super::service_call::{self, Answer};
use crate::wire::Response;

/// Answers a request that the method has let in.
///
/// # Errors
/// [`Failure`]
pub async fn integrate(
    services: &Services,
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
                service_call::send(services, endpoint, mapped, exchange, route, api, *timeout).await?;
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
                http_backend::send(endpoint, mapped, Forwarding::Everything, exchange, api, *timeout).await?;
            http_backend::client_response(answer, exchange, api)
        }
        MethodIntegration::AwsProxy {
            endpoint,
            headers,
            timeout,
        } => {
            let seen = exchange.request_seen("");
            let is_illegal = headers.iter().any(|(name, source)| {
                header_rules::is_illegal_in_request(name, true) && matches!(source.value(&seen), Ok(Some(_)))
            });
            if is_illegal {
                return Err(Failure::configuration("Invalid request header mapping"));
            }
            if endpoint.http_method != "POST" {
                return Err(Failure::configuration("Lambda functions are invoked by POST only").traced());
            }
            let mapped = Mapped {
                body: Bytes::from(lambda_proxy::event(exchange, route, &api.binary_media_types).to_string()),
                ..Mapped::default()
            };
            let answer =
                service_call::send(services, endpoint, mapped, exchange, route, api, *timeout).await?;
            if let Some(message) = function_error(&answer)? {
                let id = answer
                    .response
                    .headers
                    .get("x-amzn-RequestId")
                    .unwrap_or_default();
                return Err(Failure::function_error(&message, id));
            }
            let accept = exchange.headers.get("Accept");
            let response =
                lambda_proxy::client_response(&answer.response.body, &api.binary_media_types, accept)?;
            if let Some(integration) = &mut exchange.outcome.integration {
                integration.status = Some(response.status);
            }
            Ok(response)
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
