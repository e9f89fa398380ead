//! How a state reads its input and shapes its output.
//!
//! The interpreter knows only [`Io`]: which query language a state speaks is decided here.

mod assign;
mod context;
mod expression;
mod io;
mod jsonata;
mod order;
mod path;
mod path_io;
mod reference;
mod template;

pub use assign::{Assign, Assigned, is_variable_name};
pub use context::{Context, ExecutionContext};
pub use expression::{Expression, ExpressionError};
pub use io::{Io, JsonataIo, Provides};
pub use jsonata::{Jsonata, JsonataError, JsonataTemplate, Rejection, States, check};
pub use path::DataPath;
pub use path_io::PathIo;
pub use reference::ReferencePath;
pub use template::{Template, TemplateError};

use std::borrow::Cow;

use serde_json::Value;

/// `QueryLanguage`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum QueryLanguage {
    /// The first one, and the one meant where nothing is said.
    #[default]
    JsonPath,
    /// Since 2024.
    Jsonata,
}

/// What paths and intrinsic functions see.
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
    /// The field with the JSONata expression that failed, for example `Output/name`.
    pub location: Option<String>,
}

impl Fault {
    /// A fault that is `States.Runtime`.
    #[must_use]
    pub fn runtime(message: impl Into<String>) -> Self {
        Self {
            error: super::failure::names::RUNTIME,
            message: message.into(),
            location: None,
        }
    }

    /// The fault of a JSONata state in the field at this place.
    #[must_use]
    pub fn evaluation(message: impl Into<String>, location: Option<&str>) -> Self {
        Self {
            error: super::failure::names::QUERY_EVALUATION_ERROR,
            message: message.into(),
            location: location.map(str::to_owned),
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
