//! The world as an execution sees it. The interpreter does nothing by itself but compute.

use std::{sync::Arc, time::Duration};

use futures::future::BoxFuture;

use super::Trail;
use crate::states::{
    data::Data,
    definition::{Pattern, Workflow},
    failure::Failure,
    query::ExecutionContext,
};

/// Everything an execution needs from outside.
pub trait World: Send + Sync {
    /// Milliseconds since the epoch.
    fn now(&self) -> i64;

    /// Waits, without holding a thread.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// A number from 0 to 1, for jitter.
    fn random(&self) -> f64;

    /// Invokes a function by its ARN and gives its result.
    fn invoke<'a>(&'a self, function: &'a str, input: &'a Data) -> BoxFuture<'a, Result<Data, Failure>>;

    /// Calls a service and gives its answer, without waiting for any job to end.
    fn call<'a>(&'a self, call: &'a ServiceCall) -> BoxFuture<'a, Result<Data, Failure>>;

    /// Waits for the end of the job that a call started (`.sync`).
    fn job<'a>(&'a self, call: &'a ServiceCall, answer: &'a Data) -> BoxFuture<'a, Result<Data, Failure>>;

    /// Puts a task into the queue of an activity; `None` if there is no such activity.
    fn schedule(&self, activity: &str, input: &Data) -> Option<Box<dyn Callback>>;

    /// Opens a Map Run, or the one of the same ARN again.
    fn open_map_run(&self, opening: Opening) -> Result<Box<dyn MapRun>, Failure>;

    /// A new task token.
    fn issue_token(&self) -> Box<dyn Callback>;
}

/// A call of a service.
#[derive(Debug, Clone)]
pub struct ServiceCall {
    /// For example `lambda`.
    pub service: String,
    /// For example `invoke`.
    pub action: String,
    /// When the task is done.
    pub pattern: Pattern,
    /// The task's effective input.
    pub parameters: Data,
}

/// The receiving end of a task token; the token is worth nothing once this is dropped.
pub trait Callback: Send {
    /// The token.
    fn token(&self) -> &str;

    /// The next thing that somebody sends with the token.
    fn next(&mut self) -> BoxFuture<'_, Signal>;
}

/// What is sent with a task token.
#[derive(Debug, Clone, PartialEq)]
pub enum Signal {
    /// A worker has taken the task of an activity; the name that it gave, if any.
    Started(Option<String>),
    /// SendTaskHeartbeat
    Heartbeat,
    /// SendTaskSuccess or SendTaskFailure
    Done(Result<Data, Failure>),
}

/// What a Map Run is to be.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Its ARN.
    pub arn: String,
    /// The ARN of the execution that it is part of.
    pub execution: String,
    /// What holds for it until somebody changes that.
    pub terms: Terms,
    /// How many child executions there are.
    pub executions: usize,
    /// How many items they have together.
    pub items: usize,
}

/// What of a Map Run can be changed while it runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// How many child executions may run at the same time; 0 for as many as there can.
    pub max_concurrency: u64,
    /// How many items may fail.
    pub tolerated_count: Option<u64>,
    /// How many percent of the items may fail.
    pub tolerated_percentage: Option<f64>,
}

/// How many child executions run at the same time at most (Step Functions guide).
const MAX_CONCURRENCY: u64 = 10_000;

impl Terms {
    /// How many child executions may run at the same time.
    #[must_use]
    pub fn limit(&self) -> usize {
        let limit = match self.max_concurrency {
            0 => MAX_CONCURRENCY,
            some => some.min(MAX_CONCURRENCY),
        };
        usize::try_from(limit).unwrap_or(usize::MAX)
    }

    /// Whether more items failed than may. Without any threshold the first failure is one too many.
    #[must_use]
    pub fn are_exceeded(&self, failed: usize, total: usize) -> bool {
        let failed = failed as f64;
        match (self.tolerated_count, self.tolerated_percentage) {
            (None, None) => failed > 0.0,
            (count, percentage) => {
                count.is_some_and(|count| failed > count as f64)
                    || percentage.is_some_and(|percentage| failed * 100.0 > percentage * total as f64)
            }
        }
    }
}

/// A Map Run under way. Dropped before its end, it is aborted.
pub trait MapRun: Send + Sync {
    /// Its ARN.
    fn arn(&self) -> &str;

    /// What holds for it now.
    fn terms(&self) -> Terms;

    /// How often it was redriven.
    fn redrives(&self) -> u64;

    /// Runs a child execution; gives its output if it succeeds.
    fn child(&self, child: Child) -> BoxFuture<'_, Option<Data>>;

    /// Notes the end.
    fn end(&self, succeeded: bool);
}

/// A child execution of a Map Run.
#[derive(Debug, Clone)]
pub struct Child {
    /// Who and with what.
    pub context: Arc<ExecutionContext>,
    /// What it runs.
    pub processor: Workflow,
    /// How many items are in its input.
    pub items: usize,
    /// Where it is.
    pub trail: Trail,
}
