//! YAML as a JSON value: API definitions may be written in either.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Number, Value};

/// How deep a document may nest; JSON documents have a similar limit.
const DEEPEST: usize = 100;

/// How much a document may hold once its aliases are replaced, in bytes.
const MOST: usize = 32 * 1024 * 1024;

/// What a value costs besides its text.
const EACH: usize = 32;

/// The text is no YAML, or too much of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("read yaml: {0}")]
pub struct YamlError(String);

/// Reads the first document. Plain scalars are what YAML's core schema says; keys are text, as in JSON.
///
/// # Errors
/// [`YamlError`].
pub fn parse(text: &str) -> Result<Value, YamlError> {
    let mut reader = Reader::default();
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|e| YamlError(e.to_string()))?;
        if let Some(document) = reader.take(event)? {
            return Ok(document);
        }
    }
    Ok(Value::Null)
}

/// A list or map that is not closed yet.
struct Open {
    anchor: usize,
    /// The weight of all that came before it.
    before: usize,
    value: Value,
    /// The key that waits for its value.
    key: Option<String>,
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    /// Values that aliases may name, with their weight.
    anchors: HashMap<usize, (Value, usize)>,
    weight: usize,
}

impl Reader {
    /// Takes an event; the document if it is complete.
    fn take(&mut self, event: Event<'_>) -> Result<Option<Value>, YamlError> {
        let before = self.weight;
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.is_some_and(|t| t.is_yaml_core_schema() && t.suffix == "str");
                let is_key = matches!(
                    self.open.last(),
                    Some(Open {
                        value: Value::Object(_),
                        key: None,
                        ..
                    })
                );
                self.grow(text.len() + EACH)?;
                let value = if style == ScalarStyle::Plain && !is_text && !is_key {
                    plain(&text)
                } else {
                    Value::String(text.into_owned())
                };
                self.put(value, anchor, before)
            }
            Event::Alias(anchor) => {
                let (value, weight) = self
                    .anchors
                    .get(&anchor)
                    .cloned()
                    .ok_or_else(|| YamlError("an alias has no anchor".to_owned()))?;
                self.grow(weight)?;
                self.put(value, 0, before)
            }
            Event::SequenceStart(anchor, _) => self.start(anchor, Value::Array(Vec::new())),
            Event::MappingStart(anchor, _) => self.start(anchor, Value::Object(Map::new())),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(done) => self.put(done.value, done.anchor, done.before),
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn grow(&mut self, by: usize) -> Result<(), YamlError> {
        self.weight = self.weight.saturating_add(by);
        if self.weight > MOST {
            return Err(YamlError("the document is too large".to_owned()));
        }
        Ok(())
    }

    fn start(&mut self, anchor: usize, value: Value) -> Result<Option<Value>, YamlError> {
        if self.open.len() == DEEPEST {
            return Err(YamlError("the document nests too deeply".to_owned()));
        }
        let before = self.weight;
        self.grow(EACH)?;
        self.open.push(Open {
            anchor,
            before,
            value,
            key: None,
        });
        Ok(None)
    }

    fn put(&mut self, value: Value, anchor: usize, before: usize) -> Result<Option<Value>, YamlError> {
        if anchor != 0 {
            let weight = self.weight - before;
            self.grow(weight)?;
            self.anchors.insert(anchor, (value.clone(), weight));
        }
        let Some(open) = self.open.last_mut() else {
            return Ok(Some(value));
        };
        match (&mut open.value, open.key.take(), value) {
            (Value::Array(list), _, value) => list.push(value),
            // A merge key: what is there stays, what comes later replaces.
            (Value::Object(map), Some(key), Value::Object(merged)) if key == "<<" => {
                for (key, value) in merged {
                    map.entry(key).or_insert(value);
                }
            }
            (Value::Object(map), Some(key), value) => drop(map.insert(key, value)),
            (_, None, Value::String(key)) => open.key = Some(key),
            _ => return Err(YamlError("a key is no text".to_owned())),
        }
        Ok(None)
    }
}

/// A plain scalar in YAML's core schema.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !digits
            .bytes()
            .all(|b| b.is_ascii_digit() || b".eE+-".contains(&b))
    {
        return Value::from(text);
    }
    if let Ok(integer) = text.parse::<i64>() {
        return Value::from(integer);
    }
    text.parse()
        .ok()
        .and_then(Number::from_f64)
        .map_or_else(|| Value::from(text), Value::Number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn documents_become_json() {
        let text = "# comment\nopenapi: 3.0.1\nn: [1, -2.5, true, ~, '3', 0x1, 1.2.3]\nresponses:\n  200: &r\n    \
                    \"a b\": |\n      x\n      y\n  201:\n    <<: *r\n    z: !!str 1\n";
        assert_eq!(
            parse(text).unwrap(),
            json!({
                "openapi": "3.0.1",
                "n": [1, -2.5, true, null, "3", "0x1", "1.2.3"],
                "responses": {"200": {"a b": "x\ny\n"}, "201": {"a b": "x\ny\n", "z": "1"}},
            })
        );
        assert_eq!(parse("{\"a\": [1]}").unwrap(), json!({"a": [1]}));
        assert_eq!(parse("").unwrap(), Value::Null);
    }

    #[test]
    fn what_would_explode_is_refused() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for i in 1..30 {
            bomb.push_str(&format!(
                "a{i}: &a{i} [{}*a{}]\n",
                format!("*a{}, ", i - 1).repeat(9),
                i - 1
            ));
        }
        assert!(parse(&bomb).is_err());
        assert!(parse(&"[".repeat(100_000)).is_err());
        for text in ["a: *none", "[a: b", "{[a]: b}", "a: b: c"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
