//! Typed expectations and how a mismatch reads.
