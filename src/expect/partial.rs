//! Expectations on a part of a response, where the whole is not known or not the subject.

use serde_json::Value;

use super::{JsonPath, Mismatch, document};
use crate::exchange::Response;

/// Expects some status from 500 to 599, where the documentation names none.
///
/// # Errors
/// The mismatch.
pub fn server_error(response: &Response) -> Result<(), Mismatch> {
    if (500..=599).contains(&response.status) {
        return Ok(());
    }
    mismatch("status", "500 to 599", &response.status.to_string())
}

/// Expects some status from 400 to 499, where the documentation names none.
///
/// # Errors
/// The mismatch.
pub fn client_error(response: &Response) -> Result<(), Mismatch> {
    if (400..=499).contains(&response.status) {
        return Ok(());
    }
    mismatch("status", "400 to 499", &response.status.to_string())
}

/// Expects these bytes as the whole body.
///
/// # Errors
/// The mismatch, in hexadecimal.
pub fn body_bytes(response: &Response, expected: &[u8]) -> Result<(), Mismatch> {
    if response.body == expected {
        return Ok(());
    }
    mismatch("body", &hexadecimal(expected), &hexadecimal(&response.body))
}

fn hexadecimal(bytes: &[u8]) -> String {
    let pairs: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(" ")
}

/// Expects no header line of that name, or only lines without a value.
///
/// # Errors
/// The mismatch.
pub fn no_header_value(response: &Response, name: &str) -> Result<(), Mismatch> {
    let found: Vec<_> = response
        .header(name)
        .filter(|value| !value.trim().is_empty())
        .map(str::to_owned)
        .collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(Mismatch::UnexpectedHeader {
        name: name.to_owned(),
        found,
    })
}

/// Expects a body of white space only: what a template's lines leave behind.
///
/// # Errors
/// The mismatch.
pub fn blank_body(response: &Response) -> Result<(), Mismatch> {
    let text = response.text();
    if text.trim().is_empty() {
        return Ok(());
    }
    mismatch("body", "white space only", &text)
}

/// Expects a text somewhere in the body.
///
/// # Errors
/// The mismatch.
pub fn body_contains(response: &Response, part: &str) -> Result<(), Mismatch> {
    let text = response.text();
    if text.contains(part) {
        return Ok(());
    }
    mismatch("body", &format!("a text that contains {part}"), &text)
}

/// Expects a text nowhere in the body.
///
/// # Errors
/// The mismatch.
pub fn body_lacks(response: &Response, part: &str) -> Result<(), Mismatch> {
    let text = response.text();
    if !text.contains(part) {
        return Ok(());
    }
    mismatch("body", &format!("a text that does not contain {part}"), &text)
}

/// Expects two numbers of the body, the first not above the second.
///
/// # Errors
/// The mismatch, also if one of them is no number.
pub fn body_order(response: &Response, least: &JsonPath, path: &JsonPath) -> Result<(), Mismatch> {
    let body = document::parse("body", &response.text())?;
    let number = |path: &JsonPath| path.find(&body).and_then(Value::as_f64);
    let shown = |path: &JsonPath| {
        path.find(&body)
            .map_or_else(|| "no such member".to_owned(), Value::to_string)
    };
    match (number(least), number(path)) {
        (Some(least), Some(found)) if least <= found => Ok(()),
        _ => mismatch(
            &format!("body's {path}"),
            &format!("a number not less than {least}, {}", shown(least)),
            &shown(path),
        ),
    }
}

/// Expects a member of the JSON bodies of two responses to be the same, or not to be.
///
/// # Errors
/// The mismatch: also if either body has no such member.
pub fn body_members(
    first: &Response,
    second: &Response,
    path: &JsonPath,
    same: bool,
) -> Result<(), Mismatch> {
    let read = |subject: &str, response: &Response| {
        let body = document::parse(subject, &response.text())?;
        Ok(path.find(&body).map(Value::to_string))
    };
    let (first, second) = (read("first body", first)?, read("body", second)?);
    let lacks = |subject: &str| mismatch(&format!("{subject} at {path}"), "a member", "no such member");
    match (first, second) {
        (None, _) => lacks("first body"),
        (_, None) => lacks("body"),
        (Some(first), Some(second)) if (first == second) == same => Ok(()),
        (Some(first), Some(second)) => {
            let expected = if same {
                first
            } else {
                format!("another value than {first}")
            };
            mismatch(&format!("body at {path}"), &expected, &second)
        }
    }
}

