//! The service: what it holds and who it works with.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{activities::Activities, retention::Retention, store::Store, tokens::Tokens};
use crate::{
    control::{iam::Authority, logs::LogSink},
    lambda::Invoke,
    wire::AwsError,
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
}

/// Milliseconds since the epoch.
pub(super) fn now() -> i64 {
    Timestamp::now().as_millisecond()
}
