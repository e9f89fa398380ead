//! The service `lambda`.

mod code;
mod configuration;
mod fault;
mod function;
mod functions;
mod input;
mod invoke;
mod names;
mod operations;
mod payload_json;
mod permission;
mod service;

#[cfg(test)]
mod tests;

pub use functions::Functions;
