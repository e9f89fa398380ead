//! How a state reads its input and shapes its output.
//!
//! The interpreter knows only [`Io`]: which query language a state speaks is decided here.

mod context;
mod expression;
mod io;
mod order;
mod path;
mod reference;
mod template;

pub use context::{Context, ExecutionContext};
pub use expression::{Expression, ExpressionError};
pub use io::{Io, place};
pub use path::DataPath;
pub use reference::ReferencePath;
pub use template::{Template, TemplateError};

use std::borrow::Cow;

use serde_json::Value;

/// What expressions see.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// `$`
    pub input: &'a Value,
    /// `$$`
    pub context: &'a Context,
}

/// Why a field could not be evaluated. The interpreter adds where it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// An error name of the language.
    pub error: &'static str,
    /// The text for people.
    pub message: String,
}

impl Fault {
    /// A fault that is `States.Runtime`.
    #[must_use]
    pub fn runtime(message: impl Into<String>) -> Self {
        Self {
            error: super::failure::names::RUNTIME,
            message: message.into(),
        }
    }
}

/// Reads a path of a field that takes nothing but paths: InputPath, OutputPath, TimeoutSecondsPath and so on.
///
/// # Errors
/// `Invalid path '$.a' : No results for path: $['a']` (recorded on AWS 2024).
pub fn read_path<'v>(path: &DataPath, frame: Frame<'v>) -> Result<Cow<'v, Value>, Fault> {
    path.read(frame)
        .map_err(|e| Fault::runtime(format!("Invalid path '{}' : {e}", path.text())))
}
