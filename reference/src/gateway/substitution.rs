//! The simple variables of gateway responses: no directives, no methods (ERR-042).

use indexmap::IndexMap;
use serde_json::{Map, Value};

/// Replaces `$context.…` and `$stageVariables.…` (also in braces) by their values, and by nothing if there is
/// none. Everything else stays as it is.
#[must_use]
pub fn substitute(
    template: &str,
    context: &Map<String, Value>,
    variables: &IndexMap<String, String>,
) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((name, length)) => {
                if let Some(variable) = name.strip_prefix("stageVariables.") {
                    out.push_str(variables.get(variable).map_or("", String::as_str));
                } else if let Some(path) = name.strip_prefix("context.") {
                    out.push_str(&of_context(context, path).unwrap_or_default());
                }
                rest = &rest[length..];
            }
            None => {
                out.push('$');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// The text of a scalar in `$context`, by its path in dots.
#[must_use]
pub fn of_context(context: &Map<String, Value>, path: &str) -> Option<String> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(f, r)| (f, Some(r)));
    match (context.get(first)?, rest) {
        (Value::Object(inner), Some(rest)) => of_context(inner, rest),
        (Value::String(text), None) => Some(text.clone()),
        (value @ (Value::Number(_) | Value::Bool(_)), None) => Some(value.to_string()),
        _ => None,
    }
}

/// The name and the length of the reference that the text starts with.
fn reference(text: &str) -> Option<(&str, usize)> {
    let after = &text[1..];
    let (inner, is_braced) = after.strip_prefix('{').map_or((after, false), |i| (i, true));
    if !inner.starts_with("context.") && !inner.starts_with("stageVariables.") {
        return None;
    }
    let end = inner
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')))
        .unwrap_or(inner.len());
    let name = inner[..end].trim_end_matches('.');
    if is_braced {
        inner[name.len()..]
            .starts_with('}')
            .then_some((name, name.len() + 3))
    } else {
        Some((name, name.len() + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_variables_are_replaced() {
        let context =
            json!({"stage": "dev", "error": {"messageString": "\"No\"", "responseType": "X"}, "n": 1});
        let context = context.as_object().unwrap();
        let variables = IndexMap::from([("a".to_owned(), "b".to_owned())]);
        for (template, expected) in [
            (
                "{\"message\":$context.error.messageString}",
                "{\"message\":\"No\"}",
            ),
            ("$context.stage.", "dev."),
            ("${context.stage}x $context.n", "devx 1"),
            (
                "$stageVariables.a|$stageVariables.c|$context.missing|$context.error",
                "b|||",
            ),
            ("#if(true)$x$ #end $input.body", "#if(true)$x$ #end $input.body"),
            ("${context.stage", "${context.stage"),
            ("$", "$"),
        ] {
            assert_eq!(substitute(template, context, &variables), expected, "{template}");
        }
    }
}
