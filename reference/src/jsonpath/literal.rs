//! Literals of filters and arguments: JSON, with single quotes allowed.

use serde_json::{Map, Number, Value};

use super::{ParseError, cursor::Cursor};

/// A literal of any kind.
pub(super) fn value(cursor: &mut Cursor<'_>) -> Result<Value, ParseError> {
    match cursor.peek() {
        Some('\'' | '"') => string(cursor).map(Value::String),
        Some('[') => cursor.nested(array),
        Some('{') => cursor.nested(object),
        Some(c) if c == '-' || c.is_ascii_digit() => number(cursor),
        _ => [
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
        ]
        .into_iter()
        .find_map(|(word, value)| cursor.take(word).then_some(value))
        .ok_or_else(|| cursor.error("expected a literal")),
    }
}

/// A quoted text; a backslash escapes as in Java.
pub(super) fn string(cursor: &mut Cursor<'_>) -> Result<String, ParseError> {
    let quote = cursor.next();
    let mut text = String::new();
    loop {
        match cursor.next() {
            None => return Err(cursor.error("the string is not closed")),
            c if c == quote => return Ok(text),
            Some('\\') => text.push(match cursor.next() {
                Some('b') => '\u{8}',
                Some('f') => '\u{c}',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('u') => unicode(cursor)?,
                Some(other) => other,
                None => return Err(cursor.error("the string is not closed")),
            }),
            Some(c) => text.push(c),
        }
    }
}

fn unicode(cursor: &mut Cursor<'_>) -> Result<char, ParseError> {
    let code = four_digits(cursor)?;
    let low = if (0xd800..0xdc00).contains(&code) && cursor.take("\\u") {
        Some(four_digits(cursor)?)
    } else {
        None
    };
    let units = [Some(code), low].into_iter().flatten();
    match char::decode_utf16(units).next() {
        Some(Ok(c)) => Ok(c),
        _ => Err(cursor.error("not a character")),
    }
}

fn four_digits(cursor: &mut Cursor<'_>) -> Result<u16, ParseError> {
    let start = cursor.at();
    for _ in 0..4 {
        cursor.next();
    }
    u16::from_str_radix(cursor.since(start), 16).map_err(|_| cursor.error("expected four hexadecimal digits"))
}

fn number(cursor: &mut Cursor<'_>) -> Result<Value, ParseError> {
    let text = cursor.take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'));
    if let Ok(integer) = text.parse::<i64>() {
        return Ok(integer.into());
    }
    text.parse::<f64>()
        .ok()
        .and_then(Number::from_f64)
        .map(Value::Number)
        .ok_or_else(|| cursor.error("not a number"))
}

fn array(cursor: &mut Cursor<'_>) -> Result<Value, ParseError> {
    cursor.expect("[")?;
    let mut items = Vec::new();
    cursor.skip_blanks();
    while !cursor.take("]") {
        items.push(value(cursor)?);
        comma_unless(cursor, "]")?;
    }
    Ok(Value::Array(items))
}

fn object(cursor: &mut Cursor<'_>) -> Result<Value, ParseError> {
    cursor.expect("{")?;
    let mut members = Map::new();
    cursor.skip_blanks();
    while !cursor.take("}") {
        let name = string(cursor)?;
        cursor.skip_blanks();
        cursor.expect(":")?;
        cursor.skip_blanks();
        members.insert(name, value(cursor)?);
        comma_unless(cursor, "}")?;
    }
    Ok(Value::Object(members))
}

fn comma_unless(cursor: &mut Cursor<'_>, close: &str) -> Result<(), ParseError> {
    cursor.skip_blanks();
    if !cursor.rest().starts_with(close) {
        cursor.expect(",")?;
        cursor.skip_blanks();
    }
    Ok(())
}
