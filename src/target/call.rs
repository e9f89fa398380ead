//! How a control-plane call ended.

use aws_sdk_sts::config::http::HttpResponse;
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};

use super::Target;

/// Why a call gave nothing. Texts fit "failed to {error}".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The target answered, with an error.
    #[error("call {operation}: {code}: {message}")]
    Refused {
        /// For example `CreateRestApi`.
        operation: &'static str,
        /// The status of the answer; `None` if the SDK did not even send the call.
        status: Option<u16>,
        /// The error's name, or `HTTP 501` where the answer names none.
        code: String,
        /// What it says.
        message: String,
    },
    /// The target lives, but did not answer in time.
    #[error("call {operation}: no answer in time ({message})")]
    TimedOut {
        /// For example `CreateRestApi`.
        operation: &'static str,
        /// What the SDK says.
        message: String,
    },
    /// The target does not answer anything any more.
    #[error("call {operation}: the target is gone ({message})")]
    Gone {
        /// For example `CreateRestApi`.
        operation: &'static str,
        /// What the SDK says.
        message: String,
    },
}

impl CallError {
    /// Whether the error says that what was named does not exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        let Self::Refused { code, .. } = self else {
            return false;
        };
        // Every service has a name of its own for it: NotFoundException, ResourceNotFoundException,
        // NoSuchEntity, StateMachineDoesNotExist.
        code.contains("NotFound") || code.contains("NoSuchEntity") || code.contains("DoesNotExist")
    }

    /// Whether the target does not accept the keys, as the services' common errors name it
    /// (<https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html>).
    #[must_use]
    pub(super) fn is_about_keys(&self) -> bool {
        let Self::Refused { code, .. } = self else {
            return false;
        };
        [
            "ExpiredToken",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "InvalidSignature",
            "SignatureDoesNotMatch",
            "UnrecognizedClient",
        ]
        .iter()
        .any(|part| code.contains(part))
    }
}

/// What a call gave, or why it gave nothing, without asking whether the target still lives.
///
/// # Errors
/// [`CallError::Refused`] or [`CallError::TimedOut`].
pub fn outcome<T, E>(
    operation: &'static str,
    result: Result<T, SdkError<E, HttpResponse>>,
) -> Result<T, CallError>
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    result.map_err(|error| match &error {
        SdkError::ServiceError(service) => CallError::Refused {
            operation,
            status: Some(service.raw().status().as_u16()),
            code: service.err().code().map_or_else(
                || format!("HTTP {}", service.raw().status().as_u16()),
                str::to_owned,
            ),
            message: service.err().message().unwrap_or("no message").to_owned(),
        },
        SdkError::ResponseError(response) => CallError::Refused {
            operation,
            status: Some(response.raw().status().as_u16()),
            code: format!("HTTP {}", response.raw().status().as_u16()),
            message: whole(&error),
        },
        // Not sent at all: a parameter that the SDK itself refuses.
        SdkError::ConstructionFailure(_) => CallError::Refused {
            operation,
            status: None,
            code: "NotSent".to_owned(),
            message: whole(&error),
        },
        _ => CallError::TimedOut {
            operation,
            message: whole(&error),
        },
    })
}

/// An error with everything behind it: the SDK's own texts say no more than "dispatch failure".
fn whole(error: &dyn std::error::Error) -> String {
    let chain = std::iter::successors(Some(error), |error| error.source());
    chain.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

impl Target {
    /// Makes a call in its turn (see [`Limits::pace`](super::Limits)).
    ///
    /// # Errors
    /// [`CallError`], with [`CallError::Gone`] told apart from a call that took too long.
    pub async fn call<T, E>(
        &self,
        operation: &'static str,
        sent: impl Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    ) -> Result<T, CallError>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        self.pace.turn(operation).await;
        match outcome(operation, sent.await) {
            Err(CallError::TimedOut { operation, message }) if !self.is_alive().await => {
                Err(CallError::Gone { operation, message })
            }
            other => other,
        }
    }
}
