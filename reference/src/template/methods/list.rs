//! `java.util.List`.

use std::{rc::Rc, sync::Arc};

use super::dispatch::count;
use crate::template::{
    RenderError,
    evaluator::Evaluator,
    value::{List, Value},
};

pub(super) fn call(
    list: &Rc<List>,
    name: &str,
    arguments: &[Value],
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    Ok(match (name, arguments) {
        ("size", []) => count(list.items.borrow().len()),
        ("isEmpty", []) => Value::Bool(list.items.borrow().is_empty()),
        ("get", [Value::Integer(index)]) => {
            let index = index_within(*index, list.items.borrow().len(), evaluator)?;
            list.items.borrow()[index].clone()
        }
        ("set", [Value::Integer(index), value]) => set(list, *index, value.clone(), evaluator)?,
        ("add", [value]) => {
            evaluator.changed(Value::List(Rc::clone(list)))?;
            list.items.borrow_mut().push(value.clone());
            Value::Bool(true)
        }
        ("add", [Value::Integer(index), value]) => {
            let length = list.items.borrow().len();
            let index = index_within(*index, length + 1, evaluator)?;
            evaluator.changed(Value::List(Rc::clone(list)))?;
            evaluator.made_text(length - index)?;
            list.items.borrow_mut().insert(index, value.clone());
            Value::Null
        }
        ("addAll", [Value::List(other)]) => {
            let items = other.items.borrow().clone();
            evaluator.changed(Value::List(Rc::clone(list)))?;
            evaluator.made_values(items.len())?;
            let added = !items.is_empty();
            list.items.borrow_mut().extend(items);
            Value::Bool(added)
        }
        ("remove", [Value::Integer(index)]) => {
            let index = index_within(*index, list.items.borrow().len(), evaluator)?;
            evaluator.made_text(list.items.borrow().len() - index)?;
            list.items.borrow_mut().remove(index)
        }
        ("remove", [value]) => match index_of(list, value, evaluator)? {
            Some(index) => {
                list.items.borrow_mut().remove(index);
                Value::Bool(true)
            }
            None => Value::Bool(false),
        },
        ("removeAll", [Value::List(other)]) => keep(list, other, false, evaluator)?,
        ("retainAll", [Value::List(other)]) => keep(list, other, true, evaluator)?,
        ("clear", []) => {
            list.items.take();
            Value::Null
        }
        ("contains", [value]) => Value::Bool(index_of(list, value, evaluator)?.is_some()),
        ("containsAll", [Value::List(other)]) => {
            let wanted = other.items.borrow().clone();
            let mut all = true;
            for value in &wanted {
                all &= index_of(list, value, evaluator)?.is_some();
            }
            Value::Bool(all)
        }
        ("indexOf", [value]) => index_of(list, value, evaluator)?.map_or(Value::Integer(-1), count),
        ("lastIndexOf", [value]) => {
            evaluator.measure(&Value::List(Rc::clone(list)))?;
            let found = list.items.borrow().iter().rposition(|item| item.equals(value, 0));
            found.map_or(Value::Integer(-1), count)
        }
        ("subList", [Value::Integer(from), Value::Integer(to)]) => {
            let length = list.items.borrow().len();
            let from = index_within(*from, length + 1, evaluator)?;
            let to = index_within(*to, length + 1, evaluator)?;
            if from > to {
                return Err(evaluator.error(format!("fromIndex({from}) > toIndex({to})")));
            }
            evaluator.made_values(to - from)?;
            let items = list.items.borrow()[from..to].to_vec();
            Value::List(Rc::new(List {
                items: items.into(),
                from_json: list.from_json,
            }))
        }
        ("iterator" | "toArray" | "listIterator", []) => Value::List(Rc::clone(list)),
        ("join", [Value::Text(separator)]) => Value::Text(joined(list, separator, evaluator)?),
        _ => Value::Null,
    })
}

/// Replaces an element and gives the one before it.
pub(in crate::template) fn set(
    list: &Rc<List>,
    index: i128,
    value: Value,
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    let index = index_within(index, list.items.borrow().len(), evaluator)?;
    evaluator.changed(Value::List(Rc::clone(list)))?;
    Ok(std::mem::replace(&mut list.items.borrow_mut()[index], value))
}

fn index_within(index: i128, length: usize, evaluator: &Evaluator<'_>) -> Result<usize, RenderError> {
    usize::try_from(index)
        .ok()
        .filter(|index| *index < length)
        .ok_or_else(|| evaluator.error(format!("Index: {index}, Size: {length}")))
}

fn index_of(
    list: &Rc<List>,
    value: &Value,
    evaluator: &mut Evaluator<'_>,
) -> Result<Option<usize>, RenderError> {
    evaluator.measure(&Value::List(Rc::clone(list)))?;
    Ok(list.items.borrow().iter().position(|item| item.equals(value, 0)))
}

/// Keeps only the elements that are (`wanted`) or are not in `other`; tells whether any went.
fn keep(
    list: &Rc<List>,
    other: &Rc<List>,
    wanted: bool,
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    let before = list.items.borrow().clone();
    let mut kept = Vec::with_capacity(before.len());
    for item in &before {
        if index_of(other, item, evaluator)?.is_some() == wanted {
            kept.push(item.clone());
        }
    }
    let changed = kept.len() != before.len();
    list.items.replace(kept);
    Ok(Value::Bool(changed))
}

fn joined(list: &Rc<List>, separator: &str, evaluator: &mut Evaluator<'_>) -> Result<Arc<str>, RenderError> {
    let items = list.items.borrow().clone();
    let mut text = String::new();
    for (i, item) in items.iter().enumerate() {
        text.push_str(if i == 0 { "" } else { separator });
        evaluator.print(item, &mut text)?;
    }
    Ok(text.into())
}
