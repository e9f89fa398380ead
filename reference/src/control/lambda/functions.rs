//! All functions, and how they are found.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;

use super::fault;
use super::function::Function;
use super::names::{self, Reference};
use crate::control::iam::Authority;
use crate::control::logs::LogSink;
use crate::lambda::{Environments, Limits, RETRY_DELAYS};
use crate::wire::AwsError;

/// Where functions are looked up that are named without a region and exist nowhere.
const DEFAULT_REGION: &str = "us-east-1";
/// How many events may wait at once; AWS's queue has no such limit.
const MAX_EVENTS: usize = 1000;

/// The service `lambda` with its functions and their execution environments.
pub struct Functions {
    pub(super) inner: Arc<Inner>,
}

/// What background deliveries share with the service.
pub(super) struct Inner {
    /// By region and name.
    store: Mutex<BTreeMap<(String, String), Function>>,
    pub(super) environments: Environments,
    pub(super) authority: Arc<dyn Authority>,
    pub(super) events: Arc<Semaphore>,
    pub(super) retry_delays: [Duration; 2],
}

impl fmt::Debug for Functions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Functions")
            .field("functions", &self.inner.store().len())
            .finish_non_exhaustive()
    }
}

impl Functions {
    /// A service without functions. What handlers log goes to `logs`; `authority` says what roles may do.
    #[must_use]
    pub fn new(logs: Arc<dyn LogSink>, authority: Arc<dyn Authority>) -> Arc<Self> {
        Self::with_retry_delays(logs, authority, RETRY_DELAYS)
    }

    /// As [`new`](Self::new), with the waits before the second and the third attempt at a failing event.
    #[must_use]
    pub fn with_retry_delays(
        logs: Arc<dyn LogSink>,
        authority: Arc<dyn Authority>,
        retry_delays: [Duration; 2],
    ) -> Arc<Self> {
        let inner = Inner {
            store: Mutex::default(),
            environments: Environments::new(logs, Limits::default()),
            authority,
            events: Arc::new(Semaphore::new(MAX_EVENTS)),
            retry_delays,
        };
        Arc::new(Self {
            inner: Arc::new(inner),
        })
    }
}

impl Inner {
    /// The functions by region and name. The lock is never held across a wait.
    pub(super) fn store(&self) -> MutexGuard<'_, BTreeMap<(String, String), Function>> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets `act` work on the function that `reference` names in a request to `region`.
    pub(super) fn with<T>(
        &self,
        region: &str,
        reference: &Reference,
        act: impl FnOnce(&mut Function) -> Result<T, AwsError>,
    ) -> Result<T, AwsError> {
        check_region(region, reference)?;
        match self.store().get_mut(&(region.to_owned(), reference.name.clone())) {
            Some(function) => act(function),
            None => Err(no_function(region, reference)),
        }
    }

    /// The region of a function that a caller inside the account names: its ARN's, or where such a function is.
    pub(super) fn region_of(&self, reference: &Reference) -> String {
        if let Some(region) = &reference.region {
            return region.clone();
        }
        let store = self.store();
        let found = store.keys().find(|(_, name)| *name == reference.name);
        found.map_or_else(|| DEFAULT_REGION.to_owned(), |(region, _)| region.clone())
    }
}

/// Refuses an ARN of another region (recorded on AWS 2025-11-25).
pub(super) fn check_region(region: &str, reference: &Reference) -> Result<(), AwsError> {
    match &reference.region {
        Some(named) if named != region => Err(fault::not_found(format!(
            "Functions from '{named}' are not reachable in this region ('{region}')"
        ))),
        _ => Ok(()),
    }
}

/// The error about a function or version that is not there.
pub(super) fn no_function(region: &str, reference: &Reference) -> AwsError {
    let arn = names::qualified_arn(region, &reference.name, reference.qualifier.as_deref());
    fault::not_found(format!("Function not found: {arn}"))
}
