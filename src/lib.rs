//! The harness of the conformance suite: everything between a feature file and a verdict.
//!
//! The way of a scenario: [`catalogue`] reads and selects features; the steps (in `steps/`) describe a
//! [`system`]; [`deploy`] makes it real on a [`target`]; an [`exchange`] crosses the wire, to a stage or to a
//! [`service`]; [`expect`]
//! compares what came back and [`effects`] what happened behind it; [`verdict`] judges; [`report`] tells.
//!
//! The suite and the reference implementation share no code: they meet over HTTP only, and
//! `target::reference` is the one place that starts it.

pub mod backend;
pub mod catalogue;
pub mod deploy;
pub mod effects;
pub mod exchange;
pub mod expect;
pub mod report;
pub mod results;
pub mod service;
pub mod system;
pub mod target;
pub mod verdict;
