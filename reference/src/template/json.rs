//! JSON as API Gateway reads it: strict JSON, or what json-smart lets pass in its place.

use serde_json::{Map, Number, Value};

/// As deep as strict JSON is read.
const MAX_DEPTH: usize = 127;

/// Reads JSON text as API Gateway does.
///
/// Accepted beyond JSON, as recorded on AWS: names and texts without quotes or in single quotes, a comma too
/// many (`{"statusCode": 200,}`), and any text that starts with neither `{` nor `[`, which stands for itself
/// (`a=b`). None for a broken object or array, and for blank text.
#[must_use]
pub fn parse(text: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if !text.starts_with(['{', '[']) {
        return Some(Value::String(text.to_owned()));
    }
    let mut reader = Reader { rest: text, depth: 0 };
    let value = reader.value()?;
    reader.rest.trim_start().is_empty().then_some(value)
}

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Option<Value> {
        match self.peek()? {
            '{' => self.nested(Self::object),
            '[' => self.nested(Self::array),
            quote @ ('"' | '\'') => self.quoted(quote).map(Value::String),
            _ => Some(scalar(self.bare(&[',', '}', ']']))),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Value>) -> Option<Value> {
        if self.depth == MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        self.skip(1);
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Option<Value> {
        let mut members = Map::new();
        loop {
            match self.peek()? {
                '}' => {
                    self.skip(1);
                    return Some(Value::Object(members));
                }
                ',' => self.skip(1),
                first => {
                    let name = match first {
                        quote @ ('"' | '\'') => self.quoted(quote)?,
                        _ => self.bare(&[':', ',', '}', '{', '[']).to_owned(),
                    };
                    if name.is_empty() && !matches!(first, '"' | '\'') || self.peek()? != ':' {
                        return None;
                    }
                    self.skip(1);
                    let value = self.value()?;
                    members.insert(name, value);
                    if !matches!(self.peek()?, ',' | '}') {
                        return None;
                    }
                }
            }
        }
    }

    fn array(&mut self) -> Option<Value> {
        let mut items = Vec::new();
        loop {
            match self.peek()? {
                ']' => {
                    self.skip(1);
                    return Some(Value::Array(items));
                }
                ',' => self.skip(1),
                '}' => return None,
                _ => {
                    items.push(self.value()?);
                    if !matches!(self.peek()?, ',' | ']') {
                        return None;
                    }
                }
            }
        }
    }

    fn quoted(&mut self, quote: char) -> Option<String> {
        self.skip(1);
        let mut end = None;
        let mut escaped = false;
        for (at, c) in self.rest.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                c if c == quote => {
                    end = Some(at);
                    break;
                }
                _ => {}
            }
        }
        let end = end?;
        let inner = &self.rest[..end];
        self.skip(end + 1);
        if !inner.contains('\\') {
            return Some(inner.to_owned());
        }
        // Strict JSON knows all escapes but the one of the single quote, and wants double quotes escaped.
        let mut strict = String::with_capacity(inner.len() + 2);
        let mut characters = inner.chars();
        strict.push('"');
        while let Some(c) = characters.next() {
            match c {
                '\\' => match characters.next()? {
                    '\'' => strict.push('\''),
                    other => strict.extend(['\\', other]),
                },
                '"' => strict.push_str("\\\""),
                control if control.is_control() => strict.push_str(&format!("\\u{:04x}", u32::from(control))),
                other => strict.push(other),
            }
        }
        strict.push('"');
        serde_json::from_str(&strict).ok()
    }

    /// Text without quotes up to one of `ends`.
    fn bare(&mut self, ends: &[char]) -> &str {
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let text = &self.rest[..end];
        self.skip(end);
        text.trim_end()
    }

    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }
}

fn scalar(text: &str) -> Value {
    match text {
        "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => text
            .parse::<Number>()
            .map_or_else(|_| Value::String(text.to_owned()), Value::Number),
    }
}
