//! Which scenarios are asked for.

use std::{collections::BTreeSet, fmt, str::FromStr};

use gherkin::tagexpr::TagOperation;
use regex::Regex;

use super::{Catalogue, Level, Scenario, nearest};

/// What is asked for. Everything stated has to hold; nothing stated asks for all scenarios.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// An expression over the tags of a scenario, its rule and its feature.
    pub tags: Option<TagExpression>,
    /// A pattern found in the scenario's name.
    pub name: Option<Regex>,
    /// Ids, any of them.
    pub requirements: Vec<String>,
    /// Levels, any of them.
    pub levels: Vec<Level>,
    /// Folders or files of features, any of them: `redirect`, `features/redirect/overrides.feature`.
    pub features: Vec<String>,
}

/// A cucumber tag expression, such as `@redirect and not @edge`.
#[derive(Debug, Clone)]
pub struct TagExpression {
    text: String,
    operation: TagOperation,
}

/// A text that is no tag expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("read {0:?} as a tag expression: write tags with @, joined by and, or, not and parentheses")]
pub struct NotATagExpression(String);

impl FromStr for TagExpression {
    type Err = NotATagExpression;

    fn from_str(text: &str) -> Result<Self, NotATagExpression> {
        match text.trim().parse() {
            Ok(operation) => Ok(Self {
                text: text.to_owned(),
                operation,
            }),
            Err(_) => Err(NotATagExpression(text.to_owned())),
        }
    }
}

/// A selection that no scenario meets, or that names a requirement which does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("find a scenario with {asked}{hint}")]
pub struct NothingSelected {
    asked: String,
    hint: String,
}

impl Catalogue {
    /// The scenarios that are asked for, in the order of the features; never empty.
    ///
    /// # Errors
    /// [`NothingSelected`], with the nearest ids.
    pub fn select(&self, selection: &Selection) -> Result<Vec<&Scenario>, NothingSelected> {
        let ids: BTreeSet<&str> = self.requirements().iter().map(|r| r.id.as_str()).collect();
        for id in &selection.requirements {
            if !ids.contains(id.as_str()) {
                let near = nearest(id, ids.iter().copied());
                let hint = match near.is_empty() {
                    true => "; --list shows all".to_owned(),
                    false => format!("; nearest are {}", near.join(", ")),
                };
                return Err(NothingSelected {
                    asked: format!("requirement {id}"),
                    hint,
                });
            }
        }
        let selected: Vec<_> = self
            .scenarios()
            .iter()
            .filter(|scenario| selection.asks_for(scenario))
            .collect();
        if selected.is_empty() {
            return Err(NothingSelected {
                asked: selection.to_string(),
                hint: "; --list shows all".to_owned(),
            });
        }
        Ok(selected)
    }
}

impl Selection {
    fn asks_for(&self, scenario: &Scenario) -> bool {
        let any =
            |list: &[String], holds: &dyn Fn(&str) -> bool| list.is_empty() || list.iter().any(|s| holds(s));
        self.tags
            .as_ref()
            .is_none_or(|tags| holds(&tags.operation, &scenario.tags))
            && self
                .name
                .as_ref()
                .is_none_or(|name| name.is_match(&scenario.name))
            && any(&self.requirements, &|id| id == scenario.requirement.id)
            && (self.levels.is_empty() || self.levels.contains(&scenario.requirement.level))
            && any(&self.features, &|feature| lies_in(&scenario.path, feature))
    }
}

/// Whether the path has these components, one after the other.
fn lies_in(path: &str, asked: &str) -> bool {
    let asked = asked.trim_start_matches("./").trim_matches('/');
    format!("/{path}/").contains(&format!("/{asked}/"))
}

fn holds(operation: &TagOperation, tags: &[String]) -> bool {
    match operation {
        TagOperation::And(a, b) => holds(a, tags) && holds(b, tags),
        TagOperation::Or(a, b) => holds(a, tags) || holds(b, tags),
        TagOperation::Not(a) => !holds(a, tags),
        TagOperation::Tag(tag) => tags.contains(tag),
    }
}

