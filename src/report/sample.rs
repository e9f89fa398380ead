//! A run for the tests of this room.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::json;

use super::{Event, Resources, RunFinished, RunStarted, ScenarioFinished};
use crate::{
    catalogue::{Basis, Level, Requirement, Source},
    exchange::{Exchange, Request, Response},
    expect::{Mismatch, document},
    verdict::{Tally, Verdict},
};

pub(super) fn with(verdict: Verdict) -> ScenarioFinished {
    let url = |page: &str| Source::Url(format!("https://docs.aws.amazon.com/{page}"));
    ScenarioFinished {
        scenario: "the client is sent away".to_owned(),
        feature: "Redirects made from an execution's output".to_owned(),
        path: "features/redirect/document.feature".to_owned(),
        line: 31,
        system: "redirect".to_owned(),
        requirement: Requirement {
            id: "REDIR-003".to_owned(),
            level: Level::Core,
            sentence: "An output with statusCode 302 and a Location becomes that redirect".to_owned(),
            sources: vec![url("a"), url("b")],
            basis: Basis::Documented("documented; the override recorded on AWS 2024-08-02".to_owned()),
        },
        verdict,
        mismatches: Vec::new(),
        exchanges: Vec::new(),
        started_ms: 1_700_000_000_000,
        took_ms: 34,
    }
}

pub(super) fn failed() -> ScenarioFinished {
    let body = document::json(
        "body",
        &json!({"statusCode": 302}),
        &r#"{"statusCode": 200}"#.parse().expect("expected JSON"),
    );
    ScenarioFinished {
        mismatches: vec![
            Mismatch::Status {
                expected: 302,
                found: 200,
            },
            Mismatch::MissingHeader {
                name: "Location".to_owned(),
                expected: "https://example.com/".to_owned(),
            },
            body.expect_err("another status"),
        ],
        exchanges: vec![Exchange {
            request: Request {
                method: "GET".to_owned(),
                url: "http://127.0.0.1:4566/go?a=%2B".to_owned(),
                headers: Vec::new(),
                body: None,
            },
            response: Response {
                status: 200,
                headers: vec![("content-type".to_owned(), "application/json".to_owned())],
                body: r#"{"account": "111122223333", "statusCode": 302}"#.into(),
            },
            sent: UNIX_EPOCH + Duration::from_secs(1_700_000_000),
            took: Duration::from_millis(12),
        }],
        ..with(Verdict::Fail)
    }
}

pub(super) fn event(finished: ScenarioFinished) -> Event {
    Event::ScenarioFinished(Box::new(finished))
}

/// A run of three scenarios: a failure, a pass, a known failure.
pub(super) fn run() -> Vec<Event> {
    vec![
        Event::RunStarted(RunStarted {
            suite: "0.1.0".to_owned(),
            target: "reference".to_owned(),
            scenarios: 3,
            started_ms: 1_700_000_000_000,
        }),
        event(failed()),
        event(with(Verdict::Pass)),
        event(with(Verdict::Known {
            reason: "answers 200".to_owned(),
            link: None,
        })),
        Event::RunFinished(RunFinished {
            tally: Tally {
                pass: 1,
                fail: 1,
                known: 1,
                ..Tally::default()
            },
            resources: Resources {
                created: 3,
                deleted: 3,
                left: 0,
            },
            trouble: None,
            took_ms: 102,
        }),
    ]
}
