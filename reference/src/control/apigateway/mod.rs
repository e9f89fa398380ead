//! The service `apigateway`: REST APIs.

pub(super) mod access_log;
mod account;
pub(super) mod answer;
mod api_key;
mod authorizer;
mod deployment;
mod gateway_response;
mod import;
mod integration;
mod integration_response;
mod method;
mod method_settings;
mod model;
mod patch;
mod request_validator;
mod resource;
mod resource_policy;
mod rest_api;
mod routes;
mod service;
mod snapshot;
mod stage;
mod store;
mod tags;
mod test_invoke;
mod throttle;
mod usage_plan;

pub use service::RestApis;
pub(super) use store::new_id;
