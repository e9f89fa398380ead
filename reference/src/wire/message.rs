//! One HTTP request and one HTTP response, whole.

use std::net::IpAddr;

use bytes::Bytes;

use super::Headers;

/// A request as it crossed the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The verb as written, for example `GET`.
    pub method: String,
    /// The path as written: not decoded, starting with `/`, without the query.
    pub path: String,
    /// What follows the first `?`, not decoded; `None` if there is no `?`.
    pub query: Option<String>,
    /// Header lines in order.
    pub headers: Headers,
    /// The whole body, transfer coding removed.
    pub body: Bytes,
    /// The address of the peer.
    pub peer: IpAddr,
}

/// A response before it is written to the wire; `Content-Length` and `Connection` are the wire's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Header lines in order.
    pub headers: Headers,
    /// The whole body.
    pub body: Bytes,
}

impl Response {
    /// A response with a content type.
    #[must_use]
    pub fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: [("Content-Type", content_type)].into_iter().collect(),
            body: body.into(),
        }
    }

    /// A JSON response.
    #[must_use]
    pub fn json(status: u16, body: &serde_json::Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// A response with neither body nor content type.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Headers::new(),
            body: Bytes::new(),
        }
    }
}
