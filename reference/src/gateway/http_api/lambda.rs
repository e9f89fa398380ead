//! Integrations with a Lambda function.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use bytes::Bytes;
use indexmap::IndexMap;
use serde_json::Value;

use super::event;
use super::exchange::Exchange;
use super::failure::Failure;
use super::lambda_response;
use super::routes::Route;
use crate::gateway::backend_call::{Services, call_service};
use crate::gateway::endpoint::{ServiceUri, with_stage_variables};
use crate::gateway::{Call, Target};
use crate::wire::{Headers, Request, Response};

/// The format of a function's event and result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayloadFormat {
    /// 1.0
    V1,
    /// 2.0
    V2,
}

impl PayloadFormat {
    /// Reads AWS's name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "1.0" => Some(Self::V1),
            "2.0" => Some(Self::V2),
            _ => None,
        }
    }
}

/// How a call may be made.
#[derive(Debug)]
pub struct Grant {
    /// `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{method}{path}`
    pub source_arn: String,
    /// The role to act as.
    pub credentials: Option<String>,
    /// After this the client gets 503.
    pub limit: Duration,
}

/// Whom an integration URI names: a function's ARN or its invoke URI `arn:aws:apigateway:…:lambda:path/…`.
#[must_use]
pub fn function_of(uri: &str, variables: &IndexMap<String, String>) -> Option<ServiceUri> {
    let uri = with_stage_variables(uri, variables);
    if let Some(rest) = uri.strip_prefix("arn:aws:lambda:") {
        let (region, name) = rest.split_once(':')?;
        let (_, name) = name.split_once(":function:")?;
        return (!name.is_empty()).then(|| ServiceUri {
            service: "lambda".to_owned(),
            region: region.to_owned(),
            target: Target::Path(format!("/2015-03-31/functions/{uri}/invocations")),
        });
    }
    ServiceUri::parse(&uri).ok().filter(ServiceUri::invokes_function)
}

/// Invokes a function with the event for a request, and reads its result.
///
/// # Errors
/// [`Failure`]: 500 unless Lambda is throttled (503).
pub async fn invoke(
    services: &Services,
    (uri, format): (&str, PayloadFormat),
    (exchange, api_id): (&Exchange, &str),
    route: &Route,
    grant: Grant,
) -> Result<Response, Failure> {
    let event = match format {
        PayloadFormat::V1 => event::format_1(exchange, api_id, &route.parsed),
        PayloadFormat::V2 => event::format_2(exchange, api_id),
    };
    let result = invoke_function(services, uri, &event, exchange, grant).await?;
    lambda_response::client_response(&result, format)
}

/// Invokes a function and gives its result.
///
/// # Errors
/// [`Failure`]: 500 unless Lambda is throttled (503).
pub async fn invoke_function(
    services: &Services,
    uri: &str,
    event: &Value,
    exchange: &Exchange,
    grant: Grant,
) -> Result<Bytes, Failure> {
    let function = function_of(uri, &exchange.stage_variables).ok_or(Failure::InternalServerError)?;
    let lambda = services.get("lambda").ok_or(Failure::InternalServerError)?;
    let Target::Path(path) = &function.target else {
        return Err(Failure::InternalServerError);
    };
    let headers: Headers = [
        ("Content-Type", "application/json"),
        ("X-Amzn-Trace-Id", exchange.ids.trace.as_str()),
    ]
    .into_iter()
    .collect();
    let request = Request {
        method: "POST".to_owned(),
        path: path.clone(),
        query: None,
        headers,
        body: Bytes::from(event.to_string()),
        peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    let call = Call {
        request,
        target: function.target,
        region: function.region,
        source_arn: grant.source_arn,
        credentials: grant.credentials,
    };
    let answer = call_service(lambda, call, grant.limit).await?;
    match answer.status {
        429 => Err(Failure::ServiceUnavailable),
        300.. => Err(Failure::InternalServerError),
        _ if answer.headers.get("X-Amz-Function-Error").is_some() => Err(Failure::InternalServerError),
        _ => Ok(answer.body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_uri_name_the_function() {
        let arn = "arn:aws:lambda:us-east-1:000000000000:function:f:live";
        let variables = IndexMap::from([("f".to_owned(), "f:live".to_owned())]);
        for uri in [
            arn.to_owned(),
            "arn:aws:lambda:us-east-1:000000000000:function:${stageVariables.f}".to_owned(),
            format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"),
        ] {
            let found = function_of(&uri, &variables).unwrap();
            assert_eq!(found.region, "us-east-1");
            let path = format!("/2015-03-31/functions/{arn}/invocations");
            assert_eq!(found.target, Target::Path(path));
        }
        for uri in [
            "arn:aws:lambda:us-east-1:000000000000:function:${stageVariables.none}",
            "arn:aws:apigateway:us-east-1:states:action/StartExecution",
            "https://example.com",
            "arn:aws:lambda:us-east-1",
        ] {
            assert_eq!(function_of(uri, &variables), None, "{uri}");
        }
    }
}
