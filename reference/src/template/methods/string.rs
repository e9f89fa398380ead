//! `java.lang.String`. Indexes and lengths count UTF-16 units, as in Java.

use std::{cmp::Ordering, sync::Arc};

use super::dispatch::count;
use crate::template::{RenderError, evaluator::Evaluator, value::Value};

pub(super) fn call(
    text: &Arc<str>,
    name: &str,
    arguments: &[Value],
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    evaluator.made_text(text.len() / 16)?;
    Ok(match (name, arguments) {
        ("length", []) => count(length(text)),
        ("isEmpty", []) => Value::Bool(text.is_empty()),
        ("contains", [Value::Text(part)]) => Value::Bool(text.contains(&**part)),
        ("contentEquals", [Value::Text(other)]) => Value::Bool(text == other),
        ("startsWith", [Value::Text(prefix)]) => Value::Bool(text.starts_with(&**prefix)),
        ("startsWith", [Value::Text(prefix), Value::Integer(from)]) => {
            let rest = byte_at(text, *from).and_then(|at| text.get(at..));
            Value::Bool(rest.is_some_and(|rest| rest.starts_with(&**prefix)))
        }
        ("endsWith", [Value::Text(suffix)]) => Value::Bool(text.ends_with(&**suffix)),
        ("equalsIgnoreCase", [other]) => {
            Value::Bool(matches!(other, Value::Text(other) if folded(text) == folded(other)))
        }
        ("compareTo", [Value::Text(other)]) => difference(text, other),
        ("compareToIgnoreCase", [Value::Text(other)]) => difference(&folded(text), &folded(other)),
        ("indexOf", [part]) => index_of(text, part, 0),
        ("indexOf", [part, Value::Integer(from)]) => index_of(text, part, *from),
        ("lastIndexOf", [part]) => match searched(part).and_then(|part| text.rfind(&*part)) {
            Some(at) => count(length(&text[..at])),
            None => Value::Integer(-1),
        },
        ("lastIndexOf", [part, Value::Integer(from)]) => last_index_of(text, part, *from),
        ("charAt", [Value::Integer(index)]) => substring(text, *index, index.saturating_add(1), evaluator)?,
        ("substring", [Value::Integer(from)]) => substring(
            text,
            *from,
            i128::try_from(length(text)).unwrap_or(i128::MAX),
            evaluator,
        )?,
        ("substring" | "subSequence", [Value::Integer(from), Value::Integer(to)]) => {
            substring(text, *from, *to, evaluator)?
        }
        ("concat", [Value::Text(other)]) => made([text, &**other].concat(), evaluator)?,
        ("replace", [Value::Text(from), Value::Text(to)]) => {
            let found = if from.is_empty() {
                text.len() + 1
            } else {
                text.matches(&**from).count()
            };
            evaluator.made_text(text.len().saturating_add(found.saturating_mul(to.len())))?;
            Value::text(text.replace(&**from, to))
        }
        ("replaceAll", [Value::Text(pattern), Value::Text(to)]) => {
            replace_pattern(text, pattern, to, usize::MAX, evaluator)?
        }
        ("replaceFirst", [Value::Text(pattern), Value::Text(to)]) => {
            replace_pattern(text, pattern, to, 1, evaluator)?
        }
        ("matches", [Value::Text(pattern)]) => Value::Bool(evaluator.pattern(pattern)?.matches(text)),
        ("split", [Value::Text(pattern)]) => split(text, pattern, 0, evaluator)?,
        ("split", [Value::Text(pattern), Value::Integer(limit)]) => split(text, pattern, *limit, evaluator)?,
        ("toLowerCase", []) => made(text.to_lowercase(), evaluator)?,
        ("toUpperCase", []) => made(text.to_uppercase(), evaluator)?,
        // Java trims control characters and blanks, and no other white space.
        ("trim", []) => made(text.trim_matches(|c: char| c <= ' ').to_owned(), evaluator)?,
        ("hashCode", []) => Value::Integer(i128::from(hash_code(text))),
        ("intern", []) => Value::Text(Arc::clone(text)),
        ("toCharArray", []) => {
            evaluator.made_values(text.len())?;
            Value::list(text.chars().map(|c| Value::text(c.to_string())).collect())
        }
        ("valueOf", [value]) => Value::Text(evaluator.text_of(value)?),
        // Java's static methods can be called on any text; so can those with any number of arguments.
        ("format", [Value::Text(format), values @ ..]) => {
            made(super::format::format(format, values, evaluator)?, evaluator)?
        }
        ("join", [Value::Text(separator), Value::List(list)]) => {
            let parts = list.items.borrow().clone();
            joined(separator, &parts, evaluator)?
        }
        ("join", [Value::Text(separator), parts @ ..]) => joined(separator, parts, evaluator)?,
        (
            "chars" | "codePointAt" | "codePointBefore" | "codePointCount" | "codePoints" | "copyValueOf"
            | "getBytes" | "getChars" | "isBlank" | "lines" | "offsetByCodePoints" | "regionMatches"
            | "repeat" | "strip" | "stripLeading" | "stripTrailing",
            _,
        ) => return Err(evaluator.error(format!("String.{name} is not supported here"))),
        _ => Value::Null,
    })
}

