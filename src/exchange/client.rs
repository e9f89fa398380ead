//! Sends requests as they are written, or refuses to.
//!
//! reqwest adds what HTTP needs (`host`, `content-length`) and `accept: */*`, as most clients do; no
//! `user-agent`. It writes header names in lower case, as HTTP/2 has them, or in title case where that is asked
//! for. A URL that it would send otherwise
//! than it is written, such as one with `..` in its path, is refused. Redirects are not followed, bodies not
//! decompressed, proxies not used. Each request has a connection of its own: a connection that the other side
//! closes while it idles would look like a target that is gone. Certificates are trusted as the system does, and
//! as `AWS_CA_BUNDLE` says.

use std::{
    sync::OnceLock,
    time::{Duration, Instant, SystemTime},
};

use bytes::BytesMut;
use reqwest::{
    Method, Url,
    header::{HeaderName, HeaderValue},
};

use super::{Exchange, Request, Response, SendError, ca_bundle};

/// What reqwest sends where a request has no `Accept` of its own.
const ACCEPT: (&str, &str) = ("Accept", "*/*");

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

/// How the names of a request's headers are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HeaderCase {
    /// `x-soup`
    #[default]
    Lower,
    /// `X-Soup`
    Title,
}

/// Sends requests over HTTP/1.1.
#[derive(Debug)]
pub struct Client {
    limits: Limits,
    lower: Clients,
    title: Clients,
}

/// Made when first needed: for TLS the system's certificates are read, which takes a while.
#[derive(Debug, Default)]
struct Clients {
    plain: OnceLock<reqwest::Client>,
    tls: OnceLock<reqwest::Client>,
}

impl Client {
    /// A client that keeps to these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            lower: Clients::default(),
            title: Clients::default(),
        }
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// [`SendError`] where there is no answer or not all of it.
    pub async fn send(&self, request: Request) -> Result<Exchange, SendError> {
        self.send_in(HeaderCase::Lower, request).await
    }

    /// The same with the names of the headers in a case.
    ///
    /// # Errors
    /// [`SendError`] where there is no answer or not all of it.
    pub async fn send_in(&self, case: HeaderCase, mut request: Request) -> Result<Exchange, SendError> {
        if !request
            .headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case(ACCEPT.0))
        {
            request.headers.push((ACCEPT.0.to_owned(), ACCEPT.1.to_owned()));
        }
        let prepared = prepare(&request)?;
        let (sent, started) = (SystemTime::now(), Instant::now());
        let answer = tokio::time::timeout(self.limits.whole, self.exchange(case, prepared));
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

    async fn exchange(&self, case: HeaderCase, request: reqwest::Request) -> Result<Response, SendError> {
        let url = request.url();
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let host = format!("{}{port}", url.host_str().unwrap_or_default());
        let is_tls = url.scheme() == "https";
        let failed = |error: reqwest::Error| SendError::classify(&error, &host);
        let mut answer = self
            .client(case, is_tls)?
            .execute(request)
            .await
            .map_err(failed)?;
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = answer.headers().iter();
        let headers = headers
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect();
        let status = answer.status().as_u16();
        let mut body = BytesMut::new();
        while let Some(chunk) = answer.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > self.limits.body {
                return Err(SendError::TooLarge(self.limits.body));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Response {
            status,
            headers,
            body: body.freeze(),
        })
    }

    fn client(&self, case: HeaderCase, is_tls: bool) -> Result<&reqwest::Client, SendError> {
        let clients = match case {
            HeaderCase::Lower => &self.lower,
            HeaderCase::Title => &self.title,
        };
        let cell = if is_tls { &clients.tls } else { &clients.plain };
        if let Some(client) = cell.get() {
            return Ok(client);
        }
        let mut builder = reqwest::Client::builder()
            .http1_only()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.limits.connect)
            .pool_max_idle_per_host(0);
        if case == HeaderCase::Title {
            builder = builder.http1_title_case_headers();
        }
        let other = |error: String| SendError::Other(error);
        if !is_tls {
            builder = builder.tls_certs_only([]);
        } else if let Some(pem) = ca_bundle().map_err(|error| other(error.to_string()))? {
            let trusted = reqwest::Certificate::from_pem_bundle(&pem);
            builder = builder.tls_certs_merge(trusted.map_err(|error| other(error.to_string()))?);
        }
        let client = builder.build().map_err(|error| other(error.to_string()))?;
        Ok(cell.get_or_init(|| client))
    }
}

/// The request as reqwest takes it; refused where reqwest would change it.
fn prepare(request: &Request) -> Result<reqwest::Request, SendError> {
    fn refuse(what: &str, reason: impl ToString) -> SendError {
        SendError::NotSendable {
            what: what.to_owned(),
            reason: reason.to_string(),
        }
    }
    let written = &request.url;
    let url = Url::parse(written).map_err(|error| refuse(written, error))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse(written, "a URL begins with http:// or https://"));
    }
    if url.fragment().is_some() {
        return Err(refuse(written, "what follows # is never sent"));
    }
    if url.as_str() != written && url.as_str() != format!("{written}/") {
        return Err(refuse(written, format!("it would be sent as {url}")));
    }
    let method =
        Method::from_bytes(request.method.as_bytes()).map_err(|error| refuse(&request.method, error))?;
    let mut prepared = reqwest::Request::new(method, url);
    *prepared.body_mut() = request.body.clone().map(Into::into);
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
