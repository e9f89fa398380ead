//! What IAM remembers.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use jiff::Timestamp;
use uuid::Uuid;

use super::aws_managed::AWS_MANAGED;
use super::parameters::no_such_entity;
use crate::policy::Document;
use crate::wire::AwsError;

/// Roles by name and customer managed policies by ARN.
#[derive(Debug, Default)]
pub(super) struct State {
    pub roles: BTreeMap<String, Role>,
    pub policies: BTreeMap<String, Policy>,
}

/// A role.
#[derive(Debug)]
pub(super) struct Role {
    pub name: String,
    pub path: String,
    pub id: String,
    pub arn: String,
    pub created: String,
    pub description: Option<String>,
    /// Seconds.
    pub max_session: u32,
    pub trust: Document,
    /// By name.
    pub inline: BTreeMap<String, Document>,
    /// The ARNs of managed policies.
    pub attached: BTreeSet<String>,
    pub tags: IndexMap<String, String>,
}

/// A customer managed policy. Only its first version exists.
#[derive(Debug)]
pub(super) struct Policy {
    pub name: String,
    pub path: String,
    pub id: String,
    pub arn: String,
    pub created: String,
    pub description: Option<String>,
    pub document: Document,
    pub tags: IndexMap<String, String>,
}

impl State {
    /// A role by name.
    pub(super) fn role(&self, name: &str) -> Result<&Role, AwsError> {
        self.roles.get(name).ok_or_else(|| no_such_role(name))
    }

    /// A role by name, to change it.
    pub(super) fn role_mut(&mut self, name: &str) -> Result<&mut Role, AwsError> {
        self.roles.get_mut(name).ok_or_else(|| no_such_role(name))
    }

    /// The document of a managed policy, whoever manages it.
    pub(super) fn managed(&self, arn: &str) -> Option<&Document> {
        let aws = || AWS_MANAGED.get(arn).map(|policy| &policy.document);
        self.policies.get(arn).map(|policy| &policy.document).or_else(aws)
    }

    /// How many roles a managed policy is attached to.
    pub(super) fn attachments(&self, arn: &str) -> usize {
        self.roles
            .values()
            .filter(|role| role.attached.contains(arn))
            .count()
    }
}

fn no_such_role(name: &str) -> AwsError {
    no_such_entity(format!("The role with name {name} cannot be found."))
}

/// A unique id with its kind's prefix: `AROA…`, `ANPA…`.
pub(super) fn new_id(prefix: &str) -> String {
    let random = Uuid::new_v4().simple().to_string().to_ascii_uppercase();
    format!("{prefix}{}", &random[..17])
}

/// Now, as IAM writes it: `2026-11-21T22:10:13Z`.
pub(super) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
