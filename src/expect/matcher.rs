//! Matchers: names in double braces that stand for values known only by their form.

use std::{
    net::IpAddr,
    time::{SystemTime, UNIX_EPOCH},
};

use regex::Regex;
use serde_json::Value;

use crate::catalogue::nearest;

/// The names that features may use, besides `{{absent}}`, `{{...}}` and `{{json text}}`, which
/// [`ExpectedJson`](super::ExpectedJson) reads.
const NAMES: [(&str, Matcher); 11] = [
    ("any", Matcher::Any),
    ("string", Matcher::String),
    ("number", Matcher::Number),
    ("boolean", Matcher::Boolean),
    ("uuid", Matcher::Uuid),
    ("epoch seconds", Matcher::EpochSeconds),
    ("epoch milliseconds", Matcher::EpochMilliseconds),
    ("iso time", Matcher::IsoTime),
    ("clf time", Matcher::ClfTime),
    ("trace id", Matcher::TraceId),
    ("ip address", Matcher::IpAddress),
];

/// A form that a value has to have.
#[derive(Debug, Clone)]
pub enum Matcher {
    /// `{{any}}`: any value, null included, but a value.
    Any,
    /// `{{string}}`
    String,
    /// `{{number}}`
    Number,
    /// `{{boolean}}`
    Boolean,
    /// `{{uuid}}`: with dashes.
    Uuid,
    /// `{{epoch seconds}}`: a number, with or without a fraction, within a day of now.
    EpochSeconds,
    /// `{{epoch milliseconds}}`: a number within a day of now.
    EpochMilliseconds,
    /// `{{iso time}}`: `2024-08-02T10:11:12.345Z`, fraction optional, or with an offset.
    IsoTime,
    /// `{{clf time}}`: `02/Aug/2024:10:11:12 +0000`, as access logs have it.
    ClfTime,
    /// `{{trace id}}`: an X-Ray header with `Root=1-8 hex-24 hex`, other fields allowed.
    TraceId,
    /// `{{ip address}}`: IPv4 or IPv6.
    IpAddress,
    /// `{{matches REGEX}}`: the whole string matches.
    Matches(Regex),
}

/// A text in double braces that is no matcher: a mistake in the feature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAMatcher {
    /// An unknown name.
    #[error("use {{{{{name}}}}}: known matchers are {known}")]
    Unknown {
        /// The name.
        name: String,
        /// The nearest names or all of them.
        known: String,
    },
    /// A pattern that is no regular expression.
    #[error("use {{{{matches {pattern}}}}}: {error}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What the regex parser says.
        error: String,
    },
}

impl Matcher {
    /// The matcher that a text names; `None` for a text that is not in double braces.
    ///
    /// # Errors
    /// [`NotAMatcher`] for a text in double braces that names none.
    pub fn parse(text: &str) -> Result<Option<Self>, NotAMatcher> {
        let Some(name) = text.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) else {
            return Ok(None);
        };
        if let Some(pattern) = name.strip_prefix("matches ") {
            return match Regex::new(&format!("^(?:{pattern})$")) {
                Ok(regex) => Ok(Some(Self::Matches(regex))),
                Err(error) => Err(NotAMatcher::Pattern {
                    pattern: pattern.to_owned(),
                    error: error.to_string(),
                }),
            };
        }
        if let Some((_, matcher)) = NAMES.into_iter().find(|(known, _)| *known == name) {
            return Ok(Some(matcher));
        }
        let all = NAMES
            .iter()
            .map(|(name, _)| *name)
            .chain(["absent", "json text", "matches REGEX"]);
        let near = nearest(name, all.clone());
        let known: Vec<_> = if near.is_empty() { all.collect() } else { near };
        let known = known
            .iter()
            .map(|name| format!("{{{{{name}}}}}"))
            .collect::<Vec<_>>()
            .join(", ");
        Err(NotAMatcher::Unknown {
            name: name.to_owned(),
            known,
        })
    }

    /// Whether the value has the form.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Any, _)
            | (Self::String, Value::String(_))
            | (Self::Number, Value::Number(_))
            | (Self::Boolean, Value::Bool(_)) => true,
            (Self::EpochSeconds, Value::Number(n)) => n.as_f64().is_some_and(is_about_now),
            (Self::EpochMilliseconds, Value::Number(n)) => {
                n.as_f64().is_some_and(|n| is_about_now(n / 1000.0))
            }
            (Self::Uuid, Value::String(s)) => has_shape(s, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
            (Self::IsoTime, Value::String(s)) => is_iso_time(s),
            (Self::ClfTime, Value::String(s)) => {
                has_shape(s, "dd/aaa/dddd:dd:dd:dd +dddd") || has_shape(s, "dd/aaa/dddd:dd:dd:dd -dddd")
            }
            (Self::TraceId, Value::String(s)) => s
                .split(';')
                .filter_map(|field| field.strip_prefix("Root="))
                .any(|root| has_shape(root, "1-xxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx")),
            (Self::IpAddress, Value::String(s)) => s.parse::<IpAddr>().is_ok(),
            (Self::Matches(regex), Value::String(s)) => regex.is_match(s),
            _ => false,
        }
    }

    /// Whether a text, such as a header's value, has the form; a number is read from the text.
    #[must_use]
    pub fn accepts_text(&self, text: &str) -> bool {
        match self {
            Self::Number | Self::Boolean | Self::EpochSeconds | Self::EpochMilliseconds => {
                serde_json::from_str(text).is_ok_and(|value| self.accepts(&value))
            }
            _ => self.accepts(&Value::String(text.to_owned())),
        }
    }
}

