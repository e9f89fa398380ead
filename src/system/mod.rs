//! What a scenario asks for, as plain data: a REST API or an HTTP API and what stands behind it.
//!
//! Nothing here knows a target. Texts may hold placeholders in double braces, filled in when the
//! system is deployed: `{{stateMachineArn}}`, `{{functionArn}}`, `{{nonce}}` (see `placeholder`).

mod api;
mod authorizer;
mod function;
mod http_api;
mod http_authorizer;
mod integration;
mod placeholder;
mod rest_api;
mod state_machine;
mod suite_backend;
mod usage_plan;

use std::collections::BTreeSet;

pub use api::Api;
pub use authorizer::{Authorization, Authorizer, AuthorizerType};
pub use function::{Function, FunctionUrl, Permission, UrlAccess, UrlStatement};
pub use http_api::{Cors, HttpApi, HttpBackend, HttpIntegration, HttpRoute, HttpStage, RouteKey};
pub use http_authorizer::{HttpAuthorization, HttpAuthorizer, HttpAuthorizerKind};
pub use integration::{Backend, ContentHandling, Integration, IntegrationResponse, Passthrough, Role};
pub use placeholder::{Placeholders, UnknownPlaceholder};
pub use rest_api::{Change, GatewayResponse, Method, RequestValidator, RestApi, Route};
pub use state_machine::{Logging, StateMachine, StateMachineType};
pub use suite_backend::{Certificate, SuiteBackend};
pub use usage_plan::{MethodThrottle, Quota, Throttle, UsagePlan};

/// Everything that a scenario's Given steps describe.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct System {
    /// Whether the API itself is the subject (`@own-api`), so that it may not share one with other systems.
    pub own_api: bool,
    /// The API that the client calls.
    pub api: Api,
    /// The state machines behind it; a scenario has its own, so that executions can be counted.
    pub state_machines: Vec<StateMachine>,
    /// The functions behind it; equal functions are deployed once.
    pub functions: Vec<Function>,
    /// The servers of the suite that it calls.
    pub backends: BTreeSet<SuiteBackend>,
}
