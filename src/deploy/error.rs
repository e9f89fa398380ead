//! Why a system did not become real.

use crate::backend::BackendError;
use crate::system::UnknownPlaceholder;
use crate::target::CallError;

/// Why a system did not become real. Cheap to clone: systems share what they are made of, and its failure.
/// Texts fit "failed to {error}".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeployError {
    /// The target refused a call.
    #[error("call {operation}: {code}: {message}")]
    Rejected {
        /// For example `PutIntegration`.
        operation: &'static str,
        /// The status of the answer; `None` where none was refused: the call was never sent, or failed later.
        status: Option<u16>,
        /// For example `BadRequestException`.
        code: String,
        /// What it says.
        message: String,
    },
    /// The target lives, but something took too long.
    #[error("{what} in time: {message}")]
    TimedOut {
        /// As in "see function x become active".
        what: String,
        /// What was seen last.
        message: String,
    },
    /// The target does not answer any more.
    #[error("call {operation}: the target is gone ({message})")]
    TargetGone {
        /// The operation that found out.
        operation: &'static str,
        /// What happened.
        message: String,
    },
    /// The system asks for something that cannot be, on any target: the scenario is wrong.
    #[error("plan the system: {0}")]
    Impossible(String),
    /// A server of the suite that the system calls is not there.
    #[error(transparent)]
    Backend(#[from] BackendError),
    /// The ledger cannot be written, so nothing was created.
    #[error("write the ledger: {0}")]
    Ledger(String),
    /// The run is ending, or the deployer stopped over a mistake of its own.
    #[error("deploy the system: the deployer has stopped")]
    Stopped,
}

/// What refuses whoever calls, or how often, and not what is asked for, as services name it: throttling, quotas,
/// keys, permissions (<https://docs.aws.amazon.com/apigateway/latest/api/CommonErrors.html> and its like).
const ABOUT_THE_CALLER: [&str; 14] = [
    "AccessDenied",
    "ExpiredToken",
    "Forbidden",
    "IncompleteSignature",
    "InvalidClientTokenId",
    "InvalidSignature",
    "LimitExceeded",
    "MissingAuthenticationToken",
    "QuotaExceeded",
    "ServiceUnavailable",
    "SignatureDoesNotMatch",
    "Throttl",
    "TooManyRequests",
    "UnrecognizedClient",
];

/// What a REST API's stage needs before it may log, and what only the account's owner can give (docs/aws.md).
const ABOUT_THE_ACCOUNT: &str = "CloudWatch Logs role ARN must be set in account settings";

/// How implementations say that they have no such operation. What no service of theirs takes, some give to S3.
const UNKNOWN_OPERATION: [&str; 7] = [
    "InvalidAction",
    "MethodNotAllowed",
    "NoSuchBucket",
    "NotImplemented",
    "UnknownOperation",
    "UnknownService",
    "UnsupportedOperation",
];

impl DeployError {
    /// An answer that names no id, though it says that something was created.
    pub(super) fn without_id(operation: &'static str) -> Self {
        Self::unusable(operation, "it names no id")
    }

    /// An answer that says that something was created, and lacks what is needed of it.
    pub(super) fn unusable(operation: &'static str, message: &str) -> Self {
        Self::Rejected {
            operation,
            status: Some(201),
            code: "UnusableAnswer".to_owned(),
            message: message.to_owned(),
        }
    }

    /// Whether the target refused what AWS accepts, which is a finding about it. A refusal of the caller or of
    /// the number of calls is none, nor is one of what the account lacks.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        match self {
            Self::Rejected {
                status: Some(status),
                code,
                message,
                ..
            } => {
                !matches!(status, 401 | 403 | 429 | 503)
                    && !names(&ABOUT_THE_CALLER, code)
                    && !message.contains(ABOUT_THE_ACCOUNT)
            }
            _ => false,
        }
    }

    /// Whether the target says that it has no such operation at all.
    pub(super) fn is_unknown_operation(&self) -> bool {
        match self {
            Self::Rejected {
                status: Some(status),
                code,
                ..
            } => {
                *status == 501
                    || names(&UNKNOWN_OPERATION, code)
                    // An answer in which the SDK finds no error's name is not one of the service.
                    || (matches!(status, 404 | 405) && code.starts_with("HTTP "))
            }
            _ => false,
        }
    }
}

fn names(parts: &[&str], code: &str) -> bool {
    parts.iter().any(|part| code.contains(part))
}

impl From<CallError> for DeployError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Refused {
                operation,
                status,
                code,
                message,
            } => Self::Rejected {
                operation,
                status,
                code,
                message,
            },
            CallError::TimedOut { operation, message } => Self::TimedOut {
                what: format!("call {operation}"),
                message,
            },
            CallError::Gone { operation, message } => Self::TargetGone { operation, message },
        }
    }
}

impl From<UnknownPlaceholder> for DeployError {
    fn from(error: UnknownPlaceholder) -> Self {
        Self::Impossible(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejected(status: u16, code: &str) -> DeployError {
        DeployError::Rejected {
            operation: "CreateRole",
            status: Some(status),
            code: code.to_owned(),
            message: "no".to_owned(),
        }
    }

    #[test]
    fn a_refusal_of_what_is_asked_for_is_a_finding_and_one_of_who_asks_is_none() {
        for (status, code, is_finding) in [
            (400, "BadRequestException", true),
            (501, "InternalFailure", true),
            (500, "HTTP 500", true),
            (404, "NoSuchBucket", true),
            (429, "TooManyRequestsException", false),
            (400, "ThrottlingException", false),
            (400, "StateMachineLimitExceeded", false),
            (400, "AccessDeniedException", false),
            (403, "InvalidSignatureException", false),
            (503, "HTTP 503", false),
        ] {
            assert_eq!(rejected(status, code).is_finding(), is_finding, "{status} {code}");
        }
        assert!(!DeployError::Stopped.is_finding());
        let lacking = DeployError::Rejected {
            operation: "UpdateStage",
            status: Some(400),
            code: "BadRequestException".to_owned(),
            message: format!("{ABOUT_THE_ACCOUNT} to enable logging"),
        };
        assert!(!lacking.is_finding());
    }

    #[test]
    fn an_operation_that_is_not_there_is_told_from_one_that_refuses() {
        for (status, code, is_unknown) in [
            (501, "InternalFailure", true),
            (400, "UnknownOperationException", true),
            (400, "InvalidAction", true),
            (404, "NoSuchBucket", true),
            (404, "HTTP 404", true),
            (404, "NotFoundException", false),
            (400, "BadRequestException", false),
            (500, "InternalError", false),
        ] {
            assert_eq!(
                rejected(status, code).is_unknown_operation(),
                is_unknown,
                "{status} {code}"
            );
        }
    }
}
