//! The response format of proxy functions.

use bytes::Bytes;
use serde_json::{Map, Value};

use crate::gateway::binary::{self, BinaryMediaTypes};
use crate::gateway::failure::Failure;
use crate::gateway::header_rules;
use crate::wire::{Headers, Response};

/// The client's response, from what the function returned.
///
/// Recorded on AWS: an unknown member, a body that is an object, a status that is no number or a
/// `multiValueHeaders` entry that is no list make it malformed (502); members may be null or missing, the status
/// then is 200, and scalars are taken for their text. Base64 counts only if the client accepts binary, and is then
/// an error (500) if it is none.
///
/// # Errors
/// [`Failure`]: 502 or 500.
pub fn client_response(
    result: &[u8],
    binary: &BinaryMediaTypes,
    accept: Option<&str>,
) -> Result<Response, Failure> {
    let Ok(Value::Object(result)) = serde_json::from_slice(result) else {
        return Err(Failure::malformed_proxy_response());
    };
    let parts = Parts::of(&result).ok_or_else(Failure::malformed_proxy_response)?;
    let body = if parts.is_base64 && binary.accepted(accept) {
        binary::decoded(parts.body.as_bytes())
            .map_err(|_| Failure::configuration("Unable to base64 decode the body.").traced())?
    } else {
        Bytes::from(parts.body)
    };
    let mut response = Response::new(parts.status, "application/json", body);
    if parts.headers.get("Content-Type").is_some() {
        response.headers.remove("Content-Type");
    }
    for (name, value) in parts.headers.iter() {
        if let Some(name) = header_rules::in_response(name) {
            response.headers.push(name, value);
        }
    }
    Ok(response)
}

struct Parts {
    status: u16,
    headers: Headers,
    body: String,
    is_base64: bool,
}

impl Parts {
    fn of(result: &Map<String, Value>) -> Option<Self> {
        let mut parts = Self {
            status: 200,
            headers: Headers::new(),
            body: String::new(),
            is_base64: false,
        };
        for (name, value) in result {
            match (name.as_str(), value) {
                ("statusCode" | "body" | "isBase64Encoded", Value::Null) => {}
                ("statusCode", value) => parts.status = status(value)?,
                ("body", value) => parts.body = scalar(value)?,
                ("isBase64Encoded", value) => parts.is_base64 = scalar(value)?.parse().ok()?,
                ("headers" | "multiValueHeaders", _) => {}
                _ => return None,
            }
        }
        parts.headers = headers(result.get("headers"), result.get("multiValueHeaders"))?;
        Some(parts)
    }
}

fn status(value: &Value) -> Option<u16> {
    let status = match value {
        Value::Number(number) => {
            let number = number.as_f64()?;
            (number.fract() == 0.0).then(|| format!("{number}"))?
        }
        Value::String(text) => text.clone(),
        _ => return None,
    };
    status.parse().ok().filter(|s| (100..=599).contains(s))
}

/// Scalars are taken for their text.
pub(in crate::gateway) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Both maps merged: multi-value entries first and in their case, then the single ones, unless a pair is there
/// already (recorded on AWS; the guide says that only the multi-value entry counts, RESP-004).
fn headers(single: Option<&Value>, multi: Option<&Value>) -> Option<Headers> {
    let mut headers = Headers::new();
    for (name, values) in entries(multi)? {
        for value in values.as_array()?.iter().filter(|v| !v.is_null()) {
            headers.push(name, scalar(value)?);
        }
    }
    let multi = headers.clone();
    for (name, value) in entries(single)?.filter(|(_, value)| !value.is_null()) {
        let value = scalar(value)?;
        if multi.all(name).all(|v| v != value) {
            let known = multi
                .iter()
                .map(|(n, _)| n)
                .find(|n| n.eq_ignore_ascii_case(name));
            headers.push(known.unwrap_or(name), value);
        }
    }
    Some(headers)
}

fn entries(map: Option<&Value>) -> Option<impl Iterator<Item = (&String, &Value)>> {
    match map {
        None | Some(Value::Null) => Some(None.into_iter().flatten()),
        Some(Value::Object(map)) => Some(Some(map).into_iter().flatten()),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn outcome(result: Value) -> (u16, Vec<(String, String)>, String) {
        let binary = BinaryMediaTypes::new(vec!["image/png".into()]);
        match client_response(result.to_string().as_bytes(), &binary, Some("image/png")) {
            Ok(response) => (
                response.status,
                response
                    .headers
                    .iter()
                    .map(|(n, v)| (n.to_owned(), v.to_owned()))
                    .collect(),
                String::from_utf8(response.body.to_vec()).unwrap(),
            ),
            Err(failure) => (failure.status.unwrap_or(500), Vec::new(), String::new()),
        }
    }

    fn of(status: u16, headers: &[(&str, &str)], body: &str) -> (u16, Vec<(String, String)>, String) {
        let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        (status, headers.collect(), body.to_owned())
    }

    const JSON: (&str, &str) = ("Content-Type", "application/json");

    #[test]
    fn the_format_is_as_recorded() {
        for (result, expected) in [
            (json!({"statusCode": 200}), of(200, &[JSON], "")),
            (json!({}), of(200, &[JSON], "")),
            (json!({"headers": {"a": "b"}}), of(200, &[JSON, ("a", "b")], "")),
            (json!({"statusCode": 200, "headers": null}), of(200, &[JSON], "")),
            (
                json!({"headers": {"a": true, "n": 1}}),
                of(200, &[JSON, ("a", "true"), ("n", "1")], ""),
            ),
            (json!({"statusCode": "201"}), of(201, &[JSON], "")),
            (json!({"statusCode": "test"}), of(502, &[], "")),
            (
                json!({"statusCode": 200, "wrongValue": "value"}),
                of(502, &[], ""),
            ),
            (json!({"statusCode": 200, "wrongValue": null}), of(502, &[], "")),
            (json!("just-string"), of(502, &[], "")),
            (json!(null), of(502, &[], "")),
            (json!({"body": {"a": 1}}), of(502, &[], "")),
            (json!({"multiValueHeaders": {"a": "b"}}), of(502, &[], "")),
            (
                json!({"multiValueHeaders": {"tesT-Multi": ["value-multi"]}, "headers": {"test-multi": "value-solo"}}),
                of(
                    200,
                    &[JSON, ("tesT-Multi", "value-multi"), ("tesT-Multi", "value-solo")],
                    "",
                ),
            ),
            (
                json!({"statusCode": 302, "headers": {"Location": "https://example.com/", "content-type": "text/html"}}),
                of(
                    302,
                    &[
                        ("Location", "https://example.com/"),
                        ("content-type", "text/html"),
                    ],
                    "",
                ),
            ),
            (
                json!({"headers": {"Server": "x", "Transfer-Encoding": "y"}}),
                of(200, &[JSON, ("x-amzn-Remapped-Server", "x")], ""),
            ),
            (
                json!({"body": "aGk=", "isBase64Encoded": true}),
                of(200, &[JSON], "hi"),
            ),
            (json!({"body": "aGk="}), of(200, &[JSON], "aGk=")),
            (json!({"body": "è+)(", "isBase64Encoded": true}), of(500, &[], "")),
        ] {
            assert_eq!(outcome(result.clone()), expected, "{result}");
        }
    }

    #[test]
    fn base64_stays_text_for_clients_that_do_not_accept_binary() {
        let result = json!({"body": "aGk=", "isBase64Encoded": true}).to_string();
        let types = BinaryMediaTypes::default();
        let response = client_response(result.as_bytes(), &types, Some("image/png"));
        assert_eq!(response.unwrap().body, "aGk=");
    }
}
