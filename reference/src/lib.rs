//! A reference implementation of API Gateway in front of Step Functions and Lambda.
//!
//! It speaks AWS's wire protocols on loopback, keeps everything in memory, and does what AWS's
//! documentation and recordings of AWS say. What it does not know it refuses with an error in
//! AWS's form.
//!
//! The rooms, from the wire inwards:
//! - [`wire`]: HTTP/1.1 and the protocols REST-JSON, AWS JSON and Query: requests in, answers out;
//! - [`control`]: the services whose resources clients create: apigateway, apigatewayv2, states, lambda,
//!   iam, sts, logs;
//! - [`gateway`]: the data plane of a deployed stage;
//! - [`template`] and [`jsonpath`]: mapping templates and the Jayway dialect (pure, no I/O);
//! - [`states`]: Amazon States Language: definitions, interpreter, executions;
//! - [`policy`]: policy documents and what they say of a request (pure, no I/O);
//! - [`lambda`]: execution environments and invocation.

pub mod control;
pub mod gateway;
pub mod jsonpath;
pub mod lambda;
pub mod policy;
mod server;
pub mod states;
pub mod template;
pub mod wire;

pub use server::{Server, StartError};
