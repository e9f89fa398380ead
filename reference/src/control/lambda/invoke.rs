//! Invocation: which version runs, whether it may, and how.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt;
use futures::future::BoxFuture;
use uuid::Uuid;

use super::fault;
use super::function::Slot;
use super::functions::{Functions, Inner, no_function};
use super::names::{self, Reference};
use super::operations::invocations;
use super::payload_json;
use crate::control::iam::Authority;
use crate::lambda::{
    Attempt, Busy, Deployment, Invocation, InvocationType, Invoke, Invoked, Job, Patience, deliver,
};
use crate::wire::{AwsError, Request, Response};

/// The largest event of a synchronous invocation: 6 MiB (LIMIT-018).
const MAX_SYNCHRONOUS: usize = 6_291_456;
/// The largest event of an asynchronous invocation: 1 MiB since 2025 (LIMIT-018).
const MAX_ASYNCHRONOUS: usize = 1_048_576;
/// How long an event may wait unless configured (Lambda guide, asynchronous invocation: 6 hours).
const EVENT_AGE: Duration = Duration::from_secs(6 * 3600);
const RETRIES: usize = 2;

/// What to run and under which claim.
struct Target {
    deployment: Arc<Deployment>,
    version: String,
    /// `None` if the function's reserved concurrency is used up.
    slot: Option<Slot>,
    patience: Patience,
}

impl Inner {
    /// Finds what an invocation names and claims an execution of it.
    fn target(&self, region: &str, reference: &Reference) -> Result<Target, AwsError> {
        // Since November 2025 the text names the version also if the request did not (recorded on AWS).
        let named = Reference {
            qualifier: Some(reference.qualifier_or_latest().to_owned()),
            ..reference.clone()
        };
        self.with(region, &named, |function| {
            let version = function.version(named.qualifier.as_deref());
            let version = version.ok_or_else(|| no_function(region, &named))?;
            let config = function.event_configs.get(named.qualifier_or_latest());
            let retries = config
                .and_then(|config| config.attempts)
                .and_then(|n| usize::try_from(n).ok());
            let age = config.and_then(|config| config.age).map(Duration::from_secs);
            Ok(Target {
                deployment: Arc::clone(&version.deployment),
                version: version.number.clone(),
                slot: function.claim(),
                patience: Patience {
                    retries: retries.unwrap_or(RETRIES),
                    age: age.unwrap_or(EVENT_AGE),
                    delays: self.retry_delays,
                },
            })
        })
    }

    async fn invoke(self: &Arc<Self>, region: &str, invocation: Invocation) -> Result<Invoked, AwsError> {
        let reference = Reference::parse(&invocation.function, invocation.qualifier.as_deref())?;
        check_size(invocation.kind, invocation.payload.len())?;
        let event = payload_json::read(&invocation.payload);
        let target = self.target(region, &reference)?;
        let job = Job {
            event: event?,
            request_id: Uuid::new_v4().to_string(),
            arn: names::qualified_arn(region, &reference.name, reference.qualifier.as_deref()),
            log_tail: invocation.log_tail,
        };
        match invocation.kind {
            InvocationType::RequestResponse => self.run(target, job).await,
            InvocationType::Event => self.queue(region, reference, target, job),
            InvocationType::DryRun => Ok(Invoked {
                status: 204,
                payload: Bytes::new(),
                function_error: None,
                executed_version: Some(target.version),
                log_tail: None,
                request_id: job.request_id,
            }),
        }
    }

    /// Invokes a function with an event that names the invocation already.
    pub(super) async fn invoke_as(
        self: &Arc<Self>,
        region: &str,
        reference: &Reference,
        request_id: &str,
        event: String,
    ) -> Result<Invoked, AwsError> {
        check_size(InvocationType::RequestResponse, event.len())?;
        let target = self.target(region, reference)?;
        let job = Job {
            event,
            request_id: request_id.to_owned(),
            arn: names::qualified_arn(region, &reference.name, reference.qualifier.as_deref()),
            log_tail: false,
        };
        self.run(target, job).await
    }

