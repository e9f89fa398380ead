//! `java.util.Map`.

use std::rc::Rc;

use super::dispatch::count;
use crate::template::{
    RenderError,
    evaluator::Evaluator,
    key::Key,
    value::{Entry, ListKind, Map, MapKind, Value},
};

pub(super) fn call(
    map: &Rc<Map>,
    name: &str,
    arguments: &[Value],
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    let length = map.entries.borrow().len();
    Ok(match (name, arguments) {
        ("get", [key]) => get(map, key, evaluator)?.unwrap_or(Value::Null),
        ("getOrDefault", [key, default]) => get(map, key, evaluator)?.unwrap_or_else(|| default.clone()),
        ("containsKey", [key]) => Value::Bool(get(map, key, evaluator)?.is_some()),
        ("containsValue", [value]) => {
            evaluator.measure(&Value::Map(Rc::clone(map)))?;
            Value::Bool(map.entries.borrow().values().any(|v| v.equals(value, 0)))
        }
        ("put", [key, value]) => {
            let key = evaluator.key_of(key)?;
            put(map, key, value.clone(), evaluator)?
        }
        ("putIfAbsent", [key, value]) => match get(map, key, evaluator)? {
            Some(present) => present,
            None => {
                let key = evaluator.key_of(key)?;
                put(map, key, value.clone(), evaluator)?
            }
        },
        ("replace", [key, value]) => match get(map, key, evaluator)? {
            Some(_) => {
                let key = evaluator.key_of(key)?;
                put(map, key, value.clone(), evaluator)?
            }
            None => Value::Null,
        },
        ("putAll", [Value::Map(other)]) => {
            let entries = other.entries.borrow().clone();
            for (key, value) in entries {
                put(map, key, value, evaluator)?;
            }
            Value::Null
        }
        ("remove", [key]) if !matches!(map.kind, MapKind::Context) => {
            let key = evaluator.key_of(key)?;
            evaluator.made_values(length / 64)?;
            map.entries.borrow_mut().shift_remove(&key).unwrap_or(Value::Null)
        }
        ("clear", []) if !matches!(map.kind, MapKind::Context) => {
            map.entries.take();
            Value::Null
        }
        ("size", []) => count(length),
        ("isEmpty", []) => Value::Bool(length == 0),
        ("keySet", []) => {
            evaluator.made_values(length)?;
            let keys = map.entries.borrow().keys().map(Key::value).collect();
            Value::list_of(ListKind::View, keys)
        }
        ("values", []) => {
            evaluator.made_values(length)?;
            Value::list_of(ListKind::View, map.entries.borrow().values().cloned().collect())
        }
        ("entrySet", []) => {
            evaluator.made_values(length)?;
            let entry = |(key, value): (&Key, &Value)| {
                let (key, value) = (key.clone(), value.clone());
                Value::Entry(Rc::new(Entry { key, value }))
            };
            Value::list_of(ListKind::View, map.entries.borrow().iter().map(entry).collect())
        }
        _ => Value::Null,
    })
}

fn get(map: &Rc<Map>, key: &Value, evaluator: &mut Evaluator<'_>) -> Result<Option<Value>, RenderError> {
    let key = evaluator.key_of(key)?;
    Ok(map.entries.borrow().get(&key).cloned())
}

/// Puts a value and gives the one before it.
///
/// A part of the overrides takes each key once in a rendering: the AWS page on overrides says that a second
/// time ends in a 5xx (REDIR-010). `$context` itself takes nothing.
pub(in crate::template) fn put(
    map: &Rc<Map>,
    key: Key,
    value: Value,
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    match &map.kind {
        MapKind::Context => return Ok(Value::Null),
        MapKind::Override(set) if set.borrow().contains(&key) => {
            return Err(evaluator.error(format!("{key} is overridden a second time")));
        }
        MapKind::Override(set) => set.borrow_mut().push(key.clone()),
        MapKind::Plain => {}
    }
    evaluator.changed(Value::Map(Rc::clone(map)))?;
    Ok(map.entries.borrow_mut().insert(key, value).unwrap_or(Value::Null))
}
