//! A parsed path and its evaluation.

use std::{borrow::Cow, fmt};

use serde_json::Value;

use super::{parser, segment::Segment, walk::Walk};

/// A parsed path.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Whether it starts at the value a filter looks at (`@`) and not at the document (`$`).
    pub(super) from_item: bool,
    pub(super) segments: Vec<Segment>,
}

/// Why a path does not parse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("parse JSONPath {path:?} at offset {offset}: {reason}")]
pub struct ParseError {
    /// The text.
    pub path: String,
    /// Byte offset.
    pub offset: usize,
    /// What was wrong there.
    pub reason: String,
}

/// A definite path that leads nowhere; the text is Jayway's, for example `No results for path: $['a']['b']`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoResult(pub String);

impl Path {
    /// Parses a path that starts with `$` (Jayway also accepts one that does not, and adds `$.`).
    ///
    /// # Errors
    /// [`ParseError`] says where.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parser::parse(text)
    }

    /// Whether it can lead to at most one value (no wildcard, slice, list of indexes, filter or deep scan).
    ///
    /// As in Jayway, a final union of properties is definite: it gives one object with these members.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        let (Some(last), calls) = (
            self.segments.len().checked_sub(1),
            self.segments.iter().rposition(|s| matches!(s, Segment::Call(..))),
        ) else {
            return true;
        };
        // A function behind a deep scan is given all that was found, and gives one value.
        let scan = self.segments.iter().position(|s| matches!(s, Segment::Scan));
        let start = match (scan, calls) {
            (Some(scan), Some(call)) if scan < call => call,
            _ => 0,
        };
        self.segments
            .iter()
            .enumerate()
            .skip(start)
            .all(|(i, segment)| match segment {
                Segment::Properties { names, .. } => names.len() == 1 || i == last,
                Segment::Indexes(indexes) => indexes.len() == 1,
                Segment::Call(..) => true,
                Segment::Slice { .. } | Segment::Wildcard | Segment::Scan | Segment::Filter(_) => false,
            })
    }

    /// The value of a definite path, or the array of all matches of an indefinite one.
    ///
    /// # Errors
    /// [`NoResult`] if a definite path leads nowhere, a function cannot be applied, or the path would visit
    /// more values than one evaluation may.
    pub fn read<'v>(&self, root: &'v Value) -> Result<Cow<'v, Value>, NoResult> {
        Walk::new(root).read(self, root)
    }
}

impl fmt::Display for Path {
    /// The path in brackets, as Jayway's messages show it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.from_item { "@" } else { "$" })?;
        self.segments.iter().try_for_each(|segment| segment.fmt(f))
    }
}
