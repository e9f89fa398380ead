//! One HTTP request and its response, as they crossed the wire.

mod ca_bundle;
mod client;
mod content_coding;
mod curl;
mod error;
mod form;
mod message;
mod redactor;
mod text;

pub use ca_bundle::{CaBundleError, ca_bundle};
pub use client::{Client, HeaderCase, Limits};
pub use content_coding::ContentCoding;
pub use error::SendError;
pub use message::{Exchange, Request, Response};
pub use redactor::{API_KEY_PREFIX, Redactor};
