//! Lambda authorizers: a function that says who may call a method.

mod cache;
mod call;
mod config;
mod event;
mod grant;

pub use cache::{Cache, Key};
pub use call::{Admission, ask};
pub use config::{Authorizer, Kind};
pub(in crate::gateway) use grant::INVOKE;
pub use grant::{BadGrant, Grant};
