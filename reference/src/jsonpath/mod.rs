//! JSONPath in the Jayway dialect, as mapping templates and state machines use it.

mod cursor;
mod function;
mod literal;
mod parser;
mod path;
mod pattern;
mod predicate;
mod predicate_parser;
mod segment;
mod walk;

pub use path::{NoResult, ParseError, Path};
pub(crate) use pattern::Pattern;

#[cfg(test)]
mod tests;
