//! Keys of maps.

use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

use indexmap::Equivalent;

use super::value::Value;

/// A key of a map. A number is another key than its text, as in Java: `$map.get(1)` does not find `"1"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    Text(Arc<str>),
    Integer(i128),
    Bool(bool),
}

impl Key {
    /// The key as a template sees it.
    pub(super) fn value(&self) -> Value {
        match self {
            Self::Text(text) => Value::Text(Arc::clone(text)),
            Self::Integer(integer) => Value::Integer(*integer),
            Self::Bool(b) => Value::Bool(*b),
        }
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

/// A text as a key hashes as it does by itself, so that it is found without making a key of it.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Text(text) => text.hash(state),
            Self::Integer(integer) => integer.hash(state),
            Self::Bool(b) => b.hash(state),
        }
    }
}

impl Equivalent<Key> for str {
    fn equivalent(&self, key: &Key) -> bool {
        matches!(key, Key::Text(text) if **text == *self)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(integer) => integer.fmt(f),
            Self::Bool(b) => b.fmt(f),
        }
    }
}
