//! Calling the service behind an integration.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use indexmap::IndexMap;

use super::api::Api;
use super::backend_call::{Services, call_service};
use super::endpoint::{Endpoint, ServiceUri, with_path_parameters, with_stage_variables};
use super::exchange::Exchange;
use super::failure::Failure;
use super::integration_request::Mapped;
use super::routing::Route;
use super::{Call, Integration, Target};
use crate::wire::{ACCOUNT, Request, Response};

/// A service's answer.
#[derive(Debug)]
pub struct Answer {
    /// Whether a function was invoked, whose errors answer 200 and tell in a header.
    pub is_function: bool,
    /// The answer.
    pub response: Response,
}

/// A call that is ready to be made.
pub struct Composed<'s> {
    /// Who takes it.
    pub service: &'s Arc<dyn Integration>,
    /// Whether it invokes a function.
    pub is_function: bool,
    /// Where it goes, as the execution log writes it.
    pub url: String,
    /// The call.
    pub call: Call,
}

/// Makes a call of a mapped request. `source_arn` is on whose behalf: a method or an authorizer.
///
/// # Errors
/// [`Failure`]: 500 if the URI is none, or that of a service that is not known.
pub fn compose<'s>(
    services: &'s Services,
    endpoint: &Endpoint,
    mapped: Mapped,
    exchange: &Exchange,
    api: &Api,
    source_arn: String,
) -> Result<Composed<'s>, Failure> {
    let uri = with_stage_variables(&endpoint.uri, &exchange.stage_variables);
    let uri = with_path_parameters(&uri, &mapped.path);
    let uri = ServiceUri::parse(&uri).map_err(|_| Failure::configuration("Invalid endpoint address"))?;
    let service = services
        .get(uri.service.as_str())
        .ok_or_else(|| Failure::configuration("Invalid endpoint address"))?;
    // Another verb than POST invokes nothing; Lambda's XML then passes as any service's (recorded on AWS).
    let is_function = uri.invokes_function() && endpoint.http_method == "POST";
    let request = request(&uri, endpoint, mapped, exchange, &api.id, is_function);
    Ok(Composed {
        service,
        is_function,
        url: format!(
            "https://{}.{}.amazonaws.com{}",
            uri.service, uri.region, request.path
        ),
        call: Call {
            target: uri.target,
            request,
            region: uri.region,
            source_arn,
            credentials: endpoint
                .credentials
                .as_deref()
                .map(|role| with_stage_variables(role, &exchange.stage_variables).into_owned()),
        },
    })
}

/// Sends a mapped request on behalf of a method and waits for the answer.
///
/// # Errors
/// [`Failure`]: 504 when the time is over, 500 if the service cannot be called.
pub async fn send(
    services: &Services,
    endpoint: &Endpoint,
    mapped: Mapped,
    exchange: &mut Exchange,
    route: &Route,
    api: &Api,
    limit: Duration,
) -> Result<Answer, Failure> {
    let from = source_arn(exchange, route, api);
    let composed = compose(services, endpoint, mapped, exchange, api, from)?;
    exchange.log.sending(&composed.url, &composed.call.request);
    let started = Instant::now();
    let response = call_service(composed.service, composed.call, limit).await?;
    exchange.log.received(&response, started.elapsed());
    Ok(Answer {
        is_function: composed.is_function,
        response,
    })
}

/// AWS integrations send mapped headers and these defaults only (recorded on AWS).
fn request(
    uri: &ServiceUri,
    endpoint: &Endpoint,
    mapped: Mapped,
    exchange: &Exchange,
    api_id: &str,
    is_function: bool,
) -> Request {
    let mut headers = mapped.headers;
    let agent = format!("AmazonAPIGateway_{api_id}");
    for (name, value) in [
        ("Accept", "application/json"),
        ("Content-Type", "application/json"),
        ("User-Agent", agent.as_str()),
        ("X-Amzn-Apigateway-Api-Id", api_id),
        ("X-Amzn-Trace-Id", exchange.ids.trace.as_str()),
    ] {
        if headers.get(name).is_none() {
            headers.push(name, value);
        }
    }
    let (path, fixed_query) = match &uri.target {
        Target::Action(_) => ("/", None),
        Target::Path(path) => match path.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (path.as_str(), None),
        },
    };
    // A function that is invoked without a payload gets an empty object (recorded on AWS).
    let body = if is_function && mapped.body.is_empty() {
        Bytes::from_static(b"{}")
    } else {
        mapped.body
    };
    Request {
        method: endpoint.http_method.clone(),
        path: path.to_owned(),
        query: query(fixed_query, &mapped.query),
        headers,
        body,
        peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
    }
}

fn query(fixed: Option<&str>, mapped: &IndexMap<String, String>) -> Option<String> {
    let mapped = (!mapped.is_empty()).then(|| {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(mapped)
            .finish()
    });
    match (fixed, mapped) {
        (Some(fixed), Some(mapped)) => Some(format!("{fixed}&{mapped}")),
        (fixed, mapped) => mapped.or_else(|| fixed.map(str::to_owned)),
    }
}

/// A method configured as `ANY` is written `*` (Lambda guide).
fn source_arn(exchange: &Exchange, route: &Route, api: &Api) -> String {
    let method = match route.method().http_method.as_str() {
        "ANY" => "*",
        method => method,
    };
    let (region, id, stage, path) = (&api.region, &api.id, &exchange.stage, &route.resource.path);
    format!("arn:aws:execute-api:{region}:{ACCOUNT}:{id}/{stage}/{method}{path}")
}
