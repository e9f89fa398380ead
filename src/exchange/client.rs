//! Sends requests exactly as they are written.
//!
//! hyper adds a `host` line (unless the request has one) and `content-length`, nothing else: no `accept`, no
//! `user-agent`. It writes header names in lower case, as HTTP/2 has them. Redirects are not followed, bodies not
//! decompressed, proxies not used. Each request has a connection of its own: a connection that the other side
//! closes while it idles would look like a target that is gone. Certificates are trusted as the system does, or
//! as `SSL_CERT_FILE` says.

use std::{
    error::Error,
    io,
    sync::OnceLock,
    time::{Duration, Instant, SystemTime},
};

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Uri,
    header::{HeaderName, HeaderValue},
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client as Hyper, connect::HttpConnector},
    rt::TokioExecutor,
};

use super::{Exchange, Request, Response, SendError};

/// How long and how large an exchange may be.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For the connection to open.
    pub connect: Duration,
    /// For the whole exchange. API Gateway itself gives up on an integration after 29 s.
    pub whole: Duration,
    /// The longest body of an answer in bytes. API Gateway's is 10 MB.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(40),
            body: 12 * 1024 * 1024,
        }
    }
}

/// Sends requests over HTTP/1.1.
#[derive(Debug)]
pub struct Client {
    limits: Limits,
    plain: Hyper<HttpConnector, Full<Bytes>>,
    /// Made when first needed: reading the system's certificates takes a while.
    tls: OnceLock<Hyper<HttpsConnector<HttpConnector>, Full<Bytes>>>,
}

impl Client {
    /// A client that keeps to these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            plain: hyper(connector(limits)),
            tls: OnceLock::new(),
        }
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// [`SendError`] where there is no answer or not all of it.
    pub async fn send(&self, request: Request) -> Result<Exchange, SendError> {
        let prepared = prepare(&request)?;
        let (sent, started) = (SystemTime::now(), Instant::now());
        let answer = tokio::time::timeout(self.limits.whole, self.exchange(prepared));
        let response = answer
            .await
            .map_err(|_| SendError::Timeout(self.limits.whole))??;
        Ok(Exchange {
            request,
            response,
            sent,
            took: started.elapsed(),
        })
    }

    async fn exchange(&self, request: hyper::Request<Full<Bytes>>) -> Result<Response, SendError> {
        let host = request
            .uri()
            .authority()
            .map(ToString::to_string)
            .unwrap_or_default();
        let answer = if request.uri().scheme_str() == Some("https") {
            self.tls()?.request(request).await
        } else {
            self.plain.request(request).await
        };
        let answer = answer.map_err(|error| SendError::classify(&error, error.is_connect(), &host))?;
        let (head, mut body) = answer.into_parts();
        let mut bytes = BytesMut::new();
        while let Some(frame) = body.frame().await {
            let frame =
                frame.map_err(|error| SendError::classify(&error as &(dyn Error + 'static), false, &host))?;
            if let Some(data) = frame.data_ref() {
                if bytes.len() + data.len() > self.limits.body {
                    return Err(SendError::TooLarge(self.limits.body));
                }
                bytes.extend_from_slice(data);
            }
        }
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Ok(Response {
            status: head.status.as_u16(),
            headers: head
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), text(value)))
                .collect(),
            body: bytes.freeze(),
        })
    }

    fn tls(&self) -> Result<&Hyper<HttpsConnector<HttpConnector>, Full<Bytes>>, SendError> {
        if let Some(tls) = self.tls.get() {
            return Ok(tls);
        }
        let mut http = connector(self.limits);
        http.enforce_http(false);
        let untrusting = |error: io::Error| SendError::Other(format!("no certificates to trust ({error})"));
        let builder = HttpsConnectorBuilder::new()
            .with_native_roots()
            .map_err(untrusting)?;
        let tls = builder.https_only().enable_http1().wrap_connector(http);
        Ok(self.tls.get_or_init(|| hyper(tls)))
    }
}

fn connector(limits: Limits) -> HttpConnector {
    let mut connector = HttpConnector::new();
    connector.set_connect_timeout(Some(limits.connect));
    connector.set_nodelay(true);
    connector
}

fn hyper<C>(connector: C) -> Hyper<C, Full<Bytes>>
where
    C: hyper_util::client::legacy::connect::Connect + Clone,
{
    Hyper::builder(TokioExecutor::new())
        .pool_max_idle_per_host(0)
        .retry_canceled_requests(false)
        .build(connector)
}

/// The request as hyper takes it; refused where hyper would change it.
fn prepare(request: &Request) -> Result<hyper::Request<Full<Bytes>>, SendError> {
    fn refuse(what: &str, reason: impl ToString) -> SendError {
        SendError::NotSendable {
            what: what.to_owned(),
            reason: reason.to_string(),
        }
    }
    let url = &request.url;
    let uri: Uri = url
        .parse()
        .map_err(|error: hyper::http::uri::InvalidUri| refuse(url, error))?;
    let after_scheme = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"))
        .ok_or_else(|| refuse(url, "a URL begins with http:// or https://"))?;
    let written = after_scheme
        .find(['/', '?', '#'])
        .map_or("", |start| &after_scheme[start..]);
    let target = uri.path_and_query().map_or("", |target| target.as_str());
    let target = if target.starts_with('/') {
        target.to_owned()
    } else {
        format!("/{target}")
    };
    if target != written && !(written.is_empty() && target == "/") {
        return Err(refuse(
            url,
            format!("its path and query would be sent as {target}"),
        ));
    }
    let method =
        Method::from_bytes(request.method.as_bytes()).map_err(|error| refuse(&request.method, error))?;
    let mut prepared = hyper::Request::new(Full::new(request.body.clone().unwrap_or_default()));
    *prepared.method_mut() = method;
    *prepared.uri_mut() = uri;
    for (name, value) in &request.headers {
        let header = HeaderName::from_bytes(name.as_bytes()).map_err(|error| refuse(name, error))?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|error| refuse(name, error))?;
        prepared.headers_mut().append(header, value);
    }
    Ok(prepared)
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
