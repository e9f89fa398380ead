//! Which environment serves an invocation: a warm one, a new one, or none.

use std::fmt;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use futures::poll;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::environment::Environment;
use super::{Finished, Job, Limits, Program, payload};
use crate::control::logs::LogSink;

/// How many environments there may be at once, all functions together, with those that are ending.
/// AWS allows 1000 per account and region; each is a thread here.
const MAX_ENVIRONMENTS: usize = 200;
/// How long to wait for an idle environment of another function to make room.
const EVICTION: Duration = Duration::from_secs(2);

/// A program that can be invoked until it is replaced or deleted.
#[derive(Debug)]
pub(crate) struct Deployment {
    program: Arc<Program>,
    live: AtomicBool,
}

impl Deployment {
    pub(crate) fn new(program: Program) -> Arc<Self> {
        Arc::new(Self {
            program: Arc::new(program),
            live: AtomicBool::new(true),
        })
    }
}

/// No environment is free and no more may be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Busy;

/// All execution environments.
pub(crate) struct Environments {
    sink: Arc<dyn LogSink>,
    limits: Limits,
    permits: Arc<Semaphore>,
    /// Warm environments without work, the one used last at the end.
    idle: Mutex<Vec<(Arc<Deployment>, Environment)>>,
}

impl fmt::Debug for Environments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environments")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Environments {
    pub(crate) fn new(sink: Arc<dyn LogSink>, limits: Limits) -> Self {
        let permits = Arc::new(Semaphore::new(MAX_ENVIRONMENTS));
        Self {
            sink,
            limits,
            permits,
            idle: Mutex::default(),
        }
    }

    /// Runs one invocation and waits for it. A function that fails, hangs or dies is [`Finished`] too.
    ///
    /// # Errors
    /// [`Busy`] if there are [`MAX_ENVIRONMENTS`] environments and all of them work.
    pub(crate) async fn run(&self, deployment: &Arc<Deployment>, job: Job) -> Result<Finished, Busy> {
        let program = &deployment.program;
        let id = job.request_id.clone();
        let mut patience = program.timeout + self.limits.grace;
        let mut warm = None;
        while let Some(environment) = self.take_idle(deployment) {
            // One that ended just now refuses.
            if let Some(answer) = environment.run(job.clone()) {
                warm = Some((environment, answer));
                break;
            }
        }
        let (environment, answer) = match warm {
            Some(warm) => warm,
            None => {
                patience += self.limits.init;
                let permit = self.permit().await?;
                let sink = Arc::clone(&self.sink);
                let environment =
                    Environment::start(Arc::clone(program), sink, self.limits, permit).map_err(|_| Busy)?;
                let answer = environment.run(job).ok_or(Busy)?;
                (environment, answer)
            }
        };
        let lost = |payload| Finished {
            payload,
            failed: true,
            log_tail: None,
            reusable: false,
        };
        let finished = match timeout(patience, answer).await {
            Ok(Ok(finished)) => finished,
            Ok(Err(_)) => lost(payload::exited(&id, 0)),
            // It hangs in a function of the engine that nothing can interrupt. The thread keeps its permit.
            Err(_) => lost(payload::timed_out(&id, program.timeout)),
        };
        if finished.reusable && deployment.live.load(Ordering::Acquire) {
            self.idle().push((Arc::clone(deployment), environment));
        }
        Ok(finished)
    }

    /// Ends the environments of a program that is replaced or deleted; running invocations go on.
    pub(crate) fn retire(&self, deployment: &Arc<Deployment>) {
        deployment.live.store(false, Ordering::Release);
        self.idle().retain(|(other, _)| !Arc::ptr_eq(other, deployment));
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<(Arc<Deployment>, Environment)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_idle(&self, deployment: &Arc<Deployment>) -> Option<Environment> {
        let mut idle = self.idle();
        idle.retain(|(_, environment)| !environment.is_ended());
        let at = idle
            .iter()
            .rposition(|(other, _)| Arc::ptr_eq(other, deployment))?;
        Some(idle.remove(at).1)
    }

    /// The right to one more environment. Where there are too many, the one that idles longest makes room.
    async fn permit(&self) -> Result<OwnedSemaphorePermit, Busy> {
        let mut permit = pin!(Arc::clone(&self.permits).acquire_owned());
        // It stands in the queue before room is made, or whoever comes next takes what was made for it.
        if let Poll::Ready(permit) = poll!(permit.as_mut()) {
            return permit.map_err(|_| Busy);
        }
        let oldest = {
            let mut idle = self.idle();
            (!idle.is_empty()).then(|| idle.remove(0))
        };
        drop(oldest.ok_or(Busy)?);
        match timeout(EVICTION, permit).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Busy),
        }
    }
}
