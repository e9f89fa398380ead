//! What references lead to while a template is rendered.

use std::{
    cell::{Cell, RefCell},
    fmt,
    rc::Rc,
    sync::Arc,
};

use indexmap::IndexMap;
use serde_json::{Number, Value as Json};

use super::{ast::Block, key::Key};

/// Deeper values are not compared, printed or kept; parsed JSON ends at 128.
pub(super) const MAX_DEPTH: usize = 150;

/// A value; lists and maps are shared, as in Java.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(Arc<str>),
    List(Rc<List>),
    Map(Rc<Map>),
    Entry(Rc<Entry>),
    Iterator(Rc<Iteration>),
    /// `$foreach`.
    Loop(Rc<Loop>),
    /// What `#define` holds.
    Block(Arc<Block>),
    /// `$input`.
    Input,
    /// `$util`.
    Util,
}

#[derive(Debug)]
pub(super) struct List {
    pub(super) items: RefCell<Vec<Value>>,
    pub(super) kind: ListKind,
}

/// How a list prints itself and what it lets templates do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    /// Made by a template or by one of Java's methods; prints as in Java.
    Java,
    /// Came from JSON; prints itself as JSON.
    Json,
    /// The keys, values or entries of a map, which have no positions.
    View,
}

/// An entry of a map.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) value: Value,
}

/// A walk through a list, as it was when it began.
#[derive(Debug)]
pub(super) struct Iteration {
    pub(super) list: Rc<List>,
    pub(super) next: Cell<usize>,
}

/// The entries of a map in their order.
pub(super) type Entries = IndexMap<Key, Value>;

pub(super) struct Map {
    pub(super) entries: RefCell<Entries>,
    pub(super) kind: MapKind,
}

/// How a map prints itself and what it lets templates do.
pub(super) enum MapKind {
    /// An ordinary map, printed `{a=b}`.
    Plain,
    /// `$context` and what is in it: cannot be changed, and prints as empty text (recorded on AWS 2025).
    Context,
    /// A part of `$context.requestOverride` or `$context.responseOverride`, with the keys set so far.
    Override(RefCell<Vec<Key>>),
}

#[derive(Debug)]
pub(super) struct Loop {
    pub(super) index: Cell<usize>,
    pub(super) length: usize,
    /// From 1.
    pub(super) depth: usize,
    pub(super) parent: Option<Rc<Loop>>,
}

impl Value {
    pub(super) fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// A list as templates make them.
    pub(super) fn list(items: Vec<Value>) -> Self {
        Self::list_of(ListKind::Java, items)
    }

    pub(super) fn list_of(kind: ListKind, items: Vec<Value>) -> Self {
        let items = RefCell::new(items);
        Self::List(Rc::new(List { items, kind }))
    }

    pub(super) fn map(entries: Entries, kind: MapKind) -> Self {
        Self::Map(Rc::new(Map {
            entries: RefCell::new(entries),
            kind,
        }))
    }

    /// What `#if` makes of a value: recorded on AWS 2023, only the boolean false is false.
    pub(super) fn is_true(&self) -> bool {
        !matches!(self, Self::Bool(false) | Self::Null)
    }

    pub(super) fn from_json(json: &Json) -> Self {
        match json {
            Json::Array(items) => Self::list_of(ListKind::Json, items.iter().map(Self::from_json).collect()),
            Json::Object(members) => {
                let entry =
                    |(key, value): (&String, &Json)| (Key::from(key.as_str()), Self::from_json(value));
                Self::map(members.iter().map(entry).collect(), MapKind::Plain)
            }
            other => Self::from_scalar(other),
        }
    }

    /// The text, number, boolean or null of a JSON value.
    pub(super) fn from_scalar(json: &Json) -> Self {
        match json {
            Json::Bool(b) => Self::Bool(*b),
            Json::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(integer), _) => Self::Integer(integer.into()),
                (_, Some(integer)) => Self::Integer(integer.into()),
                _ => number.as_f64().map_or(Self::Null, Self::Float),
            },
            Json::String(text) => Self::text(text.as_str()),
            Json::Null | Json::Array(_) | Json::Object(_) => Self::Null,
        }
    }

    /// The value as JSON; none if it is too deep.
    pub(super) fn to_json(&self, depth: usize) -> Option<Json> {
        if depth > MAX_DEPTH {
            return None;
        }
        Some(match self {
            Self::Bool(b) => Json::Bool(*b),
            Self::Integer(integer) => match (i64::try_from(*integer), u64::try_from(*integer)) {
                (Ok(integer), _) => integer.into(),
                (_, Ok(integer)) => integer.into(),
                _ => Json::String(integer.to_string()),
            },
            Self::Float(float) => Number::from_f64(*float).map_or(Json::Null, Json::Number),
            Self::Text(text) => Json::String(text.to_string()),
            Self::List(list) => {
                let items = list.items.borrow();
                Json::Array(
                    items
                        .iter()
                        .map(|item| item.to_json(depth + 1))
                        .collect::<Option<_>>()?,
                )
            }
            Self::Map(map) => {
                let entries = map.entries.borrow();
                let member =
                    |(key, value): (&Key, &Value)| Some((key.to_string(), value.to_json(depth + 1)?));
                Json::Object(entries.iter().map(member).collect::<Option<_>>()?)
            }
            _ => Json::Null,
        })
    }

    /// Java's `equals`.
    pub(super) fn equals(&self, other: &Self, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::List(a), Self::List(b)) => {
                let (a, b) = (a.items.borrow(), b.items.borrow());
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.equals(b, depth + 1))
            }
            (Self::Map(a), Self::Map(b)) => {
                let (a, b) = (a.entries.borrow(), b.entries.borrow());
                a.len() == b.len()
                    && a.iter()
                        .all(|(key, a)| b.get(key).is_some_and(|b| a.equals(b, depth + 1)))
            }
            (Self::Entry(a), Self::Entry(b)) => a.key == b.key && a.value.equals(&b.value, depth + 1),
            _ => false,
        }
    }

    /// The value itself; null stays behind.
    fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Null)
    }

    /// What is in a list or map, taken out of it if nobody else holds it.
    fn dismantle(self, open: &mut Vec<Value>) {
        match self {
            Self::List(list) => {
                open.extend(Rc::into_inner(list).map(|l| l.items.take()).into_iter().flatten())
            }
            Self::Map(map) => {
                let entries = Rc::into_inner(map).map(|m| m.entries.take());
                open.extend(entries.into_iter().flatten().map(|(_, value)| value));
            }
            Self::Entry(entry) => open.extend(Rc::into_inner(entry).map(|mut e| e.value.take())),
            Self::Iterator(walk) => open.extend(Rc::into_inner(walk).map(|w| Self::List(w.list))),
            _ => {}
        }
    }
}

/// Loops can nest values deeper than a stack holds, so they are taken apart in a loop.
fn drop_all(mut open: Vec<Value>) {
    while let Some(value) = open.pop() {
        value.dismantle(&mut open);
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        drop_all(vec![self.value.take()]);
    }
}

impl Drop for List {
    fn drop(&mut self) {
        drop_all(self.items.take());
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        drop_all(self.entries.take().into_values().collect());
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a map of {} entries", self.entries.borrow().len())
    }
}