/// Expects a number at a path of the body, above `least` and at most `most`.
///
/// # Errors
/// The mismatch.
pub fn body_between(response: &Response, path: &JsonPath, least: u32, most: u32) -> Result<(), Mismatch> {
    let body = document::parse("body", &response.text())?;
    let found = path.find(&body);
    match found.and_then(Value::as_f64) {
        Some(number) if number > f64::from(least) && number <= f64::from(most) => Ok(()),
        _ => mismatch(
            &format!("body's {path}"),
            &format!("a number above {least} and at most {most}"),
            &found.map_or_else(|| "no such member".to_owned(), Value::to_string),
        ),
    }
}

fn mismatch(subject: &str, expected: &str, found: &str) -> Result<(), Mismatch> {
    Err(Mismatch::Value {
        subject: subject.to_owned(),
        expected: expected.to_owned(),
        found: found.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, body: &str) -> Response {
        Response {
            status,
            headers: vec![("Location".to_owned(), String::new())],
            body: body.to_owned().into(),
        }
    }

    #[test]
    fn what_agrees_is_no_mismatch() {
        let response = response(503, r#"{"a": 1, "b": 2.5E0}"#);
        assert_eq!(server_error(&response), Ok(()));
        assert_eq!(no_header_value(&response, "location"), Ok(()));
        assert_eq!(body_contains(&response, "2.5E0"), Ok(()));
        assert_eq!(body_lacks(&response, "c"), Ok(()));
        assert_eq!(blank_body(&self::response(200, " \n")), Ok(()));
        let (a, b): (JsonPath, JsonPath) = ("$.a".parse().expect("a path"), "$.b".parse().expect("a path"));
        assert_eq!(body_order(&response, &a, &b), Ok(()));
        assert_eq!(body_order(&response, &a, &a), Ok(()));
        let other = self::response(200, r#"{"a": 1, "b": 3}"#);
        assert_eq!(body_members(&response, &other, &a, true), Ok(()));
        assert_eq!(body_members(&response, &other, &b, false), Ok(()));
        assert_eq!(body_between(&response, &b, 2, 3), Ok(()));
    }

    #[test]
    fn what_does_not_agree_reads_as_expected_and_found() {
        let response = response(404, r#"{"a": 1, "b": 2}"#);
        let reads = |found: Result<(), Mismatch>| found.expect_err("a mismatch").to_string();
        assert_eq!(
            reads(server_error(&response)),
            "status\n  expected  500 to 599\n  found     404"
        );
        assert!(reads(blank_body(&response)).contains("white space only"));
        assert!(reads(body_contains(&response, "x")).contains("a text that contains x"));
        assert!(reads(body_lacks(&response, "a")).contains("does not contain a"));
        let (a, b): (JsonPath, JsonPath) = ("$.a".parse().expect("a path"), "$.b".parse().expect("a path"));
        assert!(reads(body_order(&response, &b, &a)).contains("a number not less than $.b, 2"));
        let other = self::response(200, r#"{"a": 1}"#);
        assert_eq!(
            reads(body_members(&response, &other, &a, false)),
            "body at $.a\n  expected  another value than 1\n  found     1"
        );
        // What is missing is not another value.
        assert!(reads(body_members(&response, &other, &b, false)).contains("no such member"));
        assert!(reads(body_members(&other, &other, &b, true)).contains("no such member"));
        assert!(reads(body_between(&response, &a, 1, 5)).contains("a number above 1 and at most 5"));
        let missing = "$.c".parse().expect("a path");
        assert!(reads(body_between(&response, &missing, 1, 5)).contains("no such member"));
    }
}
