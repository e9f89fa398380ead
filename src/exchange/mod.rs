//! One HTTP request and its response, as they crossed the wire.

mod message;

pub use message::{Exchange, Request, Response};
