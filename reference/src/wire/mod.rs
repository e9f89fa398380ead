//! HTTP/1.1 and AWS's protocols on top of it.

mod error;
mod headers;
pub mod http1;
mod message;
mod service;

pub use error::AwsError;
pub use headers::Headers;
pub use message::{Request, Response};
pub use service::{ACCOUNT, Caller, Service};
