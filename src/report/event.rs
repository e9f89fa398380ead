//! What happens in a run, as evidence has it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{Requirement, Scenario},
    exchange::{Exchange, Redactor},
    expect::Mismatch,
    verdict::{Tally, Verdict},
};

/// Something that happens in a run. Times are milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The first event.
    RunStarted(RunStarted),
    /// One for each scenario that is selected, in the order in which they finish.
    ScenarioFinished(Box<ScenarioFinished>),
    /// The last event.
    RunFinished(RunFinished),
}

/// What is run against what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunStarted {
    /// The suite's version.
    pub suite: String,
    /// The target's name.
    pub target: String,
    /// Scenarios that are selected.
    pub scenarios: usize,
    /// Epoch milliseconds.
    pub started_ms: u64,
}

/// A scenario with its verdict and all that speaks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioFinished {
    /// The scenario's name.
    pub scenario: String,
    /// The feature's name.
    pub feature: String,
    /// The feature file, from the folder of features on.
    pub path: String,
    /// The line where the scenario begins.
    pub line: usize,
    /// The documented system.
    pub system: String,
    /// What the scenario shows.
    pub requirement: Requirement,
    /// What it says about the target.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Everything that differs from what is expected.
    pub mismatches: Vec<Mismatch>,
    /// What crossed the wire.
    pub exchanges: Vec<Exchange>,
    /// Epoch milliseconds.
    pub started_ms: u64,
    /// Milliseconds.
    pub took_ms: u64,
}

/// How the run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFinished {
    /// Scenarios by verdict.
    pub tally: Tally,
    /// What the run made of resources.
    pub resources: Resources,
    /// Why the run ended early or left something behind; `None` for a smooth run.
    pub trouble: Option<String>,
    /// Milliseconds.
    pub took_ms: u64,
}

/// Resources that a run created on its target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resources {
    /// Created.
    pub created: usize,
    /// Deleted again.
    pub deleted: usize,
    /// Not deleted: `sweep` finishes that.
    pub left: usize,
}

impl RunStarted {
    /// The start of a run, now.
    #[must_use]
    pub fn now(target: &str, scenarios: usize) -> Self {
        Self {
            suite: env!("CARGO_PKG_VERSION").to_owned(),
            target: target.to_owned(),
            scenarios,
            started_ms: epoch_milliseconds(SystemTime::now()),
        }
    }
}

impl ScenarioFinished {
    /// A scenario that has a verdict, without evidence yet: not offered or not reached.
    #[must_use]
    pub fn new(scenario: &Scenario, verdict: Verdict) -> Self {
        Self {
            scenario: scenario.name.clone(),
            feature: scenario.feature.clone(),
            path: scenario.path.clone(),
            line: scenario.line,
            system: scenario.system.clone(),
            requirement: Requirement::clone(&scenario.requirement),
            verdict,
            mismatches: Vec::new(),
            exchanges: Vec::new(),
            started_ms: epoch_milliseconds(SystemTime::now()),
            took_ms: 0,
        }
    }

    /// Adds what was seen.
    #[must_use]
    pub fn with_evidence(mut self, mismatches: Vec<Mismatch>, exchanges: Vec<Exchange>) -> Self {
        self.mismatches = mismatches;
        self.exchanges = exchanges;
        self
    }

    /// Adds when it ran.
    #[must_use]
    pub fn with_time(mut self, started: SystemTime, took: Duration) -> Self {
        self.started_ms = epoch_milliseconds(started);
        self.took_ms = milliseconds(took);
        self
    }
}

impl Event {
    /// The event without secrets and account ids.
    pub(super) fn redacted(&self, redactor: &Redactor) -> serde_json::Result<Self> {
        // Headers lose their secrets by name; everything else by its text, wherever it stands.
        let mut event = self.clone();
        if let Self::ScenarioFinished(finished) = &mut event {
            finished.exchanges = finished
                .exchanges
                .iter()
                .map(|exchange| redactor.exchange(exchange))
                .collect();
        }
        serde_json::from_value(redactor.json(serde_json::to_value(event)?))
    }
}

/// A time as events have it.
pub(super) fn epoch_milliseconds(time: SystemTime) -> u64 {
    milliseconds(time.duration_since(UNIX_EPOCH).unwrap_or_default())
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use crate::{exchange::Redactor, report::sample};

    #[test]
    fn events_lose_secrets_and_keep_their_form() {
        let redactor = Redactor::default().account("111122223333");
        let mut failed = sample::failed();
        failed.exchanges[0].request.headers.push((
            "authorization".to_owned(),
            "AWS4-HMAC-SHA256 Signature=0f".to_owned(),
        ));
        failed.requirement.sentence = "of 111122223333".to_owned();
        let event = super::Event::ScenarioFinished(Box::new(failed));
        let redacted = event.redacted(&redactor).expect("an event");
        let text = serde_json::to_string(&redacted).expect("JSON");
        assert!(!text.contains("111122223333") && !text.contains("0f"), "{text}");
        assert!(
            text.starts_with(r#"{"event":"scenario_finished","scenario":"the client is sent away","#),
            "{text}"
        );
        assert!(text.contains(r#""verdict":"fail","#), "{text}");
        assert!(
            text.contains(r#""mismatches":[{"kind":"status","expected":302,"found":200},"#),
            "{text}"
        );
        assert_eq!(
            serde_json::from_str::<super::Event>(&text).expect("an event"),
            redacted
        );
    }
}
