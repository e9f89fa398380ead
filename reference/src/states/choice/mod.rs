//! The rules of Choice states.

mod operator;
mod pattern;
mod read;
mod rule;

pub use operator::{Comparison, Kind, Operand, Test};
pub(in crate::states) use read::read;
pub use rule::Condition;
