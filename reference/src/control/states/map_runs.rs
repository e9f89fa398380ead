//! Map Runs: what they count, and the executions of their items.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use futures::future::BoxFuture;
use tokio::sync::oneshot;

use super::{
    States,
    launch::stopped,
    record::{Ended, Origin, Record},
    service::now,
};
use crate::states::{
    data::Data,
    definition::Definition,
    execution::Outcome,
    failure::Failure,
    history::History,
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

    fn start(&mut self, count: usize) {
        self.pending = self.pending.saturating_sub(count);
        self.running += count;
    }

    fn end(&mut self, outcome: &Outcome, count: usize) {
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
struct Open {
    states: Weak<States>,
    parent: Option<Arc<Record>>,
    record: Arc<MapRunRecord>,
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

/// A child execution that has not ended; dropped, it is aborted.
struct Running<'r> {
    run: &'r Open,
    items: usize,
    history: Arc<History>,
    /// Only Standard executions can be looked at.
    record: Option<Arc<Record>>,
    start: Option<(crate::states::execution::Execution, BoxFuture<'static, Failure>)>,
    ended: bool,
}

impl<'r> Running<'r> {
    fn start(run: &'r Open, states: &States, parent: &Record, child: &Child) -> Self {
        let (sender, receiver) = oneshot::channel();
        let record = (!child.context.express).then(|| states.child_record(run, parent, child, sender));
        let (redrives, redriven) = record.as_ref().map_or((0, None), |record| record.redrives());
        let history = record.as_ref().map_or_else(
            || Arc::new(History::of_child(false)),
            |record| Arc::clone(&record.history),
        );
        let mut context = (*child.context).clone();
        (context.redrives, context.redriven) = (redrives, redriven);
        let definition = Definition {
            workflow: child.processor.clone(),
            timeout_seconds: None,
            variable_references: Default::default(),
        };
        let execution = states.execution(
            Arc::new(definition),
            context,
            Arc::clone(&history),
            child.trail.clone(),
        );
        {
            let mut state = run.record.state();
            state.items.start(child.items);
            state.executions.start(1);
        }
        Self {
            run,
            items: child.items,
            history,
            record,
            start: Some((execution, stopped(receiver))),
            ended: false,
        }
    }

    fn take(&mut self) -> Option<(crate::states::execution::Execution, BoxFuture<'static, Failure>)> {
        self.start.take()
    }

    fn end(mut self, outcome: Outcome) {
        self.note(outcome);
    }

    fn note(&mut self, outcome: Outcome) {
        self.ended = true;
        {
            let mut state = self.run.record.state();
            state.items.end(&outcome, self.items);
            state.executions.end(&outcome, 1);
        }
        if let (Some(record), Some(states)) = (&self.record, self.run.states.upgrade()) {
            states.store().end(record, Ended { at: now(), outcome });
        }
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.history.end(now(), 0, "ExecutionAborted", None);
            self.note(Outcome::Aborted(Failure::default()));
        }
    }
}

impl States {
    /// The record of a child execution: a new one, or that of the one that is redriven.
    fn child_record(
        &self,
        run: &Open,
        parent: &Record,
        child: &Child,
        stop: oneshot::Sender<Failure>,
    ) -> Arc<Record> {
        let context = &child.context;
        let mut store = self.store();
        if let Some(record) = store.execution(&context.id) {
            record.reopen(stop, now(), None);
            store.reopen(&record);
            return record;
        }
        let label = label(&run.record.arn);
        let machine_arn = parent.machine_arn.split('/').next().unwrap_or_default();
        let record = Arc::new(Record::new(
            Origin {
                arn: context.id.clone(),
                name: context.name.clone(),
                machine_arn: format!("{machine_arn}/{label}"),
                machine_name: parent.machine_name.clone(),
                version_arn: parent.version_arn.clone(),
                alias_arn: parent.alias_arn.clone(),
                revision: Arc::clone(&parent.revision),
                start: context.start,
                input: context.input.clone(),
                trace_header: None,
                history: Arc::new(History::new(true, Box::new(|_| {}))),
                trail: child.trail.clone(),
                map_run: Some((run.record.arn.clone(), child.items)),
            },
            stop,
        ));
        store.start(Arc::clone(&record));
        record
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
