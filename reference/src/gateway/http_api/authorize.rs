//! Whether a client may pass a route.

use std::sync::Arc;
use std::time::Duration;

use super::api::Api;
use super::authorizer::{Authorization, LambdaAuthorizer};
use super::authorizer_answer::AuthorizerAnswer;
use super::event::{self, Asked};
use super::exchange::Exchange;
use super::expression::Seen;
use super::failure::Failure;
use super::identity::Identity;
use super::jwt::{self, KeyCache};
use super::lambda::{Grant, PayloadFormat, invoke_function};
use super::routes::Route;
use crate::gateway::Services;
use crate::gateway::authorization_header::is_signed;
use crate::gateway::authorizer::{Cache, Key};
use crate::gateway::endpoint::with_stage_variables;
use crate::policy::Facts;
use crate::wire::{ACCOUNT, Response};

/// How long a function may take to decide ("Quotas for configuring and running an HTTP API in API Gateway").
const LIMIT: Duration = Duration::from_secs(10);

/// Asks the route's authorizer; `None` where there is none to ask.
///
/// # Errors
/// The answer to the client: 401, 403 or 500.
pub async fn authorize(
    (services, cache, keys): (&Services, &Cache<AuthorizerAnswer>, &KeyCache),
    (api, route): (&Api, &Route),
    exchange: &Exchange,
) -> Result<Option<Identity>, Response> {
    match &route.authorization {
        Authorization::None => Ok(None),
        Authorization::Iam => Err(refuse_signature(exchange)),
        Authorization::Lambda(authorizer) => {
            let asked = ask((services, cache), (api, route), authorizer, exchange);
            asked.await.map(Some).map_err(Failure::response)
        }
        Authorization::Jwt { authorizer, scopes } => jwt::authorize(keys, (authorizer, scopes), exchange)
            .await
            .map(Some),
    }
}

/// A request without a signature is Forbidden; signatures are not looked at here.
fn refuse_signature(exchange: &Exchange) -> Response {
    let query = form_urlencoded::parse(exchange.raw_query.as_bytes());
    if !is_signed(&exchange.headers, query.map(|(name, _)| name)) {
        return Failure::Forbidden.response();
    }
    // Not AWS's text: whoever meets it has to know that it is a limit of this reference.
    let message = "Signed requests are not offered by this reference implementation";
    Response::json(500, &serde_json::json!({ "message": message }))
}

async fn ask(
    (services, cache): (&Services, &Cache<AuthorizerAnswer>),
    (api, route): (&Api, &Route),
    authorizer: &LambdaAuthorizer,
    exchange: &Exchange,
) -> Result<Identity, Failure> {
    let identity = identity(authorizer, exchange).ok_or(Failure::Unauthorized)?;
    let arn = arn(api, exchange);
    let facts = Facts::default().with("aws:SourceIp", Some(&exchange.source_ip));
    let key = Key {
        api: api.id.clone(),
        stage: exchange.stage.clone(),
        authorizer: authorizer.id.clone(),
        identity,
    };
    if let Some(answer) = cache.get(&key) {
        return answer.identity(&arn, &facts);
    }
    let asked = Asked {
        arn: &arn,
        identity: &key.identity,
    };
    let event = match authorizer.format {
        PayloadFormat::V1 => event::authorizer_format_1(exchange, &api.id, &route.parsed, asked),
        PayloadFormat::V2 => event::authorizer_format_2(exchange, &api.id, asked),
    };
    let role = authorizer.credentials.as_deref();
    let grant = Grant {
        source_arn: format!(
            "arn:aws:execute-api:{}:{ACCOUNT}:{}/authorizers/{}",
            api.region, api.id, authorizer.id
        ),
        credentials: role.map(|role| with_stage_variables(role, &exchange.stage_variables).into_owned()),
        limit: LIMIT,
    };
    // Whatever keeps a function from deciding is one thing to a client (developer guide, "Troubleshooting").
    let invocation = invoke_function(services, &authorizer.uri, &event, exchange, grant).await;
    let answer = invocation.result.map_err(|_| Failure::InternalServerError)?;
    let answer = AuthorizerAnswer::parse(authorizer, &answer)?;
    let decided = answer.identity(&arn, &facts);
    if !authorizer.ttl.is_zero() {
        cache.put(key, Arc::new(answer), authorizer.ttl);
    }
    decided
}

/// The values of the identity sources; `None` if one is missing or empty.
fn identity(authorizer: &LambdaAuthorizer, exchange: &Exchange) -> Option<Vec<String>> {
    let seen = Seen {
        exchange,
        response: None,
    };
    let values = authorizer
        .identity_sources
        .iter()
        .map(|source| source.value(seen));
    values
        .map(|value| value.filter(|value| !value.is_empty()))
        .collect()
}

/// What a client asks for, by its own method and path rather than by the route (recorded on AWS 2024-09-05).
fn arn(api: &Api, exchange: &Exchange) -> String {
    format!(
        "arn:aws:execute-api:{}:{ACCOUNT}:{}/{}/{}{}",
        api.region, api.id, exchange.stage, exchange.http_method, exchange.path
    )
}
