//! The data plane of HTTP APIs, beside that of REST APIs: routes instead of resources and methods, no templates.
//!
//! A request finds its stage and route ([`stage`], [`routes`]), becomes an [`exchange`], is changed by parameter
//! mappings ([`parameter_mapping`]), goes to Lambda, Step Functions or an HTTP backend, and its answer is changed
//! by response mappings and [`cors`].

pub mod api;
mod authorize;
pub mod authorizer;
mod authorizer_answer;
pub mod cors;
mod event;
mod exchange;
pub mod expression;
mod failure;
mod function_url;
mod gateway;
mod http_proxy;
mod identity;
mod incoming_headers;
mod jwt;
pub mod lambda;
mod lambda_response;
mod media_type;
pub mod parameter_mapping;
pub mod route_key;
pub mod routes;
pub mod stage;
pub mod step_functions;

pub use function_url::{UrlHost, function_url_event, function_url_response};
pub use gateway::HttpGateway;
