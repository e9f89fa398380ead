//! `java.lang.Integer`, `Long`, `Double` and `Boolean`.

use crate::template::{arithmetic, value::Value};

/// Calls a method.
///
/// # Errors
/// What Java's exception says, for a text that is no number.
pub(super) fn call(value: &Value, name: &str, arguments: &[Value]) -> Result<Value, String> {
    Ok(match (value, name, arguments) {
        (Value::Bool(b), "booleanValue", []) => Value::Bool(*b),
        (Value::Integer(_), "intValue" | "longValue" | "shortValue", []) => value.clone(),
        (Value::Integer(integer), "doubleValue" | "floatValue", []) => Value::Float(widened(*integer)),
        (Value::Float(_), "doubleValue" | "floatValue", []) => value.clone(),
        (Value::Float(float), "intValue", []) => Value::Integer(i128::from(truncated(*float) as i32)),
        (Value::Float(float), "longValue", []) => Value::Integer(i128::from(truncated(*float))),
        (Value::Integer(_) | Value::Float(_), "compareTo", [other]) => {
            arithmetic::compare(value, other).map_or(Value::Null, |order| Value::Integer(order as i128))
        }
        // Java's static methods can be called on any number: `#set($Integer = 0)$Integer.parseInt("5")`.
        (Value::Integer(_), "parseInt" | "valueOf", [Value::Text(text)]) => {
            Value::Integer(parsed::<i32>(text, text)?.into())
        }
        (Value::Integer(_), "parseLong", [Value::Text(text)]) => {
            Value::Integer(parsed::<i64>(text, text)?.into())
        }
        (Value::Float(_), "parseDouble" | "valueOf", [Value::Text(text)]) => {
            Value::Float(parsed(text.trim(), text)?)
        }
        (
            Value::Integer(_) | Value::Float(_),
            "valueOf" | "toString",
            [number @ (Value::Integer(_) | Value::Float(_))],
        ) => number.clone(),
        _ => Value::Null,
    })
}

fn parsed<N: std::str::FromStr>(digits: &str, text: &str) -> Result<N, String> {
    digits.parse().map_err(|_| format!("for input string: {text:?}"))
}

#[expect(clippy::cast_precision_loss, reason = "Java's widening loses the same digits")]
fn widened(integer: i128) -> f64 {
    integer as f64
}

/// Java's narrowing: towards zero, and to the nearest bound if it does not fit.
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates as Java does")]
fn truncated(float: f64) -> i64 {
    float as i64
}
