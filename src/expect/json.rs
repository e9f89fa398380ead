//! Expected JSON: a document in which strings in double braces are matchers.
//!
//! | written | accepts |
//! |---|---|
//! | `"{{uuid}}"` and so on | a value of that form, see [`Matcher`] |
//! | `"a": "{{absent}}"` | an object without the member `a` |
//! | `"{{...}}": "{{any}}"` | further members, each as the value says |
//! | `{"{{json text}}": {"a": 1}}` | a string that holds JSON, which is compared in turn |
//!
//! Everything else is compared whole: a member too few or too many is a difference. Numbers compare by value.

use std::str::FromStr;

use serde_json::{Map, Value};

use super::matcher::{Matcher, NotAMatcher};

const ABSENT: &str = "{{absent}}";
const FURTHER: &str = "{{...}}";
const JSON_TEXT: &str = "{{json text}}";

/// An expected document.
#[derive(Debug, Clone)]
pub struct ExpectedJson(Node);

/// A text that is no expected document: a mistake in the feature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotExpectedJson {
    /// The text is no JSON.
    #[error("read the expected JSON: {0}")]
    NotJson(String),
    /// A matcher is unknown.
    #[error(transparent)]
    Matcher(#[from] NotAMatcher),
    /// `{{absent}}` where nothing can be absent.
    #[error("use {{{{absent}}}} in an array: only a member of an object can be absent")]
    AbsentElement,
}

#[derive(Debug, Clone)]
enum Node {
    Literal(Value),
    Matcher {
        matcher: Matcher,
        text: String,
    },
    Absent,
    Array(Vec<Node>),
    Object {
        members: Vec<(String, Node)>,
        further: Option<Box<Node>>,
    },
    JsonText(Box<Node>),
}

/// How an expected and a found document compare. In the two views, whatever agrees is written as it was
/// found, so that only true differences differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The paths that differ, such as `$.a[0]`; none when the documents agree.
    pub differs_at: Vec<String>,
    /// What was expected; `None`: nothing.
    pub expected: Option<Value>,
    /// What was found; `None`: nothing.
    pub found: Option<Value>,
}

impl FromStr for ExpectedJson {
    type Err = NotExpectedJson;

    fn from_str(text: &str) -> Result<Self, NotExpectedJson> {
        let value =
            serde_json::from_str(text).map_err(|error| NotExpectedJson::NotJson(error.to_string()))?;
        Self::from_value(&value)
    }
}

impl ExpectedJson {
    /// An expected document from its JSON.
    ///
    /// # Errors
    /// [`NotExpectedJson`] for an unknown matcher.
    pub fn from_value(value: &Value) -> Result<Self, NotExpectedJson> {
        node(value).map(Self)
    }

    /// Compares with what was found; `None` is nothing at all, which only `{{absent}}` expects.
    #[must_use]
    pub fn compare(&self, found: Option<&Value>) -> Comparison {
        let mut differs_at = Vec::new();
        let (expected, found) = self.0.compare(found, "$", &mut differs_at);
        Comparison {
            differs_at,
            expected,
            found,
        }
    }
}

fn node(value: &Value) -> Result<Node, NotExpectedJson> {
    Ok(match value {
        Value::String(text) if text == ABSENT => Node::Absent,
        Value::String(text) => match Matcher::parse(text)? {
            Some(matcher) => Node::Matcher {
                matcher,
                text: text.clone(),
            },
            None => Node::Literal(value.clone()),
        },
        Value::Array(elements) => {
            let nodes = elements.iter().map(node).collect::<Result<Vec<_>, _>>()?;
            if nodes.iter().any(|node| matches!(node, Node::Absent)) {
                return Err(NotExpectedJson::AbsentElement);
            }
            Node::Array(nodes)
        }
        Value::Object(members) => match members.iter().next() {
            Some((name, inner)) if members.len() == 1 && name == JSON_TEXT => {
                Node::JsonText(Box::new(node(inner)?))
            }
            _ => Node::Object {
                further: members.get(FURTHER).map(node).transpose()?.map(Box::new),
                members: members
                    .iter()
                    .filter(|(name, _)| *name != FURTHER)
                    .map(|(name, value)| Ok((name.clone(), node(value)?)))
                    .collect::<Result<_, NotExpectedJson>>()?,
            },
        },
        scalar => Node::Literal(scalar.clone()),
    })
}

/// The two views of a comparison.
type Views = (Option<Value>, Option<Value>);

