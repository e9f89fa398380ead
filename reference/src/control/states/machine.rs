//! State machines: their revisions, versions and aliases.

use std::sync::Arc;

use indexmap::IndexMap;

use super::logging::Logging;
use crate::states::definition::{Definition, MachineType};

/// What can be changed of a state machine; an execution keeps the one it started with.
#[derive(Debug, Clone)]
pub(super) struct Revision {
    /// Absent until the first update (recorded on AWS 2023).
    pub(super) id: Option<String>,
    pub(super) text: String,
    pub(super) definition: Arc<Definition>,
    pub(super) role_arn: String,
    pub(super) logging: Logging,
    pub(super) tracing: bool,
    /// Milliseconds since the epoch.
    pub(super) updated: i64,
}

impl Revision {
    /// Whether nothing that a client gives is different.
    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.text == other.text
            && self.role_arn == other.role_arn
            && self.logging == other.logging
            && self.tracing == other.tracing
    }
}

/// A published version.
#[derive(Debug, Clone)]
pub(super) struct Version {
    pub(super) number: u64,
    pub(super) revision: Arc<Revision>,
    pub(super) description: Option<String>,
    pub(super) created: i64,
}

/// A name for one or two versions.
#[derive(Debug, Clone)]
pub(super) struct Alias {
    pub(super) description: Option<String>,
    pub(super) routing: Vec<Route>,
    pub(super) created: i64,
    pub(super) updated: i64,
}

/// How much of an alias's executions go to a version, in percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) version: u64,
    pub(super) weight: u64,
}

impl Alias {
    pub(super) fn leads_to(&self, version: u64) -> bool {
        self.routing.iter().any(|route| route.version == version)
    }

    /// The version for a chance from 0 to 99.
    pub(super) fn version(&self, chance: u64) -> Option<u64> {
        let mut passed = 0;
        self.routing.iter().find_map(|route| {
            passed += route.weight;
            (chance < passed).then_some(route.version)
        })
    }
}

/// A state machine.
#[derive(Debug, Clone)]
pub(super) struct Machine {
    pub(super) arn: String,
    pub(super) name: String,
    pub(super) region: String,
    pub(super) kind: MachineType,
    pub(super) created: i64,
    pub(super) revision: Arc<Revision>,
    pub(super) tags: IndexMap<String, String>,
    /// In the order of their numbers.
    pub(super) versions: Vec<Version>,
    pub(super) last_version: u64,
    /// In the order in which they were created.
    pub(super) aliases: IndexMap<String, Alias>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_divides_by_weight() {
        let route = |version, weight| Route { version, weight };
        let alias = Alias {
            description: None,
            routing: vec![route(1, 30), route(2, 70)],
            created: 0,
            updated: 0,
        };
        let found = [0, 29, 30, 99].map(|chance| alias.version(chance));
        assert_eq!(found, [Some(1), Some(1), Some(2), Some(2)]);
    }
}
