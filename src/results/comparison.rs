//! Several implementations side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{Run, Standing, State};
use crate::catalogue::Level;
use crate::target::About;

/// The lines of a document between which the comparison stands; the rest is written by hand.
const BEGIN: &str = "<!-- results: written by `cargo run -- results` -->";
const END: &str = "<!-- end of results -->";

/// Runs of which one has other scenarios than another: their totals say nothing about each other. The text fits
/// "failed to {error}".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("compare {one} with {other}: they ran other scenarios; run both again")]
pub struct IncomparableRuns {
    /// A target.
    pub one: String,
    /// Another.
    pub other: String,
}

/// The tables of a comparison, as Markdown.
///
/// # Errors
/// [`IncomparableRuns`]
pub fn comparison(runs: &[(Run, About)]) -> Result<String, IncomparableRuns> {
    let scenarios = |run: &Run| -> BTreeSet<(String, String)> {
        let scenarios = run.scenarios.iter();
        scenarios.map(|s| (s.path.clone(), s.scenario.clone())).collect()
    };
    if let Some((first, _)) = runs.first() {
        let expected = scenarios(first);
        if let Some((other, _)) = runs.iter().find(|(run, _)| scenarios(run) != expected) {
            return Err(IncomparableRuns {
                one: first.started.target.clone(),
                other: other.started.target.clone(),
            });
        }
    }
    let standings: Vec<_> = runs.iter().map(|(run, _)| Standing::of(run)).collect();
    let mut text = String::from(
        "| | run on | requirements met | of core | not met | could not tell | not offered | scenarios passed |\n\
         |---|---|--:|--:|--:|--:|--:|--:|\n",
    );
    for ((run, about), standings) in runs.iter().zip(&standings) {
        let of = |state| standings.iter().filter(|s| s.state == state).count();
        let core = |s: &&Standing| s.requirement.level == Level::Core;
        let of_core = standings.iter().filter(core);
        let _ = writeln!(
            text,
            "| [{} {}]({}.md) | {} | {} of {} | {} of {} | {} | {} | {} | {} of {} |",
            about.title,
            about.version,
            run.started.target,
            run.date(),
            of(State::Met),
            standings.len(),
            of_core.clone().filter(|s| s.state == State::Met).count(),
            of_core.count(),
            of(State::NotMet),
            of(State::CouldNotTell),
            of(State::NotOffered),
            run.finished.tally.pass,
            run.finished.tally.total()
        );
    }
    text.push_str("\nRequirements met in each system:\n\n| |");
    for (_, about) in runs {
        let _ = write!(text, " {} |", about.title);
    }
    text.push_str("\n|---|");
    text.push_str(&"--:|".repeat(runs.len()));
    let mut systems: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (index, standings) in standings.iter().enumerate() {
        for standing in standings {
            let row = systems
                .entry(&standing.system)
                .or_insert_with(|| vec![(0, 0); runs.len()]);
            if let Some((met, all)) = row.get_mut(index) {
                *met += usize::from(standing.state == State::Met);
                *all += 1;
            }
        }
    }
    for (system, row) in systems {
        let _ = write!(text, "\n| {system} |");
        for (met, all) in row {
            let _ = write!(text, " {met} of {all} |");
        }
    }
    text.push('\n');
    Ok(text)
}

/// A document with the comparison in its place, which is at the end where it had none.
#[must_use]
pub fn insert(document: &str, comparison: &str) -> String {
    let (before, after) = match (document.find(BEGIN), document.find(END)) {
        (Some(begin), Some(end)) if begin < end => (&document[..begin], &document[end + END.len()..]),
        _ => (document, "\n"),
    };
    format!("{before}{BEGIN}\n\n{comparison}\n{END}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing;

    #[test]
    fn implementations_stand_side_by_side() {
        let other = About {
            title: "Stew".to_owned(),
            ..testing::about()
        };
        let runs = [(testing::run(), testing::about()), (testing::run(), other)];
        assert_eq!(
            comparison(&runs).expect("comparable"),
            "| | run on | requirements met | of core | not met | could not tell | not offered | scenarios passed |
|---|---|--:|--:|--:|--:|--:|--:|
| [Soup 1.2](soup.md) | 2026-11-22 | 1 of 5 | 1 of 5 | 2 | 1 | 1 | 2 of 6 |
| [Stew 1.2](soup.md) | 2026-11-22 | 1 of 5 | 1 of 5 | 2 | 1 | 1 | 2 of 6 |

Requirements met in each system:

| | Soup | Stew |
|---|--:|--:|
| async | 0 of 2 | 0 of 2 |
| http-api | 0 of 1 | 0 of 1 |
| sync | 1 of 2 | 1 of 2 |
"
        );
    }

    #[test]
    fn runs_of_other_scenarios_are_not_compared() {
        let mut shorter = testing::run();
        shorter.scenarios.pop();
        let runs = [(testing::run(), testing::about()), (shorter, testing::about())];
        assert!(comparison(&runs).is_err());
    }

    #[test]
    fn what_is_written_by_hand_stays() {
        let document = format!("by hand\n\n{BEGIN}\nold\n{END}\n\nby hand too\n");
        assert_eq!(
            insert(&document, "new\n"),
            format!("by hand\n\n{BEGIN}\n\nnew\n\n{END}\n\nby hand too\n")
        );
        assert_eq!(
            insert("by hand\n", "new\n"),
            format!("by hand\n{BEGIN}\n\nnew\n\n{END}\n")
        );
    }
}
