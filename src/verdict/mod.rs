//! Outcomes become verdicts: known failures, exit codes.
