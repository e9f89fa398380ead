//! Why effects could not be seen.

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
}
