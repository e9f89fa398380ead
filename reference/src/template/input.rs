//! `$input`: the payload and the request's parameters.

use std::{cell::OnceCell, sync::Arc};

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::{
    RenderError,
    evaluator::Evaluator,
    json,
    key::Key,
    print,
    value::{Entries, MapKind, Value},
};
use crate::jsonpath::Path;

/// `$input.body`. An empty payload reads `{}` (recorded on AWS 2025).
pub(super) fn body(evaluator: &Evaluator<'_>) -> Value {
    Value::text(text(evaluator))
}

pub(super) fn call(
    name: &str,
    arguments: &[Value],
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    match (name, arguments) {
        ("json", [Value::Text(path)]) => as_json(path, evaluator),
        ("path", [Value::Text(path)]) => as_value(path, evaluator),
        ("params", []) => Ok(all_parameters(evaluator)),
        ("params", [name]) => {
            let name = evaluator.text_of(name)?;
            Ok(parameter(&name, evaluator).map_or(Value::Null, Value::text))
        }
        _ => Ok(Value::Null),
    }
}

fn text<'r>(evaluator: &Evaluator<'r>) -> &'r str {
    let body = evaluator.input.body;
    if body.is_empty() { "{}" } else { body }
}

/// JSON text of what a path finds; two quotes if nothing (recorded on AWS 2015).
fn as_json(path: &str, evaluator: &mut Evaluator<'_>) -> Result<Value, RenderError> {
    let path = parsed(path, evaluator)?;
    let payload = payload(&evaluator.body, text(evaluator), evaluator)?;
    let mut out = String::new();
    match path.read(payload) {
        Ok(found) => print::json(&found, &mut out),
        Err(_) => out.push_str("\"\""),
    }
    evaluator.made_text(out.len())?;
    Ok(Value::text(out))
}

/// What a path finds, as a value; the same one each time, so that changes to it stay.
fn as_value(path: &Arc<str>, evaluator: &mut Evaluator<'_>) -> Result<Value, RenderError> {
    if let Some(value) = evaluator.paths.get(path) {
        return Ok(value.clone());
    }
    let parsed = parsed(path, evaluator)?;
    let found = {
        let payload = payload(&evaluator.body, text(evaluator), evaluator)?;
        parsed
            .read(payload)
            .map_or(Value::Null, |found| Value::from_json(&found))
    };
    evaluator.measure(&found)?;
    evaluator.paths.insert(Arc::clone(path), found.clone());
    Ok(found)
}

fn parsed(path: &str, evaluator: &Evaluator<'_>) -> Result<Path, RenderError> {
    Path::parse(path).map_err(|e| evaluator.error(format!("failed to {e}")))
}

/// The payload, read once. Text that is not JSON stands for itself; a broken object or array is an error
/// (both recorded on AWS 2015).
fn payload<'e>(
    body: &'e OnceCell<Option<Json>>,
    text: &str,
    evaluator: &Evaluator<'_>,
) -> Result<&'e Json, RenderError> {
    let blank = || Json::String(text.to_owned());
    body.get_or_init(|| json::parse(text).or_else(|| text.trim().is_empty().then(blank)))
        .as_ref()
        .ok_or_else(|| evaluator.error("could not process payload: neither JSON nor plain text"))
}

fn all_parameters(evaluator: &Evaluator<'_>) -> Value {
    let params = evaluator.input.params;
    let map = |parameters: &IndexMap<String, String>| {
        let entry = |(k, v): (&String, &String)| (Key::from(k.as_str()), Value::text(v.as_str()));
        Value::map(parameters.iter().map(entry).collect(), MapKind::Plain)
    };
    let all = [
        ("path", map(&params.path)),
        ("querystring", map(&params.querystring)),
        ("header", map(&params.header)),
    ];
    Value::map(
        all.into_iter()
            .map(|(k, v)| (Key::from(k), v))
            .collect::<Entries>(),
        MapKind::Plain,
    )
}

/// Looks in the path, then the query string, then the headers (TMPL-012); header names are of any case.
fn parameter(name: &str, evaluator: &Evaluator<'_>) -> Option<String> {
    let params = evaluator.input.params;
    let exact = [&params.path, &params.querystring, &params.header]
        .into_iter()
        .find_map(|map| map.get(name));
    let any_case = || {
        params
            .header
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    exact.or_else(any_case).cloned()
}
