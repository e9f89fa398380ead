//! HTTP/1.1 and AWS's protocols on top of it.

mod credential;
mod dispatch;
mod error;
mod headers;
pub mod http1;
mod message;
pub mod query;
mod service;
pub mod tls;

pub use dispatch::{DataPlane, Dispatch};
pub use error::AwsError;
pub use headers::Headers;
pub use message::{Request, Response};
pub use service::{ACCOUNT, Caller, Service};
