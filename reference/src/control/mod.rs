//! The control plane: a room per service, each with its resources and their rules.

pub mod apigateway;
pub mod iam;
pub mod lambda;
pub mod logs;
pub mod states;
pub mod sts;
