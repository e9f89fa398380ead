//! IAM: the roles and policies that integrations, functions and state machines name.

mod authority;
mod aws_managed;
mod inline_policies;
mod managed_policies;
mod page;
mod parameters;
mod roles;
mod service;
mod state;

pub use authority::{Authority, Denied};
pub use service::Iam;
