//! Calling the HTTP backend behind an integration of type `HTTP` or `HTTP_PROXY`.

use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use indexmap::IndexMap;

use super::api::Api;
use super::backend_call::call_http;
use super::binary;
use super::endpoint::Endpoint;
use super::exchange::Exchange;
use super::failure::Failure;
use super::header_rules;
use super::http_endpoint::{HttpUri, HttpUriError};
use super::integration_request::Mapped;
use crate::wire::{Headers, Request, Response};

/// How much of the client's request a backend gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forwarding {
    /// `HTTP`: what is mapped, and API Gateway's defaults.
    Mapped,
    /// `HTTP_PROXY`: headers and query as well.
    Everything,
}

/// Sends a mapped request and waits for the answer, whatever its status.
///
/// # Errors
/// [`Failure`]: 504 when the time is over or the backend cannot be reached (ERR-024), 500 for a URI that cannot be
/// called.
pub async fn send(
    endpoint: &Endpoint,
    mapped: Mapped,
    forwarding: Forwarding,
    exchange: &mut Exchange,
    api: &Api,
    limit: Duration,
) -> Result<Response, Failure> {
    let uri = HttpUri::of(&endpoint.uri, &exchange.stage_variables, &mapped.path).map_err(refused)?;
    let peer = uri.peer(endpoint.skips_authority).map_err(refused)?;
    let method = match endpoint.http_method.as_str() {
        "ANY" => exchange.http_method.clone(),
        method => method.to_owned(),
    };
    let origin = uri.origin();
    let query = match forwarding {
        Forwarding::Mapped => query(&uri, &mapped.query, None),
        Forwarding::Everything => query(&uri, &mapped.query, Some(&exchange.query)),
    };
    let request = Request {
        method,
        headers: headers(&uri, &mapped, forwarding, exchange, &api.id),
        path: uri.path,
        query,
        body: mapped.body,
        peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    let query = request.query.as_deref().map(|q| format!("?{q}"));
    let url = format!("{origin}{}{}", request.path, query.unwrap_or_default());
    exchange.log.sending(&url, &request);
    let started = Instant::now();
    let response = call_http(&peer, &request, limit).await?;
    exchange.received(&response, started.elapsed());
    Ok(response)
}

fn refused(error: HttpUriError) -> Failure {
    let failure = Failure::configuration(error.to_string());
    match error {
        HttpUriError::Invalid => failure,
        // Not AWS's text: whoever meets it has to know that it is a limit of this reference.
        HttpUriError::NotOffered(_) => Failure {
            message: Some(error.to_string()),
            ..failure
        },
    }
}

/// The URI's parameters, then the mapped ones, then the client's under other names. A name may come again, as
/// `testVar=foobar&testVar=bar`; an empty mapped value is left out (recorded on AWS).
fn query(
    uri: &HttpUri,
    mapped: &IndexMap<String, String>,
    client: Option<&IndexMap<String, Vec<String>>>,
) -> Option<String> {
    let mapped_pairs = mapped.iter().filter(|(_, value)| !value.is_empty());
    let client_pairs = client
        .into_iter()
        .flatten()
        .filter(|(name, _)| !mapped.contains_key(*name))
        .flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    let pairs = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(mapped_pairs.chain(client_pairs))
        .finish();
    let parts: Vec<_> = [uri.query.clone(), Some(pairs)]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join("&"))
}

/// Recorded on AWS: the defaults of `HTTP`, what `HTTP_PROXY` passes on, and which mapped headers never arrive. A
/// mapped `Host` does.
fn headers(
    uri: &HttpUri,
    mapped: &Mapped,
    forwarding: Forwarding,
    exchange: &Exchange,
    api_id: &str,
) -> Headers {
    let mut headers = Headers::new();
    headers.push("Host", mapped.headers.get("Host").unwrap_or(&uri.authority));
    if forwarding == Forwarding::Everything {
        for (name, value) in exchange.headers.iter() {
            if header_rules::is_forwarded(name) && mapped.headers.get(name).is_none() {
                headers.push(name, value);
            }
        }
    }
    for (name, value) in mapped.headers.iter() {
        if header_rules::is_sent_to_http(name) && !name.eq_ignore_ascii_case("Host") {
            headers.push(name, value);
        }
    }
    let agent = format!("AmazonAPIGateway_{api_id}");
    let content_type = exchange.headers.get("Content-Type").unwrap_or("application/json");
    let is_mapped = forwarding == Forwarding::Mapped;
    for (name, value, is_default) in [
        ("Accept", "application/json", is_mapped),
        ("Content-Type", content_type, is_mapped && !mapped.body.is_empty()),
        ("User-Agent", &agent, is_mapped),
        ("X-Amzn-Apigateway-Api-Id", api_id, true),
        ("X-Amzn-Trace-Id", &exchange.ids.trace, true),
    ] {
        if is_default && headers.get(name).is_none() {
            headers.push(name, value);
        }
    }
    headers
}

/// `HTTP_PROXY`: the backend's answer is the client's, with some headers renamed (recorded on AWS).
///
/// # Errors
/// [`Failure`]: 500 for text that a client wants as bytes and that is no Base64.
pub fn client_response(backend: Response, exchange: &Exchange, api: &Api) -> Result<Response, Failure> {
    let content_type = backend.headers.get("Content-Type").unwrap_or("application/json");
    let is_binary = api.binary_media_types.contain(content_type);
    let accepts_binary = api.binary_media_types.accepted(exchange.headers.get("Accept"));
    let mut response = Response::new(backend.status, content_type, "");
    for (name, value) in backend.headers.iter() {
        if name.eq_ignore_ascii_case("Content-Type") {
            continue;
        }
        if let Some(name) = header_rules::in_response(name) {
            response.headers.push(name, value);
        }
    }
    let payload = binary::of_response(backend.body, is_binary, accepts_binary, None)
        .map_err(|_| Failure::configuration("Unable to base64 decode the body."))?;
    response.body = payload.bytes;
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_merged_as_recorded() {
        let text = |pairs: &[(&str, &str)]| -> IndexMap<String, String> {
            pairs
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                .collect()
        };
        let mapped = text(&[("queryString", "foo"), ("testQs", "foo"), ("testEmptyQs", "")]);
        let client: IndexMap<_, _> = [("testQueryString", "foo"), ("testVar", "bar"), ("testQs", "x")]
            .map(|(n, v)| (n.to_owned(), vec![v.to_owned()]))
            .into();
        let uri = HttpUri::of(
            "http://localhost/?testVar={pathVar}&testQs={qsVar}",
            &IndexMap::new(),
            &text(&[("pathVar", "foobar"), ("qsVar", "bar")]),
        )
        .unwrap();
        assert_eq!(
            query(&uri, &mapped, Some(&client)).unwrap(),
            "testVar=foobar&testQs=bar&queryString=foo&testQs=foo&testQueryString=foo&testVar=bar"
        );
        assert_eq!(
            query(&uri, &mapped, None).unwrap(),
            "testVar=foobar&testQs=bar&queryString=foo&testQs=foo"
        );
        let bare = HttpUri::of("http://localhost/", &IndexMap::new(), &IndexMap::new()).unwrap();
        assert_eq!(query(&bare, &IndexMap::new(), Some(&IndexMap::new())), None);
    }
}
