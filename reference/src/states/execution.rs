//! One execution, from its first event to its last.

use std::{sync::Arc, time::Duration};

use futures::future::{BoxFuture, Either, select};

use super::{
    data::Data,
    definition::Definition,
    failure::{Failure, names},
    history::{Details, History},
    interpreter::{Run, Trail, World},
    query::{Context, ExecutionContext},
};

/// How an execution ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// With this output.
    Succeeded(Data),
    /// With this error.
    Failed(Failure),
    /// It ran longer than its definition or its kind allows.
    TimedOut,
    /// Somebody stopped it, and said why or not.
    Aborted(Failure),
}

/// What is run.
pub struct Execution {
    /// The state machine.
    pub definition: Arc<Definition>,
    /// Who and with what.
    pub context: Arc<ExecutionContext>,
    /// The longest run of its kind; an Express execution has five minutes.
    pub longest: Option<Duration>,
    /// The world.
    pub world: Arc<dyn World>,
    /// Where events go.
    pub history: Arc<History>,
    /// The region, for the events of tasks.
    pub region: Arc<str>,
    /// Where it is; an execution that is redriven goes on there.
    pub trail: Trail,
}

impl std::fmt::Debug for Execution {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Execution")
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}

impl Execution {
    /// Runs to the end, or until `stop` gives the reason to abort.
    pub async fn run(self, stop: BoxFuture<'_, Failure>) -> Outcome {
        let of = &*self.context;
        let details = Details::new()
            .with_data("input", &of.input)
            .with("roleArn", of.role_arn.as_str());
        let previous = if of.redrives == 0 {
            self.history.end(
                of.start,
                0,
                "ExecutionStarted",
                Some(("executionStartedEventDetails", details)),
            );
            // The first state names no event as its cause, not even the start (recorded on AWS 2023).
            0
        } else {
            let details = Details::new().with("redriveCount", of.redrives);
            self.history.end(
                self.world.now(),
                self.history.last(),
                "ExecutionRedriven",
                Some(("executionRedrivenEventDetails", details)),
            )
        };
        let run = Run {
            world: Arc::clone(&self.world),
            history: Arc::clone(&self.history),
            region: Arc::clone(&self.region),
        };
        let walk = run.walk(
            &self.definition.workflow,
            of.input.clone(),
            Context::new(Arc::clone(&self.context)),
            previous,
            self.trail.clone(),
        );
        let ended = match select(walk, select(stop, self.deadline())).await {
            Either::Left((ended, _)) => ended,
            Either::Right((Either::Left((reason, _)), _)) => return self.aborted(reason),
            Either::Right((Either::Right(((), _)), _)) => return self.timed_out(),
        };
        match ended {
            Ok((output, previous)) => {
                let details = Details::new().with_data("output", &output);
                self.end(
                    previous,
                    "ExecutionSucceeded",
                    "executionSucceededEventDetails",
                    details,
                );
                Outcome::Succeeded(output)
            }
            Err((failure, previous)) => {
                let details = Details::new().with_failure(&failure);
                self.end(
                    previous,
                    "ExecutionFailed",
                    "executionFailedEventDetails",
                    details,
                );
                Outcome::Failed(failure)
            }
        }
    }

    fn deadline(&self) -> BoxFuture<'_, ()> {
        let own = self.definition.timeout_seconds.map(Duration::from_secs);
        match own.into_iter().chain(self.longest).min() {
            Some(duration) => self.world.sleep(duration),
            None => Box::pin(futures::future::pending()),
        }
    }

    fn aborted(&self, reason: Failure) -> Outcome {
        let details = Details::new().with_failure(&reason);
        self.end(0, "ExecutionAborted", "executionAbortedEventDetails", details);
        Outcome::Aborted(reason)
    }

    fn timed_out(&self) -> Outcome {
        let details = Details::new().with("error", names::TIMEOUT);
        self.end(0, "ExecutionTimedOut", "executionTimedOutEventDetails", details);
        Outcome::TimedOut
    }

    fn end(&self, previous: usize, kind: &'static str, member: &'static str, details: Details) {
        self.history
            .end(self.world.now(), previous, kind, Some((member, details)));
    }
}