fn made(text: String, evaluator: &mut Evaluator<'_>) -> Result<Value, RenderError> {
    evaluator.made_text(text.len())?;
    Ok(Value::text(text))
}

fn length(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

/// Java's String.equalsIgnoreCase compares upper-cased, then lower-cased characters.
fn folded(text: &str) -> String {
    text.to_uppercase().to_lowercase()
}

fn difference(left: &str, right: &str) -> Value {
    let (mut l, mut r) = (left.encode_utf16(), right.encode_utf16());
    loop {
        return match (l.next(), r.next()) {
            (Some(l), Some(r)) if l == r => continue,
            (Some(l), Some(r)) => Value::Integer(i128::from(l) - i128::from(r)),
            (None, None) => Value::Integer(0),
            (left_over, _) => {
                let longer = if left_over.is_some() {
                    1 + l.count()
                } else {
                    1 + r.count()
                };
                let sign = if left_over.is_some() {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
                Value::Integer(i128::try_from(longer).unwrap_or(i128::MAX) * sign as i128)
            }
        };
    }
}

/// What `indexOf` looks for: a text, or the character with a code.
fn searched(part: &Value) -> Option<String> {
    match part {
        Value::Text(part) => Some(part.to_string()),
        Value::Integer(code) => u32::try_from(*code)
            .ok()
            .and_then(char::from_u32)
            .map(String::from),
        _ => None,
    }
}

fn index_of(text: &str, part: &Value, from: i128) -> Value {
    let Some(part) = searched(part) else {
        return Value::Null;
    };
    let Some(start) = byte_at(text, from.max(0)) else {
        return Value::Integer(-1);
    };
    match text[start..].find(&*part) {
        Some(at) => count(length(&text[..start + at])),
        None => Value::Integer(-1),
    }
}

/// The last occurrence that starts at `from` or before.
fn last_index_of(text: &str, part: &Value, from: i128) -> Value {
    let Some(part) = searched(part) else {
        return Value::Null;
    };
    let end = byte_at(text, from).unwrap_or(if from < 0 { 0 } else { text.len() });
    let found = text
        .match_indices(&*part)
        .map(|(at, _)| at)
        .take_while(|at| from >= 0 && *at <= end)
        .last();
    found.map_or(Value::Integer(-1), |at| count(length(&text[..at])))
}

fn joined(separator: &str, parts: &[Value], evaluator: &mut Evaluator<'_>) -> Result<Value, RenderError> {
    let mut text = String::new();
    for (i, part) in parts.iter().enumerate() {
        let Value::Text(part) = part else {
            return Err(evaluator.error("join takes texts only"));
        };
        evaluator.made_text(separator.len() + part.len())?;
        text.push_str(if i == 0 { "" } else { separator });
        text.push_str(part);
    }
    made(text, evaluator)
}

/// The byte where the UTF-16 unit `index` starts; also the end of the text.
fn byte_at(text: &str, index: i128) -> Option<usize> {
    let index = usize::try_from(index).ok()?;
    if text.is_ascii() {
        return (index <= text.len()).then_some(index);
    }
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units >= index {
            return Some(at);
        }
        units += c.len_utf16();
    }
    (units == index).then_some(text.len())
}

fn substring(text: &str, from: i128, to: i128, evaluator: &mut Evaluator<'_>) -> Result<Value, RenderError> {
    let part = byte_at(text, from)
        .zip(byte_at(text, to))
        .and_then(|(from, to)| text.get(from..to));
    match part {
        Some(part) => made(part.to_owned(), evaluator),
        None => Err(evaluator.error(format!("{from} to {to} is outside a text of {}", length(text)))),
    }
}

fn hash_code(text: &str) -> i32 {
    text.encode_utf16().fold(0_i32, |hash, unit| {
        hash.wrapping_mul(31).wrapping_add(i32::from(unit))
    })
}

fn replace_pattern(
    text: &str,
    pattern: &Arc<str>,
    replacement: &str,
    limit: usize,
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    let pattern = evaluator.pattern(pattern)?;
    let mut out = String::new();
    let mut copied = 0;
    for found in pattern.regex().captures_iter(text).take(limit) {
        let found = found.map_err(|e| evaluator.error(e.to_string()))?;
        let Some(whole) = found.get(0) else {
            break;
        };
        out.push_str(&text[copied..whole.start()]);
        let before = out.len();
        expand(replacement, &found, &mut out).map_err(|reason| evaluator.error(reason))?;
        evaluator.made_text(out.len() - before)?;
        copied = whole.end();
    }
    out.push_str(&text[copied..]);
    made(out, evaluator)
}

/// Java's replacements: `$1` and `${name}` are groups, a backslash takes the next character as it is.
fn expand(replacement: &str, found: &fancy_regex::Captures<'_, str>, out: &mut String) -> Result<(), String> {
    let mut rest = replacement;
    while let Some(special) = rest.find(['\\', '$']) {
        out.push_str(&rest[..special]);
        let behind = &rest[special + 1..];
        if rest[special..].starts_with('\\') {
            let c = behind
                .chars()
                .next()
                .ok_or("character to be escaped is missing")?;
            out.push(c);
            rest = &behind[c.len_utf8()..];
        } else if let Some(named) = behind.strip_prefix('{') {
            let (name, after) = named
                .split_once('}')
                .ok_or("named capturing group is missing trailing '}'")?;
            out.push_str(found.name(name).map_or("", |group| group.as_str()));
            rest = after;
        } else {
            // Java takes as many digits as still name a group.
            let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let known = |length: &usize| behind[..*length].parse::<usize>().is_ok_and(|n| n < found.len());
            let length = (1..=digits).rev().find(known);
            let length = length.ok_or(if digits == 0 {
                "illegal group reference"
            } else {
                "no such group"
            })?;
            let group = behind[..length].parse().ok().and_then(|n| found.get(n));
            out.push_str(group.map_or("", |group| group.as_str()));
            rest = &behind[length..];
        }
    }
    out.push_str(rest);
    Ok(())
}

/// Java's `split`: a match of nothing at the start splits nothing off; without a limit, empty parts at the end
/// are left out.
fn split(
    text: &str,
    pattern: &Arc<str>,
    limit: i128,
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    let pattern = evaluator.pattern(pattern)?;
    let most = if limit > 0 {
        usize::try_from(limit).unwrap_or(usize::MAX)
    } else {
        usize::MAX
    };
    let mut parts = Vec::new();
    let mut copied = 0;
    for found in pattern.regex().find_iter(text) {
        let found = found.map_err(|e| evaluator.error(e.to_string()))?;
        if parts.len() + 1 >= most {
            break;
        }
        if found.end() == 0 || found.start() == found.end() && found.start() == text.len() {
            continue;
        }
        parts.push(&text[copied..found.start()]);
        copied = found.end();
    }
    let unsplit = parts.is_empty();
    parts.push(&text[copied..]);
    if limit == 0 && !unsplit {
        while parts.last().is_some_and(|part| part.is_empty()) {
            parts.pop();
        }
    }
    evaluator.made_values(parts.len())?;
    Ok(Value::list(parts.into_iter().map(Value::text).collect()))
}
