//! How values become text: Java's `toString`, and JSON as json-smart writes it.

use std::fmt::Write;

use serde_json::Value as Json;

use super::value::{List, ListKind, MAX_DEPTH, Map, MapKind, Value};

/// Appends what Java's `toString` gives.
///
/// Recorded on AWS 2025: maps print `{a=b, c=d}`; a list from JSON prints JSON, also inside a map.
pub(super) fn java(value: &Value, depth: usize, out: &mut String) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Value::Integer(integer) => written(format_args!("{integer}"), out),
        Value::Float(float) => out.push_str(&java_double(*float)),
        Value::Text(text) => out.push_str(text),
        Value::List(list) if list.kind == ListKind::Json => json_list(list, depth, out),
        Value::List(list) => {
            out.push('[');
            for (i, item) in list.items.borrow().iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                java(item, depth + 1, out);
            }
            out.push(']');
        }
        Value::Map(map) if matches!(map.kind, MapKind::Plain) => {
            out.push('{');
            for (i, (key, value)) in map.entries.borrow().iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                written(format_args!("{key}="), out);
                java(value, depth + 1, out);
            }
            out.push('}');
        }
        Value::Entry(entry) => {
            written(format_args!("{}=", entry.key), out);
            java(&entry.value, depth + 1, out);
        }
        Value::Map(_)
        | Value::Iterator(_)
        | Value::Loop(_)
        | Value::Block(_)
        | Value::Input
        | Value::Util => {}
    }
}

fn written(text: std::fmt::Arguments<'_>, out: &mut String) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(text);
}

/// A value inside a list from JSON.
fn json_in_list(value: &Value, depth: usize, out: &mut String) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Text(text) => quoted(text, true, out),
        Value::List(list) => json_list(list, depth, out),
        Value::Map(map) => json_map(map, depth, out),
        other => java(other, depth, out),
    }
}

fn json_list(list: &List, depth: usize, out: &mut String) {
    out.push('[');
    for (i, item) in list.items.borrow().iter().enumerate() {
        out.push_str(if i == 0 { "" } else { "," });
        json_in_list(item, depth + 1, out);
    }
    out.push(']');
}

fn json_map(map: &Map, depth: usize, out: &mut String) {
    out.push('{');
    for (i, (key, value)) in map.entries.borrow().iter().enumerate() {
        out.push_str(if i == 0 { "" } else { "," });
        quoted(&key.to_string(), true, out);
        out.push(':');
        json_in_list(value, depth + 1, out);
    }
    out.push('}');
}

/// Appends JSON without blanks, as `$input.json` gives it.
pub(super) fn json(value: &Json, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Json::Number(n) => match n.as_f64() {
            Some(float) if n.is_f64() => out.push_str(&java_double(float)),
            _ => written(format_args!("{n}"), out),
        },
        Json::String(text) => quoted(text, false, out),
        Json::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                json(item, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (i, (key, value)) in members.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                quoted(key, false, out);
                out.push(':');
                json(value, out);
            }
            out.push('}');
        }
    }
}

/// json-smart escapes control characters and U+2000 to U+20FF; a list's `toString` also escapes slashes
/// ("protect for web"), `$input.json` does not.
fn quoted(text: &str, escape_slash: bool, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let escape = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '/' if escape_slash => "\\/",
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2000}'..='\u{20ff}' => "",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        if escape.is_empty() {
            written(format_args!("\\u{:04X}", u32::from(c)), out);
        } else {
            out.push_str(escape);
        }
        plain = at + c.len_utf8();
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

/// Java's `Double.toString`: `302.0`, `1.573573209347E9`, `1.0E-4`.
pub(super) fn java_double(float: f64) -> String {
    if float.is_nan() {
        return "NaN".to_owned();
    }
    if float.is_infinite() {
        return if float > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if float == 0.0 || (1e-3..1e7).contains(&float.abs()) {
        return format!("{float:?}");
    }
    let scientific = format!("{float:E}");
    match scientific.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => scientific,
    }
}
