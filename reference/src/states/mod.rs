//! Amazon States Language: definitions, interpreter, executions.
//!
//! Pure: what an execution needs from outside it asks of [`interpreter::World`].

pub mod choice;
pub mod data;
pub mod definition;
pub mod execution;
pub mod failure;
pub mod history;
pub mod interpreter;
pub mod intrinsics;
pub mod jackson;
pub mod number;
pub mod query;
pub mod timestamp;
pub mod trial;
