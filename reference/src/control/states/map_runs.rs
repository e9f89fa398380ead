//! Map Runs: what they count, and the executions of their items.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use futures::future::BoxFuture;

use super::{States, child_executions::Running, record::Record, service::now};
use crate::states::{
    data::Data,
    execution::Outcome,
    failure::Failure,
    interpreter::{Child, MapRun, Opening, Terms},
};

/// What DescribeMapRun shows.
#[derive(Debug)]
pub(super) struct MapRunRecord {
    pub(super) arn: String,
    /// The ARN of the execution that it is part of.
    pub(super) execution: String,
    pub(super) start: i64,
    state: Mutex<State>,
}

/// What of a Map Run changes.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) status: &'static str,
    pub(super) stop: Option<i64>,
    pub(super) terms: Terms,
    pub(super) redrives: u64,
    pub(super) redriven: Option<i64>,
    pub(super) items: Counts,
    pub(super) executions: Counts,
}

/// How many of its items or executions are how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) total: usize,
    pub(super) pending: usize,
    pub(super) running: usize,
    pub(super) succeeded: usize,
    pub(super) failed: usize,
    pub(super) timed_out: usize,
    pub(super) aborted: usize,
    pub(super) written: usize,
}

impl Counts {
    fn of(total: usize) -> Self {
        Self {
            total,
            pending: total,
            ..Self::default()
        }
    }

    pub(super) fn start(&mut self, count: usize) {
        self.pending = self.pending.saturating_sub(count);
        self.running += count;
    }

    pub(super) fn end(&mut self, outcome: &Outcome, count: usize) {
        self.running = self.running.saturating_sub(count);
        *match outcome {
            Outcome::Succeeded(_) => &mut self.succeeded,
            Outcome::Failed(_) => &mut self.failed,
            Outcome::TimedOut => &mut self.timed_out,
            Outcome::Aborted(_) => &mut self.aborted,
        } += count;
    }

    /// What did not succeed is to be done again.
    fn redrive(&mut self) {
        *self = Self {
            succeeded: self.succeeded,
            pending: self.total - self.succeeded,
            ..Self::of(self.total)
        };
    }
}

impl MapRunRecord {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, status: &'static str) {
        let mut state = self.state();
        let state = &mut *state;
        state.status = status;
        state.stop = Some(now());
        for counts in [&mut state.items, &mut state.executions] {
            counts.aborted += counts.pending;
            counts.pending = 0;
            if status == "SUCCEEDED" {
                // Also without a ResultWriter (recorded on AWS 2023).
                counts.written = counts.succeeded;
            }
        }
    }
}

impl States {
    /// Opens a Map Run for an execution of a state machine.
    pub(super) fn open_map_run(&self, opening: Opening) -> Box<dyn MapRun> {
        let mut store = self.store();
        let known = store.map_runs.get(&opening.arn).cloned();
        if let Some(record) = &known {
            let mut state = record.state();
            state.status = "RUNNING";
            state.stop = None;
            state.redrives += 1;
            state.redriven = Some(now());
            state.items.redrive();
            state.executions.redrive();
        }
        let record = known.unwrap_or_else(|| {
            let record = Arc::new(MapRunRecord {
                arn: opening.arn.clone(),
                execution: opening.execution.clone(),
                start: now(),
                state: Mutex::new(State {
                    status: "RUNNING",
                    stop: None,
                    terms: opening.terms,
                    redrives: 0,
                    redriven: None,
                    items: Counts::of(opening.items),
                    executions: Counts::of(opening.executions),
                }),
            });
            store.map_runs.insert(opening.arn.clone(), Arc::clone(&record));
            record
        });
        Box::new(Open {
            states: self.me.clone(),
            parent: store.execution(&opening.execution),
            record,
        })
    }
}

/// A Map Run under way.
pub(super) struct Open {
    pub(super) states: Weak<States>,
    parent: Option<Arc<Record>>,
    pub(super) record: Arc<MapRunRecord>,
}

impl MapRun for Open {
    fn arn(&self) -> &str {
        &self.record.arn
    }

    fn terms(&self) -> Terms {
        self.record.state().terms
    }

    fn redrives(&self) -> u64 {
        self.record.state().redrives
    }

    fn child(&self, child: Child) -> BoxFuture<'_, Option<Data>> {
        Box::pin(async move {
            let (states, parent) = (self.states.upgrade()?, self.parent.as_ref()?);
            let mut running = Running::start(self, &states, parent, &child);
            drop(states);
            let outcome = if child.context.input.fits() {
                let (execution, stop) = running.take()?;
                execution.run(stop).await
            } else {
                Outcome::Failed(Failure::data_limit(&child.context.name))
            };
            let output = match &outcome {
                Outcome::Succeeded(output) => Some(output.clone()),
                _ => None,
            };
            running.end(outcome);
            output
        })
    }

    fn end(&self, succeeded: bool) {
        self.record.end(if succeeded { "SUCCEEDED" } else { "FAILED" });
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if self.record.state().status == "RUNNING" {
            self.record.end("ABORTED");
        }
    }
}

/// What stands between the machine's name and the id of a Map Run's ARN.
pub(super) fn label(map_run_arn: &str) -> &str {
    let rest = map_run_arn.rsplit_once('/').map_or("", |(_, rest)| rest);
    rest.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_follow_executions() {
        let mut counts = Counts::of(3);
        counts.start(2);
        counts.end(&Outcome::TimedOut, 1);
        assert_eq!(
            counts,
            Counts {
                total: 3,
                pending: 1,
                running: 1,
                timed_out: 1,
                ..Counts::default()
            }
        );
        counts.end(&Outcome::Succeeded(Data::empty()), 1);
        counts.redrive();
        assert_eq!((counts.pending, counts.succeeded, counts.timed_out), (2, 1, 0));
    }

    #[test]
    fn a_label_is_part_of_the_arn() {
        assert_eq!(label("arn:aws:states:r:0:mapRun:m/L:id"), "L");
        assert_eq!(label("x"), "");
    }
}
