//! Why a system did not become real.

use crate::system::UnknownPlaceholder;
use crate::target::CallError;

/// Why a system did not become real. Cheap to clone: systems share what they are made of, and its failure.
/// Texts fit "failed to {error}".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeployError {
    /// The target refused a call.
    #[error("call {operation}: {code}: {message}")]
    Rejected {
        /// For example `PutIntegration`.
        operation: &'static str,
        /// For example `BadRequestException`.
        code: String,
        /// What it says.
        message: String,
    },
    /// The target lives, but something took too long.
    #[error("{what} in time: {message}")]
    TimedOut {
        /// As in "see function x become active".
        what: String,
        /// What was seen last.
        message: String,
    },
    /// The target does not answer any more.
    #[error("call {operation}: the target is gone ({message})")]
    TargetGone {
        /// The operation that found out.
        operation: &'static str,
        /// What happened.
        message: String,
    },
    /// The system asks for something that cannot be, on any target: the scenario is wrong.
    #[error("plan the system: {0}")]
    Impossible(String),
    /// The ledger cannot be written, so nothing was created.
    #[error("write the ledger: {0}")]
    Ledger(String),
    /// The run is ending, or the deployer stopped over a mistake of its own.
    #[error("deploy the system: the deployer has stopped")]
    Stopped,
}

impl From<CallError> for DeployError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Refused {
                operation,
                code,
                message,
            } => Self::Rejected {
                operation,
                code,
                message,
            },
            CallError::TimedOut { operation, message } => Self::TimedOut {
                what: format!("call {operation}"),
                message,
            },
            CallError::Gone { operation, message } => Self::TargetGone { operation, message },
        }
    }
}

impl From<UnknownPlaceholder> for DeployError {
    fn from(error: UnknownPlaceholder) -> Self {
        Self::Impossible(error.to_string())
    }
}
