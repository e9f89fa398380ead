//! A run for the tests of this room.

use std::time::{Duration, UNIX_EPOCH};

use super::Run;
use crate::catalogue::{Basis, Level, Requirement, Source};
use crate::exchange::{Exchange, Request, Response};
use crate::expect::Mismatch;
use crate::report::{Event, Resources, RunFinished, RunStarted, ScenarioFinished};
use crate::target::About;
use crate::verdict::{Tally, Verdict};

fn scenario(id: &str, system: &str, name: &str, line: usize, verdict: Verdict) -> ScenarioFinished {
    ScenarioFinished {
        scenario: name.to_owned(),
        feature: "F".to_owned(),
        path: "features/soup/a.feature".to_owned(),
        line,
        system: system.to_owned(),
        requirement: Requirement {
            id: id.to_owned(),
            level: Level::Core,
            sentence: format!("The sentence of {id}"),
            sources: vec![Source::Url("https://docs.aws.amazon.com/a".to_owned())],
            basis: Basis::Documented("documented".to_owned()),
        },
        verdict,
        mismatches: Vec::new(),
        exchanges: Vec::new(),
        started_ms: 0,
        took_ms: 1,
    }
}

/// A scenario whose body is `found`.
pub(super) fn failing(name: &str, found: &str, nonce: Option<&str>) -> ScenarioFinished {
    let headers = nonce.map(|nonce| ("X-Conformance-Nonce".to_owned(), nonce.to_owned()));
    ScenarioFinished {
        mismatches: vec![Mismatch::Text {
            subject: "body".to_owned(),
            diff: format!("+ {found}"),
        }],
        exchanges: vec![Exchange {
            request: Request {
                method: "GET".to_owned(),
                url: "http://127.0.0.1:4566/go".to_owned(),
                headers: headers.into_iter().collect(),
                body: None,
            },
            response: Response {
                status: 200,
                headers: Vec::new(),
                body: found.to_owned().into(),
            },
            sent: UNIX_EPOCH,
            took: Duration::ZERO,
        }],
        ..scenario("SYNC-001", "sync", name, 10, Verdict::Fail)
    }
}

/// Evidence of a run with one scenario of each kind, in the order in which they finished.
pub(super) fn evidence() -> String {
    let known = Verdict::Known {
        reason: "answers 200".to_owned(),
        link: None,
    };
    let unseen = Verdict::CouldNotTell {
        reason: "failed to see it\nat all".to_owned(),
    };
    let lacking = Verdict::NotOffered {
        reason: "no HTTP APIs".to_owned(),
    };
    let scenarios = [
        scenario("ASYNC-002", "async", "five", 50, unseen),
        failing("one", "soup", None),
        scenario("SYNC-001", "sync", "two", 20, Verdict::Pass),
        scenario("ASYNC-001", "async", "four", 40, known),
        scenario("SYNC-002", "sync", "three", 30, Verdict::Pass),
        scenario("EVENT2-001", "http-api", "six", 60, lacking),
    ];
    let mut tally = Tally::default();
    scenarios.iter().for_each(|scenario| tally.add(&scenario.verdict));
    let started = Event::RunStarted(RunStarted {
        suite: "0.1.0".to_owned(),
        target: "soup".to_owned(),
        scenarios: scenarios.len(),
        // 2026-11-22.
        started_ms: 1_795_311_577_184,
    });
    let finished = Event::RunFinished(RunFinished {
        tally,
        resources: Resources::default(),
        trouble: None,
        took_ms: 2500,
    });
    let events = scenarios
        .into_iter()
        .map(|scenario| Event::ScenarioFinished(Box::new(scenario)));
    [started]
        .into_iter()
        .chain(events)
        .chain([finished])
        .map(|event| serde_json::to_string(&event).expect("JSON") + "\n")
        .collect()
}

pub(super) fn run() -> Run {
    Run::read(evidence().as_bytes()).expect("a run")
}

pub(super) fn about() -> About {
    About {
        title: "Soup".to_owned(),
        version: "1.2".to_owned(),
        home: "https://example.com/soup".to_owned(),
        start: "soup --port 4566".to_owned(),
        remarks: vec!["It is cold.".to_owned()],
    }
}
