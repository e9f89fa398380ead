//! The parts of an exchange.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::form;

/// What a client sends to a deployed stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The verb.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// Header lines in order; a `Host` line here overrides the URL's.
    pub headers: Vec<(String, String)>,
    /// The body; `None` sends none.
    #[serde(with = "form::optional_body")]
    pub body: Option<Bytes>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Status code.
    pub status: u16,
    /// Header lines in order; names compare without case.
    pub headers: Vec<(String, String)>,
    /// The whole body, as sent (never decompressed).
    #[serde(with = "form::body")]
    pub body: Bytes,
}

/// A request, its response and their times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// What was sent.
    pub request: Request,
    /// What came back.
    pub response: Response,
    /// When the request was sent; in evidence `sent_ms`, epoch milliseconds.
    #[serde(rename = "sent_ms", with = "form::epoch_milliseconds")]
    pub sent: SystemTime,
    /// From sending until the body was complete; in evidence `took_ms`, milliseconds.
    #[serde(rename = "took_ms", with = "form::milliseconds")]
    pub took: Duration,
}

impl Response {
    /// The values of all header lines of that name.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.as_str())
    }

    /// The body as text; invalid UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}
