//! What all parts of a deployer share.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_sts::config::http::HttpResponse;
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use tokio::sync::OnceCell;
use tokio::time::{Instant, sleep};

use super::function::FunctionKey;
use super::gate::Gate;
use super::ledger::{Kind, Resource};
use super::permission::Grant;
use super::roles::Roles;
use super::site::{Site, SiteKey};
use super::{DeployError, DeployedFunction, Ledger, Run};
use crate::backend::Backends;
use crate::target::{CallError, Clients, Target};

/// Attempts to use a role that is not known everywhere yet, spread over the target's window.
const ROLE_ATTEMPTS: u32 = 20;

/// What a run has created and needs to create more.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) target: Arc<Target>,
    pub(super) run: Run,
    /// Where the handlers are.
    pub(super) handlers: PathBuf,
    pub(super) backends: Arc<Backends>,
    pub(super) ledger: Ledger,
    pub(super) gate: Gate,
    pub(super) roles: Roles,
    /// The log group of all state machines.
    pub(super) log_group: OnceCell<String>,
    /// The log group of all access logs.
    pub(super) access_log_group: OnceCell<String>,
    pub(super) functions: Shared<FunctionKey, DeployedFunction>,
    pub(super) grants: Shared<Grant, ()>,
    pub(super) sites: Shared<SiteKey, Arc<Site>>,
}

impl Context {
    pub(super) fn clients(&self) -> &Clients {
        &self.target.clients
    }

    /// An ARN in the target's account and region.
    pub(super) fn arn(&self, service: &str, resource: &str) -> String {
        format!(
            "arn:aws:{service}:{}:{}:{resource}",
            self.target.region, self.target.account
        )
    }

    /// Creates a resource, once it is in the ledger.
    pub(super) async fn create<T>(
        &self,
        resource: &Resource,
        call: impl Future<Output = Result<T, CallError>>,
    ) -> Result<T, DeployError> {
        let Some(_creating) = self.gate.enter().await else {
            return Err(DeployError::Stopped);
        };
        self.record(self.ledger.creating(resource))?;
        let result = call.await;
        if let Err(CallError::Refused { code, .. }) = &result {
            // A conflict over a name that only this run uses: an earlier attempt of the same call, whose
            // answer was lost, has created it.
            let exists = code.contains("Conflict") || code.contains("AlreadyExists");
            if !exists {
                self.record(self.ledger.refused(resource))?;
            }
        }
        Ok(result?)
    }

    /// Creates a log group, and gives its name back.
    pub(super) async fn create_log_group(&self, name: String) -> Result<String, DeployError> {
        let group = self.clients().logs.create_log_group().log_group_name(&name);
        let call = self.target.call("CreateLogGroup", group.send());
        self.create(&Kind::LogGroup.named(&name), call).await?;
        Ok(name)
    }

    /// The outcome of writing to the ledger.
    pub(super) fn record(&self, written: Result<(), super::LedgerError>) -> Result<(), DeployError> {
        written.map_err(|error| DeployError::Ledger(error.to_string()))
    }

    /// Makes a call that names a role which may be too new for the service to know. IAM is eventually
    /// consistent (IAM User Guide, "Changes that I make are not always immediately visible").
    pub(super) async fn call_with_role<T, E, F>(
        &self,
        operation: &'static str,
        send: impl Fn() -> F,
    ) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let window = self.target.description.limits.role_ready;
        let (end, pause) = (Instant::now() + window, window / ROLE_ATTEMPTS);
        loop {
            match self.target.call(operation, send()).await {
                Err(error) if is_about_a_role(&error) && Instant::now() < end && !self.gate.is_closed() => {
                    sleep(pause).await;
                }
                other => return other,
            }
        }
    }
}

/// Whether a service says that it cannot use the role it was given. Seen on AWS: Lambda's
/// `InvalidParameterValueException` "The role defined for the function cannot be assumed by Lambda.", Step
/// Functions' `AccessDeniedException` "Neither the global service principal states.amazonaws.com, nor the
/// regional one is authorized to assume the provided role." and "The state machine IAM Role is not authorized
/// to access the Log Destination".
fn is_about_a_role(error: &CallError) -> bool {
    let CallError::Refused { code, message, .. } = error else {
        return false;
    };
    let refusal = code.contains("AccessDenied") || code.contains("InvalidParameterValue");
    refusal && message.to_ascii_lowercase().contains("role")
}

/// Things made once, by whoever needs them first; others wait for them. A failure is not kept: the next to
/// ask tries again.
#[derive(Debug)]
pub(super) struct Shared<K, V>(Mutex<HashMap<K, Arc<OnceCell<V>>>>);

impl<K, V> Default for Shared<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: std::hash::Hash + Eq, V: Clone> Shared<K, V> {
    pub(super) async fn get<F>(&self, key: K, make: impl FnOnce() -> F) -> Result<V, DeployError>
    where
        F: Future<Output = Result<V, DeployError>>,
    {
        let cell = {
            let mut cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(cells.entry(key).or_default())
        };
        cell.get_or_try_init(make).await.cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_refusals_of_a_role_are_worth_another_try() {
        let refused = |code: &str, message: &str| CallError::Refused {
            operation: "CreateFunction",
            status: Some(400),
            code: code.to_owned(),
            message: message.to_owned(),
        };
        for (code, message) in [
            (
                "InvalidParameterValueException",
                "The role defined for the function cannot be assumed by Lambda.",
            ),
            (
                "AccessDeniedException",
                "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to \
                 assume the provided role.",
            ),
            (
                "AccessDeniedException",
                "The state machine IAM Role is not authorized to access the Log Destination",
            ),
        ] {
            assert!(is_about_a_role(&refused(code, message)), "{message}");
        }
        assert!(!is_about_a_role(&refused(
            "InvalidParameterValueException",
            "Unsupported runtime"
        )));
        assert!(!is_about_a_role(&refused(
            "InvalidDefinition",
            "the role of this state"
        )));
    }

    #[tokio::test]
    async fn what_is_shared_is_made_once_and_a_failure_is_not_kept() {
        let shared: Shared<&str, u8> = Shared::default();
        let failed = shared.get("a", || async { Err(DeployError::Stopped) }).await;
        assert_eq!(failed, Err(DeployError::Stopped));
        assert_eq!(shared.get("a", || async { Ok(1) }).await, Ok(1));
        assert_eq!(shared.get("a", || async { Ok(2) }).await, Ok(1));
    }
}
