//! What exists: state machines, executions and Map Runs.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::Arc,
};

use indexmap::IndexMap;

use super::{
    machine::Machine,
    map_run_record::MapRunRecord,
    record::{Ended, Record},
    retention::Retention,
};

/// How many bytes the histories of the remembered executions may take together.
const ENDED_BYTES: usize = 512 * 1024 * 1024;

/// Everything that exists.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// By ARN.
    pub(super) machines: HashMap<String, Machine>,
    retention: Retention,
    /// In the order in which they started.
    executions: BTreeMap<u64, Arc<Record>>,
    by_arn: HashMap<String, u64>,
    started: u64,
    /// In the order in which they ended, with the size of their history.
    ended: VecDeque<(u64, usize)>,
    ended_bytes: usize,
    /// By ARN, in the order in which they started.
    pub(super) map_runs: IndexMap<String, Arc<MapRunRecord>>,
}

impl Store {
    /// Nothing yet; ended executions are remembered so long.
    pub(super) fn with(retention: Retention) -> Self {
        Self {
            retention,
            ..Self::default()
        }
    }

    /// Finds an execution by its ARN.
    pub(super) fn execution(&self, arn: &str) -> Option<Arc<Record>> {
        self.executions.get(self.by_arn.get(arn)?).cloned()
    }

    /// How many executions run.
    pub(super) fn running(&self) -> usize {
        self.executions.len() - self.ended.len()
    }

    /// Remembers an execution that starts.
    pub(super) fn start(&mut self, record: Arc<Record>) {
        self.started += 1;
        self.by_arn.insert(record.arn.clone(), self.started);
        self.executions.insert(self.started, record);
    }

    /// Notes that an execution has ended, and forgets the oldest if there are too many.
    pub(super) fn end(&mut self, record: &Record, ended: Ended) {
        let now = ended.at;
        let bytes = record.history.size();
        record.end(ended);
        if let Some(number) = self.by_arn.get(&record.arn) {
            self.ended.push_back((*number, bytes));
            self.ended_bytes += bytes;
        }
        while self.ended.front().is_some_and(|&(number, _)| {
            self.ended.len() > self.retention.executions
                || (self.ended_bytes > ENDED_BYTES && self.ended.len() > 1)
                || self.is_old(number, now)
        }) {
            self.forget_oldest();
        }
    }

    /// An execution that had ended runs again.
    pub(super) fn reopen(&mut self, record: &Record) {
        let Some(number) = self.by_arn.get(&record.arn) else {
            return;
        };
        if let Some(at) = self.ended.iter().position(|(ended, _)| ended == number)
            && let Some((_, bytes)) = self.ended.remove(at)
        {
            self.ended_bytes -= bytes;
        }
    }

    /// Executions of a state machine or version, the latest first.
    pub(super) fn executions_of(&self, keep: impl Fn(&Record) -> bool) -> Vec<Arc<Record>> {
        self.executions
            .values()
            .rev()
            .filter(|record| keep(record))
            .cloned()
            .collect()
    }

    fn is_old(&self, number: u64, now: i64) -> bool {
        let ended = self.executions.get(&number).and_then(|record| record.ended());
        ended.is_none_or(|ended| {
            u128::from((now - ended.at).max(0).unsigned_abs()) > self.retention.age.as_millis()
        })
    }

    fn forget_oldest(&mut self) {
        if let Some((number, bytes)) = self.ended.pop_front() {
            self.ended_bytes -= bytes;
            if let Some(record) = self.executions.remove(&number) {
                self.by_arn.remove(&record.arn);
                if !self.map_runs.is_empty() {
                    self.map_runs.retain(|_, run| run.execution != record.arn);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use std::time::Duration;

    use super::*;
    use crate::{
        control::states::{logging::Logging, machine::Revision, record::Origin},
        states::{
            data::Data,
            definition::{Definition, MachineType},
            execution::Outcome,
            history::History,
            interpreter::Trail,
        },
    };

    fn record(arn: String) -> Arc<Record> {
        let definition = r#"{"StartAt":"S","States":{"S":{"Type":"Succeed"}}}"#;
        let revision = Arc::new(Revision {
            id: None,
            text: definition.to_owned(),
            definition: Arc::new(Definition::parse(definition, MachineType::Standard).unwrap()),
            role_arn: String::new(),
            logging: Logging::off(),
            tracing: false,
            updated: 0,
        });
        let origin = Origin {
            name: arn.clone(),
            arn,
            machine_arn: "m".to_owned(),
            machine_name: "m".to_owned(),
            version_arn: None,
            alias_arn: None,
            revision,
            start: 0,
            input: Data::empty(),
            trace_header: None,
            history: Arc::new(History::new(true, Box::new(|_| {}))),
            trail: Trail::default(),
            map_run: None,
        };
        Arc::new(Record::new(origin, oneshot::channel().0))
    }

    #[test]
    fn ended_executions_are_bounded_by_number_and_age() {
        let mut store = Store::with(Retention {
            executions: 10,
            age: Duration::from_secs(60),
        });
        let end = |store: &mut Store, i: usize, at: i64| {
            let record = record(i.to_string());
            store.start(Arc::clone(&record));
            let outcome = Outcome::Succeeded(Data::empty());
            store.end(&record, Ended { at, outcome });
        };
        for i in 0..15 {
            end(&mut store, i, 0);
        }
        assert_eq!(store.executions.len(), 10);
        assert!(store.execution("4").is_none());
        assert!(store.execution("5").is_some());
        end(&mut store, 99, 60_001);
        assert_eq!(store.executions.len(), 1);
    }

    #[tokio::test]
    async fn an_end_is_told_to_all_who_wait() {
        let mut store = Store::default();
        let record = record("a".to_owned());
        store.start(Arc::clone(&record));
        assert_eq!((store.running(), record.status()), (1, "RUNNING"));
        let waits = futures::future::join(record.wait(), record.wait());
        let ends = async {
            let outcome = Outcome::TimedOut;
            store.end(&record, Ended { at: 1, outcome });
        };
        futures::future::join(waits, ends).await;
        record.wait().await;
        assert_eq!((store.running(), record.status()), (0, "TIMED_OUT"));
    }
}
