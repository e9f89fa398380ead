//! A deployment of an HTTP API, compiled for serving. It never changes.

use std::time::Duration;

use indexmap::IndexMap;

use super::cors::Cors;
use super::expression::Expression;
use super::lambda::PayloadFormat;
use super::parameter_mapping::{RequestMapping, ResponseMapping};
use super::routes::Routes;
use super::step_functions::Action;

/// A deployment.
#[derive(Debug)]
pub struct Api {
    /// The API's id.
    pub id: String,
    /// Its region.
    pub region: String,
    /// The routes.
    pub routes: Routes,
    /// The CORS configuration.
    pub cors: Option<Cors>,
}

/// What answers a route.
#[derive(Debug)]
pub struct Integration {
    /// Whom to call.
    pub backend: Backend,
    /// The role to act as, possibly with stage variables.
    pub credentials: Option<String>,
    /// After this the client gets 503.
    pub timeout: Duration,
    /// By status code of the backend's answer.
    pub responses: IndexMap<u16, Vec<ResponseMapping>>,
}

/// Whom an integration calls.
#[derive(Debug)]
pub enum Backend {
    /// `AWS_PROXY` without a subtype.
    Lambda {
        /// A function's ARN or invoke URI, possibly with stage variables.
        uri: String,
        /// The payload format.
        format: PayloadFormat,
        /// Changes of the request.
        mappings: Vec<RequestMapping>,
    },
    /// `AWS_PROXY` with a subtype of Step Functions.
    StepFunctions {
        /// The operation.
        action: Action,
        /// The operation's parameters by their names in the integration, for example `StateMachineArn`.
        parameters: IndexMap<String, Expression>,
    },
    /// `HTTP_PROXY`
    Http {
        /// The URL, possibly with stage variables and, in braces, path parameters.
        uri: String,
        /// A verb, or `ANY` for the client's.
        method: String,
        /// Changes of the request.
        mappings: Vec<RequestMapping>,
    },
}
