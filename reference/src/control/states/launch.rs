//! Starting executions.

use std::{sync::Arc, time::Duration};

use futures::future::BoxFuture;
use tokio::sync::oneshot;

use super::{
    States, arn, errors,
    machine::{Machine, Revision},
    record::{Ended, Origin, Record},
    service::now,
    world::ServiceWorld,
};
use crate::{
    states::{
        data::{Data, MAX_BYTES},
        definition::Definition,
        execution::{Execution, Outcome},
        failure::Failure,
        history::History,
        interpreter::Trail,
        jackson,
        query::ExecutionContext,
    },
    wire::AwsError,
};

/// The longest run of an Express execution (Step Functions guide, quotas).
const EXPRESS: Duration = Duration::from_secs(300);

/// How many Standard executions may run at the same time (AWS: a million).
const MAX_RUNNING: usize = 100_000;

/// A state machine, or one of its versions, that is to be run.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) machine: Machine,
    pub(super) revision: Arc<Revision>,
    pub(super) version_arn: Option<String>,
    /// The alias that led to the version.
    pub(super) alias_arn: Option<String>,
}

/// What a client gives to an execution.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub(super) name: String,
    pub(super) input: Data,
    pub(super) trace_header: Option<String>,
}

/// An Express execution that has started.
#[derive(Debug)]
pub(super) struct Express {
    pub(super) arn: String,
    pub(super) start: i64,
    pub(super) ended: oneshot::Receiver<Ended>,
}

impl States {
    /// Finds the state machine, version or alias that an ARN names.
    ///
    /// # Errors
    /// `InvalidArn`, `StateMachineDoesNotExist`
    pub(super) fn target(&self, machine_arn: &str) -> Result<Target, AwsError> {
        let parsed = arn::Arn::of_kind(machine_arn, "stateMachine")?;
        let (name, version) = match parsed.rest.split_once(':') {
            Some((name, version)) => (name, Some(version)),
            None => (parsed.rest, None),
        };
        let missing = || errors::machine_does_not_exist(machine_arn);
        let base = &machine_arn[..machine_arn.len() - (parsed.rest.len() - name.len())];
        let machine = self.store().machines.get(base).cloned().ok_or_else(missing)?;
        let Some(version) = version else {
            return Ok(Target {
                revision: Arc::clone(&machine.revision),
                version_arn: None,
                alias_arn: None,
                machine,
            });
        };
        let (number, alias_arn) = match machine.aliases.get(version) {
            Some(alias) => (alias.version(chance()), Some(machine_arn.to_owned())),
            None => (version.parse().ok(), None),
        };
        let found = machine
            .versions
            .iter()
            .find(|candidate| Some(candidate.number) == number)
            .ok_or_else(missing)?;
        Ok(Target {
            revision: Arc::clone(&found.revision),
            version_arn: Some(format!("{base}:{}", found.number)),
            alias_arn,
            machine,
        })
    }

    /// Starts a Standard execution, or finds the running one of the same name and input.
    ///
    /// # Errors
    /// `ExecutionAlreadyExists`, `ExecutionLimitExceeded`
    pub(super) fn start_standard(&self, target: Target, order: Order) -> Result<Arc<Record>, AwsError> {
        let arn = arn::execution(&target.machine.region, &target.machine.name, &order.name);
        let start = now();
        let (stop, stopped) = oneshot::channel();
        let history = Arc::new(History::new(true, self.observer(&target, &arn, start)));
        let record = {
            // Looked up and entered under one lock, so a name is taken once.
            let mut store = self.store();
            if let Some(record) = store.execution(&arn) {
                // A closed execution's name is taken, whatever its input was (ASYNC-015).
                return if record.ended().is_none() && record.input.text() == order.input.text() {
                    Ok(record)
                } else {
                    Err(errors::execution_already_exists(&arn))
                };
            }
            if store.running() >= MAX_RUNNING {
                let message = "Open execution limit exceeded.";
                return Err(AwsError::new(400, "ExecutionLimitExceeded", message));
            }
            let origin = Origin {
                arn: arn.clone(),
                name: order.name.clone(),
                machine_arn: target.machine.arn.clone(),
                machine_name: target.machine.name.clone(),
                version_arn: target.version_arn.clone(),
                alias_arn: target.alias_arn.clone(),
                revision: Arc::clone(&target.revision),
                start,
                input: order.input.clone(),
                trace_header: order.trace_header.clone(),
                history: Arc::clone(&history),
                trail: Trail::default(),
                map_run: None,
            };
            let record = Arc::new(Record::new(origin, stop));
            store.start(Arc::clone(&record));
            record
        };
        self.spawn(&record, stopped);
        Ok(record)
    }

