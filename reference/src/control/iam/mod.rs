//! IAM: the roles and policies that integrations, functions and state machines name.

mod authority;

pub use authority::{Authority, Denied};
