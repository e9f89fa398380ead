//! HTTP APIs on a running reference, by raw HTTP: created, deployed, called, and what stands behind them.

mod authorizers;
mod control_plane;
mod cors;
mod events;
mod http_backend;
mod mappings;
#[path = "../raw_http/mod.rs"]
mod raw_http;
mod responses;
mod robustness;
mod routing;
mod step_functions;
mod system;