    /// Goes on with an execution that did not succeed.
    ///
    /// # Errors
    /// Why it cannot be.
    pub(super) fn redrive(&self, record: &Arc<Record>, token: Option<&str>, now: i64) -> Result<(), String> {
        let (stop, stopped) = oneshot::channel();
        {
            // Looked at and reopened under one lock, so it is redriven once.
            let mut store = self.store();
            if let Some(reason) = record.not_redrivable(now) {
                return Err(reason);
            }
            record.reopen(stop, now, token);
            store.reopen(record);
        }
        self.spawn(record, stopped);
        Ok(())
    }

    fn spawn(&self, record: &Arc<Record>, stop: oneshot::Receiver<Failure>) {
        let (redrives, redriven) = record.redrives();
        let context = ExecutionContext {
            id: record.arn.clone(),
            name: record.name.clone(),
            role_arn: record.revision.role_arn.clone(),
            start: record.start,
            input: record.input.clone(),
            machine_id: record.machine_arn.clone(),
            machine_name: record.machine_name.clone(),
            express: false,
            redrivable: true,
            redrives,
            redriven,
        };
        let execution = self.execution(
            Arc::clone(&record.revision.definition),
            context,
            Arc::clone(&record.history),
            record.trail.clone(),
        );
        let (me, record) = (self.me.clone(), Arc::clone(record));
        tokio::spawn(async move {
            let outcome = execution.run(stopped(stop)).await;
            if let Some(states) = me.upgrade() {
                states.store().end(&record, Ended { at: now(), outcome });
            }
        });
    }

    /// Starts an Express execution. It runs to its end even if nobody waits for it.
    pub(super) fn start_express(&self, target: &Target, order: &Order, synchronous: bool) -> Express {
        let id = uuid::Uuid::new_v4().to_string();
        let arn = arn::express(&target.machine.region, &target.machine.name, &order.name, &id);
        let start = now();
        let history = Arc::new(History::new(false, self.observer(target, &arn, start)));
        let context = ExecutionContext {
            id: arn.clone(),
            name: order.name.clone(),
            role_arn: target.revision.role_arn.clone(),
            start,
            input: order.input.clone(),
            machine_id: target.machine.arn.clone(),
            machine_name: target.machine.name.clone(),
            express: true,
            redrivable: !synchronous,
            redrives: 0,
            redriven: None,
        };
        let definition = Arc::clone(&target.revision.definition);
        let execution = self.execution(definition, context, history, Trail::default());
        let (sender, ended) = oneshot::channel();
        tokio::spawn(async move {
            let outcome: Outcome = execution
                .run(Box::pin(futures::future::pending::<Failure>()))
                .await;
            // Nobody waits for an asynchronous one.
            let _ = sender.send(Ended { at: now(), outcome });
        });
        Express { arn, start, ended }
    }

    fn observer(&self, target: &Target, arn: &str, start: i64) -> crate::states::history::Observer {
        target
            .revision
            .logging
            .observer(Arc::clone(&self.logs), &target.machine.name, arn, start)
    }

    /// What is run, with the world around it.
    pub(super) fn execution(
        &self,
        definition: Arc<Definition>,
        context: ExecutionContext,
        history: Arc<History>,
        trail: Trail,
    ) -> Execution {
        let region = context.id.split(':').nth(3).unwrap_or_default().to_owned();
        Execution {
            definition,
            longest: context.express.then_some(EXPRESS),
            world: Arc::new(ServiceWorld {
                states: self.me.clone(),
                role_arn: context.role_arn.clone(),
                region: region.clone(),
            }),
            context: Arc::new(context),
            history,
            region: region.into(),
            trail,
        }
    }
}

/// Comes when somebody stops the execution.
pub(super) fn stopped(stop: oneshot::Receiver<Failure>) -> BoxFuture<'static, Failure> {
    Box::pin(async move {
        match stop.await {
            Ok(reason) => reason,
            Err(_) => futures::future::pending().await,
        }
    })
}

/// A number from 0 to 99.
fn chance() -> u64 {
    uuid::Uuid::new_v4().as_u64_pair().0 % 100
}

/// Reads an execution's input; `{}` if there is none (ASYNC-023).
///
/// # Errors
/// `InvalidExecutionInput`, in Jackson's words (recorded on AWS 2024).
pub(super) fn input(text: Option<&str>) -> Result<Data, AwsError> {
    let Some(text) = text else {
        return Ok(Data::empty());
    };
    if text.trim().is_empty() {
        return Err(errors::invalid_input("Invalid execution input."));
    }
    if text.len() > MAX_BYTES {
        let message = format!("Input must not have more than {MAX_BYTES} bytes");
        return Err(errors::invalid_input(&message));
    }
    Data::parse(text).map_err(|e| match jackson::syntax_error(text) {
        Some(error) => errors::invalid_input(&error.message),
        None => errors::invalid_input(&e.to_string()),
    })
}
