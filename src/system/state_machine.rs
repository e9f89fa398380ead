//! A state machine.

/// A state machine behind an API.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StateMachine {
    /// Standard or Express.
    pub kind: StateMachineType,
    /// The definition in Amazon States Language, as JSON text.
    pub definition: String,
    /// Logging to CloudWatch Logs. Express machines keep no other record of their executions.
    pub logging: Option<Logging>,
    /// Whether it is created at all; otherwise only its ARN is used.
    pub exists: bool,
}

/// `type` of CreateStateMachine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StateMachineType {
    /// `STANDARD`
    Standard,
    /// `EXPRESS`
    Express,
}

/// `loggingConfiguration` of CreateStateMachine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Logging {
    /// `ALL`, `ERROR`, `FATAL` or `OFF`.
    pub level: String,
    /// Whether inputs and outputs are logged.
    pub include_execution_data: bool,
}
