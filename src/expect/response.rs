//! Expectations on a response.

use serde_json::Value;

use super::{ExpectedJson, ExpectedText, JsonPath, Mismatch, document};
use crate::exchange::{ContentCoding, Response};

/// Expects a status code.
///
/// # Errors
/// The mismatch.
pub fn status(response: &Response, expected: u16) -> Result<(), Mismatch> {
    if response.status == expected {
        return Ok(());
    }
    Err(Mismatch::Status {
        expected,
        found: response.status,
    })
}

/// Expects exactly one header line of that name, with that value.
///
/// # Errors
/// The mismatch; the lines found when there are several.
pub fn header(response: &Response, name: &str, expected: &ExpectedText) -> Result<(), Mismatch> {
    headers(response, name, std::slice::from_ref(expected))
}

/// Expects header lines of that name with these values, in this order.
///
/// # Errors
/// The mismatch.
pub fn headers(response: &Response, name: &str, expected: &[ExpectedText]) -> Result<(), Mismatch> {
    let found: Vec<&str> = response.header(name).collect();
    if found.len() == expected.len()
        && expected
            .iter()
            .zip(&found)
            .all(|(expected, found)| expected.accepts(found))
    {
        return Ok(());
    }
    let mut texts: Vec<String> = expected.iter().map(ToString::to_string).collect();
    let name = name.to_owned();
    Err(match (texts.len(), found.len()) {
        (1, 0) => Mismatch::MissingHeader {
            name,
            expected: texts.remove(0),
        },
        _ => Mismatch::Header {
            name,
            expected: texts,
            found: found.into_iter().map(str::to_owned).collect(),
        },
    })
}

/// Expects no header line of that name.
///
/// # Errors
/// The mismatch.
pub fn no_header(response: &Response, name: &str) -> Result<(), Mismatch> {
    let found: Vec<String> = response.header(name).map(str::to_owned).collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(Mismatch::UnexpectedHeader {
        name: name.to_owned(),
        found,
    })
}

/// Expects a body of no bytes.
///
/// # Errors
/// The mismatch.
pub fn empty_body(response: &Response) -> Result<(), Mismatch> {
    body(response, &ExpectedText::literal(""))
}

/// Expects a text as the whole body.
///
/// # Errors
/// The mismatch.
pub fn body(response: &Response, expected: &ExpectedText) -> Result<(), Mismatch> {
    document::text("body", &response.text(), expected)
}

/// Expects a text as the whole body once it is decoded, and that the response says so.
///
/// # Errors
/// The mismatch.
pub fn coded_body(
    response: &Response,
    coding: ContentCoding,
    expected: &ExpectedText,
) -> Result<(), Mismatch> {
    header(
        response,
        "Content-Encoding",
        &ExpectedText::literal(&coding.to_string()),
    )?;
    let text = coding.decode(&response.body).map_err(|error| Mismatch::Value {
        subject: "body".to_owned(),
        expected: format!("coded by {coding}"),
        found: error.to_string(),
    })?;
    document::text("decoded body", &String::from_utf8_lossy(&text), expected)
}

/// Expects a JSON document as the whole body.
///
/// # Errors
/// The mismatch.
pub fn body_json(response: &Response, expected: &ExpectedJson) -> Result<(), Mismatch> {
    document::json("body", &json_of_body(response)?, expected)
}

/// Expects a value at a path of the body.
///
/// # Errors
/// The mismatch.
pub fn body_member(response: &Response, path: &JsonPath, expected: &ExpectedJson) -> Result<(), Mismatch> {
    document::member("body", &json_of_body(response)?, path, expected)
}

/// Expects a body that is no JSON, such as a map printed the Java way.
///
/// # Errors
/// The mismatch.
pub fn body_is_not_json(response: &Response) -> Result<(), Mismatch> {
    match json_of_body(response) {
        Err(_) => Ok(()),
        Ok(found) => Err(Mismatch::Value {
            subject: "body".to_owned(),
            expected: "a text that is no JSON".to_owned(),
            found: found.to_string(),
        }),
    }
}