/// Whether a time in epoch seconds lies within a day of now; clocks differ, days hardly.
fn is_about_now(seconds: f64) -> bool {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0.0, |now| now.as_secs_f64());
    (seconds - now).abs() < 86_400.0
}

fn is_iso_time(text: &str) -> bool {
    let Some((seconds, rest)) = text.split_at_checked("dddd-dd-ddTdd:dd:dd".len()) else {
        return false;
    };
    let rest = rest
        .strip_prefix('.')
        .map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    has_shape(seconds, "dddd-dd-ddTdd:dd:dd")
        && (rest == "Z"
            || ["+dd:dd", "-dd:dd", "+dddd", "-dddd"]
                .iter()
                .any(|shape| has_shape(rest, shape)))
}

/// Whether a text has a shape: `d` a digit, `x` a hexadecimal digit, `a` a letter, anything else itself.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            b'x' => byte.is_ascii_hexdigit(),
            b'a' => byte.is_ascii_alphabetic(),
            literal => byte == literal,
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn matcher(text: &str) -> Matcher {
        Matcher::parse(text)
            .unwrap_or_else(|error| panic!("{error}"))
            .unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn each_matcher_accepts_its_form_and_nothing_else() {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .expect("after 1970")
            .as_secs_f64();
        let cases = [
            ("{{any}}", vec![json!(null), json!({"a": 1})], vec![]),
            (
                "{{string}}",
                vec![json!(""), json!("1")],
                vec![json!(1), json!(null)],
            ),
            ("{{number}}", vec![json!(1), json!(1.5e9)], vec![json!("1")]),
            ("{{boolean}}", vec![json!(false)], vec![json!("false"), json!(0)]),
            (
                "{{uuid}}",
                vec![
                    json!("3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
                    json!("3F2504E0-4F89-11D3-9A0C-0305E82C3301"),
                ],
                vec![
                    json!("3f2504e04f8911d39a0c0305e82c3301"),
                    json!("g3f2504e0-4f89-11d3-9a0c-0305e82c330"),
                ],
            ),
            (
                "{{epoch seconds}}",
                vec![json!(now), json!(now + 80_000.0)],
                vec![json!(now * 1000.0), json!(now - 90_000.0), json!(now.to_string())],
            ),
            (
                "{{epoch milliseconds}}",
                vec![json!(now * 1000.0)],
                vec![json!(now)],
            ),
            (
                "{{iso time}}",
                vec![
                    json!("2024-08-02T10:11:12Z"),
                    json!("2024-08-02T10:11:12.345Z"),
                    json!("2024-08-02T10:11:12.345+0000"),
                    json!("2024-08-02T10:11:12-01:30"),
                ],
                vec![
                    json!("2024-08-02 10:11:12Z"),
                    json!("2024-08-02T10:11:12"),
                    json!("ä"),
                    json!(""),
                ],
            ),
            (
                "{{clf time}}",
                vec![json!("02/Aug/2024:10:11:12 +0000")],
                vec![json!("2/Aug/2024:10:11:12 +0000"), json!("2024-08-02T10:11:12Z")],
            ),
            (
                "{{trace id}}",
                vec![
                    json!("Root=1-5e6722a7-cc56aa46db7ae02d4da47e12"),
                    json!("Self=1;Root=1-5e6722a7-cc56aa46db7ae02d4da47e12;Sampled=0"),
                ],
                vec![json!("1-5e6722a7-cc56aa46db7ae02d4da47e12"), json!("Root=2-x")],
            ),
            (
                "{{ip address}}",
                vec![json!("192.0.2.1"), json!("2001:db8::1")],
                vec![json!("192.0.2.256")],
            ),
            (
                r"{{matches \d+a|b}}",
                vec![json!("12a"), json!("b")],
                vec![json!("12ab"), json!(1), json!("x12a")],
            ),
        ];
        for (text, good, bad) in cases {
            let matcher = matcher(text);
            good.iter()
                .for_each(|value| assert!(matcher.accepts(value), "{text} {value}"));
            bad.iter()
                .for_each(|value| assert!(!matcher.accepts(value), "{text} {value}"));
        }
    }

    #[test]
    fn a_text_may_hold_a_number() {
        assert!(matcher("{{number}}").accepts_text("12"));
        assert!(!matcher("{{number}}").accepts_text("twelve"));
        assert!(matcher("{{string}}").accepts_text("12"));
    }

    #[test]
    fn what_is_not_in_braces_is_no_matcher_and_unknown_names_are_errors() {
        assert!(matches!(Matcher::parse("uuid"), Ok(None)));
        assert!(matches!(Matcher::parse("a {{uuid}}"), Ok(None)));
        let error = |text| Matcher::parse(text).expect_err("no matcher").to_string();
        assert_eq!(error("{{uid}}"), "use {{uid}}: known matchers are {{uuid}}");
        assert!(error("{{timestamp of the day}}").contains("{{any}}, {{string}}"));
        assert!(error("{{matches (}}").starts_with("use {{matches (}}: regex parse error"));
    }
}