impl fmt::Display for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.tags.iter().map(|tags| format!("tags {:?}", tags.text)));
        parts.extend(
            self.name
                .iter()
                .map(|name| format!("a name like {:?}", name.as_str())),
        );
        let list =
            |what: &str, list: &[String]| (!list.is_empty()).then(|| format!("{what} {}", list.join(" or ")));
        parts.extend(list("requirement", &self.requirements));
        let levels: Vec<_> = self.levels.iter().map(Level::to_string).collect();
        parts.extend(list("level", &levels));
        parts.extend(list("feature", &self.features));
        if parts.is_empty() {
            f.write_str("anything at all")
        } else {
            f.write_str(&parts.join(" and "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::testing::{SOUND, any};

    fn lines(selection: &Selection) -> Result<Vec<usize>, String> {
        let file = ("features/redirect/a.feature".to_owned(), SOUND.to_owned());
        let catalogue = Catalogue::parse([file], &any()).unwrap_or_else(|findings| panic!("{findings}"));
        let selected = catalogue.select(selection).map_err(|error| error.to_string())?;
        Ok(selected.into_iter().map(|scenario| scenario.line).collect())
    }

    fn all() -> Selection {
        Selection::default()
    }

    fn tags(text: &str) -> Selection {
        Selection {
            tags: Some(text.parse().expect(text)),
            ..all()
        }
    }

    #[test]
    fn everything_stated_has_to_hold() {
        assert_eq!(lines(&all()), Ok(vec![14, 35, 36, 40]));
        assert_eq!(lines(&tags("@redirect and not @slow")), Ok(vec![14, 35, 36]));
        assert_eq!(lines(&tags("@core or (@slow and @own-api)")), Ok(vec![14, 40]));
        assert_eq!(
            lines(&Selection {
                name: Regex::new("moved|gone").ok(),
                ..all()
            }),
            Ok(vec![35, 36])
        );
        assert_eq!(
            lines(&Selection {
                requirements: vec!["REDIR-001".to_owned()],
                ..all()
            }),
            Ok(vec![14])
        );
        assert_eq!(
            lines(&Selection {
                levels: vec![Level::Extended],
                ..all()
            }),
            Ok(vec![35, 36, 40])
        );
        let both = Selection {
            levels: vec![Level::Extended],
            name: Regex::new("odd").ok(),
            ..all()
        };
        assert_eq!(lines(&both), Ok(vec![40]));
        for feature in [
            "redirect",
            "features/redirect/",
            "./features/redirect/a.feature",
            "a.feature",
        ] {
            let selection = Selection {
                features: vec![feature.to_owned()],
                ..all()
            };
            assert_eq!(lines(&selection).map(|lines| lines.len()), Ok(4), "{feature}");
        }
    }

    #[test]
    fn selecting_nothing_says_what_was_asked() {
        let typo = Selection {
            requirements: vec!["REDIR-001".to_owned(), "REDIR-01".to_owned()],
            ..all()
        };
        assert_eq!(
            lines(&typo),
            Err("find a scenario with requirement REDIR-01; nearest are REDIR-001, REDIR-003".to_owned())
        );
        let nothing = Selection {
            levels: vec![Level::Edge],
            features: vec!["redir".to_owned()],
            ..tags("@core")
        };
        assert_eq!(
            lines(&nothing),
            Err(
                "find a scenario with tags \"@core\" and level edge and feature redir; --list shows all"
                    .to_owned()
            )
        );
    }

    #[test]
    fn what_is_no_tag_expression_is_refused() {
        let error = "@a not @b".parse::<TagExpression>().expect_err("no operator");
        assert!(
            error
                .to_string()
                .starts_with("read \"@a not @b\" as a tag expression"),
            "{error}"
        );
    }
}
