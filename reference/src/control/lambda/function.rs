//! A function with its versions and aliases.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::code::Code;
use super::configuration::Configuration;
use super::function_url::FunctionUrl;
use super::names::{self, LATEST};
use super::permission::Policy;
use crate::lambda::{Deployment, Program};

/// `$LATEST` or a published version.
#[derive(Debug, Clone)]
pub(super) struct Version {
    /// `$LATEST` or a number.
    pub(super) number: String,
    pub(super) configuration: Configuration,
    pub(super) code: Code,
    pub(super) revision: String,
    pub(super) modified: String,
    pub(super) deployment: Arc<Deployment>,
}

/// A name for a version.
#[derive(Debug, Clone)]
pub(super) struct Alias {
    pub(super) version: String,
    pub(super) description: String,
    pub(super) revision: String,
}

/// A function.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) region: String,
    pub(super) name: String,
    pub(super) latest: Version,
    pub(super) versions: BTreeMap<u64, Version>,
    /// How many versions were ever published; numbers are not used again.
    pub(super) published: u64,
    pub(super) aliases: BTreeMap<String, Alias>,
    /// Policies by qualifier; the empty one is the function's own.
    pub(super) policies: BTreeMap<String, Policy>,
    pub(super) reserved: Option<usize>,
    /// Settings for asynchronous invocation by qualifier.
    pub(super) event_configs: BTreeMap<String, EventConfig>,
    /// URLs by qualifier; the empty one is the function's own.
    pub(super) urls: BTreeMap<String, FunctionUrl>,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) running: Arc<AtomicUsize>,
}

/// Settings for asynchronous invocation.
#[derive(Debug, Clone)]
pub(super) struct EventConfig {
    pub(super) attempts: Option<u64>,
    pub(super) age: Option<u64>,
    /// Seconds since the epoch.
    pub(super) modified: f64,
}

impl Version {
    pub(super) fn new(
        region: &str,
        name: &str,
        number: &str,
        configuration: Configuration,
        code: Code,
    ) -> Self {
        let program = Program {
            function: name.to_owned(),
            version: number.to_owned(),
            region: region.to_owned(),
            handler: configuration.handler.clone(),
            runtime: configuration.runtime.clone(),
            files: Arc::clone(&code.files),
            timeout: Duration::from_secs(configuration.timeout),
            memory: configuration.memory,
            variables: configuration.variables.clone().into_iter().flatten().collect(),
            log_group: configuration.log_group.clone(),
        };
        Self {
            number: number.to_owned(),
            configuration,
            code,
            revision: Uuid::new_v4().to_string(),
            modified: Timestamp::now()
                .strftime("%Y-%m-%dT%H:%M:%S.%3f+0000")
                .to_string(),
            deployment: Deployment::new(program),
        }
    }
}

impl Alias {
    pub(super) fn new(version: &str, description: &str) -> Self {
        Self {
            version: version.to_owned(),
            description: description.to_owned(),
            revision: Uuid::new_v4().to_string(),
        }
    }
}

impl Function {
    pub(super) fn new(region: &str, name: &str, configuration: Configuration, code: Code) -> Self {
        Self {
            region: region.to_owned(),
            name: name.to_owned(),
            latest: Version::new(region, name, LATEST, configuration, code),
            versions: BTreeMap::new(),
            published: 0,
            aliases: BTreeMap::new(),
            policies: BTreeMap::new(),
            reserved: None,
            event_configs: BTreeMap::new(),
            urls: BTreeMap::new(),
            tags: BTreeMap::new(),
            running: Arc::default(),
        }
    }

    /// The version that a qualifier (version, alias, none) leads to.
    pub(super) fn version(&self, qualifier: Option<&str>) -> Option<&Version> {
        match qualifier {
            None | Some(LATEST) => Some(&self.latest),
            Some(qualifier) => match qualifier.parse::<u64>() {
                Ok(number) => self.versions.get(&number),
                Err(_) => self.version(Some(&self.aliases.get(qualifier)?.version)),
            },
        }
    }

    /// Replaces `$LATEST` and gives back what it was.
    pub(super) fn replace_latest(&mut self, configuration: Configuration, code: Code) -> Version {
        let next = Version::new(&self.region, &self.name, LATEST, configuration, code);
        std::mem::replace(&mut self.latest, next)
    }

    /// Publishes `$LATEST`. If nothing changed since the last time, that version is meant (Lambda API reference,
    /// PublishVersion).
    pub(super) fn publish(&mut self, description: Option<&str>) -> &Version {
        let unchanged = self.versions.get(&self.published).is_some_and(|last| {
            let mut configuration = last.configuration.clone();
            configuration
                .description
                .clone_from(&self.latest.configuration.description);
            last.code.sha256 == self.latest.code.sha256 && configuration == self.latest.configuration
        });
        if !unchanged {
            self.published += 1;
        }
        let number = self.published;
        self.versions.entry(number).or_insert_with(|| {
            let mut configuration = self.latest.configuration.clone();
            if let Some(description) = description {
                description.clone_into(&mut configuration.description);
            }
            let code = self.latest.code.clone();
            Version::new(&self.region, &self.name, &number.to_string(), configuration, code)
        })
    }

    /// A version as answers show it; `qualifier` stands in the ARN.
    pub(super) fn describe(&self, version: &Version, qualifier: Option<&str>) -> Value {
        let mut answer = Map::new();
        let mut set = |name: &str, value: Value| answer.insert(name.to_owned(), value);
        set("FunctionName", Value::from(self.name.as_str()));
        set(
            "FunctionArn",
            Value::from(names::qualified_arn(&self.region, &self.name, qualifier)),
        );
        set("CodeSize", Value::from(version.code.size));
        set("CodeSha256", Value::from(version.code.sha256.as_str()));
        set("LastModified", Value::from(version.modified.as_str()));
        set("Version", Value::from(version.number.as_str()));
        set("RevisionId", Value::from(version.revision.as_str()));
        // A package is ready at once here, so waiters pass.
        set("State", Value::from("Active"));
        set("LastUpdateStatus", Value::from("Successful"));
        version.configuration.describe(&mut answer);
        Value::Object(answer)
    }

    /// An alias as answers show it.
    pub(super) fn describe_alias(&self, name: &str, alias: &Alias) -> Value {
        json!({
            "AliasArn": names::qualified_arn(&self.region, &self.name, Some(name)),
            "Name": name,
            "FunctionVersion": alias.version,
            "Description": alias.description,
            "RevisionId": alias.revision,
        })
    }

    /// Claims one of the function's reserved concurrent executions; `None` if all are taken.
    pub(super) fn claim(&self) -> Option<Slot> {
        let slot = Slot(Arc::clone(&self.running));
        let before = self.running.fetch_add(1, Ordering::AcqRel);
        self.reserved.is_none_or(|most| before < most).then_some(slot)
    }
}

/// One concurrent execution; dropping it gives it back.
#[derive(Debug)]
pub(super) struct Slot(Arc<AtomicUsize>);

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}
