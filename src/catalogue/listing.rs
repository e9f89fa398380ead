//! The list of requirements (`--list`).

use std::{collections::BTreeMap, fmt::Write};

use super::Scenario;

/// One line for each requirement that these scenarios show: id, level, number of scenarios, sentence; below
/// a heading for each system.
#[must_use]
pub fn listing(scenarios: &[&Scenario]) -> String {
    let mut systems: BTreeMap<&str, BTreeMap<&str, Vec<&Scenario>>> = BTreeMap::new();
    for scenario in scenarios {
        systems
            .entry(&scenario.system)
            .or_default()
            .entry(&scenario.requirement.id)
            .or_default()
            .push(scenario);
    }
    let mut text = String::new();
    for (system, requirements) in &systems {
        let _ = writeln!(text, "{system}");
        for (id, scenarios) in requirements {
            let requirement = &scenarios[0].requirement;
            let (level, sentence) = (requirement.level, &requirement.sentence);
            let _ = writeln!(text, "  {id:<10}  {level:<8}  {:>3}  {sentence}", scenarios.len());
        }
    }
    let requirements: usize = systems.values().map(BTreeMap::len).sum();
    let counted = |count, what| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let _ = writeln!(
        text,
        "{}, {}",
        counted(requirements, "requirement"),
        counted(scenarios.len(), "scenario")
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{
        Catalogue,
        testing::{SOUND, any},
    };

    #[test]
    fn requirements_are_listed_below_their_system() {
        let file = ("features/redirect/a.feature".to_owned(), SOUND.to_owned());
        let catalogue = Catalogue::parse([file], &any()).unwrap_or_else(|findings| panic!("{findings}"));
        let all: Vec<_> = catalogue.scenarios().iter().collect();
        assert_eq!(
            listing(&all),
            "redirect\n  \
             REDIR-001   core        1  A status of a template is the client's\n  \
             REDIR-003   extended    3  Any status will do\n\
             2 requirements, 4 scenarios\n"
        );
    }
}
