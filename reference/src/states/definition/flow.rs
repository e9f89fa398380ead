//! Pass, Succeed and Fail.

use serde_json::Value;

use super::{
    Body, Fields,
    state::{Has, io, next},
};
use crate::states::{
    data::Data,
    query::{Expression, Io, Jsonata, QueryLanguage},
};

/// Passes its input, or puts something else in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Pass {
    /// Input, output, transition.
    pub body: Body,
    /// Literal: keys that end in `.$` stand for themselves (recorded on AWS 2023).
    pub result: Option<Data>,
}

/// Ends a workflow well.
#[derive(Debug, Clone, PartialEq)]
pub struct Succeed {
    /// InputPath and OutputPath.
    pub io: Io,
}

/// Ends a workflow badly.
#[derive(Debug, Clone, PartialEq)]
pub struct Fail {
    /// `Error` or `ErrorPath`.
    pub error: Option<Text>,
    /// `Cause` or `CausePath`.
    pub cause: Option<Text>,
    /// Whether its language is JSONata.
    pub jsonata: bool,
}

/// A text that stands in the definition or is computed from the input.
#[derive(Debug, Clone, PartialEq)]
pub enum Text {
    /// As it stands.
    Literal(String),
    /// A path or one of the intrinsic functions, with the name of the field.
    Computed(&'static str, Expression),
    /// A JSONata expression, with the name of the field.
    Jsonata(&'static str, Jsonata),
}

impl Pass {
    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let io = io(
            fields,
            Has {
                parameters: true,
                result_path: true,
                ..Has::default()
            },
        );
        let result = match fields.language {
            QueryLanguage::JsonPath => fields.raw("Result").cloned().map(Data::from),
            QueryLanguage::Jsonata => None,
        };
        Some(Self {
            result,
            body: Body {
                io,
                next: next(fields)?,
            },
        })
    }
}

impl Succeed {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            io: io(
                fields,
                Has {
                    assign: false,
                    ..Has::default()
                },
            ),
        }
    }
}

impl Fail {
    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        Some(Self {
            error: text(fields, "Error", "ErrorPath")?,
            cause: text(fields, "Cause", "CausePath")?,
            jsonata: fields.language == QueryLanguage::Jsonata,
        })
    }
}

/// `None` if something is wrong.
fn text(fields: &mut Fields<'_>, literal: &'static str, path: &'static str) -> Option<Option<Text>> {
    if fields.is_expression(literal) {
        return Some(Some(Text::Jsonata(literal, fields.expression(literal)?)));
    }
    if fields.has(literal) && fields.has(path) {
        fields.note(format!("Only one of the fields [{literal}, {path}] is allowed"));
    }
    if fields.language == QueryLanguage::JsonPath
        && let Some(value) = fields.raw(path)
    {
        let expression = value.as_str().and_then(|text| Expression::parse(text).ok());
        if expression.is_none() {
            fields.note_field(
                path,
                format!(
                    "The value for the field '{path}' must be a valid JSONPath or a valid intrinsic function call"
                ),
            );
        }
        return Some(Some(Text::Computed(path, expression?)));
    }
    match fields.raw(literal) {
        None | Some(Value::Null) => Some(None),
        Some(_) => Some(Some(Text::Literal(fields.string(literal)?.to_owned()))),
    }
}
