//! What a Task calls.

/// A task's Resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    /// A function's ARN.
    Function(String),
    /// An activity's ARN.
    Activity(String),
    /// `arn:aws:states:::lambda:invoke.waitForTaskToken`
    Service {
        /// For example `lambda` or `aws-sdk:s3`.
        service: String,
        /// For example `invoke`.
        action: String,
        /// When the task is done.
        pattern: Pattern,
    },
}

/// When a task that calls a service is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// When the service has answered.
    RequestResponse,
    /// When the job has ended (`.sync`).
    Sync,
    /// As `.sync`, with output as JSON (`.sync:2`).
    Sync2,
    /// When somebody sends the task token back (`.waitForTaskToken`).
    WaitForTaskToken,
}

impl Pattern {
    /// As written after the action.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::RequestResponse => "",
            Self::Sync => ".sync",
            Self::Sync2 => ".sync:2",
            Self::WaitForTaskToken => ".waitForTaskToken",
        }
    }
}

impl Resource {
    /// Reads an ARN; `None` if it is none that a task can have.
    #[must_use]
    pub fn parse(arn: &str) -> Option<Self> {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let ["arn", partition, service, region, account, rest] = parts[..] else {
            return None;
        };
        if !partition.starts_with("aws") || rest.is_empty() {
            return None;
        }
        match service {
            "lambda" if rest.starts_with("function:") => Some(Self::Function(arn.to_owned())),
            "states" if rest.starts_with("activity:") => Some(Self::Activity(arn.to_owned())),
            "states" if region.is_empty() && account.is_empty() => {
                let (rest, pattern) = [Pattern::Sync2, Pattern::Sync, Pattern::WaitForTaskToken]
                    .into_iter()
                    .find_map(|pattern| Some((rest.strip_suffix(pattern.suffix())?, pattern)))
                    .unwrap_or((rest, Pattern::RequestResponse));
                let (service, action) = rest.rsplit_once(':')?;
                (!service.is_empty() && !action.is_empty()).then(|| Self::Service {
                    service: service.to_owned(),
                    action: action.to_owned(),
                    pattern,
                })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(service: &str, action: &str, pattern: Pattern) -> Option<Resource> {
        Some(Resource::Service {
            service: service.to_owned(),
            action: action.to_owned(),
            pattern,
        })
    }

    #[test]
    fn resources() {
        let function = "arn:aws:lambda:us-east-1:000000000000:function:f:1";
        for (arn, expected) in [
            (function, Some(Resource::Function(function.to_owned()))),
            (
                "arn:aws:states:::lambda:invoke",
                service("lambda", "invoke", Pattern::RequestResponse),
            ),
            (
                "arn:aws:states:::states:startExecution.sync:2",
                service("states", "startExecution", Pattern::Sync2),
            ),
            (
                "arn:aws:states:::aws-sdk:s3:listBuckets.waitForTaskToken",
                service("aws-sdk:s3", "listBuckets", Pattern::WaitForTaskToken),
            ),
            ("createToken", None),
            ("arn:aws:s3:::bucket", None),
            ("arn:aws:states:::lambda", None),
        ] {
            assert_eq!(Resource::parse(arn), expected, "{arn}");
        }
    }
}