    /// Runs a function to its end, also if the caller no longer waits for it.
    async fn run(self: &Arc<Self>, target: Target, job: Job) -> Result<Invoked, AwsError> {
        let Some(slot) = target.slot else {
            return Err(fault::reserved_exceeded());
        };
        let request_id = job.request_id.clone();
        let (inner, deployment) = (Arc::clone(self), target.deployment);
        let run = tokio::spawn(async move {
            let run = inner.environments.run(&deployment, job).await;
            drop(slot);
            run
        });
        let finished = match run.await {
            Ok(Ok(finished)) => finished,
            Ok(Err(Busy)) | Err(_) => return Err(fault::account_exceeded()),
        };
        Ok(Invoked {
            status: 200,
            payload: finished.payload.into(),
            function_error: finished.failed.then_some("Unhandled"),
            executed_version: Some(target.version),
            log_tail: finished.log_tail,
            request_id,
        })
    }

    /// Accepts an event and delivers it in the background.
    fn queue(
        self: &Arc<Self>,
        region: &str,
        reference: Reference,
        target: Target,
        job: Job,
    ) -> Result<Invoked, AwsError> {
        let events = Arc::clone(&self.events);
        let place = events
            .try_acquire_owned()
            .map_err(|_| fault::account_exceeded())?;
        let request_id = job.request_id.clone();
        let patience = target.patience;
        drop(target);
        let inner = Arc::clone(self);
        let region = region.to_owned();
        tokio::spawn(async move {
            let attempt =
                || attempt(Arc::clone(&inner), region.clone(), reference.clone(), job.clone()).boxed();
            deliver(patience, attempt).await;
            drop(place);
        });
        Ok(Invoked {
            status: 202,
            payload: Bytes::new(),
            function_error: None,
            executed_version: None,
            log_tail: None,
            request_id,
        })
    }
}

/// Every attempt runs what the name means by then, under the same request id (recorded on AWS 2025-11-24).
async fn attempt(inner: Arc<Inner>, region: String, reference: Reference, job: Job) -> Attempt {
    let Ok(target) = inner.target(&region, &reference) else {
        return Attempt::Over;
    };
    match inner.run(target, job).await {
        Ok(invoked) if invoked.function_error.is_some() => Attempt::Failed,
        Ok(_) => Attempt::Over,
        Err(_) => Attempt::Throttled,
    }
}

/// Refuses events that are too large. Documented as `RequestTooLargeException` (Lambda API reference, Invoke);
/// the text is as callers quote it.
fn check_size(kind: InvocationType, size: usize) -> Result<(), AwsError> {
    let (name, limit) = match kind {
        InvocationType::Event => ("Event", MAX_ASYNCHRONOUS),
        _ => ("RequestResponse", MAX_SYNCHRONOUS),
    };
    if size <= limit {
        return Ok(());
    }
    let text =
        format!("{size} byte payload is too large for the {name} invocation type (limit {limit} bytes)");
    Err(AwsError::new(413, "RequestTooLargeException", text))
}

impl Functions {
    /// Invokes a function in a region.
    pub(super) async fn invoke_in(&self, region: &str, invocation: Invocation) -> Result<Invoked, AwsError> {
        self.inner.invoke(region, invocation).await
    }

    /// Answers an Invoke request as it crossed the wire.
    pub(crate) async fn invoke_over_http(&self, region: &str, function: &str, request: &Request) -> Response {
        invocations::invoke(self, region, function, request).await
    }

    /// Who decides what roles may do.
    pub(crate) fn authority(&self) -> &dyn Authority {
        &*self.inner.authority
    }
}

impl Invoke for Functions {
    fn invoke(&self, invocation: Invocation) -> BoxFuture<'_, Result<Invoked, AwsError>> {
        async move {
            let reference = Reference::parse(&invocation.function, invocation.qualifier.as_deref())?;
            let region = self.inner.region_of(&reference);
            self.inner.invoke(&region, invocation).await
        }
        .boxed()
    }

    fn permits(&self, function: &str, principal: &str, source_arn: &str) -> bool {
        let Ok(reference) = Reference::parse(function, None) else {
            return false;
        };
        let region = self.inner.region_of(&reference);
        // A version or alias has a policy of its own.
        let qualifier = reference
            .qualifier
            .clone()
            .filter(|qualifier| qualifier != names::LATEST);
        let permitted = self.inner.with(&region, &reference, |function| {
            let policy = function.policies.get(qualifier.as_deref().unwrap_or_default());
            Ok(policy.is_some_and(|policy| policy.permits(principal, source_arn)))
        });
        permitted.unwrap_or(false)
    }
}
