//! The service: who it works with, and which operation a request is for.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use futures::future::BoxFuture;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{
    activities::Activities, errors, operations, retention::Retention, store::Store, tokens::Tokens,
    wire_form::Form,
};
use crate::{
    control::{iam::Authority, logs::LogSink},
    lambda::Invoke,
    wire::{AwsError, Caller, Request, Response, Service},
};

/// The service `states`: state machines, executions, and the work they do.
pub struct States {
    pub(super) me: Weak<Self>,
    pub(super) lambda: Arc<dyn Invoke>,
    pub(super) logs: Arc<dyn LogSink>,
    pub(super) authority: Arc<dyn Authority>,
    pub(super) tokens: Tokens,
    pub(super) activities: Activities,
    store: Mutex<Store>,
}

impl std::fmt::Debug for States {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("States")
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

/// One call of an operation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) operation: &'a str,
    /// Where what is created belongs to.
    pub(super) region: &'a str,
    pub(super) body: &'a Map<String, Value>,
    /// The trace that the request is part of.
    pub(super) trace: Option<&'a str>,
}

/// What an operation answers; dates in milliseconds since the epoch.
pub(super) type Answer = Result<Map<String, Value>, AwsError>;

impl States {
    /// The service, with nothing in it yet.
    #[must_use]
    pub fn new(
        lambda: Arc<dyn Invoke>,
        logs: Arc<dyn LogSink>,
        authority: Arc<dyn Authority>,
        retention: Retention,
    ) -> Arc<Self> {
        let store = Store::with(retention);
        Arc::new_cyclic(|me| Self {
            me: Weak::clone(me),
            lambda,
            logs,
            authority,
            tokens: Tokens::default(),
            activities: Activities::default(),
            store: Mutex::new(store),
        })
    }

    /// Locked only for moments: never across an await.
    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request whose operation is known, in the form that its sender reads.
    pub(super) async fn answer(
        &self,
        form: Form,
        operation: &str,
        region: &str,
        request: &Request,
        trace: Option<&str>,
    ) -> Response {
        let body = match parse(&request.body) {
            Ok(body) => body,
            Err(error) => return form.error(&error),
        };
        let call = Call {
            operation,
            region,
            body: &body,
            trace,
        };
        let mut response = match operations::perform(self, call).await {
            Ok(body) => form.answer(&body),
            Err(error) => form.error(&error),
        };
        let id = uuid::Uuid::new_v4().to_string();
        response.headers.push("x-amzn-RequestId", id);
        response
    }
}

/// The members of a request. Members that the service does not know are left alone, as AWS leaves them.
///
/// # Errors
/// `SerializationException` if it is no JSON object.
pub(super) fn parse(body: &[u8]) -> Result<Map<String, Value>, AwsError> {
    serde_json::from_slice(body).map_err(|_| errors::serialization(""))
}

/// Milliseconds since the epoch.
pub(super) fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

impl Service for States {
    fn name(&self) -> &'static str {
        "states"
    }

    fn handle<'a>(&'a self, caller: &'a Caller, request: Request) -> BoxFuture<'a, Response> {
        Box::pin(async move {
            let target = request.headers.get("x-amz-target").unwrap_or_default();
            let Some(operation) = target.strip_prefix("AWSStepFunctions.") else {
                return Form::Sdk.error(&errors::unknown_operation());
            };
            self.answer(Form::Sdk, operation, &caller.region, &request, None)
                .await
        })
    }
}
