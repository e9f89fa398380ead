//! The path of one member: `$`, `$.output.items[0]`, `$.headers["a b"]`.

use std::{fmt, str::FromStr};

use serde_json::Value;

/// A path to one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonPath {
    text: String,
    segments: Vec<Segment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Member(String),
    Element(usize),
}

/// A text that is no path: a mistake in the feature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("read {0:?} as the path of a member: write it as in $.output.items[0] or $.headers[\"a b\"]")]
pub struct NotAPath(String);

impl JsonPath {
    /// The value at this path.
    #[must_use]
    pub fn find<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        self.segments
            .iter()
            .try_fold(document, |value, segment| match segment {
                Segment::Member(name) => value.as_object()?.get(name),
                Segment::Element(index) => value.as_array()?.get(*index),
            })
    }

    /// A path below this one, such as those of a comparison, which begin with `$`.
    pub(super) fn join(&self, below: &str) -> String {
        format!("{}{}", self.text, below.strip_prefix('$').unwrap_or(below))
    }
}

impl FromStr for JsonPath {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        segments(text)
            .map(|segments| Self {
                text: text.to_owned(),
                segments,
            })
            .ok_or_else(|| NotAPath(text.to_owned()))
    }
}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn segments(text: &str) -> Option<Vec<Segment>> {
    let mut rest = text.strip_prefix('$')?;
    let mut segments = Vec::new();
    while !rest.is_empty() {
        let segment;
        (segment, rest) = if let Some(after) = rest.strip_prefix('.') {
            let (name, after) = after.split_at(after.find(['.', '[']).unwrap_or(after.len()));
            (!name.is_empty()).then(|| (Segment::Member(name.to_owned()), after))?
        } else if rest.starts_with("[\"") {
            let mut names = serde_json::Deserializer::from_str(&rest[1..]).into_iter::<String>();
            let name = names.next()?.ok()?;
            (
                Segment::Member(name),
                rest.get(1 + names.byte_offset()..)?.strip_prefix(']')?,
            )
        } else {
            let (index, after) = rest.strip_prefix('[')?.split_once(']')?;
            (Segment::Element(index.parse().ok()?), after)
        };
        segments.push(segment);
    }
    Some(segments)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_lead_to_members_and_elements() {
        let document = json!({"a": {"b-c": [1, {"d e]": "x"}]}});
        for (path, expected) in [
            ("$", Some(&document)),
            ("$.a.b-c[0]", Some(&json!(1))),
            ("$.a.b-c[1][\"d e]\"]", Some(&json!("x"))),
            ("$.a.b-c[2]", None),
            ("$.a[0]", None),
            ("$.b", None),
        ] {
            assert_eq!(
                path.parse::<JsonPath>().expect(path).find(&document),
                expected,
                "{path}"
            );
        }
    }

    #[test]
    fn what_is_no_path_says_how_to_write_one() {
        for text in [
            "", "a", "$a", "$.", "$..a", "$[a]", "$[", "$[\"a\"", "$[-1]", "$.a[0",
        ] {
            let error = text.parse::<JsonPath>().expect_err(text).to_string();
            assert!(
                error.ends_with("write it as in $.output.items[0] or $.headers[\"a b\"]"),
                "{error}"
            );
        }
    }
}
