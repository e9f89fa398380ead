//! Standard executions, also those of Map Runs.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::oneshot;

use super::machine::Revision;
use crate::states::{
    data::Data,
    execution::Outcome,
    failure::Failure,
    history::{History, MAX_EVENTS},
    interpreter::Trail,
};

/// For how long an execution can be redriven after it ended, in milliseconds (API reference, RedriveExecution).
const REDRIVABLE_MILLIS: i64 = 14 * 86_400_000;

/// How many client tokens of redrives are remembered, and for how many milliseconds (API reference,
/// RedriveExecution).
const TOKENS: usize = 10;
const TOKEN_MILLIS: i64 = 15 * 60_000;

/// The parts of a [`Record`] that do not change.
#[derive(Debug)]
pub(super) struct Origin {
    pub(super) arn: String,
    pub(super) name: String,
    pub(super) machine_arn: String,
    pub(super) machine_name: String,
    pub(super) version_arn: Option<String>,
    pub(super) alias_arn: Option<String>,
    pub(super) revision: Arc<Revision>,
    pub(super) start: i64,
    pub(super) input: Data,
    pub(super) trace_header: Option<String>,
    pub(super) history: Arc<History>,
    /// Where it is.
    pub(super) trail: Trail,
    /// If it is a child of a Map Run: the run's ARN, and how many items it has.
    pub(super) map_run: Option<(String, usize)>,
}

/// A Standard execution.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) origin: Origin,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Sends the reason to abort.
    stop: Option<oneshot::Sender<Failure>>,
    ended: Option<Ended>,
    /// Told when the execution has ended.
    waiting: Vec<oneshot::Sender<()>>,
    redrives: u64,
    redriven: Option<i64>,
    /// Client tokens of redrives, with their dates.
    tokens: VecDeque<(String, i64)>,
}

/// How and when an execution ended.
#[derive(Debug, Clone)]
pub(super) struct Ended {
    pub(super) at: i64,
    pub(super) outcome: Outcome,
}

impl std::ops::Deref for Record {
    type Target = Origin;

    fn deref(&self) -> &Origin {
        &self.origin
    }
}

impl Record {
    pub(super) fn new(origin: Origin, stop: oneshot::Sender<Failure>) -> Self {
        Self {
            origin,
            state: Mutex::new(State {
                stop: Some(stop),
                ..State::default()
            }),
        }
    }

    /// How it ended; `None` while it runs.
    pub(super) fn ended(&self) -> Option<Ended> {
        self.state().ended.clone()
    }

    /// The word for how it is.
    pub(super) fn status(&self) -> &'static str {
        match self.state().ended.as_ref().map(|ended| &ended.outcome) {
            None => "RUNNING",
            Some(outcome) => status(outcome),
        }
    }

    /// Waits for the end.
    pub(super) async fn wait(&self) {
        let (sender, receiver) = oneshot::channel();
        {
            let mut state = self.state();
            if state.ended.is_some() {
                return;
            }
            state.waiting.push(sender);
        }
        // An execution that never ends because the server ends is nobody's business any more.
        let _ = receiver.await;
    }

    /// Asks it to abort. What has ended stays as it is.
    pub(super) fn stop(&self, reason: Failure) {
        if let Some(stop) = self.state().stop.take() {
            let _ = stop.send(reason);
        }
    }

    /// Notes the end, and tells it.
    pub(super) fn end(&self, ended: Ended) {
        let waiting = {
            let mut state = self.state();
            state.stop = None;
            state.ended = Some(ended);
            std::mem::take(&mut state.waiting)
        };
        for sender in waiting {
            let _ = sender.send(());
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often it was redriven, and when last.
    pub(super) fn redrives(&self) -> (u64, Option<i64>) {
        let state = self.state();
        (state.redrives, state.redriven)
    }

    /// Why it cannot be redriven (API reference, DescribeExecution; the first two are recorded on AWS 2024).
    pub(super) fn not_redrivable(&self, now: i64) -> Option<String> {
        match self.ended() {
            None => Some("Execution is RUNNING and cannot be redriven".to_owned()),
            Some(Ended {
                outcome: Outcome::Succeeded(_),
                ..
            }) => Some("Execution is SUCCEEDED and cannot be redriven".to_owned()),
            Some(_) if self.history.last() + 1 >= MAX_EVENTS => {
                Some("Execution history event limit exceeded".to_owned())
            }
            Some(ended) if now - ended.at > REDRIVABLE_MILLIS => {
                Some("Execution redrivable period exceeded".to_owned())
            }
            Some(_) => None,
        }
    }

    /// The date of the redrive that this client token was used for.
    pub(super) fn redriven_with(&self, token: &str, now: i64) -> Option<i64> {
        let state = self.state();
        let mut tokens = state.tokens.iter();
        tokens
            .find(|(known, at)| known == token && now - at <= TOKEN_MILLIS)
            .map(|(_, at)| *at)
    }

    /// Runs again: nobody may hold it for ended any more.
    pub(super) fn reopen(&self, stop: oneshot::Sender<Failure>, now: i64, token: Option<&str>) {
        let mut state = self.state();
        state.stop = Some(stop);
        state.ended = None;
        state.redrives += 1;
        state.redriven = Some(now);
        if let Some(token) = token {
            state.tokens.push_back((token.to_owned(), now));
            if state.tokens.len() > TOKENS {
                state.tokens.pop_front();
            }
        }
    }
}

/// The word for an outcome.
pub(super) fn status(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Succeeded(_) => "SUCCEEDED",
        Outcome::Failed(_) => "FAILED",
        Outcome::TimedOut => "TIMED_OUT",
        Outcome::Aborted(_) => "ABORTED",
    }
}
