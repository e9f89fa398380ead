//! Map, distributed: each iteration is an execution of its own, with a history of its own.

use std::{sync::Arc, time::Duration};

use futures::{
    StreamExt,
    future::{Either, select},
    stream::FuturesUnordered,
};
use serde_json::{Map as Object, Value};
use uuid::Uuid;

use super::{
    Run,
    handling::Missed,
    run::{Ended, Step},
};
use crate::states::{
    data::{Data, MAX_WORKING_BYTES},
    definition::{Batcher, Distribution, MachineType, Map},
    failure::{Failure, names},
    history::{Details, History},
    query::{Context, ExecutionContext, Fault, Io},
    trial::Trial,
};

/// How many child executions run at the same time at most (Step Functions guide).
pub(super) const MAX_CONCURRENCY: usize = 10_000;

/// The longest run of an Express execution (Step Functions guide, quotas).
const EXPRESS: Duration = Duration::from_secs(300);

/// The input of a child execution, and how many items are in it.
struct Child {
    input: Data,
    items: usize,
}

/// How many items may fail.
struct Threshold {
    count: Option<u64>,
    percentage: Option<f64>,
}

impl Threshold {
    /// Without any threshold the first failure is one too many.
    fn is_exceeded(&self, failed: usize, total: usize) -> bool {
        let failed = failed as f64;
        match (self.count, self.percentage) {
            (None, None) => failed > 0.0,
            (count, percentage) => {
                count.is_some_and(|count| failed > count as f64)
                    || percentage.is_some_and(|percentage| failed * 100.0 > percentage * total as f64)
            }
        }
    }
}

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
        let concurrency = match &map.max_concurrency {
            Some(number) => self.integer("MaxConcurrency", number, &selected)?,
            None => 0,
        };
        trial.note("maxConcurrency", concurrency);
        let reads = map.distribution.as_ref().is_some_and(|how| how.reads);
        let items = if reads {
            Vec::new()
        } else {
            self.items(map, &selected)?
        };
        if !reads && matches!(map.body.io, Io::JsonPath(_)) {
            trial.note_data("afterItemsPath", &Value::Array(items.clone()).into());
        }
        let Some(distribution) = &map.distribution else {
            return Ok(false);
        };
        let threshold = self.threshold(distribution, &selected)?;
        if let Some(count) = threshold.count {
            trial.note("toleratedFailureCount", count);
        }
        if let Some(percentage) = threshold.percentage {
            trial.note("toleratedFailurePercentage", percentage);
        }
        let failed = usize::try_from(trial.failed_iterations).unwrap_or(usize::MAX);
        let tolerates = threshold.count.is_some() || threshold.percentage.is_some();
        // Without a threshold the count is not looked at (recorded on AWS 2025).
        let succeeds = trial.mock.as_ref().is_some_and(Result::is_ok);
        Ok(succeeds && tolerates && threshold.is_exceeded(failed, items.len()))
    }

    pub(super) async fn map_run(
        &mut self,
        map: &Map,
        distribution: &Distribution,
        selected: &Data,
        items: Vec<Value>,
        limit: usize,
    ) -> Result<Data, Missed> {
        let threshold = self
            .threshold(distribution, selected)
            .map_err(|fault| self.failure(fault))?;
        let total = items.len();
        let arn = map_run_arn(self.context.execution(), distribution.label.as_deref());
        let details = Details::new().with("mapRunArn", arn.as_str());
        let started = self.event("MapRunStarted", Some(("mapRunStartedEventDetails", details)))?;
        // There is no S3 here to read from or write to.
        if distribution.reads {
            let cause = "Reading items from Amazon S3 is not offered by this implementation.";
            return Err(self.run_failed(Failure::new(names::ITEM_READER_FAILED, cause))?);
        }
        if distribution.writes {
            let cause = "Writing results to Amazon S3 is not offered by this implementation.";
            return Err(self.run_failed(Failure::new(names::RESULT_WRITER_FAILED, cause))?);
        }
        let children = self
            .children(map, distribution, selected, items)
            .map_err(|fault| self.failure(fault))?;
        let outputs = match self
            .run_children(map, distribution, children, limit, &threshold, total)
            .await
        {
            Ok(outputs) => outputs,
            Err(failure) => return Err(self.run_failed(failure)?),
        };
        self.event("MapRunSucceeded", None)?;
        self.event("MapStateSucceeded", None)?;
        // The exit names the start of the run as its cause (recorded on AWS 2024-11 and later).
        self.place.previous = started;
        Ok(Value::Array(outputs).into())
    }

    async fn run_children(
        &self,
        map: &Map,
        distribution: &Distribution,
        children: Vec<Child>,
        limit: usize,
        threshold: &Threshold,
        total: usize,
    ) -> Result<Vec<Value>, Failure> {
        let mut outputs = vec![None; children.len()];
        let mut waiting = children.into_iter().enumerate();
        let mut running = FuturesUnordered::new();
        let (mut failed, mut bytes) = (0, 0);
        loop {
            while running.len() < limit {
                let Some((index, child)) = waiting.next() else {
                    break;
                };
                let items = child.items;
                let ended = self.run_child(map, distribution, child.input);
                running.push(async move { (index, items, ended.await) });
            }
            let Some((index, items, ended)) = running.next().await else {
                break;
            };
            match ended {
                Ok((output, _)) => {
                    bytes += output.text().len();
                    outputs[index] = Some(output.value().clone());
                }
                Err(_) => failed += items,
            }
            if threshold.is_exceeded(failed, total) {
                return Err(too_many_failed());
            }
            if bytes > MAX_WORKING_BYTES {
                return Err(Failure::data_limit(self.name));
            }
        }
        Ok(outputs.into_iter().flatten().collect())
    }

    /// One child execution. It does not see the variables of its parent (Step Functions guide, "Passing data
    /// between states with variables").
    async fn run_child(&self, map: &Map, distribution: &Distribution, input: Data) -> Ended {
        if !input.fits() {
            return Err((Failure::data_limit(self.name), 0));
        }
        let run = Run {
            world: Arc::clone(&self.run.world),
            history: Arc::new(History::of_child(
                distribution.execution_type == MachineType::Standard,
            )),
            region: Arc::clone(&self.run.region),
        };
        let context = Context::new(Arc::new(child_context(
            self.context.execution(),
            distribution,
            input.clone(),
            self.run.world.now(),
        )));
        let walk = run.walk(&map.processor, input, context, 0);
        if distribution.execution_type == MachineType::Standard {
            return walk.await;
        }
        match select(walk, self.run.world.sleep(EXPRESS)).await {
            Either::Left((ended, _)) => ended,
            Either::Right(_) => Err((Failure::timeout(false), 0)),
        }
    }

    fn run_failed(&mut self, failure: Failure) -> Result<Missed, Failure> {
        let details = Details::new().with_failure(&failure);
        self.event("MapRunFailed", Some(("mapRunFailedEventDetails", details)))?;
        Ok(Missed {
            failure,
            gives_up: Some("MapStateFailed"),
        })
    }

    fn threshold(&self, distribution: &Distribution, selected: &Data) -> Result<Threshold, Fault> {
        let tolerance = &distribution.tolerance;
        let percentage = match &tolerance.percentage {
            None => None,
            Some(number) => Some(self.percentage("ToleratedFailurePercentage", number, selected)?),
        };
        let count = match &tolerance.count {
            None => None,
            Some(number) => Some(self.integer("ToleratedFailureCount", number, selected)?),
        };
        Ok(Threshold { count, percentage })
    }

    fn children(
        &self,
        map: &Map,
        distribution: &Distribution,
        selected: &Data,
        items: Vec<Value>,
    ) -> Result<Vec<Child>, Fault> {
        let mut inputs = Vec::new();
        let mut bytes = 0;
        for (index, item) in items.into_iter().enumerate() {
            let context = self.context.with_item(index, item.clone());
            let input = Data::from(self.item_input(map, item, selected, &context)?);
            bytes += input.text().len();
            if bytes > MAX_WORKING_BYTES {
                return Err(Fault::runtime("The inputs of the iterations are too large."));
            }
            inputs.push(input);
        }
        match &distribution.batcher {
            None => Ok(inputs
                .into_iter()
                .map(|input| Child { input, items: 1 })
                .collect()),
            Some(batcher) => self.batches(batcher, selected, inputs),
        }
    }

    fn batches(&self, batcher: &Batcher, selected: &Data, inputs: Vec<Data>) -> Result<Vec<Child>, Fault> {
        let most = |field: &str, number: &Option<_>| match number {
            None => Ok(usize::MAX),
            Some(number) => {
                let most = self.integer(field, number, selected)?;
                Ok(usize::try_from(most).unwrap_or(usize::MAX).max(1))
            }
        };
        let max_items = most("MaxItemsPerBatch", &batcher.max_items)?;
        let max_bytes = most("MaxInputBytesPerBatch", &batcher.max_bytes)?;
        let mut head = Object::new();
        if let Some(selector) = &batcher.input {
            let input = self.selected("ItemBatcher/BatchInput", selector, selected, &self.context)?;
            head.insert("BatchInput".into(), input);
        }
        let batch = |items: &[Data]| {
            let mut members = head.clone();
            members.insert(
                "Items".into(),
                items.iter().map(|item| item.value().clone()).collect(),
            );
            Child {
                input: Value::Object(members).into(),
                items: items.len(),
            }
        };
        let around = batch(&[]).input.text().len();
        let mut batches = Vec::new();
        let mut rest = &inputs[..];
        while !rest.is_empty() {
            let mut bytes = around;
            let fitting = rest.iter().take(max_items).take_while(|item| {
                bytes += item.text().len() + 1;
                bytes <= max_bytes.saturating_add(1)
            });
            // One item is a batch, however large it is.
            let (items, after) = rest.split_at(fitting.count().max(1));
            batches.push(batch(items));
            rest = after;
        }
        Ok(batches)
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

fn child_context(
    of: &ExecutionContext,
    distribution: &Distribution,
    input: Data,
    start: i64,
) -> ExecutionContext {
    let name = Uuid::new_v4().to_string();
    let express = distribution.execution_type == MachineType::Express;
    let kind = if express { ":express:" } else { ":execution:" };
    let prefix = of.machine_id.replacen(":stateMachine:", kind, 1);
    let label = distribution
        .label
        .clone()
        .unwrap_or_else(|| Uuid::new_v4().to_string());
    ExecutionContext {
        id: format!("{prefix}/{label}:{name}"),
        name,
        start,
        input,
        express,
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
            let threshold = Threshold { count, percentage };
            assert_eq!(
                threshold.is_exceeded(failed, 4),
                exceeded,
                "{count:?} {percentage:?} {failed}"
            );
        }
    }
}
