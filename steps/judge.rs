//! What scenarios showed becomes verdicts, and the verdicts a report.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use apigw_conformance::catalogue::Scenario;
use apigw_conformance::report::{Event, Reporter, Resources, RunFinished, ScenarioFinished};
use apigw_conformance::target::Description;
use apigw_conformance::verdict::{Conclusion, KnownFailures, Outcome, Tally};

use crate::place;
use crate::runner::Seen;

/// Judges every selected scenario once.
pub struct Judge<'c> {
    known: KnownFailures,
    reporter: Reporter<'c>,
    /// Scenarios without a verdict yet.
    open: HashMap<(PathBuf, String), &'c Scenario>,
    tally: Tally,
    began: Instant,
}

impl<'c> Judge<'c> {
    /// A judge of these scenarios.
    pub fn new(selected: &[&'c Scenario], known: KnownFailures, reporter: Reporter<'c>) -> Self {
        let key = |scenario: &Scenario| {
            let (path, name) = place(scenario);
            (path.to_owned(), name.to_owned())
        };
        Self {
            known,
            reporter,
            open: selected
                .iter()
                .map(|scenario| (key(scenario), *scenario))
                .collect(),
            tally: Tally::default(),
            began: Instant::now(),
        }
    }

    /// Tells the report something else than a verdict.
    pub fn tell(&mut self, event: &Event) -> io::Result<()> {
        self.reporter.tell(event)
    }

    /// Sets apart what the target does not offer, and returns the rest.
    pub fn set_apart(
        &mut self,
        selected: Vec<&'c Scenario>,
        description: &Description,
    ) -> io::Result<Vec<&'c Scenario>> {
        let mut offered = Vec::new();
        for scenario in selected {
            match description.lacks(scenario.needs()) {
                None => offered.push(scenario),
                Some(lacking) => {
                    let reason = lacking.reason.clone();
                    let (path, name) = place(scenario);
                    self.close(path, name, &Outcome::NotOffered { reason }, |finished| finished)?;
                }
            }
        }
        Ok(offered)
    }

    /// Judges what a scenario showed.
    pub fn take(&mut self, seen: Seen) -> io::Result<()> {
        let outcome = if seen.not_reached {
            Outcome::NotReached
        } else {
            Outcome::Finished {
                mismatches: seen.mismatches.clone(),
                could_not_tell: seen.trouble,
            }
        };
        self.close(&seen.path, &seen.name, &outcome, |finished| {
            finished
                .with_evidence(seen.mismatches, seen.exchanges)
                .with_time(seen.began, seen.took)
        })
    }

    /// Judges what never ran, and ends the report.
    pub fn finish(mut self, resources: Resources, trouble: Option<String>) -> io::Result<Conclusion> {
        let mut open: Vec<_> = self.open.keys().cloned().collect();
        open.sort();
        for (path, name) in open {
            self.close(&path, &name, &Outcome::NotReached, |finished| finished)?;
        }
        let conclusion = self.tally.conclusion();
        self.reporter.tell(&Event::RunFinished(RunFinished {
            tally: self.tally,
            resources,
            trouble,
            took_ms: u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX),
        }))?;
        Ok(conclusion)
    }

    fn close(
        &mut self,
        path: &Path,
        name: &str,
        outcome: &Outcome,
        add: impl FnOnce(ScenarioFinished) -> ScenarioFinished,
    ) -> io::Result<()> {
        let Some(scenario) = self.open.remove(&(path.to_owned(), name.to_owned())) else {
            return Ok(());
        };
        let verdict = outcome.judge(self.known.find(scenario));
        self.tally.add(&verdict);
        let finished = add(ScenarioFinished::new(scenario, verdict));
        self.reporter.tell(&Event::ScenarioFinished(Box::new(finished)))
    }
}
