//! The data plane: what a client of a deployed stage meets. The files here are that of REST APIs and what both have
//! in common; [`http_api`] is that of HTTP APIs.

mod access;
pub mod api;
pub mod api_keys;
mod authorization_header;
pub mod authorizer;
mod backend_call;
pub mod binary;
mod broken_json;
mod context;
pub mod endpoint;
mod exchange;
pub mod execution_log;
mod failure;
pub mod gateway_response;
mod header_rules;
pub mod http_api;
mod http_backend;
pub mod http_endpoint;
mod integration;
pub mod integration_request;
pub mod integration_response;
mod invoke_url;
pub mod json_schema;
mod lambda_proxy;
pub mod method_request;
mod mock;
pub mod parameter_mapping;
pub mod passthrough;
mod request_ids;
pub mod resource_policy;
mod response_type;
pub mod routing;
mod serve;
mod service_call;
pub mod stage;
mod substitution;

pub use backend_call::Services;
pub use integration::{Call, Integration, IntegrationError, Target};
pub use invoke_url::InvokeUrl;
pub use serve::Gateway;
