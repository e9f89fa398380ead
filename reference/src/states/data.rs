//! What flows from state to state: a JSON value together with its text.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::number::json_text;

/// The most bytes of UTF-8 that an input or output of a state or an execution may have (LIMIT-012).
pub const MAX_BYTES: usize = 262_144;

/// How deep values may be nested. Text that clients send is held to it by the JSON parser; what states build
/// is held to it here, or a loop of states could nest without end.
pub const MAX_DEPTH: usize = 128;

/// How large a value may become while a state builds it, before it is selected from and held to [`MAX_BYTES`]:
/// a template can name its input thousands of times.
pub const MAX_WORKING_BYTES: usize = 16 * MAX_BYTES;

/// About how many bytes a value takes.
#[must_use]
pub fn weight(value: &Value) -> usize {
    let inner: usize = match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| name.len() + weight(value))
            .sum(),
        _ => 0,
    };
    inner + 4
}

/// A JSON value and its text; cheap to clone.
///
/// What passes through unchanged keeps the very text it came with, spaces included; what a state builds is
/// compact JSON (recorded on AWS 2022 and 2023).
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    value: Arc<Value>,
    text: Arc<str>,
}

impl Data {
    /// Reads JSON text and keeps it as it is.
    ///
    /// # Errors
    /// If it is not JSON, or nested deeper than [`MAX_DEPTH`].
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        Ok(Self {
            value: Arc::new(serde_json::from_str(text)?),
            text: text.into(),
        })
    }

    /// The empty object.
    #[must_use]
    pub fn empty() -> Self {
        Self::from(Value::Object(Map::new()))
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The JSON text.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Whether it keeps to [`MAX_BYTES`].
    #[must_use]
    pub fn fits(&self) -> bool {
        self.text.len() <= MAX_BYTES
    }

    /// Whether it is nested deeper than [`MAX_DEPTH`].
    #[must_use]
    pub fn too_deep(&self) -> bool {
        deeper_than(&self.value, MAX_DEPTH)
    }
}

impl From<Value> for Data {
    fn from(value: Value) -> Self {
        Self {
            text: json_text(&value).into(),
            value: Arc::new(value),
        }
    }
}

fn deeper_than(value: &Value, limit: usize) -> bool {
    let Some(below) = limit.checked_sub(1) else {
        return matches!(value, Value::Array(_) | Value::Object(_));
    };
    match value {
        Value::Array(items) => items.iter().any(|item| deeper_than(item, below)),
        Value::Object(members) => members.values().any(|member| deeper_than(member, below)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parsed_text_stays_and_built_text_is_compact() {
        let parsed = Data::parse("{ \"a\" : 1 }").unwrap();
        assert_eq!(&**parsed.text(), "{ \"a\" : 1 }");
        assert_eq!(&**Data::from(parsed.value().clone()).text(), "{\"a\":1}");
    }

    #[test]
    fn weight_grows_with_what_is_in_a_value() {
        assert_eq!(weight(&json!({"ab": ["cde", 1]})), 4 + 2 + 4 + 7 + 4);
    }

    #[test]
    fn depth_is_counted_in_arrays_and_objects() {
        let mut value = json!(1);
        for _ in 0..MAX_DEPTH {
            value = json!([value]);
        }
        assert!(!Data::from(value.clone()).too_deep());
        assert!(Data::from(json!({"a": value})).too_deep());
    }
}
