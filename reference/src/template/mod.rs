//! Mapping templates: the Velocity Template Language as API Gateway runs it.
//!
//! API Gateway behaves like Velocity 1.7 with one large exception, recorded on AWS: a reference that leads
//! nowhere is the empty text, everywhere (it renders empty, is true in `#if`, and equals `""`).

mod arithmetic;
mod ast;
mod cursor;
mod directive_parser;
mod evaluator;
mod expression_parser;
mod input;
mod json;
mod key;
mod limits;
mod methods;
mod overrides;
mod parser;
mod print;
mod reference_parser;
mod render;
mod statements;
mod util;
mod value;

pub use json::parse as parse_json;
pub use render::{Input, Overrides, Params, ParseError, RenderError, Template};

#[cfg(test)]
mod tests;
