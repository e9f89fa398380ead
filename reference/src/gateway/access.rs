//! Whether a request may come to its method: the API's policy, signatures, authorizers
//! (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html).

use super::Services;
use super::api::{Api, Authorization};
use super::authorization_header::is_signed;
use super::authorizer::{Authorizer, Cache, Grant, ask};
use super::exchange::Exchange;
use super::failure::Failure;
use super::resource_policy::facts;
use super::routing::Route;
use super::substitution::of_context;
use crate::policy::{Decision, Facts};
use crate::wire::ACCOUNT;

/// The longest ARN of a method with authorization, in bytes
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html).
const LONGEST_ARN: usize = 1600;

/// Whether there is anything to check.
#[must_use]
pub fn is_guarded(api: &Api, route: &Route) -> bool {
    api.policy.is_some() || !matches!(route.method().authorization, Authorization::None)
}

/// Lets a request in, with what is known of the caller in `$context.authorizer`, or refuses it.
///
/// # Errors
/// [`Failure`] with the gateway response to send.
pub async fn admit(
    services: &Services,
    cache: &Cache<Grant>,
    exchange: &mut Exchange,
    api: &Api,
    route: &Route,
) -> Result<(), Failure> {
    let arn = method_arn(exchange, api);
    let facts = facts(
        of_context(&exchange.context, "identity.sourceIp").as_deref(),
        exchange.headers.get("User-Agent"),
        exchange.headers.get("Referer"),
    );
    let by_policy = api.policy.as_ref().map(|policy| policy.decide(&arn, &facts));
    match &route.method().authorization {
        Authorization::None => match by_policy {
            None | Some(Decision::Allow) => Ok(()),
            Some(decision) => Err(Failure::denied_by_resource_policy(
                &arn,
                decision == Decision::Deny,
            )),
        },
        // An unsigned call is refused for that, whatever the policy says (recorded on AWS 2026-10-02).
        Authorization::AwsIam => Err(if is_signed(&exchange.headers, exchange.query.keys()) {
            Failure::unknown_signer()
        } else {
            Failure::unrouted(exchange.headers.get("Authorization"))
        }),
        Authorization::Custom(_) if arn.len() > LONGEST_ARN => Err(Failure::uri_too_long()),
        Authorization::Custom(_) if by_policy == Some(Decision::Deny) => {
            Err(Failure::denied_by_resource_policy(&arn, true))
        }
        Authorization::Custom(authorizer) => {
            let asked = (authorizer.as_ref(), services, cache);
            let by_authorizer = known(asked, exchange, (api, route), &arn, &facts).await?;
            // Table A: a Deny of either denies, an Allow of either is enough.
            match by_policy.into_iter().fold(by_authorizer, Decision::max) {
                Decision::Allow => Ok(()),
                decision => Err(Failure::denied_by_authorizer(decision == Decision::Deny)),
            }
        }
    }
}

/// What an authorizer says, its context noted also if it denies: gateway responses may tell of it.
async fn known(
    (authorizer, services, cache): (&Authorizer, &Services, &Cache<Grant>),
    exchange: &mut Exchange,
    (api, route): (&Api, &Route),
    arn: &str,
    facts: &Facts,
) -> Result<Decision, Failure> {
    let admission = ask(authorizer, (services, cache), exchange, api, route, arn).await?;
    let context = serde_json::Value::Object(admission.context);
    exchange.context.insert("authorizer".to_owned(), context);
    Ok(admission.grant.decide(arn, facts))
}

/// `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{verb}/{path}`: as the client wrote it, not as the resource is
/// configured (recorded on AWS 2017-06-05).
fn method_arn(exchange: &Exchange, api: &Api) -> String {
    let Exchange {
        stage,
        http_method,
        path,
        ..
    } = exchange;
    format!(
        "arn:aws:execute-api:{}:{ACCOUNT}:{}/{stage}/{http_method}{path}",
        api.region, api.id
    )
}
