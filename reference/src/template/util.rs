//! `$util`.

use std::fmt::Write;

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use percent_encoding::percent_decode_str;

use super::{RenderError, evaluator::Evaluator, json, value::Value};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

pub(super) fn call(
    name: &str,
    arguments: &[Value],
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    let [argument] = arguments else {
        return Ok(Value::Null);
    };
    if name == "parseJson" {
        let text = evaluator.text_of(argument)?;
        return parse_json(&text, evaluator);
    }
    let convert: fn(&str) -> Result<String, &'static str> = match name {
        "escapeJavaScript" => |text| Ok(escape_java_script(text)),
        "urlEncode" => |text| Ok(form_urlencoded::byte_serialize(text.as_bytes()).collect()),
        "urlDecode" => url_decode,
        "base64Encode" => |text| Ok(BASE64.encode(text)),
        "base64Decode" => base64_decode,
        _ => return Ok(Value::Null),
    };
    let text = evaluator.text_of(argument)?;
    let converted = convert(&text).map_err(|reason| evaluator.error(format!("{name}: {reason}")))?;
    evaluator.made_text(converted.len())?;
    Ok(Value::text(converted))
}

fn parse_json(text: &str, evaluator: &mut Evaluator<'_>) -> Result<Value, RenderError> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    evaluator.made_text(text.len())?;
    match json::parse(text) {
        Some(json) => Ok(Value::from_json(&json)),
        None => Err(evaluator.error("parseJson: the text is not JSON")),
    }
}

/// Apache Commons' `escapeJavaScript`: also escapes single quotes, slashes and all that is not ASCII.
///
/// The AWS page on `$util` names only the single quote; the rest is the library's rule.
fn escape_java_script(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '\'' | '"' | '\\' | '/' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='\u{7f}' => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "\\u{unit:04X}");
                }
            }
        }
    }
    out
}

/// Java's `URLDecoder` refuses a percent sign without two hexadecimal digits.
fn url_decode(text: &str) -> Result<String, &'static str> {
    let digits = |part: &str| part.len() >= 2 && part.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
    if !text.split('%').skip(1).all(digits) {
        return Err("illegal hex characters in escape (%) pattern");
    }
    let spaced = text.replace('+', " ");
    Ok(percent_decode_str(&spaced).decode_utf8_lossy().into_owned())
}

/// Characters outside the alphabet are skipped, and the URL-safe alphabet is read too, as Apache's codec does.
fn base64_decode(text: &str) -> Result<String, &'static str> {
    let digits: String = text
        .chars()
        .filter_map(|c| match c {
            '-' => Some('+'),
            '_' => Some('/'),
            '+' | '/' => Some(c),
            c => c.is_ascii_alphanumeric().then_some(c),
        })
        .collect();
    let bytes = BASE64.decode(digits).map_err(|_| "not base64")?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
