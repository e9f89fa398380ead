//! The service `apigateway` below `/v2`: HTTP APIs.

mod api;
mod authorizer;
mod changes;
mod cors;
mod deployment;
mod integration;
mod operations;
mod page;
mod quick_create;
mod route;
mod service;
mod snapshot;
mod stage;
mod store;
mod tags;

pub use service::HttpApis;
