//! Which methods a value has.

use std::rc::Rc;

use super::{list, map, number, string};
use crate::template::{
    RenderError,
    evaluator::Evaluator,
    input,
    key::Key,
    util,
    value::{Loop, Value},
};

/// Calls a method; nothing if the value has no such method or not with these arguments.
pub(in crate::template) fn call(
    value: &Value,
    name: &str,
    arguments: &[Value],
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    match (name, arguments) {
        ("toString", []) if !matches!(value, Value::Null) => {
            return evaluator.text_of(value).map(Value::Text);
        }
        ("equals", [other]) if !matches!(value, Value::Null) => {
            evaluator.measure(value)?;
            return Ok(Value::Bool(value.equals(other, 0)));
        }
        _ => {}
    }
    match value {
        Value::Text(text) => string::call(text, name, arguments, evaluator),
        Value::List(list) => list::call(list, name, arguments, evaluator),
        Value::Map(map) => map::call(map, name, arguments, evaluator),
        Value::Bool(_) | Value::Integer(_) | Value::Float(_) => {
            number::call(value, name, arguments).map_err(|reason| evaluator.error(reason))
        }
        Value::Entry(entry) => Ok(match (name, arguments) {
            ("getKey", []) => entry.key.value(),
            ("getValue", []) => entry.value.clone(),
            _ => Value::Null,
        }),
        Value::Loop(state) => Ok(match (name, arguments) {
            ("hasNext", []) => loop_property(state, "hasNext"),
            ("getIndex", []) => loop_property(state, "index"),
            ("getCount", []) => loop_property(state, "count"),
            ("isFirst", []) => loop_property(state, "first"),
            ("isLast", []) => loop_property(state, "last"),
            ("getDepth", []) => loop_property(state, "depth"),
            ("getParent", []) => loop_property(state, "parent"),
            ("getTopmost", []) => loop_property(state, "topmost"),
            _ => Value::Null,
        }),
        Value::Iterator(walk) => list::step(walk, name, arguments, evaluator),
        Value::Input => input::call(name, arguments, evaluator),
        Value::Util => util::call(name, arguments, evaluator),
        Value::Null | Value::Block(_) => Ok(Value::Null),
    }
}

/// A property; nothing if the value has none of that name.
pub(in crate::template) fn property(value: &Value, name: &str, evaluator: &Evaluator<'_>) -> Value {
    match (value, name) {
        (Value::Map(map), _) => map.entries.borrow().get(name).cloned().unwrap_or(Value::Null),
        (Value::Text(text), "empty") => Value::Bool(text.is_empty()),
        (Value::List(list), "empty") => Value::Bool(list.items.borrow().is_empty()),
        (Value::Entry(entry), "key") => entry.key.value(),
        (Value::Entry(entry), "value") => entry.value.clone(),
        (Value::Loop(state), _) => loop_property(state, name),
        (Value::Input, "body") => input::body(evaluator),
        _ => Value::Null,
    }
}

fn loop_property(state: &Rc<Loop>, name: &str) -> Value {
    let index = state.index.get();
    match name {
        "index" => count(index),
        "count" => count(index + 1),
        "hasNext" => Value::Bool(index + 1 < state.length),
        "first" => Value::Bool(index == 0),
        "last" => Value::Bool(index + 1 == state.length),
        "depth" => count(state.depth),
        "parent" => state.parent.clone().map_or(Value::Null, Value::Loop),
        "topmost" => {
            let mut top = state;
            while let Some(parent) = &top.parent {
                top = parent;
            }
            Value::Loop(Rc::clone(top))
        }
        _ => Value::Null,
    }
}

/// A count as a template sees it.
pub(super) fn count(count: usize) -> Value {
    i128::try_from(count).map_or(Value::Null, Value::Integer)
}

/// Where `index` lies in a list; none if outside.
pub(in crate::template) fn position(index: i128, length: usize) -> Option<usize> {
    usize::try_from(from_start(index, length))
        .ok()
        .filter(|i| *i < length)
}

/// A negative index counts from the end.
pub(in crate::template) fn from_start(index: i128, length: usize) -> i128 {
    match i128::try_from(length) {
        Ok(length) if index < 0 => index.saturating_add(length),
        _ => index,
    }
}

/// About how many bytes a value prints, at most `limit` and a little. A list may hold one value many times,
/// so this can be more than it takes.
pub(in crate::template) fn size(value: &Value, limit: usize) -> usize {
    let mut size = 0;
    let mut open = vec![value.clone()];
    while let Some(value) = open.pop() {
        size += 2;
        match &value {
            Value::Text(text) => size += text.len(),
            Value::List(list) => open.extend(list.items.borrow().iter().cloned()),
            Value::Map(map) => {
                for (key, value) in map.entries.borrow().iter() {
                    size += match key {
                        Key::Text(text) => text.len(),
                        _ => 2,
                    };
                    open.push(value.clone());
                }
            }
            _ => {}
        }
        if size > limit {
            break;
        }
    }
    size
}