fn json_of_body(response: &Response) -> Result<Value, Mismatch> {
    document::parse("body", &response.text())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn response(body: &'static str) -> Response {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Response {
            status: 200,
            headers: vec![
                header("location", "/a"),
                header("set-cookie", "a=1"),
                header("Set-Cookie", "b=2"),
            ],
            body: Bytes::from_static(body.as_bytes()),
        }
    }

    fn text(text: &str) -> ExpectedText {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    fn reads(result: Result<(), Mismatch>) -> String {
        result.expect_err("a mismatch").to_string()
    }

    #[test]
    fn what_agrees_is_no_mismatch() {
        let response = response(r#"{"a": {"b": [1]}}"#);
        assert_eq!(status(&response, 200), Ok(()));
        assert_eq!(header(&response, "Location", &text("/a")), Ok(()));
        assert_eq!(header(&response, "Location", &text("{{matches /.}}")), Ok(()));
        assert_eq!(
            headers(&response, "SET-COOKIE", &[text("a=1"), text("{{string}}")]),
            Ok(())
        );
        assert_eq!(no_header(&response, "X-None"), Ok(()));
        assert_eq!(body(&response, &text(r#"{"a": {"b": [1]}}"#)), Ok(()));
        assert_eq!(
            body_json(&response, &r#"{"a": "{{any}}"}"#.parse().expect("JSON")),
            Ok(())
        );
        let path: JsonPath = "$.a.b[0]".parse().expect("a path");
        assert_eq!(body_member(&response, &path, &"1".parse().expect("JSON")), Ok(()));
        assert_eq!(empty_body(&self::response("")), Ok(()));
        assert_eq!(body_is_not_json(&self::response("{a=1}")), Ok(()));
    }

    #[test]
    fn a_status_reads_in_two_lines() {
        assert_eq!(
            reads(status(&response(""), 302)),
            "status\n  expected  302\n  found     200"
        );
    }

    #[test]
    fn headers_read_by_name() {
        let response = response("");
        assert_eq!(
            reads(header(&response, "Location", &text("/b"))),
            "header Location\n  expected  /b\n  found     /a"
        );
        assert_eq!(
            reads(header(&response, "X-Amzn-RequestId", &text("{{uuid}}"))),
            "header X-Amzn-RequestId\n  expected  {{uuid}}\n  found     no such header"
        );
        assert_eq!(
            reads(header(&response, "set-cookie", &text("a=1"))),
            "header set-cookie\n  expected  a=1\n  found     a=1\n            b=2"
        );
        assert_eq!(
            reads(no_header(&response, "location")),
            "header location\n  expected  no such header\n  found     /a"
        );
    }

    #[test]
    fn bodies_read_as_differing_lines() {
        assert_eq!(
            reads(empty_body(&response("null"))),
            "body\n  - expected  + found\n  + null"
        );
        assert_eq!(
            reads(body(&response("a\nb\n"), &text("a\nc\n"))),
            "body\n  - expected  + found\n    a\n  - c\n  + b"
        );
        assert_eq!(
            reads(body(&response("a"), &text("{{matches b+}}"))),
            "body\n  expected  {{matches b+}}\n  found     a"
        );
    }

    #[test]
    fn json_reads_as_paths_and_differing_lines() {
        let found = response(
            r#"{"output":"x","status":"FAILED","name":"3f2504e0-4f89-11d3-9a0c-0305e82c3301","l":[1,2]}"#,
        );
        let expected =
            r#"{"name": "{{uuid}}", "status": "SUCCEEDED", "output": "{{string}}", "l": [1], "z": 1}"#;
        assert_eq!(
            reads(body_json(&found, &expected.parse().expect("JSON"))),
            r#"body, at $.status, $.l, $.z
  - expected  + found
    {
      "name": "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
  -   "status": "SUCCEEDED"
  +   "status": "FAILED"
      "output": "x"
      "l": [
        1
  +     2
      ]
  -   "z": 1
    }"#
        );
        assert_eq!(
            reads(body_json(&response("{a=1}"), &"{}".parse().expect("JSON"))),
            "body\n  expected  JSON\n  found     no JSON (key must be a string at line 1 column 2)\n            {a=1}"
        );
        assert_eq!(
            reads(body_is_not_json(&response("{}"))),
            "body\n  expected  a text that is no JSON\n  found     {}"
        );
    }

    #[test]
    fn a_member_reads_by_its_path() {
        let found = response(r#"{"a": {"b": 1}}"#);
        let at = |path: &str, expected: &str| {
            reads(body_member(
                &found,
                &path.parse().expect(path),
                &expected.parse().expect(expected),
            ))
        };
        assert_eq!(
            at("$.a.b", "\"1\""),
            "body at $.a.b\n  expected  \"1\"\n  found     1"
        );
        assert_eq!(
            at("$.a.c", "\"{{number}}\""),
            "body at $.a.c\n  expected  \"{{number}}\"\n  found     no such member"
        );
        assert_eq!(
            at("$.a.b", "\"{{absent}}\""),
            "body at $.a.b\n  expected  no such member\n  found     1"
        );
        assert_eq!(
            at("$.a", "{\"b\": 2}"),
            "body, at $.a.b\n  - expected  + found\n    {\n  -   \"b\": 2\n  +   \"b\": 1\n    }"
        );
    }
}
