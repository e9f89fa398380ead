//! What a scenario asks for, as plain data: a REST API, its methods and what stands behind them.
//!
//! Nothing here knows a target. Texts may hold placeholders in double braces, filled in when the
//! system is deployed: `{{stateMachineArn}}`, `{{functionArn}}`, `{{nonce}}` (see `placeholder`).

mod function;
mod integration;
mod placeholder;
mod rest_api;
mod state_machine;

pub use function::{Function, Permission};
pub use integration::{Backend, Integration, IntegrationResponse, Passthrough, Role};
pub use placeholder::{Placeholders, UnknownPlaceholder};
pub use rest_api::{GatewayResponse, Method, RestApi, Route};
pub use state_machine::{Logging, StateMachine, StateMachineType};

/// Everything that a scenario's Given steps describe.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct System {
    /// The API that the client calls.
    pub api: RestApi,
    /// The state machines behind it; a scenario has its own, so that executions can be counted.
    pub state_machines: Vec<StateMachine>,
    /// The functions behind it; equal functions are deployed once.
    pub functions: Vec<Function>,
}
