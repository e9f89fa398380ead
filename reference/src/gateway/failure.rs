//! Why the gateway answers by itself.

use super::authorization_header::incompleteness;
use super::backend_call::{BackendError, MAX_RESPONSE};
use super::response_type::ResponseType;
use crate::wire::ACCOUNT;

/// A request that ends in a gateway response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Which gateway response answers.
    pub response_type: ResponseType,
    /// The status if the response is not customised and differs from the type's own.
    pub status: Option<u16>,
    /// `x-amzn-ErrorType` if it differs from the type's own.
    pub error_type: Option<&'static str>,
    /// `$context.error.message`; what an authorizer's failure is about is not told.
    pub message: Option<String>,
    /// `$context.error.validationErrorString`.
    pub validation_error: Option<String>,
    /// The line of the execution log.
    pub log: Option<String>,
    /// Whether the answer carries `X-Amzn-Trace-Id`: the integration was called, or the method's request was
    /// refused (recorded on AWS; configuration errors before the call have none).
    pub is_traced: bool,
}

impl Failure {
    /// An answer of that type and message.
    #[must_use]
    pub fn new(response_type: ResponseType, message: impl Into<String>) -> Self {
        Self {
            response_type,
            status: None,
            error_type: None,
            message: Some(message.into()),
            validation_error: None,
            log: None,
            is_traced: false,
        }
    }

    /// No method for the path and verb; an `Authorization` header makes another error of it (recorded on AWS).
    #[must_use]
    pub fn unrouted(authorization: Option<&str>) -> Self {
        match authorization.and_then(incompleteness) {
            Some(message) => Self {
                error_type: Some("IncompleteSignatureException"),
                ..Self::new(ResponseType::InvalidSignature, message)
            },
            None => Self::new(
                ResponseType::MissingAuthenticationToken,
                "Missing Authentication Token",
            ),
        }
    }

    /// No valid API key.
    #[must_use]
    pub fn invalid_api_key() -> Self {
        Self::new(ResponseType::InvalidApiKey, "Forbidden")
    }

    /// The caller does not say who they are, or the authorizer does not know them: 401 (recorded on AWS 2026-07-20).
    #[must_use]
    pub fn unauthorized() -> Self {
        Self::new(ResponseType::Unauthorized, "Unauthorized")
    }

    /// The authorizer's function failed, or its answer is no policy: 500 without a message (recorded on AWS
    /// 2023-11-04).
    #[must_use]
    pub fn authorizer_configuration(reason: &str) -> Self {
        Self {
            response_type: ResponseType::AuthorizerConfigurationError,
            message: None,
            ..Self::configuration(reason)
        }
    }

    /// The authorizer's policy denies the call or does not name it (the words of 2026).
    #[must_use]
    pub fn denied_by_authorizer(is_explicit: bool) -> Self {
        let explicit = if is_explicit {
            " with an explicit deny in an identity-based policy"
        } else {
            ""
        };
        let message = format!("User is not authorized to access this resource{explicit}");
        Self::new(ResponseType::AccessDenied, message)
    }

    /// The API's policy denies the call to somebody who does not sign, or does not name it. All of the account but
    /// its last four digits is hidden (recorded on AWS 2025-09-04; the end about an explicit deny 2026-10-02).
    #[must_use]
    pub fn denied_by_resource_policy(arn: &str, is_explicit: bool) -> Self {
        let hidden = format!("{}{}", "*".repeat(8), &ACCOUNT[8..]);
        let arn = arn.replacen(ACCOUNT, &hidden, 1);
        let explicit = if is_explicit {
            " with an explicit deny in a resource-based policy"
        } else {
            ""
        };
        let message = format!(
            "User: anonymous is not authorized to perform: execute-api:Invoke on resource: {arn}{explicit}"
        );
        Self::new(ResponseType::AccessDenied, message)
    }

    /// A signed call of a method with AWS_IAM. The reference has no access keys, so it knows none.
    #[must_use]
    pub fn unknown_signer() -> Self {
        Self {
            error_type: Some("UnrecognizedClientException"),
            ..Self::new(
                ResponseType::InvalidSignature,
                "The security token included in the request is invalid.",
            )
        }
    }

    /// The ARN of a method with authorization is too long (documented limit of 1,600 bytes).
    #[must_use]
    pub fn uri_too_long() -> Self {
        Self {
            status: Some(414),
            ..Self::new(ResponseType::Default4xx, "Request URI too long")
        }
    }

    /// The method's configuration does not fit the request: 500, with the reason in the log only.
    #[must_use]
    pub fn configuration(reason: impl AsRef<str>) -> Self {
        Self {
            log: Some(format!(
                "Execution failed due to configuration error: {}",
                reason.as_ref()
            )),
            ..Self::new(ResponseType::ApiConfigurationError, "Internal server error")
        }
    }

    /// A proxy function's answer that is no proxy response: 502.
    #[must_use]
    pub fn malformed_proxy_response() -> Self {
        Self {
            status: Some(502),
            is_traced: true,
            ..Self::configuration("Malformed Lambda proxy response")
        }
    }

    /// A proxy function that failed: 502.
    #[must_use]
    pub fn function_error(message: &str, lambda_request_id: &str) -> Self {
        Self {
            status: Some(502),
            is_traced: true,
            log: Some(format!(
                "Lambda execution failed with status 200 due to customer function error: {message}. \
                 Lambda request id: {lambda_request_id}"
            )),
            ..Self::new(ResponseType::IntegrationFailure, "Internal server error")
        }
    }

    /// The integration did not answer in time: 504.
    #[must_use]
    pub fn timeout() -> Self {
        Self {
            is_traced: true,
            log: Some("Execution failed due to a timeout error".to_owned()),
            ..Self::new(ResponseType::IntegrationTimeout, "Endpoint request timed out")
        }
    }

    /// The backend cannot be reached, or does not speak HTTP: 504 (ERR-024).
    #[must_use]
    pub fn network() -> Self {
        Self {
            is_traced: true,
            log: Some("Execution failed due to a network error communicating with endpoint".to_owned()),
            ..Self::new(
                ResponseType::IntegrationFailure,
                "Network error communicating with endpoint",
            )
        }
    }

    /// No template takes the content type and it must not pass: 415.
    #[must_use]
    pub fn unsupported_media_type() -> Self {
        Self::new(ResponseType::UnsupportedMediaType, "Unsupported Media Type").traced()
    }

    /// A request that its own method refuses: 400.
    #[must_use]
    pub fn bad_body(message: &str) -> Self {
        Self::new(ResponseType::BadRequestBody, message).traced()
    }

    /// The same with `X-Amzn-Trace-Id`.
    #[must_use]
    pub fn traced(self) -> Self {
        Self {
            is_traced: true,
            ..self
        }
    }
}

/// What a client of a REST API is told of a backend that gave no answer.
impl From<BackendError> for Failure {
    fn from(error: BackendError) -> Self {
        match error {
            BackendError::Timeout => Self::timeout(),
            BackendError::Unreachable => Self::network(),
            BackendError::Refused(reason) => Self::configuration(reason).traced(),
            BackendError::BrokeOff => Self::configuration("The integration broke off").traced(),
            BackendError::Unwritable => Self::configuration("Unable to write the integration request"),
            BackendError::TooLong(length) => Self::configuration(format!(
                "Integration response of reported length {length} is larger than allowed maximum of \
                 {MAX_RESPONSE} bytes."
            ))
            .traced(),
        }
    }
}
