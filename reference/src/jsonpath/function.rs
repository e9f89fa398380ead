//! The functions a path may end with.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::NoResult;

/// A Jayway function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Min,
    Max,
    Avg,
    Stddev,
    Sum,
    Length,
    Size,
    Keys,
    Concat,
    Append,
    First,
    Last,
    Index,
}

const ALL: [(&str, Function); 13] = [
    ("min", Function::Min),
    ("max", Function::Max),
    ("avg", Function::Avg),
    ("stddev", Function::Stddev),
    ("sum", Function::Sum),
    ("length", Function::Length),
    ("size", Function::Size),
    ("keys", Function::Keys),
    ("concat", Function::Concat),
    ("append", Function::Append),
    ("first", Function::First),
    ("last", Function::Last),
    ("index", Function::Index),
];

impl Function {
    pub(super) fn named(name: &str) -> Option<Self> {
        ALL.iter()
            .find(|(n, _)| *n == name)
            .map(|(_, function)| *function)
    }

    pub(super) fn name(self) -> &'static str {
        ALL.iter().find(|(_, f)| *f == self).map_or("", |(name, _)| name)
    }

    /// Applies the function to `model`; arguments that are arrays count as their elements, as in Jayway.
    pub(super) fn apply(self, model: &Value, arguments: &[Value]) -> Result<Value, NoResult> {
        match self {
            Self::Min | Self::Max | Self::Avg | Self::Stddev | Self::Sum => self.aggregate(model, arguments),
            Self::Length | Self::Size => Ok(length(arguments.first().unwrap_or(model))),
            Self::Keys => Ok(match model {
                Value::Object(members) => members.keys().map(|k| Value::from(k.as_str())).collect(),
                _ => Value::Null,
            }),
            Self::Concat => {
                let own = elements(model).iter().filter_map(Value::as_str);
                let given = arguments.iter().flat_map(flat).filter_map(|v| match v {
                    Value::String(text) => Some(Cow::Borrowed(text.as_str())),
                    Value::Number(number) => Some(Cow::Owned(number.to_string())),
                    Value::Bool(b) => Some(Cow::Owned(b.to_string())),
                    _ => None,
                });
                Ok(own.map(Cow::Borrowed).chain(given).collect::<String>().into())
            }
            Self::Append => Ok(match model {
                Value::Array(items) => items.iter().chain(arguments).cloned().collect(),
                other => other.clone(),
            }),
            Self::First => element(model, 0),
            Self::Last => element(model, -1),
            Self::Index => element(model, arguments.first().and_then(Value::as_i64).unwrap_or(0)),
        }
    }

    fn aggregate(self, model: &Value, arguments: &[Value]) -> Result<Value, NoResult> {
        let given = arguments.iter().flat_map(flat);
        let numbers: Vec<f64> = elements(model)
            .iter()
            .chain(given)
            .filter_map(Value::as_f64)
            .collect();
        if numbers.is_empty() {
            return Err(empty());
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "a document holds far fewer numbers than 2^52"
        )]
        let count = numbers.len() as f64;
        let sum: f64 = numbers.iter().sum();
        let result = match self {
            Self::Min => numbers.iter().copied().fold(f64::MAX, f64::min),
            Self::Max => numbers.iter().copied().fold(f64::MIN, f64::max),
            Self::Avg => sum / count,
            Self::Stddev => {
                let squares: f64 = numbers.iter().map(|n| n * n).sum();
                (squares / count - sum * sum / count / count).sqrt()
            }
            _ => sum,
        };
        Ok(Number::from_f64(result).map_or(Value::Null, Value::Number))
    }
}

fn empty() -> NoResult {
    NoResult("Aggregation function attempted to calculate value using empty array".to_owned())
}

/// Strings have no length in Jayway: the function gives null for them.
fn length(model: &Value) -> Value {
    match model {
        Value::Array(items) => items.len().into(),
        Value::Object(members) => members.len().into(),
        _ => Value::Null,
    }
}

fn element(model: &Value, index: i64) -> Result<Value, NoResult> {
    let items = elements(model);
    if items.is_empty() {
        return Err(empty());
    }
    let found = super::walk::position(index, items.len()).and_then(|i| items.get(i));
    found.cloned().ok_or_else(|| {
        NoResult(format!(
            "Target index:{index} larger than object count:{}",
            items.len()
        ))
    })
}

fn elements(model: &Value) -> &[Value] {
    model.as_array().map_or(&[], Vec::as_slice)
}

fn flat(argument: &Value) -> &[Value] {
    match argument {
        Value::Array(items) => items,
        other => std::slice::from_ref(other),
    }
}
