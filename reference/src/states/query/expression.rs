//! The value of a field whose name ends in `.$`: a path or a call of an intrinsic function.

use serde_json::Value;

use super::{DataPath, Fault, Frame};
use crate::states::{data::Data, failure::names, intrinsics::Call};

/// A parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// `$.a`, `$$.State.Name`
    Path(DataPath),
    /// `States.Format('{}', $.a)`
    Call(Call),
}

/// An expression is neither a path nor a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError;

impl Expression {
    /// Parses an expression.
    ///
    /// # Errors
    /// [`ExpressionError`] if it is neither a path nor a call of a known function.
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        if text.starts_with('$') {
            return DataPath::parse(text).map(Self::Path).ok_or(ExpressionError);
        }
        Call::parse(text).map(Self::Call).ok_or(ExpressionError)
    }

    /// The value, for a field with this name.
    ///
    /// # Errors
    /// [`Fault`] if a path leads nowhere or a function fails.
    pub fn evaluate(&self, field: &str, frame: Frame<'_>) -> Result<Value, Fault> {
        match self {
            Self::Path(path) => path.read(frame).map(std::borrow::Cow::into_owned).map_err(|_| {
                // The words are recorded on AWS 2024, for paths into the input and the context alike.
                Fault::runtime(format!(
                    "The JSONPath '{}' specified for the field '{field}' could not be found in the input '{}'",
                    path.text(),
                    Data::from(frame.input.clone()).text()
                ))
            }),
            Self::Call(call) => call.evaluate(frame).map_err(|reason| Fault {
                error: names::INTRINSIC_FAILURE,
                message: format!("The function '{}' had the following error: {reason}", call.text()),
                location: None,
            }),
        }
    }

    /// The variables that it reads.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        match self {
            Self::Path(path) => path.variable().into_iter().collect(),
            Self::Call(call) => call.variables(),
        }
    }
}
