//! The events of a task: a function's have names and members of their own.

use super::run::Step;
use crate::states::{
    data::Data,
    definition::Resource,
    failure::{Failure, names},
    history::Details,
};

/// How a resource stands in the events of its task.
pub(super) enum Naming<'a> {
    /// `LambdaFunctionScheduled` and so on.
    Function(&'a str),
    /// `ActivityScheduled` and so on.
    Activity(&'a str),
    /// `TaskScheduled` and so on, with `resourceType` and `resource`.
    Service { kind: &'a str, resource: String },
}

impl<'a> Naming<'a> {
    pub(super) fn of(resource: &'a Resource) -> Self {
        match resource {
            Resource::Function(arn) => Self::Function(arn),
            Resource::Activity(arn) => Self::Activity(arn),
            Resource::Service {
                service,
                action,
                pattern,
            } => Self::Service {
                kind: service,
                resource: format!("{action}{}", pattern.suffix()),
            },
        }
    }

    /// What a message calls the resource whose result is too large.
    fn of_limit(&self) -> &str {
        match self {
            Self::Function(arn) | Self::Activity(arn) => arn,
            Self::Service { kind, .. } => kind,
        }
    }

    fn details(&self) -> Details {
        match self {
            Self::Function(_) | Self::Activity(_) => Details::new(),
            Self::Service { kind, resource } => Details::new()
                .with("resource", resource.as_str())
                .with("resourceType", *kind),
        }
    }
}

/// How long a task may take, in seconds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limits {
    pub(super) timeout: Option<u64>,
    pub(super) heartbeat: Option<u64>,
}

impl Step<'_> {
    pub(super) fn scheduled(
        &mut self,
        naming: &Naming<'_>,
        input: &Data,
        limits: Limits,
    ) -> Result<(), Failure> {
        let mut details = naming.details();
        let (kind, member) = match naming {
            Naming::Function(arn) => {
                details = details.with_data("input", input).with("resource", *arn);
                ("LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails")
            }
            Naming::Activity(arn) => {
                details = details.with_data("input", input).with("resource", *arn);
                ("ActivityScheduled", "activityScheduledEventDetails")
            }
            Naming::Service { .. } => {
                details = details
                    .with_data("parameters", input)
                    .with("region", &*self.run.region);
                ("TaskScheduled", "taskScheduledEventDetails")
            }
        };
        if let Some(seconds) = limits.timeout {
            details = details.with("timeoutInSeconds", seconds);
        }
        if let Some(seconds) = limits.heartbeat {
            details = details.with("heartbeatInSeconds", seconds);
        }
        self.event(kind, Some((member, details)))?;
        Ok(())
    }

    pub(super) fn started(&mut self, naming: &Naming<'_>) -> Result<(), Failure> {
        match naming {
            Naming::Function(_) => self.event("LambdaFunctionStarted", None)?,
            // Only a worker starts it.
            Naming::Activity(_) => return Ok(()),
            Naming::Service { .. } => {
                self.event("TaskStarted", Some(("taskStartedEventDetails", naming.details())))?
            }
        };
        Ok(())
    }

    /// A worker has taken the task of an activity.
    pub(super) fn taken(&mut self, worker: Option<&str>) -> Result<(), Failure> {
        let mut details = Details::new();
        if let Some(name) = worker {
            details = details.with("workerName", name);
        }
        self.event("ActivityStarted", Some(("activityStartedEventDetails", details)))?;
        Ok(())
    }

    pub(super) fn submitted(&mut self, naming: &Naming<'_>, answer: &Data) -> Result<(), Failure> {
        let details = naming.details().with_data("output", answer);
        self.event("TaskSubmitted", Some(("taskSubmittedEventDetails", details)))?;
        Ok(())
    }

    /// Notes how a task ended, and gives its result.
    pub(super) fn ended(
        &mut self,
        naming: &Naming<'_>,
        result: Result<Data, Failure>,
    ) -> Result<Data, Failure> {
        let result = result.and_then(|output| {
            if output.fits() {
                Ok(output)
            } else {
                Err(Failure::data_limit(naming.of_limit()))
            }
        });
        match result {
            Ok(output) => {
                let (kind, member) = match naming {
                    Naming::Function(_) => ("LambdaFunctionSucceeded", "lambdaFunctionSucceededEventDetails"),
                    Naming::Activity(_) => ("ActivitySucceeded", "activitySucceededEventDetails"),
                    Naming::Service { .. } => ("TaskSucceeded", "taskSucceededEventDetails"),
                };
                let details = naming.details().with_data("output", &output);
                self.event(kind, Some((member, details)))?;
                Ok(output)
            }
            Err(failure) => {
                let timed_out = failure.error.as_deref() == Some(names::TIMEOUT);
                let (kind, member) = match (naming, timed_out) {
                    (Naming::Function(_), true) => {
                        ("LambdaFunctionTimedOut", "lambdaFunctionTimedOutEventDetails")
                    }
                    (Naming::Function(_), false) => {
                        ("LambdaFunctionFailed", "lambdaFunctionFailedEventDetails")
                    }
                    (Naming::Activity(_), true) => ("ActivityTimedOut", "activityTimedOutEventDetails"),
                    (Naming::Activity(_), false) => ("ActivityFailed", "activityFailedEventDetails"),
                    (Naming::Service { .. }, true) => ("TaskTimedOut", "taskTimedOutEventDetails"),
                    (Naming::Service { .. }, false) => ("TaskFailed", "taskFailedEventDetails"),
                };
                self.event(kind, Some((member, naming.details().with_failure(&failure))))?;
                Err(failure)
            }
        }
    }
}
