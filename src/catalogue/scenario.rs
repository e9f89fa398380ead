//! A scenario as the rest of the harness sees it.

use std::sync::Arc;

use super::Requirement;

/// A scenario, or a row of an outline.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its name, unique within its feature; a row's is the outline's with its placeholders filled
    /// in, or `<outline name> [<first cell>]` where it has none.
    pub name: String,
    /// What it shows.
    pub requirement: Arc<Requirement>,
    /// The feature file, from the folder of features on: `features/redirect/overrides.feature`.
    pub path: String,
    /// The line where it begins; of a row, the row's.
    pub line: usize,
    /// The feature's name.
    pub feature: String,
    /// The documented system: the folder that the feature stands in.
    pub system: String,
    /// Tags of feature, rule, scenario and examples, without `@`.
    pub tags: Vec<String>,
}

impl Scenario {
    /// What a target has to offer (`@needs-…`).
    pub fn needs(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().filter_map(|tag| tag.strip_prefix("needs-"))
    }
}
