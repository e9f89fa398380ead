//! The service `lambda`.

mod code;
mod configuration;
mod fault;
mod function;
mod function_url;
mod functions;
mod input;
mod invoke;
mod names;
mod operations;
mod payload_json;
mod permission;
mod service;
mod url_invocation;

#[cfg(test)]
mod tests;

pub use functions::Functions;
