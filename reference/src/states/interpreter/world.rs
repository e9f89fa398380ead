//! The world as an execution sees it. The interpreter does nothing by itself but compute.

use std::time::Duration;

use futures::future::BoxFuture;

use crate::states::{data::Data, definition::Pattern, failure::Failure};

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
