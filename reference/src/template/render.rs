//! A template, what it sees and what it gives.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{
    ast::Block,
    evaluator::Evaluator,
    parser::{self, Macros},
};

/// The request parameters that `$input.params()` shows, decoded, in the order of the request.
#[derive(Debug, Clone, Default)]
pub struct Params {
    /// Path parameters.
    pub path: IndexMap<String, String>,
    /// Query parameters; the last value of a repeated one.
    pub querystring: IndexMap<String, String>,
    /// Headers in the client's case; the last value of a repeated one.
    pub header: IndexMap<String, String>,
}

/// What a template sees.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The payload as text; empty if there is none.
    pub body: &'a str,
    /// `$input.params()`.
    pub params: &'a Params,
    /// `$context` without the overrides, keys in AWS's order.
    pub context: &'a Map<String, Value>,
    /// `$stageVariables`.
    pub stage_variables: &'a IndexMap<String, String>,
}

/// `$context.requestOverride` and `$context.responseOverride`: what templates set, seen again by the
/// response template.
#[derive(Debug, Clone, PartialEq)]
pub struct Overrides {
    /// Keys `path`, `header`, `querystring`.
    pub request: Map<String, Value>,
    /// Keys `header` and, once set, `status`.
    pub response: Map<String, Value>,
}

impl Default for Overrides {
    /// Nothing overridden: the empty objects that templates find (recorded on AWS 2024).
    fn default() -> Self {
        let empty = |names: &[&str]| {
            names
                .iter()
                .map(|n| ((*n).to_owned(), Value::Object(Map::new())))
                .collect()
        };
        Self {
            request: empty(&["path", "header", "querystring"]),
            response: empty(&["header"]),
        }
    }
}

/// A parsed template; parse once per deployment, render for every request.
#[derive(Debug, Clone)]
pub struct Template {
    block: Block,
    macros: Macros,
}

/// Why a template does not parse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("parse the template at line {line}, column {column}: {reason}")]
pub struct ParseError {
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    /// What was expected or found.
    pub reason: String,
}

/// Why a template did not render.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("render the template at line {line}: {reason}")]
pub struct RenderError {
    /// From 1.
    pub line: usize,
    /// What failed.
    pub reason: String,
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// [`ParseError`] says where.
    pub fn parse(source: &str) -> Result<Self, ParseError> {
        let (block, macros) = parser::parse(source)?;
        Ok(Self { block, macros })
    }

    /// Renders the template; overrides that it sets are left in `overrides`, all of them or, on failure, none.
    ///
    /// # Errors
    /// [`RenderError`] if evaluation fails or a limit is reached.
    pub fn render(&self, input: &Input<'_>, overrides: &mut Overrides) -> Result<String, RenderError> {
        let (text, changed) = Evaluator::new(input, &self.macros, overrides).run(&self.block)?;
        if let Some(changed) = changed {
            *overrides = changed;
        }
        Ok(text)
    }
}
