//! A system that is real.

use std::sync::Arc;
use std::time::SystemTime;

use super::site::Door;
use super::stage_log::execution_log_group;
use crate::system::{Placeholders, StateMachineType};
use crate::target::{InvokeUrl, Target};

/// Where a system stands and what it consists of.
#[derive(Debug, Clone)]
pub struct Deployed {
    pub(super) target: Arc<Target>,
    /// The API's id; empty for a system without an API.
    pub api: String,
    /// The stage's name.
    pub stage: String,
    pub(super) door: Door,
    /// The path below which the system stands, such as `/s-4f1c`; empty if the API is its own.
    pub base: String,
    /// The state machines, in the system's order.
    pub machines: Vec<DeployedMachine>,
    /// The functions, in the system's order.
    pub functions: Vec<DeployedFunction>,
    /// What the placeholders in the scenario's texts stand for.
    pub placeholders: Placeholders,
    /// The scenario's nonce.
    pub nonce: String,
    /// Nothing can have called it earlier.
    pub since: SystemTime,
}

/// A state machine behind the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeployedMachine {
    /// Its ARN; of none that exists if the system says so.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// Standard or Express.
    pub kind: StateMachineType,
    /// Where it logs, if it does.
    pub log_group: Option<String>,
    /// Nothing of it can have happened earlier.
    pub since: SystemTime,
}

/// A function behind the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeployedFunction {
    /// Its ARN; of none that exists if the system says so.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// Where it logs.
    pub log_group: String,
    /// Whether no other scenario invokes it.
    pub own: bool,
    /// Nothing of it can have happened earlier.
    pub since: SystemTime,
}

impl Deployed {
    /// Where a path (with its query) of the system is called. The path is the scenario's: it starts with a
    /// slash and knows nothing of [`Deployed::base`]. In a REST API it begins after the stage; in an HTTP API a
    /// stage other than `$default` is its first segment.
    #[must_use]
    pub fn invoke_url(&self, path: &str) -> InvokeUrl {
        self.invoke_url_on(&self.stage, path)
    }

    /// The same on another stage; an HTTP API's is in the path.
    #[must_use]
    pub fn invoke_url_on(&self, stage: &str, path: &str) -> InvokeUrl {
        let path = below(&self.base, path);
        match self.door {
            Door::RestApi => self.target.invoke_url(&self.api, stage, &path),
            Door::HttpApi => self.target.http_api_url(&self.api, &path),
        }
    }

    /// Where a path of a REST API would be called whose id nobody has.
    #[must_use]
    pub fn invoke_url_of_none(&self, path: &str) -> InvokeUrl {
        let id = uuid::Uuid::new_v4().simple().to_string();
        self.target.invoke_url(&id[..10], &self.stage, path)
    }

    /// The log group of the stage's executions.
    #[must_use]
    pub fn execution_log_group(&self) -> String {
        execution_log_group(&self.api, &self.stage)
    }

    /// The target that it stands on.
    #[must_use]
    pub fn target(&self) -> &Arc<Target> {
        &self.target
    }
}

/// A scenario's path below a base. The base's own resource is the system's root: it ends without a slash.
fn below(base: &str, path: &str) -> String {
    match path.strip_prefix('/') {
        Some(rest) if !base.is_empty() && (rest.is_empty() || rest.starts_with('?')) => {
            format!("{base}{rest}")
        }
        _ => format!("{base}{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn the_root_of_a_system_below_a_base_is_the_base_itself() {
        for (base, path, expected) in [
            ("/s-1", "/", "/s-1"),
            ("/s-1", "/?a=b", "/s-1?a=b"),
            ("/s-1", "/pets/?a=b", "/s-1/pets/?a=b"),
            ("/s-1", "//", "/s-1//"),
            ("", "/", "/"),
            ("", "/?a=b", "/?a=b"),
        ] {
            assert_eq!(below(base, path), expected);
        }
    }
}
