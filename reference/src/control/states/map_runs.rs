//! Map Runs under way: they hand their items to child executions.

use std::sync::{Arc, Weak};

use futures::future::BoxFuture;

use super::{States, child_executions::Running, map_run_record::MapRunRecord, record::Record, service::now};
use crate::states::{
    data::Data,
    execution::Outcome,
    failure::Failure,
    interpreter::{Child, MapRun, Opening, Terms},
};

impl States {
    /// Opens a Map Run for an execution of a state machine.
    pub(super) fn open_map_run(&self, opening: Opening) -> Box<dyn MapRun> {
        let mut store = self.store();
        let known = store.map_runs.get(&opening.arn).cloned();
        if let Some(record) = &known {
            record.reopen(now());
        }
        let record = known.unwrap_or_else(|| {
            let record = Arc::new(MapRunRecord::new(&opening, now()));
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
        self.record
            .end(if succeeded { "SUCCEEDED" } else { "FAILED" }, now());
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if self.record.state().status == "RUNNING" {
            self.record.end("ABORTED", now());
        }
    }
}
