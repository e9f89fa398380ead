//! `java.lang.String.format`, as far as texts, whole numbers and fixed fractions go.

use crate::template::{RenderError, evaluator::Evaluator, value::Value};

/// The widest field and the most digits behind a point.
const MAX_WIDTH: usize = 1000;

/// One `%…` of a format.
struct Field<'f> {
    left: bool,
    zeros: bool,
    plus: bool,
    width: usize,
    precision: Option<usize>,
    conversion: char,
    rest: &'f str,
}

/// Fills in a format.
pub(super) fn format(
    format: &str,
    arguments: &[Value],
    evaluator: &mut Evaluator<'_>,
) -> Result<String, RenderError> {
    let mut out = String::new();
    let mut rest = format;
    let mut arguments = arguments.iter();
    while let Some((before, behind)) = rest.split_once('%') {
        out.push_str(before);
        let field =
            parse(behind).map_err(|reason| evaluator.error(format!("{reason} in format {format:?}")))?;
        rest = field.rest;
        let text = match field.conversion {
            '%' => "%".to_owned(),
            'n' => "\n".to_owned(),
            _ => {
                let argument = arguments.next().ok_or_else(|| {
                    evaluator.error(format!("format {format:?} has more fields than values"))
                })?;
                converted(&field, argument, evaluator)?
            }
        };
        pad(&field, &text, &mut out);
        evaluator.made_text(text.len().max(field.width))?;
    }
    out.push_str(rest);
    Ok(out)
}

fn parse(spec: &str) -> Result<Field<'_>, &'static str> {
    let flags = spec.len() - spec.trim_start_matches(['-', '0', '+']).len();
    let (flags, rest) = spec.split_at(flags);
    let (width, rest) = digits(rest)?;
    let (precision, rest) = match rest.strip_prefix('.') {
        Some(rest) => match digits(rest)? {
            (Some(precision), rest) => (Some(precision), rest),
            (None, _) => return Err("a precision without digits"),
        },
        None => (None, rest),
    };
    let conversion = rest.chars().next().ok_or("a field without conversion")?;
    if !matches!(conversion, 's' | 'S' | 'd' | 'x' | 'X' | 'f' | 'b' | '%' | 'n') {
        return Err("a field that is not supported here");
    }
    Ok(Field {
        left: flags.contains('-'),
        zeros: flags.contains('0'),
        plus: flags.contains('+'),
        width: width.unwrap_or(0),
        precision,
        conversion,
        rest: &rest[conversion.len_utf8()..],
    })
}

fn digits(text: &str) -> Result<(Option<usize>, &str), &'static str> {
    let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (digits, rest) = text.split_at(length);
    if digits.is_empty() {
        return Ok((None, rest));
    }
    match digits.parse() {
        Ok(number) if number <= MAX_WIDTH => Ok((Some(number), rest)),
        _ => Err("a field that is too wide"),
    }
}

fn converted(field: &Field<'_>, value: &Value, evaluator: &mut Evaluator<'_>) -> Result<String, RenderError> {
    let sign = |text: String| {
        if field.plus && !text.starts_with('-') {
            format!("+{text}")
        } else {
            text
        }
    };
    Ok(match (field.conversion, value) {
        ('d', Value::Integer(integer)) => sign(integer.to_string()),
        ('x', Value::Integer(integer @ 0..)) => format!("{integer:x}"),
        ('X', Value::Integer(integer @ 0..)) => format!("{integer:X}"),
        ('f', Value::Float(float)) => sign(format!("{float:.*}", field.precision.unwrap_or(6))),
        ('b', Value::Bool(b)) => b.to_string(),
        ('s' | 'S', value) => {
            let text = evaluator.text_of(value)?;
            let text: String = text.chars().take(field.precision.unwrap_or(usize::MAX)).collect();
            if field.conversion == 'S' {
                text.to_uppercase()
            } else {
                text
            }
        }
        (conversion, _) => {
            return Err(evaluator.error(format!("the value does not fit the field %{conversion}")));
        }
    })
}

fn pad(field: &Field<'_>, text: &str, out: &mut String) {
    let missing = field.width.saturating_sub(text.chars().count());
    if field.left {
        out.push_str(text);
        out.extend(std::iter::repeat_n(' ', missing));
    } else if field.zeros && !matches!(field.conversion, 's' | 'S' | 'b') {
        let sign = text.len() - text.trim_start_matches(['-', '+']).len();
        out.push_str(&text[..sign]);
        out.extend(std::iter::repeat_n('0', missing));
        out.push_str(&text[sign..]);
    } else {
        out.extend(std::iter::repeat_n(' ', missing));
        out.push_str(text);
    }
}
