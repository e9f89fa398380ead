//! TLS to a backend: the connection, and what API Gateway says of a certificate that it does not take.

mod certificate;
mod connect;
mod subject;

pub use certificate::Refusal;
pub use connect::{Security, TlsError, secured};
