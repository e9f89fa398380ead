//! Outcomes become verdicts: known failures, exit codes.

mod judge;
mod known;
mod tally;

pub use judge::{Outcome, Verdict};
pub use known::{KnownFailure, KnownFailures, UnsoundList};
pub use tally::{Conclusion, Tally};
