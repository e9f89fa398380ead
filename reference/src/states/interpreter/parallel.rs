//! Parallel.

use futures::{StreamExt, stream::FuturesUnordered};
use serde_json::Value;

use super::{
    handling::{Missed, Work},
    run::{Left, Step},
};
use crate::states::{
    data::{Data, MAX_WORKING_BYTES},
    definition::Parallel,
    failure::Failure,
};

impl Step<'_> {
    pub(super) async fn parallel<'s>(&mut self, parallel: &'s Parallel) -> Result<Left<'s>, Failure> {
        self.handled(Work::Parallel(parallel)).await
    }

    pub(super) async fn try_parallel(&mut self, parallel: &Parallel) -> Result<Data, Missed> {
        let input = self.effective_input(&parallel.body.io)?;
        let started = if self.resumes {
            self.place.previous
        } else {
            self.event("ParallelStateStarted", None)?
        };
        let mut branches: FuturesUnordered<_> = parallel
            .branches
            .iter()
            .enumerate()
            .map(|(i, branch)| {
                let trail = self.trail.inner(i);
                let walk = self
                    .run
                    .walk(branch, input.clone(), self.context.clone(), started, trail);
                async move { (i, walk.await) }
            })
            .collect();
        let mut outputs = vec![Value::Null; parallel.branches.len()];
        let mut bytes = 0;
        while let Some((i, ended)) = branches.next().await {
            match ended {
                Ok((output, last)) => {
                    bytes += output.text().len();
                    if bytes > MAX_WORKING_BYTES {
                        return Err(Failure::data_limit(self.name).into());
                    }
                    outputs[i] = output.value().clone();
                    self.place.previous = last;
                }
                // The other branches are dropped with the stream: a failed branch stops them (ASL-026).
                Err((failure, last)) => {
                    self.place.previous = last;
                    return Err(Missed {
                        failure,
                        gives_up: Some("ParallelStateFailed"),
                    });
                }
            }
        }
        drop(branches);
        let last = self.place.previous;
        self.event("ParallelStateSucceeded", None)?;
        // The exit names the last branch as its cause, not the success (recorded on AWS 2023).
        self.place.previous = last;
        Ok(Value::Array(outputs).into())
    }
}
