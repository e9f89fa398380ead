//! What stands behind a connection, and how patient the connection is.

use std::time::Duration;

use futures::future::BoxFuture;

use crate::wire::{Request, Response};

/// Answers the requests of all connections.
pub trait Handler: Send + Sync + 'static {
    /// How many bytes of body this request may have; asked before the body is read, so `request.body` is empty.
    fn body_limit(&self, request: &Request) -> usize;

    /// The answer to a request with a longer body. The connection closes after it.
    fn body_too_long(&self, request: &Request) -> Response;

    /// Answers a request. A panic is answered 500 and kept until the listener is stopped.
    fn handle(&self, request: Request) -> BoxFuture<'_, Response>;
}

/// How long and how many.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long a connection may wait for the first byte of its next request.
    pub idle: Duration,
    /// From the first byte of a head to its last.
    pub head: Duration,
    /// From one piece of a body to the next.
    pub pause: Duration,
    /// From the first byte of a body to its last.
    pub body: Duration,
    /// From the first byte of an answer to its last.
    pub write: Duration,
    /// How long to read on after the last answer, so that a client that is still sending can see it.
    pub linger: Duration,
    /// How long requests may still run when the listener stops.
    pub grace: Duration,
    /// How many connections are served at a time; more wait to be accepted.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // API Gateway quotas: "Idle connection timeout: 310 seconds".
            idle: Duration::from_secs(310),
            head: Duration::from_secs(30),
            pause: Duration::from_secs(30),
            body: Duration::from_secs(300),
            write: Duration::from_secs(60),
            linger: Duration::from_secs(5),
            grace: Duration::from_secs(5),
            connections: 4096,
        }
    }
}
