//! Reference paths: the few paths that name exactly one place, where ResultPath may write.

use serde_json::{Map, Value};

/// A parsed reference path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferencePath(Vec<Step>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Name(String),
    /// The array must reach that far already.
    Index(usize),
}

impl ReferencePath {
    /// Parses `$`, `.name`, `['name']` and `[0]`; `None` for everything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix('$')?;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('[') {
                let (step, after) = bracket(after)?;
                steps.push(step);
                rest = after;
            } else {
                let after = rest.strip_prefix('.')?;
                if after.starts_with('[') {
                    rest = after;
                    continue;
                }
                let end = after.find(['.', '[']).unwrap_or(after.len());
                let name = &after[..end];
                if name.is_empty()
                    || name.contains(['*', '@', ',', ':', '?', '(', ')', ']', '\'', '"', ' ', '$'])
                {
                    return None;
                }
                steps.push(Step::Name(name.to_owned()));
                rest = &after[end..];
            }
        }
        Some(Self(steps))
    }

    /// Writes `result` into `input` at this place, creating objects on the way (ASL-007).
    ///
    /// # Errors
    /// The step that cannot be taken and the value it met: a name on something that is no object, an index
    /// outside of an array.
    pub fn write(&self, input: Value, result: Value) -> Result<Value, (String, Value)> {
        let mut output = input;
        let mut place = &mut output;
        for step in &self.0 {
            place = match step {
                Step::Name(name) => {
                    if place.is_null() {
                        *place = Value::Object(Map::new());
                    }
                    match place {
                        Value::Object(members) => members.entry(name.clone()).or_insert(Value::Null),
                        other => return Err((name.clone(), other.clone())),
                    }
                }
                Step::Index(index) => {
                    if place.get(index).is_none() {
                        return Err((index.to_string(), place.clone()));
                    }
                    &mut place[*index]
                }
            };
        }
        *place = result;
        Ok(output)
    }

    /// Whether it is `$`.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

/// What follows `[`: the step, and the text behind `]`.
fn bracket(text: &str) -> Option<(Step, &str)> {
    for quote in ['\'', '"'] {
        if let Some(quoted) = text.strip_prefix(quote) {
            let mut name = String::new();
            let mut chars = quoted.char_indices();
            while let Some((at, c)) = chars.next() {
                if c == quote {
                    return Some((Step::Name(name), quoted[at + 1..].strip_prefix(']')?));
                }
                name.push(if c == '\\' { chars.next()?.1 } else { c });
            }
            return None;
        }
    }
    let (index, rest) = text.split_once(']')?;
    if index.is_empty() || !index.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((Step::Index(index.parse().ok()?), rest))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn results_are_placed() {
        for (path, input, expected) in [
            ("$", json!({"a": 1}), json!("r")),
            ("$.b", json!({"a": 1}), json!({"a": 1, "b": "r"})),
            ("$.b.c", json!({"a": 1}), json!({"a": 1, "b": {"c": "r"}})),
            ("$['x y'].z", json!({}), json!({"x y": {"z": "r"}})),
            ("$.a[1]", json!({"a": [1, 2]}), json!({"a": [1, "r"]})),
            ("$.a", json!(null), json!({"a": "r"})),
        ] {
            let path = ReferencePath::parse(path).unwrap();
            assert_eq!(path.write(input, json!("r")), Ok(expected), "{path:?}");
        }
    }

    #[test]
    fn a_step_into_a_scalar_is_named() {
        let path = ReferencePath::parse("$.a.b").unwrap();
        assert_eq!(
            path.write(json!({"a": 1}), json!("r")),
            Err(("b".to_owned(), json!(1)))
        );
        let path = ReferencePath::parse("$.a[2]").unwrap();
        assert!(path.write(json!({"a": [1, 2]}), json!("r")).is_err());
    }

    #[test]
    fn other_paths_are_no_reference_paths() {
        for text in [
            "a",
            "$..a",
            "$.*",
            "$.a[*]",
            "$.a[0:1]",
            "$.a[?(@.b)]",
            "$.a[",
            "$.",
            "$a",
            "$.a[-1]",
            "$['a",
        ] {
            assert_eq!(ReferencePath::parse(text), None, "{text}");
        }
    }
}