impl Node {
    fn compare(&self, found: Option<&Value>, path: &str, differs_at: &mut Vec<String>) -> Views {
        let agree = |found: &Value| (Some(found.clone()), Some(found.clone()));
        match (self, found) {
            (Self::Absent, None) => (None, None),
            (Self::Literal(expected), Some(found)) if same_scalar(expected, found) => agree(found),
            (Self::Matcher { matcher, .. }, Some(found)) if matcher.accepts(found) => agree(found),
            (Self::Array(nodes), Some(Value::Array(elements))) => {
                if nodes.len() != elements.len() {
                    differs_at.push(path.to_owned());
                }
                let (mut left, mut right) = (Vec::new(), Vec::new());
                for index in 0..nodes.len().max(elements.len()) {
                    let at = format!("{path}[{index}]");
                    let (expected, found) = match (nodes.get(index), elements.get(index)) {
                        (Some(node), Some(found)) => node.compare(Some(found), &at, differs_at),
                        (node, found) => (node.and_then(Self::as_written), found.cloned()),
                    };
                    left.extend(expected);
                    right.extend(found);
                }
                (Some(Value::Array(left)), Some(Value::Array(right)))
            }
            (Self::Object { members, further }, Some(Value::Object(object))) => {
                compare_members(members, further.as_deref(), object, path, differs_at)
            }
            (Self::JsonText(node), Some(Value::String(text))) => match serde_json::from_str::<Value>(text) {
                Ok(inner) => {
                    let before = differs_at.len();
                    let (expected, found) = node.compare(Some(&inner), path, differs_at);
                    if differs_at.len() == before {
                        let text = Some(Value::String(text.clone()));
                        return (text.clone(), text);
                    }
                    (expected.map(json_text), found.map(json_text))
                }
                Err(_) => {
                    differs_at.push(path.to_owned());
                    (self.as_written(), Some(Value::String(text.clone())))
                }
            },
            (_, found) => {
                differs_at.push(path.to_owned());
                (self.as_written(), found.cloned())
            }
        }
    }

    /// The expectation as the feature has it.
    fn as_written(&self) -> Option<Value> {
        Some(match self {
            Self::Absent => return None,
            Self::Literal(value) => value.clone(),
            Self::Matcher { text, .. } => Value::String(text.clone()),
            Self::Array(nodes) => nodes.iter().filter_map(Self::as_written).collect(),
            Self::Object { members, further } => {
                let further = further.iter().map(|node| (FURTHER, &**node));
                let members = members
                    .iter()
                    .map(|(name, node)| (name.as_str(), node))
                    .chain(further);
                members
                    .filter_map(|(name, node)| Some((name.to_owned(), node.as_written()?)))
                    .collect()
            }
            Self::JsonText(node) => json_text(node.as_written()?),
        })
    }
}

fn compare_members(
    members: &[(String, Node)],
    further: Option<&Node>,
    object: &Map<String, Value>,
    path: &str,
    differs_at: &mut Vec<String>,
) -> Views {
    let (mut left, mut right) = (Map::new(), Map::new());
    let mut compare = |name: &str, node: &Node| {
        let (expected, found) = node.compare(object.get(name), &member_path(path, name), differs_at);
        left.extend(expected.map(|value| (name.to_owned(), value)));
        right.extend(found.map(|value| (name.to_owned(), value)));
    };
    members.iter().for_each(|(name, node)| compare(name, node));
    for name in object
        .keys()
        .filter(|name| !members.iter().any(|(known, _)| known == *name))
    {
        compare(name, further.unwrap_or(&Node::Absent));
    }
    (Some(Value::Object(left)), Some(Value::Object(right)))
}

/// `$.a` for a plain name, `$["a b"]` for another.
fn member_path(path: &str, name: &str) -> String {
    let plain = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if plain {
        format!("{path}.{name}")
    } else {
        format!("{path}[{}]", Value::from(name))
    }
}

fn json_text(value: Value) -> Value {
    Value::Object(Map::from_iter([(JSON_TEXT.to_owned(), value)]))
}

/// Whether two values are the same; numbers by value, as 1 and 1.0 and 1E0 are one number in JSON.
fn same_scalar(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.as_f64() == b.as_f64() && !(is_whole(a) && is_whole(b))
        }
        _ => a == b,
    }
}

