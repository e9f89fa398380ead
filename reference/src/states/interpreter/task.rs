//! Task.

use std::{future::Future, time::Duration as Time};

use futures::future::{Either, select};

use super::{
    Callback, ServiceCall, Signal,
    handling::Work,
    run::{Left, Step},
    task_events::{Limits, Naming},
};
use crate::states::{
    data::Data,
    definition::{Duration, Pattern, Resource, Task},
    failure::Failure,
    query::{Fault, Frame, read_path},
};

impl Step<'_> {
    pub(super) async fn task<'s>(&mut self, task: &'s Task) -> Result<Left<'s>, Failure> {
        self.handled(Work::Task(task)).await
    }

    pub(super) async fn try_task(&mut self, task: &Task) -> Result<Data, Failure> {
        let limits = self.limits(task).map_err(|fault| self.failure(fault))?;
        let mut callback = None;
        if let Resource::Service {
            pattern: Pattern::WaitForTaskToken,
            ..
        } = task.resource
        {
            let issued = self.run.world.issue_token();
            self.context = self.context.with_task_token(issued.token());
            callback = Some(issued);
        }
        let input = self.effective_input(&task.body.io)?;
        if let Resource::Activity(arn) = &task.resource {
            let scheduled = self.run.world.schedule(arn, &input).ok_or_else(|| {
                // Recorded on AWS 2024.
                self.failure(Fault::runtime(format!("The activity {arn} does not exist.")))
            })?;
            callback = Some(scheduled);
        }
        let naming = Naming::of(&task.resource);
        self.scheduled(&naming, &input, limits)?;
        self.started(&naming)?;
        let result = match limits.timeout {
            None => self.work(task, &naming, &input, limits, callback).await,
            Some(seconds) => {
                let sleep = self.run.world.sleep(Time::from_secs(seconds));
                let work = Box::pin(self.work(task, &naming, &input, limits, callback));
                match select(work, sleep).await {
                    Either::Left((result, _)) => result,
                    Either::Right(_) => Ok(Err(Failure::timeout(false))),
                }
            }
        }?;
        let output = self.ended(&naming, result)?;
        self.context.note("result", &output);
        Ok(output)
    }

    /// The work itself. The outer error is one of the history, which has no room left.
    async fn work(
        &mut self,
        task: &Task,
        naming: &Naming<'_>,
        input: &Data,
        limits: Limits,
        callback: Option<Box<dyn Callback>>,
    ) -> Result<Result<Data, Failure>, Failure> {
        let (service, action, pattern) = match &task.resource {
            Resource::Function(arn) => return Ok(self.run.world.invoke(arn, input).await),
            Resource::Activity(_) => return self.called_back(callback, limits.heartbeat, false).await,
            Resource::Service {
                service,
                action,
                pattern,
            } => (service, action, pattern),
        };
        let call = ServiceCall {
            service: service.clone(),
            action: action.clone(),
            pattern: *pattern,
            parameters: input.clone(),
        };
        let answer = match self.run.world.call(&call).await {
            Ok(answer) => answer,
            Err(failure) => return Ok(Err(failure)),
        };
        if *pattern == Pattern::RequestResponse {
            return Ok(Ok(answer));
        }
        self.submitted(naming, &answer)?;
        match callback {
            Some(_) => self.called_back(callback, limits.heartbeat, true).await,
            None => Ok(self.run.world.job(&call, &answer).await),
        }
    }

    /// Waits for the task token to come back. Silence counts from the moment the token is out: for an activity
    /// that is when a worker takes the task (Step Functions guide, "Activities").
    async fn called_back(
        &mut self,
        callback: Option<Box<dyn Callback>>,
        heartbeat: Option<u64>,
        mut out: bool,
    ) -> Result<Result<Data, Failure>, Failure> {
        let Some(mut callback) = callback else {
            return Ok(Err(Failure::runtime("The task has no token.")));
        };
        loop {
            let signal = match heartbeat.filter(|_| out) {
                None => callback.next().await,
                Some(seconds) => {
                    let silence = self.run.world.sleep(Time::from_secs(seconds));
                    match before(callback.next(), silence).await {
                        Some(signal) => signal,
                        None => return Ok(Err(Failure::timeout(true))),
                    }
                }
            };
            match signal {
                Signal::Started(worker) => {
                    out = true;
                    self.taken(worker.as_deref())?;
                }
                Signal::Heartbeat => {}
                Signal::Done(result) => return Ok(result),
            }
        }
    }

    fn limits(&self, task: &Task) -> Result<Limits, Fault> {
        Ok(Limits {
            timeout: self.seconds("TimeoutSeconds", task.timeout.as_ref())?,
            heartbeat: self.seconds("HeartbeatSeconds", task.heartbeat.as_ref())?,
        })
    }

    fn seconds(&self, field: &str, duration: Option<&Duration>) -> Result<Option<u64>, Fault> {
        let path = match duration {
            None => return Ok(None),
            Some(Duration::Seconds(seconds)) => return Ok(Some(*seconds)),
            Some(Duration::Jsonata(expression)) => {
                let value = expression.evaluate_to("number", field, self.states())?;
                return match value.as_u64() {
                    Some(seconds) if seconds > 0 => Ok(Some(seconds)),
                    _ => Err(Fault::evaluation(
                        format!("The {field} field must be a positive integer but was: {value}"),
                        Some(field),
                    )),
                };
            }
            Some(Duration::Path(path)) => path,
        };
        let frame = Frame {
            input: self.input.value(),
            context: &self.context,
        };
        let value = read_path(path, frame)?;
        match value.as_u64() {
            Some(seconds) if seconds > 0 => Ok(Some(seconds)),
            _ => Err(Fault::runtime(format!(
                "The {field}Path field must refer to a positive integer: {} == {value}",
                path.text()
            ))),
        }
    }
}

/// What comes, unless time is up first.
async fn before<T>(
    work: impl Future<Output = T> + Unpin,
    time: impl Future<Output = ()> + Unpin,
) -> Option<T> {
    match select(work, time).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}
