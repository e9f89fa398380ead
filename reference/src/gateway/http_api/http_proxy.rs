//! Integrations with an HTTP backend on this machine.

use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use super::exchange::Exchange;
use super::failure::Failure;
use crate::gateway::access_log::IntegrationOutcome;
use crate::gateway::backend_call::call_http;
use crate::gateway::http_endpoint::{HttpUri, HttpUriError};
use crate::wire::{Headers, Request, Response};

/// Client headers that the gateway replaces: the backend's own host, and `Forwarded` for the others (developer
/// guide, "Important notes": X-Forwarded headers become one `Forwarded`; EVENT2-021).
const REPLACED: [&str; 7] = [
    "Content-Length",
    "Forwarded",
    "Host",
    "Via",
    "X-Forwarded-For",
    "X-Forwarded-Port",
    "X-Forwarded-Proto",
];

/// Headers of a backend's answer that concern its connection only, and the date, which the gateway writes.
const DROPPED: [&str; 6] = [
    "Connection",
    "Content-Length",
    "Date",
    "Keep-Alive",
    "Transfer-Encoding",
    "Upgrade",
];

/// Sends a request on and gives the backend's answer.
///
/// # Errors
/// The gateway's answer instead: 503 for a backend that is late or not there, 500 for a URL that cannot be called.
pub async fn send(
    (uri, method): (&str, &str),
    exchange: &Exchange,
    limit: Duration,
) -> Result<Response, Response> {
    let internal = || Failure::InternalServerError.response();
    let uri =
        HttpUri::of(uri, &exchange.stage_variables, &exchange.path_parameters).map_err(|_| internal())?;
    // HTTP APIs have no `insecureSkipVerification` (developer guide, "x-amazon-apigateway-integration.tlsConfig").
    let peer = uri.peer(false).map_err(|error| match error {
        HttpUriError::Invalid => internal(),
        // Not AWS's text: whoever meets it has to know that it is a limit of this reference.
        HttpUriError::NotOffered(_) => {
            Response::json(500, &serde_json::json!({ "message": error.to_string() }))
        }
    })?;
    // The path of the backend is the URL's own, unless it is mapped.
    let uri = match exchange.is_path_mapped {
        true => uri.with_path(&exchange.path),
        false => uri,
    };
    let method = match method {
        "ANY" => exchange.http_method.as_str(),
        method => method,
    };
    let query: Vec<_> = uri
        .query
        .iter()
        .map(String::as_str)
        .chain(Some(exchange.raw_query.as_str()).filter(|query| !query.is_empty()))
        .collect();
    let request = Request {
        method: method.to_owned(),
        headers: headers(&uri.authority, exchange),
        path: uri.path,
        query: (!query.is_empty()).then(|| query.join("&")),
        body: exchange.body.clone(),
        peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    let began = Instant::now();
    let answer = call_http(&peer, &request, limit)
        .await
        .map_err(|error| Failure::from(error).response())?;
    exchange.integrated(IntegrationOutcome::of(&answer, began.elapsed()));
    Ok(passed_on(answer))
}

fn headers(authority: &str, exchange: &Exchange) -> Headers {
    let mut headers = Headers::new();
    headers.push("Host", authority);
    for (name, value) in exchange.headers.iter() {
        if !REPLACED
            .iter()
            .any(|replaced| replaced.eq_ignore_ascii_case(name))
        {
            headers.push(name, value);
        }
    }
    let clients = exchange.headers.get("X-Forwarded-For").unwrap_or_default();
    let (before, client) = clients.rsplit_once(", ").unwrap_or(("", clients));
    let hops = before
        .split(',')
        .map(str::trim)
        .filter(|hop| !hop.is_empty())
        .map(|hop| format!("for={hop}"));
    let last = format!(
        "by={};for={client};host={};proto=https",
        exchange.source_ip, exchange.domain
    );
    let forwarded: Vec<_> = hops.chain([last]).collect();
    headers.push("Forwarded", forwarded.join(", "));
    headers.push("Via", "HTTP/1.1 AmazonAPIGateway");
    headers
}

fn passed_on(answer: Response) -> Response {
    let is_kept = |name: &str| !DROPPED.iter().any(|dropped| dropped.eq_ignore_ascii_case(name));
    // The wire writes the content type before the length, if it comes first.
    let content_type = answer
        .headers
        .get("Content-Type")
        .map(|value| ("Content-Type", value));
    let others = answer
        .headers
        .iter()
        .filter(|(name, _)| is_kept(name) && !name.eq_ignore_ascii_case("Content-Type"));
    Response {
        headers: content_type.into_iter().chain(others).collect(),
        ..answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::http_api::exchange::tests::exchange;

    #[test]
    fn forwarding_headers_become_one() {
        let exchange = exchange(
            "GET",
            "/pets/1",
            &[("X-Forwarded-For", "10.0.0.1"), ("X-A", "b"), ("Host", "x")],
            "",
        );
        let headers = headers("localhost:81", &exchange);
        assert_eq!(headers.get("Host"), Some("localhost:81"));
        assert_eq!(
            headers.get("Forwarded"),
            Some(
                "for=10.0.0.1, by=127.0.0.1;for=127.0.0.1;host=a1.execute-api.us-east-1.amazonaws.com;proto=https"
            )
        );
        assert_eq!(
            (headers.get("X-A"), headers.get("X-Forwarded-For")),
            (Some("b"), None)
        );
    }
}
