//! Map, distributed: each iteration is an execution of its own, with a history of its own.

use std::sync::Arc;

use futures::{StreamExt, stream::FuturesUnordered};
use serde_json::Value;
use uuid::Uuid;

use super::{Child, MapRun, Opening, Terms, Trail, handling::Missed, map_children::Share, run::Step};
use crate::states::{
    data::{Data, MAX_WORKING_BYTES},
    definition::{Distribution, MachineType, Map, MapNumber},
    failure::{Failure, names},
    history::Details,
    query::{ExecutionContext, Fault, Io},
    trial::Trial,
};

impl Step<'_> {
    /// What a mocked Map does before and after its iterations.
    pub(super) fn rehearse(&self, map: &Map, trial: &Trial) -> Result<(), Failure> {
        let exceeded = self.planned(map, trial).map_err(|fault| self.failure(fault))?;
        if exceeded {
            return Err(too_many_failed());
        }
        Ok(())
    }

    /// Whether more iterations failed than are tolerated.
    fn planned(&self, map: &Map, trial: &Trial) -> Result<bool, Fault> {
        let selected = self.body_input(map)?;
        let terms = self.terms(map, &selected)?;
        trial.note("maxConcurrency", terms.max_concurrency);
        let reads = map.distribution.as_ref().is_some_and(|how| how.reads);
        let items = if reads {
            Vec::new()
        } else {
            self.items(map, &selected)?
        };
        if !reads && matches!(map.body.io, Io::JsonPath(_)) {
            trial.note_data("afterItemsPath", &Value::Array(items.clone()).into());
        }
        if let Some(count) = terms.tolerated_count {
            trial.note("toleratedFailureCount", count);
        }
        if let Some(percentage) = terms.tolerated_percentage {
            trial.note("toleratedFailurePercentage", percentage);
        }
        let failed = usize::try_from(trial.failed_iterations).unwrap_or(usize::MAX);
        // Without a threshold the count is not looked at (recorded on AWS 2025).
        let tolerates = terms.tolerated_count.is_some() || terms.tolerated_percentage.is_some();
        let succeeds = trial.mock.as_ref().is_some_and(Result::is_ok);
        Ok(succeeds && tolerates && terms.are_exceeded(failed, items.len()))
    }

    pub(super) async fn map_run(
        &mut self,
        map: &Map,
        distribution: &Distribution,
        selected: &Data,
        items: Vec<Value>,
    ) -> Result<Data, Missed> {
        let terms = self.terms(map, selected).map_err(|fault| self.failure(fault))?;
        let total = items.len();
        let shares = self
            .shares(map, distribution, selected, items)
            .map_err(|fault| self.failure(fault))?;
        let (run, started) = self.open(distribution, terms, shares.len(), total)?;
        // There is no S3 here to read from or write to.
        let refused = match (distribution.reads, distribution.writes) {
            (true, _) => Some((names::ITEM_READER_FAILED, "Reading items from Amazon S3")),
            (false, true) => Some((names::RESULT_WRITER_FAILED, "Writing results to Amazon S3")),
            (false, false) => None,
        };
        let outputs = match refused {
            Some((error, what)) => Err(Failure::new(
                error,
                format!("{what} is not offered by this implementation."),
            )),
            None => self.run_children(map, distribution, &*run, shares, total).await,
        };
        run.end(outputs.is_ok());
        let outputs = match outputs {
            Ok(outputs) => outputs,
            Err(failure) => {
                let details = Details::new().with_failure(&failure);
                self.event("MapRunFailed", Some(("mapRunFailedEventDetails", details)))?;
                return Err(Missed {
                    failure,
                    gives_up: Some("MapStateFailed"),
                });
            }
        };
        self.event("MapRunSucceeded", None)?;
        self.event("MapStateSucceeded", None)?;
        // The exit names the start of the run as its cause (recorded on AWS 2024-11 and later).
        self.place.previous = started;
        Ok(Value::Array(outputs).into())
    }

    /// Starts a Map Run, or goes on with that of the execution that is redriven.
    fn open(
        &mut self,
        distribution: &Distribution,
        terms: Terms,
        executions: usize,
        items: usize,
    ) -> Result<(Box<dyn MapRun>, usize), Failure> {
        let before = self.trail.map_run();
        let arn = before
            .clone()
            .unwrap_or_else(|| map_run_arn(self.context.execution(), distribution.label.as_deref()));
        let run = self.run.world.open_map_run(Opening {
            arn: arn.clone(),
            execution: self.context.execution().id.clone(),
            terms,
            executions,
            items,
        })?;
        let mut details = Details::new().with("mapRunArn", arn.as_str());
        let started = if before.is_some() {
            details = details.with("redriveCount", run.redrives());
            self.event("MapRunRedriven", Some(("mapRunRedrivenEventDetails", details)))?
        } else {
            self.event("MapRunStarted", Some(("mapRunStartedEventDetails", details)))?
        };
        self.trail.set_map_run(&arn);
        Ok((run, started))
    }

    async fn run_children(
        &self,
        map: &Map,
        distribution: &Distribution,
        run: &dyn MapRun,
        shares: Vec<Share>,
        total: usize,
    ) -> Result<Vec<Value>, Failure> {
        let mut outputs = vec![None; shares.len()];
        let mut waiting = shares.into_iter().enumerate();
        let mut running = FuturesUnordered::new();
        let (mut failed, mut bytes) = (0, 0);
        loop {
            while running.len() < run.terms().limit() {
                let Some((index, share)) = waiting.next() else {
                    break;
                };
                let trail = self.trail.inner(index);
                if let Some(output) = trail.output() {
                    bytes += output.text().len();
                    outputs[index] = Some(output.value().clone());
                    continue;
                }
                let items = share.items;
                let ended = self.run_child(map, distribution, run, share, trail);
                running.push(async move { (index, items, ended.await) });
            }
            let Some((index, items, ended)) = running.next().await else {
                break;
            };
            match ended {
                Some(output) => {
                    bytes += output.text().len();
                    outputs[index] = Some(output.value().clone());
                }
                None => failed += items,
            }
            if run.terms().are_exceeded(failed, total) {
                return Err(too_many_failed());
            }
            if bytes > MAX_WORKING_BYTES {
                return Err(Failure::data_limit(self.name));
            }
        }
        Ok(outputs.into_iter().flatten().collect())
    }

    /// The output of one child execution, if it succeeds. It does not see the variables of its parent (Step
    /// Functions guide, "Passing data between states with variables").
    async fn run_child(
        &self,
        map: &Map,
        distribution: &Distribution,
        run: &dyn MapRun,
        share: Share,
        trail: Trail,
    ) -> Option<Data> {
        let express = distribution.execution_type == MachineType::Express;
        // An Express execution cannot go on: a new one is started (Step Functions guide, "Redriving Map Runs").
        let (before, trail) = if express {
            (None, Trail::default())
        } else {
            (trail.child(), trail)
        };
        let context = before.unwrap_or_else(|| {
            Arc::new(child_context(
                self.context.execution(),
                run.arn(),
                express,
                share.input.clone(),
                self.run.world.now(),
            ))
        });
        trail.set_child(&context);
        let child = Child {
            context,
            processor: map.processor.clone(),
            items: share.items,
            trail,
        };
        run.child(child).await
    }

    /// What holds for a Map Run as the definition says it.
    fn terms(&self, map: &Map, selected: &Data) -> Result<Terms, Fault> {
        let tolerance = map.distribution.as_ref().map(|how| &how.tolerance);
        let integer = |field: &str, number: Option<&MapNumber>| {
            number
                .map(|number| self.integer(field, number, selected))
                .transpose()
        };
        let percentage = tolerance.and_then(|tolerance| tolerance.percentage.as_ref());
        Ok(Terms {
            tolerated_percentage: percentage
                .map(|number| self.percentage("ToleratedFailurePercentage", number, selected))
                .transpose()?,
            tolerated_count: integer(
                "ToleratedFailureCount",
                tolerance.and_then(|tolerance| tolerance.count.as_ref()),
            )?,
            max_concurrency: integer("MaxConcurrency", map.max_concurrency.as_ref())?.unwrap_or(0),
        })
    }
}

