//! Activities: queues of tasks for workers that poll.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use indexmap::IndexMap;
use tokio::sync::oneshot;

use super::tokens::Tokens;
use crate::states::{
    data::Data,
    interpreter::{Callback, Signal},
};

/// How many workers may poll an activity at the same time (Step Functions guide, quotas).
const MAX_POLLERS: usize = 1_000;

/// How many activities there may be (Step Functions guide, quotas).
const MAX_ACTIVITIES: usize = 10_000;

/// What DescribeActivity knows.
#[derive(Debug, Clone)]
pub(super) struct Activity {
    pub(super) arn: String,
    pub(super) name: String,
    pub(super) region: String,
    /// Milliseconds since the epoch.
    pub(super) created: i64,
    pub(super) tags: IndexMap<String, String>,
}

/// A task for a worker.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) token: String,
    pub(super) input: Data,
}

/// Why a worker gets nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoPoll {
    DoesNotExist,
    TooManyPollers,
}

/// All activities by ARN, in the order in which they were created.
#[derive(Debug, Clone, Default)]
pub(super) struct Activities(Arc<Mutex<IndexMap<String, Queue>>>);

#[derive(Debug)]
struct Queue {
    activity: Activity,
    /// Tasks that no worker has taken.
    tasks: VecDeque<Work>,
    /// Workers that wait for a task.
    workers: VecDeque<Worker>,
}

#[derive(Debug)]
struct Worker {
    name: Option<String>,
    sender: oneshot::Sender<Work>,
}

impl Activities {
    /// Adds an activity, or finds the one of the same ARN; `None` if there are too many.
    pub(super) fn create(&self, activity: Activity) -> Option<Activity> {
        let mut all = self.map();
        if !all.contains_key(&activity.arn) && all.len() >= MAX_ACTIVITIES {
            return None;
        }
        let queue = all.entry(activity.arn.clone()).or_insert_with(|| Queue {
            activity,
            tasks: VecDeque::new(),
            workers: VecDeque::new(),
        });
        Some(queue.activity.clone())
    }

    /// Removes an activity. Its workers get nothing, its waiting tasks are never taken.
    pub(super) fn delete(&self, arn: &str) {
        self.map().shift_remove(arn);
    }

    pub(super) fn describe(&self, arn: &str) -> Option<Activity> {
        self.map().get(arn).map(|queue| queue.activity.clone())
    }

    /// All of a region.
    pub(super) fn list(&self, region: &str) -> Vec<Activity> {
        let all = self.map();
        let activities = all.values().map(|queue| &queue.activity);
        activities
            .filter(|activity| activity.region == region)
            .cloned()
            .collect()
    }

    /// Changes the tags of an activity; `None` if there is none.
    pub(super) fn with_tags<T>(
        &self,
        arn: &str,
        change: impl FnOnce(&mut IndexMap<String, String>) -> T,
    ) -> Option<T> {
        let mut all = self.map();
        Some(change(&mut all.get_mut(arn)?.activity.tags))
    }

    /// Puts a task into the queue; `None` if there is no such activity. The task tells of the worker that takes
    /// it as [`Signal::Started`], and leaves the queue with the callback.
    pub(super) fn schedule(&self, tokens: &Tokens, arn: &str, input: &Data) -> Option<Box<dyn Callback>> {
        let mut all = self.map();
        let queue = all.get_mut(arn)?;
        let callback = tokens.issue();
        queue.tasks.push_back(Work {
            token: callback.token().to_owned(),
            input: input.clone(),
        });
        queue.dispatch(tokens);
        Some(callback)
    }

    /// Joins the workers of an activity.
    pub(super) fn poll(
        &self,
        tokens: &Tokens,
        arn: &str,
        worker: Option<&str>,
    ) -> Result<oneshot::Receiver<Work>, NoPoll> {
        let mut all = self.map();
        let queue = all.get_mut(arn).ok_or(NoPoll::DoesNotExist)?;
        queue.workers.retain(|worker| !worker.sender.is_closed());
        if queue.workers.len() >= MAX_POLLERS {
            return Err(NoPoll::TooManyPollers);
        }
        let (sender, receiver) = oneshot::channel();
        queue.workers.push_back(Worker {
            name: worker.map(str::to_owned),
            sender,
        });
        queue.dispatch(tokens);
        Ok(receiver)
    }

    fn map(&self) -> std::sync::MutexGuard<'_, IndexMap<String, Queue>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    /// Brings tasks and workers together, the oldest first. Tasks that have ended and workers that have gone
    /// are passed over.
    fn dispatch(&mut self, tokens: &Tokens) {
        self.tasks.retain(|task| tokens.is_waited_for(&task.token));
        while let Some(task) = self.tasks.pop_front() {
            let Some(worker) = self.workers.pop_front() else {
                self.tasks.push_front(task);
                return;
            };
            let token = task.token.clone();
            match worker.sender.send(task) {
                // A task that ended in this moment needs no word any more.
                Ok(()) => drop(tokens.signal(&token, Signal::Started(worker.name))),
                Err(task) => self.tasks.push_front(task),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activities() -> (Activities, Tokens) {
        let activities = Activities::default();
        let activity = Activity {
            arn: "a".to_owned(),
            name: "a".to_owned(),
            region: String::new(),
            created: 0,
            tags: IndexMap::new(),
        };
        activities.create(activity).unwrap();
        (activities, Tokens::default())
    }

    #[tokio::test]
    async fn tasks_and_workers_find_each_other_in_order() {
        let (activities, tokens) = activities();
        let mut first = activities.schedule(&tokens, "a", &Data::empty()).unwrap();
        let second = activities.schedule(&tokens, "a", &Data::empty()).unwrap();
        let work = activities.poll(&tokens, "a", Some("w")).unwrap().await.unwrap();
        assert_eq!(work.token, first.token());
        assert_eq!(first.next().await, Signal::Started(Some("w".to_owned())));
        let work = activities.poll(&tokens, "a", None).unwrap().await.unwrap();
        assert_eq!(work.token, second.token());
        let waiting = activities.poll(&tokens, "a", None).unwrap();
        let third = activities.schedule(&tokens, "a", &Data::empty()).unwrap();
        assert_eq!(waiting.await.unwrap().token, third.token());
    }

    #[tokio::test]
    async fn what_is_gone_is_passed_over() {
        let (activities, tokens) = activities();
        drop(activities.poll(&tokens, "a", None).unwrap());
        drop(activities.schedule(&tokens, "a", &Data::empty()).unwrap());
        let task = activities.schedule(&tokens, "a", &Data::empty()).unwrap();
        let work = activities.poll(&tokens, "a", None).unwrap().await.unwrap();
        assert_eq!(work.token, task.token());
        let waiting = activities.poll(&tokens, "a", None).unwrap();
        activities.delete("a");
        assert!(waiting.await.is_err());
        assert!(activities.schedule(&tokens, "a", &Data::empty()).is_none());
        assert_eq!(
            activities.poll(&tokens, "a", None).unwrap_err(),
            NoPoll::DoesNotExist
        );
    }

    #[test]
    fn pollers_are_limited() {
        let (activities, tokens) = activities();
        let polls: Vec<_> = (0..MAX_POLLERS)
            .map(|_| activities.poll(&tokens, "a", None).unwrap())
            .collect();
        assert_eq!(
            activities.poll(&tokens, "a", None).unwrap_err(),
            NoPoll::TooManyPollers
        );
        drop(polls);
        assert!(activities.poll(&tokens, "a", None).is_ok());
    }
}
