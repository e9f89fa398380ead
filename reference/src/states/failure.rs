//! Errors of states: their names and how Retry and Catch match them.

/// Names that the language reserves (Step Functions guide, "Handling errors").
pub mod names {
    /// Matches whatever can be caught.
    pub const ALL: &str = "States.ALL";
    /// Matches every error that can be caught but a timeout.
    pub const TASK_FAILED: &str = "States.TaskFailed";
    /// A task ran longer than `TimeoutSeconds`, or sent no heartbeat in time.
    pub const TIMEOUT: &str = "States.Timeout";
    /// A task sent no heartbeat in time.
    pub const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";
    /// The interpreter could not go on: a path that leads nowhere and the like.
    pub const RUNTIME: &str = "States.Runtime";
    /// A JSONata expression that fails, or whose value does not fit.
    pub const QUERY_EVALUATION_ERROR: &str = "States.QueryEvaluationError";
    /// More items of a distributed Map failed than are tolerated.
    pub const EXCEED_TOLERATED_FAILURE_THRESHOLD: &str = "States.ExceedToleratedFailureThreshold";
    /// The items of a distributed Map cannot be read.
    pub const ITEM_READER_FAILED: &str = "States.ItemReaderFailed";
    /// The results of a distributed Map cannot be written.
    pub const RESULT_WRITER_FAILED: &str = "States.ResultWriterFailed";
    /// A result of more than 256 KiB.
    pub const DATA_LIMIT_EXCEEDED: &str = "States.DataLimitExceeded";
    /// An intrinsic function that cannot be computed.
    pub const INTRINSIC_FAILURE: &str = "States.IntrinsicFailure";
    /// A Choice without a matching rule and without a Default.
    pub const NO_CHOICE_MATCHED: &str = "States.NoChoiceMatched";
    /// A ResultPath that does not fit the input.
    pub const RESULT_PATH_MATCH_FAILURE: &str = "States.ResultPathMatchFailure";
}

/// Why a state failed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    /// The error name; a Fail state may have none.
    pub error: Option<String>,
    /// The text for people, if any.
    pub cause: Option<String>,
    /// Whether it is a missed heartbeat, which also answers to `States.HeartbeatTimeout`.
    pub heartbeat: bool,
    /// Set until the event `EvaluationFailed` has told it.
    pub evaluation: Option<Evaluation>,
}

/// A JSONata expression that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The field, if it is one's fault.
    pub location: Option<String>,
}

impl Failure {
    /// An error with a cause.
    #[must_use]
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self {
            error: Some(error.into()),
            cause: Some(cause.into()),
            heartbeat: false,
            evaluation: None,
        }
    }

    /// `States.Runtime` with a cause.
    #[must_use]
    pub fn runtime(cause: impl Into<String>) -> Self {
        Self::new(names::RUNTIME, cause)
    }

    /// A timeout has no cause (recorded on AWS 2023).
    #[must_use]
    pub fn timeout(heartbeat: bool) -> Self {
        Self {
            error: Some(names::TIMEOUT.to_owned()),
            cause: None,
            heartbeat,
            evaluation: None,
        }
    }

    /// A result over the limit; `of` is the state's name or the task's resource.
    #[must_use]
    pub fn data_limit(of: &str) -> Self {
        Self::new(
            names::DATA_LIMIT_EXCEEDED,
            format!(
                "The state/task '{of}' returned a result with a size exceeding the maximum number of bytes \
                 service limit."
            ),
        )
    }

    /// Whether an `ErrorEquals` list matches.
    ///
    /// `States.Runtime` is never caught, not even by its name (recorded on AWS 2024);
    /// `States.DataLimitExceeded` is by its name but not by a wildcard (ASL-037).
    #[must_use]
    pub fn matches(&self, error_equals: &[String]) -> bool {
        let error = self.error.as_deref();
        if error == Some(names::RUNTIME) {
            return false;
        }
        error_equals.iter().any(|name| match name.as_str() {
            names::ALL => error != Some(names::DATA_LIMIT_EXCEEDED),
            names::TASK_FAILED => error != Some(names::DATA_LIMIT_EXCEEDED) && error != Some(names::TIMEOUT),
            names::HEARTBEAT_TIMEOUT => self.heartbeat,
            name => error == Some(name),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_by_their_rules() {
        let custom = Failure::new("MyError", "");
        let anonymous = Failure::default();
        for (failure, names, expected) in [
            (&custom, &["MyError"][..], true),
            (&custom, &["myerror"], false),
            (&custom, &["Other", "States.TaskFailed"], true),
            (&custom, &["States.ALL"], true),
            (&custom, &["State.ALL"], false),
            (&custom, &["States.Timeout"], false),
            (&anonymous, &["States.ALL"], true),
            (&anonymous, &["MyError"], false),
            (&Failure::timeout(false), &["States.TaskFailed"], false),
            (&Failure::timeout(false), &["States.Timeout"], true),
            (&Failure::timeout(false), &["States.HeartbeatTimeout"], false),
            (&Failure::timeout(true), &["States.HeartbeatTimeout"], true),
            (&Failure::timeout(true), &["States.Timeout"], true),
            (&Failure::runtime("x"), &["States.Runtime", "States.ALL"], false),
            (&Failure::data_limit("x"), &["States.ALL"], false),
            (&Failure::data_limit("x"), &["States.DataLimitExceeded"], true),
        ] {
            let names: Vec<String> = names.iter().map(|&n| n.to_owned()).collect();
            assert_eq!(failure.matches(&names), expected, "{failure:?} {names:?}");
        }
    }
}
