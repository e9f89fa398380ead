//! What a path is made of.

use std::fmt;

use serde_json::Value;

use super::{Path, Pattern, function::Function};

/// One step from a set of values to the next.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Segment {
    /// `.a`, `['a']`, `["a","b"]`; the quote is kept because Jayway's messages repeat it.
    Properties { names: Vec<String>, quote: char },
    /// `[0]`, `[-1]`, `[0,2]`.
    Indexes(Vec<i64>),
    /// `[1:]`, `[:2]`, `[1:2]`.
    Slice { from: Option<i64>, to: Option<i64> },
    /// `.*`, `[*]`.
    Wildcard,
    /// `..`, always followed by another segment.
    Scan,
    /// `[?(…)]`.
    Filter(Expression),
    /// `.length()` and its like.
    Call(Function, Vec<Operand>),
}

/// The condition of a filter.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Or(Vec<Expression>),
    And(Vec<Expression>),
    Not(Box<Expression>),
    /// `@.a`: true if the path leads somewhere.
    Exists(Path),
    Compare(Operand, Operator, Operand),
}

/// One side of a comparison, or an argument of a function.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Path(Path),
    Value(Value),
    Pattern(Box<Pattern>),
}

/// Jayway's comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    SameTypeAndEqual,
    NotSameTypeOrEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    Contains,
    All,
    SubsetOf,
    AnyOf,
    NoneOf,
    Size,
    Empty,
}

impl fmt::Display for Segment {
    /// The text Jayway prints in its messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Properties { names, quote } => {
                f.write_str("[")?;
                for (i, name) in names.iter().enumerate() {
                    let comma = if i == 0 { "" } else { "," };
                    write!(f, "{comma}{quote}{name}{quote}")?;
                }
                f.write_str("]")
            }
            Self::Indexes(indexes) => {
                let list: Vec<String> = indexes.iter().map(i64::to_string).collect();
                write!(f, "[{}]", list.join(","))
            }
            Self::Slice { from, to } => {
                let bound = |b: &Option<i64>| b.map_or_else(String::new, |b| b.to_string());
                write!(f, "[{}:{}]", bound(from), bound(to))
            }
            Self::Wildcard => f.write_str("[*]"),
            Self::Scan => f.write_str(".."),
            Self::Filter(_) => f.write_str("[?]"),
            Self::Call(function, arguments) => {
                let dots = if arguments.is_empty() { "" } else { "..." };
                write!(f, ".{}({dots})", function.name())
            }
        }
    }
}
