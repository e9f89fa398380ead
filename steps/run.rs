//! The run that all scenarios belong to.

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use apigw_conformance::deploy::{DeployError, Deployer};
use apigw_conformance::exchange::{Client, SendError};
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
    over: AtomicBool,
}

impl Run {
    /// A run on a target.
    pub fn new(target: Arc<Target>, deployer: Deployer, client: Client) -> Self {
        Self {
            target,
            deployer,
            client,
            over: AtomicBool::new(false),
        }
    }

    /// Whether nothing more is to be started: the target is gone.
    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// A system that did not become real.
    pub async fn trouble_deploying(&self, error: DeployError) -> Trouble {
        match error {
            DeployError::Impossible(reason) => Trouble::Feature(reason),
            error => self.trouble(&error).await,
        }
    }

    /// A request without an answer.
    pub async fn trouble_sending(&self, error: SendError) -> Trouble {
        match error {
            SendError::NotSendable { .. } => Trouble::Feature(format!("failed to {error}")),
            error => self.trouble(&error).await,
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
