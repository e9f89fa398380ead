//! Retry and Catch around the work of a Task, a Parallel or a Map.

use serde_json::{Map as Object, Value};

use super::{
    retry::Attempts,
    run::{Left, Step, target},
};
use crate::states::{
    data::Data,
    definition::{Body, Catcher, ErrorHandling, Map, Parallel, Task},
    failure::Failure,
    trial::Trial,
};

/// Work that can be tried again.
#[derive(Debug, Clone, Copy)]
pub(super) enum Work<'s> {
    Task(&'s Task),
    Parallel(&'s Parallel),
    Map(&'s Map),
}

impl<'s> Work<'s> {
    fn body(self) -> &'s Body {
        match self {
            Self::Task(state) => &state.body,
            Self::Parallel(state) => &state.body,
            Self::Map(state) => &state.body,
        }
    }

    fn errors(self) -> &'s ErrorHandling {
        match self {
            Self::Task(state) => &state.errors,
            Self::Parallel(state) => &state.errors,
            Self::Map(state) => &state.errors,
        }
    }
}

/// Why an attempt failed.
pub(super) struct Missed {
    pub(super) failure: Failure,
    /// The event that says so when the state gives up: `ParallelStateFailed`, `MapStateFailed`.
    pub(super) gives_up: Option<&'static str>,
}

impl From<Failure> for Missed {
    fn from(failure: Failure) -> Self {
        Self {
            failure,
            gives_up: None,
        }
    }
}

impl Step<'_> {
    pub(super) async fn handled<'s>(&mut self, work: Work<'s>) -> Result<Left<'s>, Failure> {
        let (body, errors) = (work.body(), work.errors());
        let used_before = self.context.trial().map_or(0, |trial| trial.retries);
        let mut attempts = Attempts::new(&errors.retriers, used_before);
        let entered_at = self.run.world.now();
        loop {
            self.context = self
                .context
                .in_state(self.name, entered_at, Some(attempts.total()));
            let mut missed = match self.attempt(work).await {
                Ok(result) => match self.finish(&body.io, result, target(&body.next)) {
                    Ok(left) => return Ok(left),
                    Err(failure) => failure.into(),
                },
                Err(missed) => missed,
            };
            self.tell_evaluation(&mut missed.failure)?;
            if let Some(retry) = attempts.next(&missed.failure, self.run.world.random()) {
                if let Some(trial) = self.context.trial() {
                    trial.note_retrier(retry.index, retry.delay);
                }
                match retry.delay {
                    // A trial has one attempt.
                    Some(_) if self.context.trial().is_some() => return Err(missed.failure),
                    Some(delay) => {
                        self.run.world.sleep(delay).await;
                        self.trail.start_over();
                        self.resumes = false;
                        continue;
                    }
                    None => {}
                }
            }
            if let Some(kind) = missed.gives_up {
                self.event(kind, None)?;
            }
            let mut catchers = errors.catchers.iter().enumerate();
            let catcher = catchers.find(|(_, catcher)| missed.failure.matches(&catcher.error_equals));
            return match catcher {
                Some((index, catcher)) => {
                    if let Some(trial) = self.context.trial() {
                        trial.note_catcher(index, &missed.failure);
                    }
                    self.caught(catcher, missed.failure)
                }
                None => Err(missed.failure),
            };
        }
    }

    async fn attempt(&mut self, work: Work<'_>) -> Result<Data, Missed> {
        if let Some(trial) = self.context.trial().cloned()
            && let Some(mock) = &trial.mock
        {
            return self.mocked(work, &trial, mock);
        }
        match work {
            Work::Task(task) => Ok(self.try_task(task).await?),
            Work::Parallel(parallel) => self.try_parallel(parallel).await,
            Work::Map(map) => self.try_map(map).await,
        }
    }

    /// Everything but the work itself, whose result is given.
    fn mocked(
        &mut self,
        work: Work<'_>,
        trial: &Trial,
        mock: &Result<Data, Failure>,
    ) -> Result<Data, Missed> {
        match work {
            Work::Map(map) => self.rehearse(map, trial)?,
            Work::Task(_) | Work::Parallel(_) => {
                // Nobody can send it, but the parameters may name it.
                let issued = self.run.world.issue_token();
                self.context = self.context.with_task_token(issued.token());
                self.effective_input(&work.body().io)?;
            }
        }
        let result = mock.clone()?;
        // Recorded on AWS 2025: a Map shows no result.
        if !matches!(work, Work::Map(_)) {
            trial.note_data("result", &result);
        }
        Ok(result)
    }

    /// The error output in the state's raw input; OutputPath has no part in it (recorded on AWS 2024).
    fn caught<'s>(&self, catcher: &'s Catcher, failure: Failure) -> Result<Left<'s>, Failure> {
        let mut output = Object::new();
        output.insert("Error".into(), failure.error.unwrap_or_default().into());
        output.insert("Cause".into(), failure.cause.unwrap_or_default().into());
        self.finish(&catcher.io, Value::Object(output).into(), Some(&catcher.next))
    }
}
