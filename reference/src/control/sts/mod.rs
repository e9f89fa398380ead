//! The service `sts`.

mod service;

pub use service::Sts;
