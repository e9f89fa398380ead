//! The list of a target's known failures.
//!
//! ```toml
//! [[known]]
//! requirement = "SYNC-002"
//! scenarios = ["a failed execution is still 200"]   # left out: all scenarios of the requirement
//! reason = "answers 400 with the execution's error"
//! link = "https://example.com/issues/1"             # optional
//! ```
//!
//! Each scenario is judged by itself: an entry for a whole requirement is as wrong as its first scenario that
//! passes.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;
use toml::Spanned;

use crate::catalogue::{Catalogue, Scenario, nearest};

/// Why a scenario fails, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFailure {
    /// What the target does instead.
    pub reason: String,
    /// Where that is reported.
    pub link: Option<String>,
}

/// All known failures of a target, each of a scenario that exists.
#[derive(Debug, Clone, Default)]
pub struct KnownFailures(BTreeMap<(String, String), KnownFailure>);

/// What is wrong with a list, each as `file:line: what to do`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("accept the list of known failures:\n{}", .0.join("\n"))]
pub struct UnsoundList(Vec<String>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    known: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    requirement: Spanned<String>,
    scenarios: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    reason: String,
    link: Option<String>,
}

impl KnownFailures {
    /// Reads a list; `path` names it in errors.
    ///
    /// # Errors
    /// Everything that is wrong with it: what is no such list, unknown requirements and scenarios, entries
    /// without a reason, scenarios that are listed twice.
    pub fn parse(text: &str, path: &str, catalogue: &Catalogue) -> Result<Self, UnsoundList> {
        let mut known = Self::default();
        let mut wrong: Vec<(usize, String)> = Vec::new();
        let line = |span: Range<usize>| {
            text.bytes()
                .take(span.start)
                .filter(|byte| *byte == b'\n')
                .count()
                + 1
        };
        match toml::from_str::<List>(text) {
            Err(error) => wrong.push((error.span().map_or(1, line), error.message().to_owned())),
            Ok(list) => {
                for entry in list.known {
                    known.add(entry, catalogue, &mut |span, message| {
                        wrong.push((line(span), message))
                    });
                }
            }
        }
        wrong.sort();
        if wrong.is_empty() {
            return Ok(known);
        }
        Err(UnsoundList(
            wrong
                .into_iter()
                .map(|(line, message)| format!("{path}:{line}: {message}"))
                .collect(),
        ))
    }

    /// The entry for a scenario.
    #[must_use]
    pub fn find(&self, scenario: &Scenario) -> Option<&KnownFailure> {
        self.0
            .get(&(scenario.requirement.id.clone(), scenario.name.clone()))
    }

    fn add(
        &mut self,
        entry: Spanned<Entry>,
        catalogue: &Catalogue,
        wrong: &mut dyn FnMut(Range<usize>, String),
    ) {
        let span = entry.span();
        let entry = entry.into_inner();
        let id = entry.requirement.get_ref();
        let all: Vec<&str> = catalogue
            .scenarios()
            .iter()
            .filter(|s| s.requirement.id == *id)
            .map(|s| s.name.as_str())
            .collect();
        if all.is_empty() {
            let ids = catalogue.requirements().iter().map(|r| r.id.as_str());
            let hint = hint(id, ids);
            wrong(
                entry.requirement.span(),
                format!("replace {id}, as no feature has that requirement{hint}"),
            );
        }
        if entry.reason.trim().is_empty() {
            wrong(
                span.clone(),
                format!("add to {id} a `reason`: what the target does instead"),
            );
        }
        let listed = match &entry.scenarios {
            Some(names) if names.is_empty() => {
                wrong(
                    span,
                    format!("name scenarios of {id}, or leave `scenarios` out for all of them"),
                );
                return;
            }
            Some(names) => names
                .iter()
                .map(|name| (name.span(), name.get_ref().as_str()))
                .collect(),
            None => all.iter().map(|name| (span.clone(), *name)).collect::<Vec<_>>(),
        };
        for (span, name) in listed {
            if !all.is_empty() && !all.contains(&name) {
                let hint = hint(name, all.iter().copied());
                wrong(
                    span,
                    format!("replace {name:?}, as {id} has no such scenario{hint}"),
                );
                continue;
            }
            let failure = KnownFailure {
                reason: entry.reason.clone(),
                link: entry.link.clone(),
            };
            if self.0.insert((id.clone(), name.to_owned()), failure).is_some() {
                wrong(span, format!("list {name:?} of {id} once only"));
            }
        }
    }
}

