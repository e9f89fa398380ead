//! The control plane: a room per service, each with its resources and their rules.

mod api_gateway;
pub mod apigateway;
pub mod apigatewayv2;
pub mod iam;
pub mod lambda;
pub mod logs;
pub mod states;
pub mod sts;

pub use api_gateway::ApiGateway;
