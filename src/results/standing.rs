//! Whether each requirement is met.

use super::Run;
use super::clause::clause;
use crate::catalogue::Requirement;
use crate::report::ScenarioFinished;
use crate::verdict::Verdict;

/// What a run says of a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// All its scenarios that could be judged pass.
    Met,
    /// One fails, listed as known or not.
    NotMet,
    /// None fails, but one could not be told or was not reached.
    CouldNotTell,
    /// The implementation does not offer what it needs.
    NotOffered,
}

/// A requirement as a run leaves it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Which one.
    pub requirement: Requirement,
    /// The documented system that its first scenario belongs to.
    pub system: String,
    /// The feature file and the line of the first scenario that speaks for the state.
    pub place: (String, usize),
    /// Whether it is met.
    pub state: State,
    /// Its scenarios.
    pub scenarios: usize,
    /// Those that speak for the state, by name.
    pub speaking: Vec<String>,
    /// What the implementation does instead, or why nobody knows; Markdown.
    pub clause: String,
}

impl Standing {
    /// The standings of a run, in the order of the features.
    #[must_use]
    pub fn of(run: &Run) -> Vec<Self> {
        let mut order: Vec<&str> = Vec::new();
        for scenario in &run.scenarios {
            let id = scenario.requirement.id.as_str();
            if !order.contains(&id) {
                order.push(id);
            }
        }
        let of_one = |id| {
            let scenarios: Vec<_> = run.scenarios.iter().filter(|s| s.requirement.id == id).collect();
            Self::of_one(&scenarios)
        };
        order.into_iter().filter_map(of_one).collect()
    }

    fn of_one(scenarios: &[&ScenarioFinished]) -> Option<Self> {
        let with = |state| {
            scenarios
                .iter()
                .copied()
                .filter(move |scenario| state_of(&scenario.verdict) == state)
        };
        // Nothing that was seen to fail is met, and nothing that was seen to pass is not offered.
        let state = [State::NotMet, State::CouldNotTell, State::Met]
            .into_iter()
            .find(|state| with(*state).next().is_some())
            .unwrap_or(State::NotOffered);
        let speaking: Vec<_> = with(state).collect();
        let first = speaking.first()?;
        let mut clauses: Vec<String> = Vec::new();
        for scenario in &speaking {
            let clause = clause(scenario);
            // Reasons of a list are few and written; of what was found the first tells enough.
            let is_listed = !matches!(scenario.verdict, Verdict::Fail);
            if !clause.is_empty() && !clauses.contains(&clause) && (is_listed || clauses.is_empty()) {
                clauses.push(clause);
            }
        }
        Some(Self {
            requirement: first.requirement.clone(),
            system: first.system.clone(),
            place: (first.path.clone(), first.line),
            state,
            scenarios: scenarios.len(),
            speaking: speaking.iter().map(|s| s.scenario.clone()).collect(),
            clause: clauses.join("; "),
        })
    }
}

fn state_of(verdict: &Verdict) -> State {
    match verdict {
        Verdict::Pass | Verdict::Fixed { .. } => State::Met,
        Verdict::Fail | Verdict::Known { .. } => State::NotMet,
        Verdict::CouldNotTell { .. } | Verdict::NotReached => State::CouldNotTell,
        Verdict::NotOffered { .. } => State::NotOffered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing;

    #[test]
    fn a_failure_outweighs_and_what_passes_is_met() {
        let standings = Standing::of(&testing::run());
        let told: Vec<_> = standings
            .iter()
            .map(|s| (s.requirement.id.as_str(), s.state, s.speaking.len(), s.scenarios))
            .collect();
        assert_eq!(
            told,
            [
                ("SYNC-001", State::NotMet, 1, 2),
                ("SYNC-002", State::Met, 1, 1),
                ("ASYNC-001", State::NotMet, 1, 1),
                ("ASYNC-002", State::CouldNotTell, 1, 1),
                ("EVENT2-001", State::NotOffered, 1, 1),
            ]
        );
        assert_eq!(standings[0].clause, "the body has `soup` as well");
        assert_eq!(standings[2].clause, "answers 200");
    }
}
