//! Whether a filter's condition holds for a value.

use std::{borrow::Cow, cmp::Ordering};

use serde_json::{Number, Value};

use super::{
    NoResult,
    segment::{Expression, Operand, Operator},
    walk::Walk,
};

impl Walk<'_> {
    /// Whether `condition` holds for `item`, the filter's `@`.
    pub(super) fn accepts(&self, condition: &Expression, item: &Value) -> Result<bool, NoResult> {
        self.visit(1)?;
        match condition {
            Expression::Or(terms) => {
                for term in terms {
                    if self.accepts(term, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Expression::And(terms) => {
                for term in terms {
                    if !self.accepts(term, item)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Expression::Not(inner) => Ok(!self.accepts(inner, item)?),
            Expression::Exists(path) => Ok(self.inner(path, item).is_some()),
            Expression::Compare(left, operator, right) => Ok(self.compares(left, *operator, right, item)),
        }
    }

    fn compares(&self, left: &Operand, operator: Operator, right: &Operand, item: &Value) -> bool {
        match (operator, left, right) {
            (Operator::Matches, value, Operand::Pattern(pattern))
            | (Operator::Matches, Operand::Pattern(pattern), value) => {
                return self
                    .operand(value, item)
                    .is_some_and(|value| match value.as_ref() {
                        Value::Array(items) => items.iter().any(|i| pattern.matches(&text(i))),
                        other => pattern.matches(&text(other)),
                    });
            }
            _ => {}
        }
        let (left, right) = (self.operand(left, item), self.operand(right, item));
        holds(left.as_deref(), operator, right.as_deref())
    }

    fn operand<'n>(&'n self, operand: &'n Operand, item: &'n Value) -> Option<Cow<'n, Value>> {
        match operand {
            Operand::Path(path) => self.inner(path, item),
            Operand::Value(value) => Some(Cow::Borrowed(value)),
            Operand::Pattern(_) => None,
        }
    }
}

/// Jayway's evaluators; a path that led nowhere (none) equals nothing and is unequal to everything.
fn holds(left: Option<&Value>, operator: Operator, right: Option<&Value>) -> bool {
    let both = left.zip(right);
    let is = |test: fn(&Value, &Value) -> bool| both.is_some_and(|(l, r)| test(l, r));
    match operator {
        Operator::Equal => is(equal),
        Operator::NotEqual => !is(equal),
        Operator::SameTypeAndEqual => is(same_type_and_equal),
        Operator::NotSameTypeOrEqual => !is(same_type_and_equal),
        Operator::Less => is(|l, r| order(l, r) == Some(Ordering::Less)),
        Operator::LessOrEqual => is(|l, r| order(l, r).is_some_and(Ordering::is_le)),
        Operator::Greater => is(|l, r| order(l, r) == Some(Ordering::Greater)),
        Operator::GreaterOrEqual => is(|l, r| order(l, r).is_some_and(Ordering::is_ge)),
        Operator::In => is(contained),
        Operator::NotIn => !is(contained),
        Operator::Contains => is(|l, r| match (l, r) {
            (Value::String(l), Value::String(r)) => l.contains(r.as_str()),
            (l, r) => contained(r, l),
        }),
        Operator::All => is(|l, r| lists(l, r).is_some_and(|(l, r)| r.iter().all(|e| has(l, e)))),
        Operator::SubsetOf => is(|l, r| lists(l, r).is_some_and(|(l, r)| l.iter().all(|e| has(r, e)))),
        Operator::AnyOf => is(|l, r| lists(l, r).is_some_and(|(l, r)| l.iter().any(|e| has(r, e)))),
        Operator::NoneOf => is(|l, r| lists(l, r).is_some_and(|(l, r)| !l.iter().any(|e| has(r, e)))),
        Operator::Size => is(|l, r| length(l).is_some_and(|length| r.as_u64() == Some(length))),
        Operator::Empty => is(|l, r| length(l).is_some_and(|length| r.as_bool() == Some(length == 0))),
        Operator::Matches => false,
    }
}

/// A number and a text are compared as the left one's type, as Jayway's nodes do.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(l), Value::Number(r)) => compare(l, r) == Some(Ordering::Equal),
        (Value::Number(l), Value::String(r)) => r
            .parse::<Number>()
            .is_ok_and(|r| compare(l, &r) == Some(Ordering::Equal)),
        (Value::String(l), Value::Number(r)) => *l == r.to_string(),
        (l, r) => l == r,
    }
}

fn same_type_and_equal(left: &Value, right: &Value) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right) && equal(left, right)
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(l), Value::Number(r)) => compare(l, r),
        // Java orders texts by UTF-16 units.
        (Value::String(l), Value::String(r)) => Some(l.encode_utf16().cmp(r.encode_utf16())),
        _ => None,
    }
}

fn compare(left: &Number, right: &Number) -> Option<Ordering> {
    let whole = |n: &Number| n.as_i64().map(i128::from).or_else(|| n.as_u64().map(i128::from));
    match (whole(left), whole(right)) {
        (Some(l), Some(r)) => Some(l.cmp(&r)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}

fn contained(element: &Value, list: &Value) -> bool {
    list.as_array().is_some_and(|list| has(list, element))
}

fn has(list: &[Value], element: &Value) -> bool {
    list.iter().any(|e| equal(element, e))
}

fn lists<'v>(left: &'v Value, right: &'v Value) -> Option<(&'v [Value], &'v [Value])> {
    Some((left.as_array()?, right.as_array()?))
}

fn length(value: &Value) -> Option<u64> {
    let length = match value {
        Value::String(text) => text.encode_utf16().count(),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => return None,
    };
    u64::try_from(length).ok()
}

fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Number(_) | Value::Bool(_) => Cow::Owned(value.to_string()),
        _ => Cow::Borrowed(""),
    }
}
