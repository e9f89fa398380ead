//! What features may be written with; the steps and the targets know it, not the catalogue.

use std::fmt;

/// How many step expressions match a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepMatch {
    /// No expression.
    None,
    /// Exactly one, as it has to be.
    One,
    /// More than one: the expressions.
    Many(Vec<String>),
}

/// What features may be written with.
#[derive(Clone, Copy)]
pub struct Vocabulary<'a> {
    /// Tells how a step is matched, placeholders of outlines filled in.
    pub step: &'a dyn Fn(&gherkin::Step) -> StepMatch,
    /// The capabilities that a `@needs-…` tag may name.
    pub capabilities: &'a [&'a str],
}

impl fmt::Debug for Vocabulary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vocabulary")
            .field("capabilities", &self.capabilities)
            .finish_non_exhaustive()
    }
}
