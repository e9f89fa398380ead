//! Child executions of Map Runs: those of the type STANDARD have records like any other.

use std::sync::Arc;

use futures::future::BoxFuture;
use tokio::sync::oneshot;

use super::{
    States,
    launch::stopped,
    map_run_record::label,
    map_runs::Open,
    record::{Ended, Origin, Record},
    service::now,
};
use crate::states::{
    definition::Definition,
    execution::{Execution, Outcome},
    failure::Failure,
    history::History,
    interpreter::Child,
};

/// A child execution that has not ended; dropped, it is aborted.
pub(super) struct Running<'r> {
    run: &'r Open,
    items: usize,
    history: Arc<History>,
    /// Only Standard executions can be looked at.
    record: Option<Arc<Record>>,
    start: Option<(Execution, BoxFuture<'static, Failure>)>,
    ended: bool,
}

impl<'r> Running<'r> {
    pub(super) fn start(run: &'r Open, states: &States, parent: &Record, child: &Child) -> Self {
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

    /// What is to be run, and what stops it; once.
    pub(super) fn take(&mut self) -> Option<(Execution, BoxFuture<'static, Failure>)> {
        self.start.take()
    }

    pub(super) fn end(mut self, outcome: Outcome) {
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
