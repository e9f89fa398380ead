//! A REST API from its creation to what its clients get, with a backend that only records.

mod access;
mod control_plane;
mod execution_logs;
mod gateway_responses;
mod http_backend;
mod imports;
mod lambda_proxy;
mod mappings;
mod method_requests;
mod robustness;
mod stages;
mod system;