/// Step Functions guide, "Setting failure thresholds for Distributed Map states".
fn too_many_failed() -> Failure {
    Failure::new(
        names::EXCEED_TOLERATED_FAILURE_THRESHOLD,
        "The specified tolerated failure threshold was exceeded",
    )
}

/// `arn:…:mapRun:machine/label:id`; without a label there is an id in its place (recorded on AWS 2024).
fn map_run_arn(of: &ExecutionContext, label: Option<&str>) -> String {
    let prefix = of.machine_id.replacen(":stateMachine:", ":mapRun:", 1);
    let id = Uuid::new_v4();
    match label {
        Some(label) => format!("{prefix}/{label}:{id}"),
        None => format!("{prefix}/{}:{id}", Uuid::new_v4()),
    }
}

/// The execution's ARN has the Map Run's label: `arn:…:execution:machine/label:name`.
fn child_context(
    of: &ExecutionContext,
    run_arn: &str,
    express: bool,
    input: Data,
    start: i64,
) -> ExecutionContext {
    let name = Uuid::new_v4().to_string();
    let kind = if express { ":express:" } else { ":execution:" };
    let labelled = run_arn.rsplit_once(':').map_or(run_arn, |(labelled, _)| labelled);
    ExecutionContext {
        id: format!("{}:{name}", labelled.replacen(":mapRun:", kind, 1)),
        name,
        start,
        input,
        express,
        redrives: 0,
        redriven: None,
        ..of.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds() {
        for (count, percentage, failed, exceeded) in [
            (None, None, 0, false),
            (None, None, 1, true),
            (Some(1), None, 1, false),
            (Some(1), None, 2, true),
            (None, Some(50.0), 2, false),
            (None, Some(50.0), 3, true),
            (Some(3), Some(25.0), 2, true),
        ] {
            let terms = Terms {
                max_concurrency: 0,
                tolerated_count: count,
                tolerated_percentage: percentage,
            };
            assert_eq!(
                terms.are_exceeded(failed, 4),
                exceeded,
                "{count:?} {percentage:?} {failed}"
            );
        }
    }
}
