//! The client's response from what a function returned.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Map, Value};

use super::failure::Failure;
use super::lambda::PayloadFormat;
use crate::gateway::lambda_proxy::scalar;
use crate::wire::{Headers, Response};

/// Reads a function's result.
///
/// Format 2.0 takes JSON without `statusCode` for the body of a 200 (RESP-012): strings without their quotes, the
/// rest as compact JSON (recorded for function URLs, which have the same format). Format 1.0 infers nothing
/// (RESP-016).
///
/// # Errors
/// [`Failure::InternalServerError`] for a result that is none of these.
pub fn client_response(result: &[u8], format: PayloadFormat) -> Result<Response, Failure> {
    read(result, format, "text/plain; charset=utf-8")
}

/// The same with the content type of a body whose type the function does not tell.
pub(super) fn read(result: &[u8], format: PayloadFormat, untold: &str) -> Result<Response, Failure> {
    let result: Value = serde_json::from_slice(result).map_err(|_| Failure::InternalServerError)?;
    let whole = match (&result, format) {
        (Value::Object(members), _) if members.contains_key("statusCode") => whole(members, format, untold),
        (_, PayloadFormat::V1) => None,
        (Value::String(text), PayloadFormat::V2) => Some(inferred(text.clone())),
        (json, PayloadFormat::V2) => Some(inferred(json.to_string())),
    };
    whole.ok_or(Failure::InternalServerError)
}

fn inferred(body: String) -> Response {
    Response::new(200, "application/json", body)
}

/// A result that says it all. A body without a content type is plain text, no body has none (recorded on AWS
/// 2025).
fn whole(members: &Map<String, Value>, format: PayloadFormat, untold: &str) -> Option<Response> {
    let member = |name: &str| members.get(name).filter(|value| !value.is_null());
    let status = status(member("statusCode")?)?;
    let is_base64 = match member("isBase64Encoded") {
        None => false,
        Some(value) => scalar(value)?.parse().ok()?,
    };
    let body = member("body").map_or(Some(String::new()), scalar)?;
    let body = match is_base64 {
        true => Bytes::from(STANDARD.decode(body.trim()).ok()?),
        false => Bytes::from(body),
    };
    let mut headers = Headers::new();
    for (name, value) in entries(member("headers"))? {
        headers.push(name, scalar(value)?);
    }
    match format {
        // A name in both maps is sent twice (recorded on AWS 2025-11-23), unlike behind a REST API.
        PayloadFormat::V1 => {
            for (name, values) in entries(member("multiValueHeaders"))? {
                for value in values.as_array()? {
                    headers.push(name, scalar(value)?);
                }
            }
        }
        // Every cookie becomes a line of its own (RESP-015).
        PayloadFormat::V2 => {
            for cookie in member("cookies").map_or(Some(&Vec::new()), Value::as_array)? {
                headers.push("set-cookie", scalar(cookie)?);
            }
        }
    }
    let content_type = headers.get("Content-Type").map(str::to_owned);
    let content_type = content_type.or_else(|| (!body.is_empty()).then(|| untold.to_owned()));
    headers.remove("Content-Type");
    let mut response = match content_type {
        Some(content_type) => Response::new(status, &content_type, body),
        None => Response {
            body,
            ..Response::empty(status)
        },
    };
    for (name, value) in headers.iter() {
        response.headers.push(name, value);
    }
    Some(response)
}

fn status(value: &Value) -> Option<u16> {
    let text = match value {
        Value::Number(number) => format!("{}", number.as_f64()?),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    text.parse().ok().filter(|status| (200..=599).contains(status))
}

/// The entries of a map but those that are null.
fn entries(map: Option<&Value>) -> Option<impl Iterator<Item = (&String, &Value)>> {
    let map = match map {
        None => None,
        Some(Value::Object(map)) => Some(map),
        Some(_) => return None,
    };
    Some(map.into_iter().flatten().filter(|(_, value)| !value.is_null()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(result: &str, format: PayloadFormat) -> Option<(u16, Vec<String>, String)> {
        let response = client_response(result.as_bytes(), format).ok()?;
        let lines = response.headers.iter().map(|(n, v)| format!("{n}: {v}"));
        let body = String::from_utf8(response.body.to_vec()).unwrap();
        Some((response.status, lines.collect(), body))
    }

    fn is(status: u16, lines: &[&str], body: &str) -> Option<(u16, Vec<String>, String)> {
        let lines = lines.iter().map(|l| (*l).to_owned()).collect();
        Some((status, lines, body.to_owned()))
    }

    const JSON: &str = "Content-Type: application/json";
    const TEXT: &str = "Content-Type: text/plain; charset=utf-8";

    #[test]
    fn format_2_infers_what_is_not_said() {
        for (result, body) in [
            (r#"{"hello": "world"}"#, r#"{"hello":"world"}"#),
            (r#""hello""#, "hello"),
            ("3", "3"),
            ("true", "true"),
            (r#"["hello", 3, true]"#, r#"["hello",3,true]"#),
            ("null", "null"),
            (r#"{"body":"x","headers":{}}"#, r#"{"body":"x","headers":{}}"#),
        ] {
            assert_eq!(of(result, PayloadFormat::V2), is(200, &[JSON], body), "{result}");
            assert_eq!(of(result, PayloadFormat::V1), None, "{result}");
        }
        assert_eq!(of("no json", PayloadFormat::V2), None);
    }

    #[test]
    fn a_whole_result_is_sent_as_it_is() {
        for (result, expected) in [
            (
                json!({"statusCode": 200, "body": "{\"a\": 1}"}),
                is(200, &[TEXT], "{\"a\": 1}"),
            ),
            (json!({"statusCode": 204}), is(204, &[], "")),
            (json!({"statusCode": "201", "body": null}), is(201, &[], "")),
            (
                json!({"statusCode": 302, "headers": {"location": "https://example.com/"}}),
                is(302, &["location: https://example.com/"], ""),
            ),
            (
                json!({"statusCode": 200, "body": "aGk=", "isBase64Encoded": true,
                       "headers": {"x-a": 1, "content-type": "text/html", "x-n": null}}),
                is(200, &["Content-Type: text/html", "x-a: 1"], "hi"),
            ),
            (json!({"statusCode": 200, "more": 1}), is(200, &[], "")),
            (json!({"statusCode": null}), None),
            (json!({"statusCode": "many"}), None),
            (json!({"statusCode": 99}), None),
            (json!({"statusCode": 200, "body": {"a": 1}}), None),
            (json!({"statusCode": 200, "headers": []}), None),
            (json!({"statusCode": 200, "headers": {"a": ["b"]}}), None),
            (
                json!({"statusCode": 200, "body": "?", "isBase64Encoded": true}),
                None,
            ),
        ] {
            for format in [PayloadFormat::V1, PayloadFormat::V2] {
                assert_eq!(of(&result.to_string(), format), expected, "{result}");
            }
        }
    }

    #[test]
    fn several_values_are_several_lines() {
        let result =
            json!({"statusCode": 200, "cookies": ["a=1", "b=2"], "multiValueHeaders": {"x": ["1", "2"]},
                            "headers": {"X": "1"}})
            .to_string();
        assert_eq!(
            of(&result, PayloadFormat::V2),
            is(200, &["X: 1", "set-cookie: a=1", "set-cookie: b=2"], "")
        );
        assert_eq!(
            of(&result, PayloadFormat::V1),
            is(200, &["X: 1", "x: 1", "x: 2"], "")
        );
    }
}
