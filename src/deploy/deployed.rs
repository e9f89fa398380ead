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
    /// Where stages log their requests, if any does.
    pub access_log_group: Option<String>,
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
    /// Its URL as the target tells it, if it has one.
    pub url: Option<String>,
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
            Door::FunctionUrl => self.target.function_url(self.function_url(), &path),
        }
    }

    /// Where a path of a REST API or of a function URL would be called whose id nobody has.
    #[must_use]
    pub fn invoke_url_of_none(&self, path: &str) -> InvokeUrl {
        let id = uuid::Uuid::new_v4().simple().to_string();
        if self.door == Door::FunctionUrl {
            return self.target.function_url(&with_id(self.function_url(), &id), path);
        }
        self.target.invoke_url(&id[..10], &self.stage, path)
    }

    fn function_url(&self) -> &str {
        let mut urls = self
            .functions
            .iter()
            .filter_map(|function| function.url.as_deref());
        urls.next().unwrap_or_default()
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

/// A function URL with another id: the first part of its host.
fn with_id(url: &str, id: &str) -> String {
    let (scheme, host) = url.split_once("://").unwrap_or(("https", url));
    let rest = host.split_once('.').map_or(host, |(_, rest)| rest);
    format!("{scheme}://{id}.{rest}")
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
    use super::{below, with_id};

    #[test]
    fn the_id_of_a_function_url_is_the_first_part_of_its_host() {
        let other = with_id("https://abc.lambda-url.eu-west-1.on.aws/", "xyz");
        assert_eq!(other, "https://xyz.lambda-url.eu-west-1.on.aws/");
    }

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
