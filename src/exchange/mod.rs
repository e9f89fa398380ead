//! One HTTP request and its response, as they crossed the wire.

mod ca_bundle;
mod client;
mod curl;
mod error;
mod form;
mod message;
mod redactor;
mod text;

pub use ca_bundle::{CaBundleError, ca_bundle};
pub use client::{Client, HeaderCase, Limits};
pub use error::SendError;
pub use message::{Exchange, Request, Response};
pub use redactor::Redactor;
