//! Why effects could not be seen.

use crate::deploy::DeployError;
use crate::target::CallError;

/// Why effects could not be seen: the scenario cannot be told. Texts fit "failed to {error}".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EffectError {
    /// A service did not tell.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The machine keeps no record of its executions.
    #[error("look at the executions of {machine}: an Express machine without a log keeps no record of them")]
    NoRecord {
        /// The machine's name.
        machine: String,
    },
    /// The target keeps no such record, so that seeing nothing says nothing.
    #[error("see {what}: {control}")]
    Unseen {
        /// What cannot be seen.
        what: &'static str,
        /// What was tried to make sure.
        control: &'static str,
    },
    /// What would make sure that they can be seen could not be deployed.
    #[error("make sure that effects can be seen: {0}")]
    Control(DeployError),
}
