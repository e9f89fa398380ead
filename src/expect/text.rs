//! An expected text: itself, or one matcher for the whole of it.

use std::{fmt, str::FromStr};

use super::matcher::{Matcher, NotAMatcher};

/// An expected text, for example a header's value.
#[derive(Debug, Clone)]
pub struct ExpectedText {
    text: String,
    matcher: Option<Matcher>,
}

impl ExpectedText {
    /// Exactly this text, braces or not.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            matcher: None,
        }
    }

    /// Whether the text found is the one expected.
    #[must_use]
    pub fn accepts(&self, found: &str) -> bool {
        self.matcher
            .as_ref()
            .map_or(self.text == found, |matcher| matcher.accepts_text(found))
    }

    /// The text, unless it is a matcher.
    pub(super) fn as_literal(&self) -> Option<&str> {
        self.matcher.is_none().then_some(&self.text)
    }
}

impl FromStr for ExpectedText {
    type Err = NotAMatcher;

    fn from_str(text: &str) -> Result<Self, NotAMatcher> {
        Ok(Self {
            text: text.to_owned(),
            matcher: Matcher::parse(text)?,
        })
    }
}

impl fmt::Display for ExpectedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