fn is_whole(number: &serde_json::Number) -> bool {
    number.is_i64() || number.is_u64()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn differs_at(expected: Value, found: Value) -> Vec<String> {
        compare(&expected, &found).differs_at
    }

    fn compare(expected: &Value, found: &Value) -> Comparison {
        ExpectedJson::from_value(expected)
            .unwrap_or_else(|error| panic!("{error}"))
            .compare(Some(found))
    }

    #[test]
    fn documents_are_compared_whole() {
        let document = json!({"a": [1, {"b": null}], "c": "x"});
        assert_eq!(differs_at(document.clone(), document.clone()), [""; 0]);
        assert_eq!(
            differs_at(document.clone(), json!({"c": "x", "a": [1, {"b": null}]})),
            [""; 0]
        );
        assert_eq!(
            differs_at(document.clone(), json!({"a": [1, {"b": 0}], "c": "x"})),
            ["$.a[1].b"]
        );
        assert_eq!(
            differs_at(document.clone(), json!({"a": [1, {"b": null}]})),
            ["$.c"]
        );
        assert_eq!(
            differs_at(document.clone(), json!({"a": [1], "c": "x", "d e": 1})),
            ["$.a", "$[\"d e\"]"]
        );
        assert_eq!(differs_at(document, json!([])), ["$"]);
    }

    #[test]
    fn numbers_compare_by_value() {
        let found: Value = serde_json::from_str("[1, 1.0, 1E0, 10]").expect("JSON");
        assert_eq!(differs_at(json!([1, 1, 1, 10.0]), found.clone()), [""; 0]);
        assert_eq!(differs_at(json!([1, 1, "1", 11]), found), ["$[2]", "$[3]"]);
        assert_eq!(
            differs_at(json!(9_007_199_254_740_993_u64), json!(9_007_199_254_740_992_u64)),
            ["$"]
        );
    }

    #[test]
    fn members_may_be_absent_or_further() {
        assert_eq!(differs_at(json!({"a": "{{absent}}"}), json!({})), [""; 0]);
        assert_eq!(
            differs_at(json!({"a": "{{absent}}"}), json!({"a": null})),
            ["$.a"]
        );
        let open = json!({"a": 1, "{{...}}": "{{string}}"});
        assert_eq!(differs_at(open.clone(), json!({"a": 1, "b": "x"})), [""; 0]);
        assert_eq!(differs_at(open.clone(), json!({"a": 1})), [""; 0]);
        assert_eq!(differs_at(open, json!({"b": 2})), ["$.a", "$.b"]);
        let absent: ExpectedJson = "\"{{absent}}\"".parse().expect("expected JSON");
        assert_eq!(absent.compare(None).differs_at, [""; 0]);
        assert_eq!(absent.compare(Some(&json!(null))).differs_at, ["$"]);
    }

    #[test]
    fn json_in_a_string_is_compared_in_turn() {
        let expected = json!({"input": {"{{json text}}": {"a": "{{number}}"}}});
        assert_eq!(
            differs_at(expected.clone(), json!({"input": "{ \"a\": 1 }"})),
            [""; 0]
        );
        assert_eq!(
            differs_at(expected.clone(), json!({"input": {"a": 1}})),
            ["$.input"]
        );
        assert_eq!(
            differs_at(expected.clone(), json!({"input": "{a=1}"})),
            ["$.input"]
        );
        let comparison = compare(&expected, &json!({"input": "{\"a\":\"x\"}"}));
        assert_eq!(comparison.differs_at, ["$.input.a"]);
        assert_eq!(
            comparison.expected,
            Some(json!({"input": {"{{json text}}": {"a": "{{number}}"}}}))
        );
        assert_eq!(
            comparison.found,
            Some(json!({"input": {"{{json text}}": {"a": "x"}}}))
        );
    }

    #[test]
    fn what_agrees_is_shown_as_found() {
        let comparison = compare(
            &json!({"id": "{{uuid}}", "n": 1, "s": "{{string}}", "{{...}}": "{{any}}"}),
            &json!({"extra": true, "n": 2, "s": "text"}),
        );
        assert_eq!(
            comparison.expected,
            Some(json!({"id": "{{uuid}}", "n": 1, "s": "text", "extra": true}))
        );
        assert_eq!(
            comparison.found,
            Some(json!({"n": 2, "s": "text", "extra": true}))
        );
    }

    #[test]
    fn mistakes_of_the_feature_are_errors() {
        let error = |text: &str| text.parse::<ExpectedJson>().expect_err(text).to_string();
        assert!(error("{\"a\": }").starts_with("read the expected JSON: "));
        assert_eq!(
            error("{\"a\": [\"{{uid}}\"]}"),
            "use {{uid}}: known matchers are {{uuid}}"
        );
        assert!(error("[\"{{absent}}\"]").starts_with("use {{absent}} in an array"));
    }
}
