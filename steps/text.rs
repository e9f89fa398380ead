//! Texts of steps: doc strings, quoted strings, AWS's names.

use apigw_conformance::expect::JsonPath;
use apigw_conformance::system::Passthrough;
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
