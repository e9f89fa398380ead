//! Arithmetic and comparison of numbers.

use std::cmp::Ordering;

use super::{ast::Operator, value::Value};

/// How two numbers compare; none if one is not a number.
pub(super) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Integer(l), Value::Integer(r)) => Some(l.cmp(r)),
        _ => float(left)?.partial_cmp(&float(right)?),
    }
}

/// Applies an operator to numbers. Comparing anything else is false; calculating with it, or dividing by zero,
/// gives nothing.
pub(super) fn operation(left: &Value, operator: Operator, right: &Value) -> Value {
    let is = |test: fn(Ordering) -> bool| Value::Bool(compare(left, right).is_some_and(test));
    match operator {
        Operator::Less => is(Ordering::is_lt),
        Operator::LessOrEqual => is(Ordering::is_le),
        Operator::Greater => is(Ordering::is_gt),
        Operator::GreaterOrEqual => is(Ordering::is_ge),
        _ => calculate(left, operator, right).unwrap_or(Value::Null),
    }
}

fn calculate(left: &Value, operator: Operator, right: &Value) -> Option<Value> {
    if let (Value::Integer(l), Value::Integer(r)) = (left, right) {
        let exact = match operator {
            Operator::Add => l.checked_add(*r),
            Operator::Subtract => l.checked_sub(*r),
            Operator::Multiply => l.checked_mul(*r),
            Operator::Divide | Operator::Modulo if *r == 0 => return None,
            Operator::Divide => l.checked_div(*r),
            Operator::Modulo => l.checked_rem(*r),
            _ => return None,
        };
        if let Some(exact) = exact {
            return Some(Value::Integer(exact));
        }
    }
    let (l, r) = (float(left)?, float(right)?);
    let result = match operator {
        Operator::Add => l + r,
        Operator::Subtract => l - r,
        Operator::Multiply => l * r,
        Operator::Divide if r != 0.0 => l / r,
        Operator::Modulo if r != 0.0 => l % r,
        _ => return None,
    };
    Some(Value::Float(result))
}

#[expect(clippy::cast_precision_loss, reason = "Java's doubles lose the same digits")]
fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(integer) => Some(*integer as f64),
        Value::Float(float) => Some(*float),
        _ => None,
    }
}
