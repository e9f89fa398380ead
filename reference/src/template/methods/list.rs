//! `java.util.List`.

use std::{cell::Cell, rc::Rc};

use super::dispatch::count;
use crate::template::{
    RenderError,
    evaluator::Evaluator,
    value::{Iteration, List, ListKind, Value},
};

pub(super) fn call(
    list: &Rc<List>,
    name: &str,
    arguments: &[Value],
    evaluator: &mut Evaluator<'_>,
) -> Result<Value, RenderError> {
    if list.kind == ListKind::View {
        match name {
            "get" | "set" | "indexOf" | "lastIndexOf" | "subList" | "listIterator" => return Ok(Value::Null),
            "add" | "addAll" | "remove" | "removeAll" | "retainAll" | "clear" => {
                return Err(evaluator.error(format!("{name} on a view of a map")));
            }
            _ => {}
        }
    }
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
            Value::list(list.items.borrow()[from..to].to_vec())
        }
        ("toArray", []) => Value::list(copied(list, evaluator)?),
        ("iterator" | "listIterator", []) => {
            let items = copied(list, evaluator)?.into();
            let kind = list.kind;
            Value::Iterator(Rc::new(Iteration {
                list: Rc::new(List { items, kind }),
                next: Cell::new(0),
            }))
        }
        _ => Value::Null,
    })
}

/// `java.util.Iterator`.
pub(super) fn step(
    walk: &Iteration,
    name: &str,
    arguments: &[Value],
    evaluator: &Evaluator<'_>,
) -> Result<Value, RenderError> {
    let (items, next) = (walk.list.items.borrow(), walk.next.get());
    match (name, arguments) {
        ("hasNext", []) => Ok(Value::Bool(next < items.len())),
        ("next", []) => {
            let item = items
                .get(next)
                .cloned()
                .ok_or_else(|| evaluator.error("the iterator has no further element"))?;
            walk.next.set(next + 1);
            Ok(item)
        }
        _ => Ok(Value::Null),
    }
}

fn copied(list: &List, evaluator: &mut Evaluator<'_>) -> Result<Vec<Value>, RenderError> {
    evaluator.made_values(list.items.borrow().len())?;
    Ok(list.items.borrow().clone())
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