fn hint<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    let near: Vec<String> = nearest(word, candidates)
        .into_iter()
        .map(|near| format!("{near:?}"))
        .collect();
    if near.is_empty() {
        String::new()
    } else {
        format!("; nearest: {}", near.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{StepMatch, Vocabulary};

    fn catalogue() -> Catalogue {
        let rule = |id: &str, names: [&str; 2]| {
            let examples: String = names
                .iter()
                .map(|name| format!("    Example: {name}\n      When a\n      Then b\n"))
                .collect();
            format!("  @{id} @core\n  Rule: R\n    Source: https://a\n    Basis: documented\n{examples}")
        };
        let text = format!(
            "Feature: F\n{}{}",
            rule("SYNC-001", ["one", "two"]),
            rule("SYNC-002", ["three", "four"])
        );
        let vocabulary = Vocabulary {
            step: &|_| StepMatch::One,
            capabilities: &[],
        };
        Catalogue::parse([("features/sync/a.feature".to_owned(), text)], &vocabulary)
            .unwrap_or_else(|findings| panic!("{findings}"))
    }

    fn known(text: &str) -> Result<Vec<(String, Option<KnownFailure>)>, String> {
        let catalogue = catalogue();
        let known =
            KnownFailures::parse(text, "known.toml", &catalogue).map_err(|error| error.to_string())?;
        Ok(catalogue
            .scenarios()
            .iter()
            .map(|s| (s.name.clone(), known.find(s).cloned()))
            .collect())
    }

    #[test]
    fn entries_hold_for_scenarios_or_a_whole_requirement() {
        let text = r#"
            [[known]]
            requirement = "SYNC-001"
            reason = "answers 400"

            [[known]]
            requirement = "SYNC-002"
            scenarios = ["four"]
            reason = "answers 500"
            link = "https://example.com/1"
        "#;
        let whole = KnownFailure {
            reason: "answers 400".to_owned(),
            link: None,
        };
        let one = KnownFailure {
            reason: "answers 500".to_owned(),
            link: Some("https://example.com/1".to_owned()),
        };
        let name = str::to_owned;
        assert_eq!(
            known(text),
            Ok(vec![
                (name("one"), Some(whole.clone())),
                (name("two"), Some(whole)),
                (name("three"), None),
                (name("four"), Some(one)),
            ])
        );
        assert!(known("").is_ok_and(|known| known.iter().all(|(_, known)| known.is_none())));
    }

    #[test]
    fn an_unsound_list_is_told_with_its_lines() {
        let text = r#"[[known]]
requirement = "SYNC-003"
reason = "r"

[[known]]
requirement = "SYNC-001"
scenarios = ["oen", "two"]
reason = ""

[[known]]
requirement = "SYNC-001"
scenarios = [
  "two",
]
reason = "r"

[[known]]
requirement = "SYNC-002"
scenarios = []
reason = "r"
"#;
        assert_eq!(
            known(text).expect_err("unsound"),
            "accept the list of known failures:\n\
             known.toml:2: replace SYNC-003, as no feature has that requirement; nearest: \"SYNC-001\", \"SYNC-002\"\n\
             known.toml:5: add to SYNC-001 a `reason`: what the target does instead\n\
             known.toml:7: replace \"oen\", as SYNC-001 has no such scenario; nearest: \"one\"\n\
             known.toml:13: list \"two\" of SYNC-001 once only\n\
             known.toml:17: name scenarios of SYNC-002, or leave `scenarios` out for all of them"
        );
    }

    #[test]
    fn what_is_no_list_is_told_with_its_line() {
        let error = known("\n[[known]]\nrequirment = \"SYNC-001\"\n").expect_err("a misspelt field");
        assert!(
            error.starts_with("accept the list of known failures:\nknown.toml:3: unknown field `requirment`"),
            "{error}"
        );
        assert!(
            known("[[known]\n")
                .expect_err("no TOML")
                .contains("\nknown.toml:1: ")
        );
    }
}
