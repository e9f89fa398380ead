//! What is known of a request, for the conditions of statements.

use std::collections::HashMap;

/// Condition keys and their values. A key is known, known to be absent, or not known at all.
#[derive(Debug, Clone, Default)]
pub struct Facts(HashMap<String, Option<String>>);

impl Facts {
    /// The same with a key, which a request may also lack. Keys ignore case (IAM guide, "Condition").
    #[must_use]
    pub fn with(mut self, key: &str, value: Option<&str>) -> Self {
        self.0.insert(key.to_ascii_lowercase(), value.map(str::to_owned));
        self
    }

    /// `None` if nothing is known of the key, `Some(None)` if the request lacks it.
    pub(super) fn get(&self, key: &str) -> Option<Option<&str>> {
        self.0.get(&key.to_ascii_lowercase()).map(Option::as_deref)
    }
}
