//! Map, inline.

use futures::{StreamExt, stream::FuturesUnordered};
use serde_json::Value;

use super::{
    handling::{Missed, Work},
    run::{Ended, Left, Step},
};
use crate::states::{
    data::{Data, MAX_WORKING_BYTES},
    definition::Map,
    failure::{Failure, names},
    history::Details,
    query::Fault,
};

/// How many iterations of an inline Map run at the same time at most (Step Functions guide).
const MAX_CONCURRENCY: usize = 40;

impl Step<'_> {
    pub(super) async fn map<'s>(&mut self, map: &'s Map) -> Result<Left<'s>, Failure> {
        self.handled(Work::Map(map)).await
    }

    pub(super) async fn try_map(&mut self, map: &Map) -> Result<Data, Missed> {
        let reads = map.distribution.as_ref().is_some_and(|how| how.reads);
        let prepared = self
            .body_input(map)
            .and_then(|selected| Ok((self.concurrency(map, &selected, MAX_CONCURRENCY)?, selected)))
            .and_then(|(limit, selected)| {
                let items = if reads {
                    Vec::new()
                } else {
                    self.items(map, &selected)?
                };
                Ok((selected, items, limit))
            });
        let (selected, items, limit) = prepared.map_err(|fault| Missed {
            // With JSONata the Map is said to have failed as well (recorded on AWS 2024-11).
            gives_up: (fault.error == names::QUERY_EVALUATION_ERROR).then_some("MapStateFailed"),
            failure: self.failure(fault),
        })?;
        if !self.resumes {
            let details = Details::new().with("length", items.len());
            self.event("MapStateStarted", Some(("mapStateStartedEventDetails", details)))?;
        }
        if let Some(distribution) = &map.distribution {
            return self.map_run(map, distribution, &selected, items).await;
        }
        let outputs = self.iterate(map, &selected, items, limit).await?;
        let last = self.place.previous;
        self.event("MapStateSucceeded", None)?;
        // As with Parallel, the exit names the last iteration (recorded on AWS 2023).
        self.place.previous = last;
        Ok(Value::Array(outputs).into())
    }

    pub(super) fn body_input(&self, map: &Map) -> Result<Data, Fault> {
        map.body.io.select(self.input, &self.context)
    }

    async fn iterate(
        &mut self,
        map: &Map,
        selected: &Data,
        items: Vec<Value>,
        limit: usize,
    ) -> Result<Vec<Value>, Missed> {
        let mut outputs = vec![Value::Null; items.len()];
        let mut waiting = items.into_iter().enumerate().collect::<Vec<_>>();
        // What had come to an end before a redrive is not done again.
        waiting.retain(|(index, _)| match self.trail.inner(*index).output() {
            Some(output) => {
                outputs[*index] = output.value().clone();
                false
            }
            None => true,
        });
        let mut waiting = waiting.into_iter();
        let mut running = FuturesUnordered::new();
        // The first iterations are all announced before any of them runs (recorded on AWS 2023).
        let mut next: Vec<_> = waiting.by_ref().take(limit).collect();
        let mut last = self.place.previous;
        let mut bytes = 0;
        loop {
            let mut started = Vec::new();
            for (index, item) in next.drain(..) {
                let id = if self.trail.inner(index).stand().is_some() {
                    last
                } else {
                    self.run.history.add(
                        self.run.world.now(),
                        last,
                        "MapIterationStarted",
                        iteration("mapIterationStartedEventDetails", self.name, index),
                    )?
                };
                started.push((index, item, id));
            }
            for (index, item, id) in started {
                let context = self.context.with_item(index, item.clone());
                let input = self
                    .item_input(map, item, selected, &context)
                    .map(Data::from)
                    .map_err(|fault| self.failure(fault))?;
                let trail = self.trail.inner(index);
                let walk = self.run.walk(&map.processor, input, context, id, trail);
                running.push(async move { (index, walk.await) });
            }
            let Some((index, ended)) = running.next().await else {
                return Ok(outputs);
            };
            if let Ok((output, _)) = &ended {
                bytes += output.text().len();
            }
            last = self.iteration_ended(index, ended, &mut outputs[index])?;
            if bytes > MAX_WORKING_BYTES {
                return Err(Failure::data_limit(self.name).into());
            }
            next.extend(waiting.next());
        }
    }

    /// Notes the end of an iteration; gives its last event, which is the cause of the next iteration. The cause
    /// of the Map's own end is the note (recorded on AWS 2023).
    fn iteration_ended(&mut self, index: usize, ended: Ended, output: &mut Value) -> Result<usize, Missed> {
        let (kind, member, last) = match &ended {
            Ok((_, last)) => (
                "MapIterationSucceeded",
                "mapIterationSucceededEventDetails",
                *last,
            ),
            Err((_, last)) => ("MapIterationFailed", "mapIterationFailedEventDetails", *last),
        };
        let noted = self.run.history.add(
            self.run.world.now(),
            last,
            kind,
            iteration(member, self.name, index),
        )?;
        match ended {
            Ok((data, _)) => {
                *output = data.value().clone();
                self.place.previous = noted;
                Ok(last)
            }
            Err((failure, _)) => {
                self.place.previous = last;
                Err(Missed {
                    failure,
                    gives_up: Some("MapStateFailed"),
                })
            }
        }
    }
}

fn iteration(member: &'static str, name: &str, index: usize) -> Option<(&'static str, Details)> {
    Some((member, Details::new().with("index", index).with("name", name)))
}
