//! The comparison operators. A value of another type fails a comparison, it is no error (recorded on AWS
//! 2023, 491 pairs of input and answer).

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::{pattern, rule::read};
use crate::states::{
    query::{DataPath, Fault, Frame},
    timestamp,
};

/// One operator with its operand.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// `IsPresent`
    IsPresent(bool),
    /// `IsNull`, `IsString`, `IsNumeric`, `IsBoolean`, `IsTimestamp`
    Is(Kind, bool),
    /// `StringMatches`
    Matches(String),
    /// `StringEquals`, `NumericLessThanPath` and so on
    Compare(Kind, Comparison, Operand),
}

/// Types of values as the operators see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// A string
    String,
    /// A number
    Numeric,
    /// `true` or `false`
    Boolean,
    /// A string that is a timestamp
    Timestamp,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `…Equals`
    Equals,
    /// `…LessThan`
    LessThan,
    /// `…GreaterThan`
    GreaterThan,
    /// `…LessThanEquals`
    LessThanEquals,
    /// `…GreaterThanEquals`
    GreaterThanEquals,
}

/// What a value is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A value in the definition.
    Literal(Value),
    /// A path.
    Path(DataPath),
}

impl Test {
    /// Whether a value passes.
    ///
    /// # Errors
    /// [`Fault`] if the operand's path leads nowhere.
    pub fn passes(&self, value: &Value, frame: Frame<'_>) -> Result<bool, Fault> {
        Ok(match self {
            Self::IsPresent(wanted) => *wanted,
            Self::Is(kind, wanted) => kind.includes(value) == *wanted,
            Self::Matches(wanted) => value.as_str().is_some_and(|text| pattern::matches(wanted, text)),
            Self::Compare(kind, comparison, operand) => {
                let other = match operand {
                    Operand::Literal(literal) => std::borrow::Cow::Borrowed(literal),
                    Operand::Path(path) => read(path, frame)?,
                };
                kind.compare(value, &other)
                    .is_some_and(|ordering| comparison.allows(ordering))
            }
        })
    }
}

impl Comparison {
    fn allows(self, ordering: Ordering) -> bool {
        match self {
            Self::Equals => ordering.is_eq(),
            Self::LessThan => ordering.is_lt(),
            Self::GreaterThan => ordering.is_gt(),
            Self::LessThanEquals => ordering.is_le(),
            Self::GreaterThanEquals => ordering.is_ge(),
        }
    }
}

impl Kind {
    fn includes(self, value: &Value) -> bool {
        match self {
            Self::Null => value.is_null(),
            Self::String => value.is_string(),
            Self::Numeric => value.is_number(),
            Self::Boolean => value.is_boolean(),
            Self::Timestamp => value.as_str().and_then(timestamp::parse).is_some(),
        }
    }

    /// The order of two values of this type; `None` if one of them is of another.
    fn compare(self, a: &Value, b: &Value) -> Option<Ordering> {
        match (self, a, b) {
            // Java compares UTF-16 units.
            (Self::String, Value::String(a), Value::String(b)) => {
                Some(a.encode_utf16().cmp(b.encode_utf16()))
            }
            (Self::Numeric, Value::Number(a), Value::Number(b)) => numbers(a, b),
            (Self::Boolean, Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
            (Self::Timestamp, Value::String(a), Value::String(b)) => {
                Some(timestamp::parse(a)?.cmp(&timestamp::parse(b)?))
            }
            _ => None,
        }
    }
}

fn numbers(a: &Number, b: &Number) -> Option<Ordering> {
    match (a.as_i64(), b.as_i64()) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}
