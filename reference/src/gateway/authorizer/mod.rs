//! Lambda authorizers: a function that says who may call a method.

mod grant;

pub use grant::{BadGrant, Grant};
