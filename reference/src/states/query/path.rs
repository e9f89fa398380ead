//! A path into the input (`$`) or the context object (`$$`).

use std::borrow::Cow;

use serde_json::Value;

use super::Frame;
use crate::jsonpath::{NoResult, Path};

/// A parsed path.
#[derive(Debug, Clone, PartialEq)]
pub struct DataPath {
    text: String,
    context: bool,
    path: Path,
}

impl DataPath {
    /// Parses `$…` or `$$…`; `None` if it is neither, or not a path.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let context = text.starts_with("$$");
        let of_root = if context { &text[1..] } else { text };
        let after = of_root.strip_prefix('$')?;
        // `$name` is a variable, which is another language feature.
        if !after.is_empty() && !after.starts_with(['.', '[']) {
            return None;
        }
        Some(Self {
            text: text.to_owned(),
            context,
            path: Path::parse(of_root).ok()?,
        })
    }

    /// As written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is `$`: the whole input as it is.
    #[must_use]
    pub fn is_whole_input(&self) -> bool {
        self.text == "$"
    }

    /// Whether it can lead to at most one value.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        self.path.is_definite()
    }

    /// The value it leads to.
    ///
    /// # Errors
    /// [`NoResult`] if a definite path leads nowhere.
    pub fn read<'v>(&self, frame: Frame<'v>) -> Result<Cow<'v, Value>, NoResult> {
        self.path.read(if self.context {
            frame.context.value()
        } else {
            frame.input
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_from_a_root_are_taken() {
        for text in ["$", "$$", "$.a", "$$.State.Name", "$['a']"] {
            assert!(DataPath::parse(text).is_some(), "{text}");
        }
        for text in ["", "a", "$variable", "$variable.a", "States.UUID()"] {
            assert!(DataPath::parse(text).is_none(), "{text}");
        }
    }
}
