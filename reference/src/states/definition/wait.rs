//! Wait.

use jiff::Timestamp;

use super::{
    Body, Fields,
    state::{Has, io, next},
};
use crate::states::{
    query::{DataPath, Jsonata},
    timestamp,
};

/// The most seconds that Seconds may say (Step Functions guide, "Wait").
const MAX_SECONDS: u64 = 99_999_999;

/// Waits.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// Input, output, transition.
    pub body: Body,
    /// How long.
    pub until: Until,
}

/// How long to wait.
#[derive(Debug, Clone, PartialEq)]
pub enum Until {
    /// `Seconds`
    Seconds(u64),
    /// `SecondsPath`
    SecondsPath(DataPath),
    /// `Timestamp`
    Timestamp(Timestamp),
    /// `TimestampPath`
    TimestampPath(DataPath),
    /// `Seconds` as an expression
    SecondsExpression(Jsonata),
    /// `Timestamp` as an expression
    TimestampExpression(Jsonata),
}

const FIELDS: [&str; 4] = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

impl Wait {
    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let io = io(fields, Has::default());
        let next = next(fields);
        if FIELDS.iter().filter(|name| fields.has(name)).count() != 1 {
            for name in FIELDS {
                fields.raw(name);
            }
            fields.note(format!(
                "Exactly one of the fields [{}] is required",
                FIELDS.join(", ")
            ));
            return None;
        }
        let until = if fields.is_expression("Seconds") {
            Until::SecondsExpression(fields.expression("Seconds")?)
        } else if fields.is_expression("Timestamp") {
            Until::TimestampExpression(fields.expression("Timestamp")?)
        } else if fields.has("Seconds") {
            Until::Seconds(fields.integer("Seconds", 0, MAX_SECONDS)?)
        } else if fields.has("SecondsPath") {
            Until::SecondsPath(fields.path("SecondsPath")?)
        } else if fields.has("Timestamp") {
            let at = timestamp::parse(fields.string("Timestamp")?);
            if at.is_none() {
                // Recorded on AWS 2024.
                fields.note_field("Timestamp", "String does not match RFC3339 timestamp");
            }
            Until::Timestamp(at?)
        } else {
            Until::TimestampPath(fields.path("TimestampPath")?)
        };
        Some(Self {
            body: Body { io, next: next? },
            until,
        })
    }
}
