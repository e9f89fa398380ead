//! Texts of steps: doc strings, quoted strings, AWS's names.

use apigw_conformance::expect::JsonPath;
use apigw_conformance::system::{ContentHandling, Passthrough};
use bytes::Bytes;
use cucumber::gherkin::Step;

use crate::world::Trouble;

/// The step's doc string without the line breaks behind the opening and before the closing quotes, which the
/// parser leaves in place.
pub fn doc_string(step: &Step) -> Result<String, Trouble> {
    let text = step
        .docstring
        .as_deref()
        .ok_or_else(|| Trouble::feature(step, "a doc string is missing"))?;
    let text = text.strip_prefix('\n').unwrap_or(text);
    Ok(text.strip_suffix('\n').unwrap_or(text).to_owned())
}

/// The first column of the step's table.
pub fn column(step: &Step) -> Result<Vec<String>, Trouble> {
    let table = step
        .table
        .as_ref()
        .ok_or_else(|| Trouble::feature(step, "a table is missing"))?;
    Ok(table.rows.iter().filter_map(|row| row.first().cloned()).collect())
}

/// A quoted string's text: `\"` is a quote, every other backslash is itself.
pub fn unescape(quoted: &str) -> String {
    quoted.replace("\\\"", "\"")
}

/// Bytes written in hexadecimal, as in `89 50 4e 47`.
pub fn bytes(step: &Step, hexadecimal: &str) -> Result<Bytes, Trouble> {
    let digits: Vec<_> = hexadecimal.chars().filter(|c| !c.is_whitespace()).collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).ok();
    let bytes: Option<Vec<_>> = digits.chunks(2).map(byte).collect();
    match bytes {
        Some(bytes) if digits.len() % 2 == 0 => Ok(bytes.into()),
        _ => Err(Trouble::feature(step, "write bytes as in 89 50 4e 47")),
    }
}

/// `contentHandling` by its name.
pub fn content_handling(name: &str) -> Option<ContentHandling> {
    match name {
        "CONVERT_TO_TEXT" => Some(ContentHandling::ToText),
        "CONVERT_TO_BINARY" => Some(ContentHandling::ToBinary),
        _ => None,
    }
}

/// `passthroughBehavior` by its name.
pub fn passthrough(name: &str) -> Option<Passthrough> {
    match name {
        "WHEN_NO_MATCH" => Some(Passthrough::WhenNoMatch),
        "WHEN_NO_TEMPLATES" => Some(Passthrough::WhenNoTemplates),
        "NEVER" => Some(Passthrough::Never),
        _ => None,
    }
}

/// A path of a JSON document, such as `$.a.b[0]`.
pub fn json_path(step: &Step, path: &str) -> Result<JsonPath, Trouble> {
    path.parse()
        .map_err(|error| Trouble::feature(step, &format!("failed to {error}")))
}
