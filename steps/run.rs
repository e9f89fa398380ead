//! The run that all scenarios belong to.

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use apigw_conformance::backend::Backends;
use apigw_conformance::deploy::{DeployError, Deployer};
use apigw_conformance::effects::Control;
use apigw_conformance::exchange::{Client, SendError};
use apigw_conformance::expect::Mismatch;
use apigw_conformance::target::Target;

use crate::world::Trouble;

/// What scenarios share.
#[derive(Debug)]
pub struct Run {
    /// The target.
    pub target: Arc<Target>,
    /// Makes systems real on it.
    pub deployer: Deployer,
    /// Sends requests to them.
    pub client: Client,
    /// The servers of the suite.
    pub backends: Arc<Backends>,
    control: Control,
    over: AtomicBool,
}

impl Run {
    /// A run on a target.
    pub fn new(target: Arc<Target>, deployer: Deployer, client: Client, backends: Arc<Backends>) -> Self {
        Self {
            target,
            deployer,
            client,
            backends,
            control: Control::default(),
            over: AtomicBool::new(false),
        }
    }

    /// Whether nothing more is to be started: the target is gone.
    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// A system that did not become real. That the target refuses what AWS accepts is a mismatch as well.
    pub async fn trouble_deploying(&self, error: DeployError, mismatches: &mut Vec<Mismatch>) -> Trouble {
        if let DeployError::Impossible(reason) = error {
            return Trouble::Feature(reason);
        }
        let trouble = self.trouble(&error).await;
        let is_finding = error.is_finding() && !self.is_over();
        if let DeployError::Rejected {
            operation,
            code,
            message,
            ..
        } = error
            && is_finding
        {
            mismatches.push(Mismatch::Refused {
                operation: operation.to_owned(),
                code,
                message,
            });
        }
        trouble
    }

    /// A request without an answer. API Gateway always answers, so from a target that lives it is a mismatch as well.
    pub async fn trouble_sending(&self, error: SendError, mismatches: &mut Vec<Mismatch>) -> Trouble {
        if let SendError::NotSendable { .. } = error {
            return Trouble::Feature(format!("failed to {error}"));
        }
        let trouble = self.trouble(&error).await;
        let is_finding = matches!(
            error,
            SendError::Timeout(_) | SendError::Closed(_) | SendError::TooLarge(_)
        );
        if is_finding && !self.is_over() {
            mismatches.push(Mismatch::NoAnswer {
                reason: format!("failed to {error}"),
            });
        }
        trouble
    }

    /// That no invocation was seen says something only if one would have been.
    pub async fn sees_invocations(&self) -> Result<(), Trouble> {
        match self.control.invocations(&self.deployer).await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.trouble(&error).await),
        }
    }

    /// That no execution of an Express machine was seen says something only if one would have been.
    pub async fn sees_executions(&self) -> Result<(), Trouble> {
        match self.control.executions(&self.deployer).await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.trouble(&error).await),
        }
    }

    /// Anything that went wrong with the target. If it is gone, so is the run.
    pub async fn trouble(&self, error: &(dyn Display + Sync)) -> Trouble {
        let text = error.to_string();
        if self.is_over() || self.target.is_alive().await {
            return Trouble::Target(text);
        }
        self.over.store(true, Ordering::Relaxed);
        Trouble::Target(format!("{text}; the target does not answer any more"))
    }
}
