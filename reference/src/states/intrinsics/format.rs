//! `States.Format`.

use serde_json::Value;

use super::call::Given;
use crate::states::number::double_text;

/// Fills each `{}` of the template with the next argument; `\{`, `\}`, `\'` and `\\` stand for themselves.
pub(super) fn format(given: &[Given]) -> Result<Value, String> {
    let template = given[0]
        .value
        .as_str()
        .ok_or_else(|| format!("Argument 1 must be a string but was: {}", given[0].value))?;
    let mut arguments = given[1..].iter();
    let mut text = String::new();
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '{' if chars.peek() == Some(&'}') => {
                chars.next();
                let argument = arguments
                    .next()
                    .ok_or("The number of arguments does not match the number of {} in the template")?;
                match &argument.value {
                    // A quoted argument still has its escapes.
                    Value::String(s) if argument.quoted => text.push_str(&super::string::unescaped(s)),
                    Value::String(s) => text.push_str(s),
                    other => java_text(other, &mut text),
                }
            }
            '{' | '}' => return Err("A { or } of the template is not matched".to_owned()),
            c => text.push(c),
        }
    }
    if arguments.next().is_some() {
        return Err("The number of arguments does not match the number of {} in the template".to_owned());
    }
    Ok(text.into())
}

/// As Java prints maps and lists: `{a=1, b=[]}` (recorded on AWS 2023).
fn java_text(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(text),
        Value::Number(number) => match number.as_f64() {
            Some(double) if number.is_f64() => out.push_str(&double_text(double)),
            _ => out.push_str(&number.to_string()),
        },
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                java_text(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (i, (name, value)) in members.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                out.push_str(name);
                out.push('=');
                java_text(value, out);
            }
            out.push('}');
        }
        other => out.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::call::computed;

    #[test]
    fn arguments_are_filled_in() {
        for (call, input, expected) in [
            ("States.Format('{} and {}', $.a, 'b')", json!({"a": 1}), "1 and b"),
            (
                "States.Format('{}', $)",
                json!({"Arg1": 1, "Arg2": []}),
                "{Arg1=1, Arg2=[]}",
            ),
            ("States.Format('{}', null)", json!({}), "null"),
            ("States.Format('{}', $)", json!([1, "x", 1.5]), "[1, x, 1.5]"),
            (
                "States.Format('\\{\"k\":\"{}\"\\}', 'v')",
                json!({}),
                "{\"k\":\"v\"}",
            ),
            ("States.Format('it\\'s {}', 'Bob\\'s')", json!({}), "it's Bob's"),
            ("States.Format($.t, 1)", json!({"t": "<{}>"}), "<1>"),
        ] {
            assert_eq!(computed(call, input), Ok(json!(expected)), "{call}");
        }
    }

    #[test]
    fn placeholders_and_arguments_must_match() {
        for call in [
            "States.Format('{} {}', 1)",
            "States.Format('{}', 1, 2)",
            "States.Format('{', 1)",
            "States.Format(1)",
        ] {
            assert!(computed(call, json!({})).is_err(), "{call}");
        }
    }
}
