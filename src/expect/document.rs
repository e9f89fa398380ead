//! Expectations on texts and documents, wherever they were seen: a body, an execution's input, an event.
//!
//! `subject` names what holds them, as the mismatch shall read.

use serde_json::Value;

use super::{ExpectedJson, ExpectedText, JsonPath, Mismatch, diff};

/// How much of a text that is no JSON is shown.
const SHOWN: usize = 400;

/// Reads a text as JSON.
///
/// # Errors
/// [`Mismatch::NotJson`].
pub fn parse(subject: &str, text: &str) -> Result<Value, Mismatch> {
    serde_json::from_str(text).map_err(|error| Mismatch::NotJson {
        subject: subject.to_owned(),
        error: error.to_string(),
        found: match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        },
    })
}

/// Expects a text.
///
/// # Errors
/// The mismatch.
pub fn text(subject: &str, found: &str, expected: &ExpectedText) -> Result<(), Mismatch> {
    if expected.accepts(found) {
        return Ok(());
    }
    let subject = subject.to_owned();
    Err(match expected.as_literal() {
        Some(expected) => Mismatch::Text {
            subject,
            diff: diff::of_texts(expected, found),
        },
        None => Mismatch::Value {
            subject,
            expected: expected.to_string(),
            found: found.to_owned(),
        },
    })
}

/// Expects a whole document.
///
/// # Errors
/// The mismatch.
pub fn json(subject: &str, found: &Value, expected: &ExpectedJson) -> Result<(), Mismatch> {
    let comparison = expected.compare(Some(found));
    if comparison.differs_at.is_empty() {
        return Ok(());
    }
    Err(Mismatch::Json {
        subject: subject.to_owned(),
        diff: diff::of_documents(comparison.expected.as_ref(), comparison.found.as_ref()),
        paths: comparison.differs_at,
    })
}

/// Expects a value at a path of a document.
///
/// # Errors
/// The mismatch.
pub fn member(
    subject: &str,
    document: &Value,
    path: &JsonPath,
    expected: &ExpectedJson,
) -> Result<(), Mismatch> {
    let comparison = expected.compare(path.find(document));
    if comparison.differs_at.is_empty() {
        return Ok(());
    }
    let (expected, found) = (comparison.expected, comparison.found);
    let is_small = |value: &Option<Value>| !matches!(value, Some(Value::Array(_) | Value::Object(_)));
    let subject = subject.to_owned();
    if is_small(&expected) || is_small(&found) {
        let text = |value: Option<Value>| value.map(|value| value.to_string());
        return Err(Mismatch::JsonMember {
            subject,
            path: path.to_string(),
            expected: text(expected),
            found: text(found),
        });
    }
    Err(Mismatch::Json {
        subject,
        diff: diff::of_documents(expected.as_ref(), found.as_ref()),
        paths: comparison
            .differs_at
            .iter()
            .map(|below| path.join(below))
            .collect(),
    })
}
