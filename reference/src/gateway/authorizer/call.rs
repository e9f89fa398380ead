//! Asking an authorizer about a request.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::{Map, Value};

use super::cache::{Cache, Key};
use super::{Authorizer, Grant, Kind, event};
use crate::gateway::Services;
use crate::gateway::api::Api;
use crate::gateway::backend_call::call_service;
use crate::gateway::exchange::Exchange;
use crate::gateway::failure::Failure;
use crate::gateway::integration_request::Mapped;
use crate::gateway::routing::Route;
use crate::gateway::service_call::compose;
use crate::wire::{ACCOUNT, Response};

/// How long a function may take: as long as an integration.
const LIMIT: Duration = Duration::from_secs(29);

/// What a function throws to say that it does not know the caller
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html).
const UNKNOWN_CALLER: &str = "Unauthorized";

/// A caller whom an authorizer knows.
#[derive(Debug)]
pub struct Admission {
    /// What they may do.
    pub grant: Arc<Grant>,
    /// `$context.authorizer`.
    pub context: Map<String, Value>,
}

/// Asks an authorizer who the caller is and what they may do: a known answer if there is one, else its function.
///
/// # Errors
/// [`Failure`]: 401 if the caller does not say who they are or is not known, 500 if the function does not answer as
/// it must.
pub async fn ask(
    authorizer: &Authorizer,
    (services, cache): (&Services, &Cache<Grant>),
    exchange: &mut Exchange,
    api: &Api,
    route: &Route,
    method_arn: &str,
) -> Result<Admission, Failure> {
    let identity = authorizer
        .identity_in(exchange)
        .ok_or_else(Failure::unauthorized)?;
    let key = (!authorizer.ttl.is_zero() && !identity.is_empty()).then(|| Key {
        api: api.id.clone(),
        stage: exchange.stage.clone(),
        authorizer: authorizer.id.clone(),
        identity: identity.clone(),
    });
    if let Some(grant) = key.as_ref().and_then(|key| cache.get(key)) {
        return admission(grant, Duration::ZERO);
    }
    exchange
        .log
        .starting_authorizer(&authorizer.id, &exchange.ids.request, &identity.join(","));
    let event = match &authorizer.kind {
        Kind::Token { .. } => event::of_token(&identity.concat(), method_arn),
        Kind::Request => event::of_request(exchange, route, method_arn),
    };
    let started = Instant::now();
    let answer = invoke(authorizer, services, event.to_string(), exchange, api).await?;
    let took = started.elapsed();
    exchange.log.authorizer_answered(&answer.body);
    let grant = read(&answer)?;
    exchange.log.authorizer_knows(&grant.principal_id);
    let grant = Arc::new(grant);
    let admission = admission(Arc::clone(&grant), took)?;
    if let Some(key) = key {
        cache.put(key, grant, authorizer.ttl);
    }
    Ok(admission)
}

async fn invoke(
    authorizer: &Authorizer,
    services: &Services,
    event: String,
    exchange: &mut Exchange,
    api: &Api,
) -> Result<Response, Failure> {
    let mapped = Mapped {
        body: Bytes::from(event),
        ..Mapped::default()
    };
    let (region, id) = (&api.region, &authorizer.id);
    let source_arn = format!(
        "arn:aws:execute-api:{region}:{ACCOUNT}:{}/authorizers/{id}",
        api.id
    );
    let failed = |failure: Failure| Failure::authorizer_configuration(failure.log.unwrap_or_default());
    let composed =
        compose(services, &authorizer.endpoint, mapped, exchange, api, source_arn).map_err(failed)?;
    exchange.log.composed(&composed.url, &composed.call.request);
    call_service(composed.service, composed.call, LIMIT)
        .await
        .map_err(|error| failed(error.into()))
}

/// The function's answer, unless it failed.
fn read(answer: &Response) -> Result<Grant, Failure> {
    if answer.status >= 300 {
        let log = format!("Lambda invocation failed with status: {}.", answer.status);
        return Err(Failure::authorizer_configuration(log));
    }
    if answer.headers.get("X-Amz-Function-Error").is_some() {
        let error: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        return Err(match error["errorMessage"].as_str() {
            Some(UNKNOWN_CALLER) => Failure::unauthorized(),
            _ => Failure::authorizer_configuration(
                "Execution failed due to configuration error: Authorizer error",
            ),
        });
    }
    Grant::parse(&answer.body).map_err(|error| bad(&error))
}

fn bad(error: &super::BadGrant) -> Failure {
    Failure::authorizer_configuration(format!("Execution failed due to configuration error: {error}"))
}

fn admission(grant: Arc<Grant>, took: Duration) -> Result<Admission, Failure> {
    let mut context = grant.texts().map_err(|error| bad(&error))?;
    context.insert("principalId".to_owned(), Value::from(grant.principal_id.as_str()));
    let latency = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    context.insert("integrationLatency".to_owned(), Value::from(latency));
    Ok(Admission { grant, context })
}
