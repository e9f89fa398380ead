//! The kinds of gateway response.

/// A gateway response's `responseType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are AWS's own and say it all")]
pub enum ResponseType {
    AccessDenied,
    ApiConfigurationError,
    AuthorizerConfigurationError,
    AuthorizerFailure,
    BadRequestBody,
    BadRequestParameters,
    Default4xx,
    Default5xx,
    ExpiredToken,
    IntegrationFailure,
    IntegrationTimeout,
    InvalidApiKey,
    InvalidSignature,
    MissingAuthenticationToken,
    QuotaExceeded,
    RequestTooLarge,
    ResourceNotFound,
    Throttled,
    Unauthorized,
    UnsupportedMediaType,
    WafFiltered,
}

use ResponseType as T;

impl ResponseType {
    /// Every type, by name.
    pub const ALL: [Self; 21] = [
        T::AccessDenied,
        T::ApiConfigurationError,
        T::AuthorizerConfigurationError,
        T::AuthorizerFailure,
        T::BadRequestBody,
        T::BadRequestParameters,
        T::Default4xx,
        T::Default5xx,
        T::ExpiredToken,
        T::IntegrationFailure,
        T::IntegrationTimeout,
        T::InvalidApiKey,
        T::InvalidSignature,
        T::MissingAuthenticationToken,
        T::QuotaExceeded,
        T::RequestTooLarge,
        T::ResourceNotFound,
        T::Throttled,
        T::Unauthorized,
        T::UnsupportedMediaType,
        T::WafFiltered,
    ];

    /// AWS's name, for example `DEFAULT_4XX`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            T::AccessDenied => "ACCESS_DENIED",
            T::ApiConfigurationError => "API_CONFIGURATION_ERROR",
            T::AuthorizerConfigurationError => "AUTHORIZER_CONFIGURATION_ERROR",
            T::AuthorizerFailure => "AUTHORIZER_FAILURE",
            T::BadRequestBody => "BAD_REQUEST_BODY",
            T::BadRequestParameters => "BAD_REQUEST_PARAMETERS",
            T::Default4xx => "DEFAULT_4XX",
            T::Default5xx => "DEFAULT_5XX",
            T::ExpiredToken => "EXPIRED_TOKEN",
            T::IntegrationFailure => "INTEGRATION_FAILURE",
            T::IntegrationTimeout => "INTEGRATION_TIMEOUT",
            T::InvalidApiKey => "INVALID_API_KEY",
            T::InvalidSignature => "INVALID_SIGNATURE",
            T::MissingAuthenticationToken => "MISSING_AUTHENTICATION_TOKEN",
            T::QuotaExceeded => "QUOTA_EXCEEDED",
            T::RequestTooLarge => "REQUEST_TOO_LARGE",
            T::ResourceNotFound => "RESOURCE_NOT_FOUND",
            T::Throttled => "THROTTLED",
            T::Unauthorized => "UNAUTHORIZED",
            T::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            T::WafFiltered => "WAF_FILTERED",
        }
    }

    /// The type of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }

    /// The default status as GetGatewayResponses reports it (recorded on AWS); `DEFAULT_4XX` and `DEFAULT_5XX`
    /// have none.
    #[must_use]
    pub fn default_status(self) -> Option<u16> {
        match self {
            T::Default4xx | T::Default5xx => None,
            T::BadRequestBody | T::BadRequestParameters => Some(400),
            T::Unauthorized => Some(401),
            T::AccessDenied
            | T::ExpiredToken
            | T::InvalidApiKey
            | T::InvalidSignature
            | T::MissingAuthenticationToken
            | T::WafFiltered => Some(403),
            T::ResourceNotFound => Some(404),
            T::RequestTooLarge => Some(413),
            T::UnsupportedMediaType => Some(415),
            T::QuotaExceeded | T::Throttled => Some(429),
            T::ApiConfigurationError | T::AuthorizerConfigurationError | T::AuthorizerFailure => Some(500),
            T::IntegrationFailure | T::IntegrationTimeout => Some(504),
        }
    }

    /// The type whose customisation holds for this one if it has none of its own.
    #[must_use]
    pub fn fallback(self) -> Option<Self> {
        self.default_status().map(|status| {
            if status < 500 {
                T::Default4xx
            } else {
                T::Default5xx
            }
        })
    }

    /// `x-amzn-ErrorType`, as recorded on AWS for those that have been seen.
    #[must_use]
    pub fn error_type(self) -> &'static str {
        match self {
            T::AccessDenied => "AccessDeniedException",
            T::InvalidApiKey | T::WafFiltered => "ForbiddenException",
            T::MissingAuthenticationToken => "MissingAuthenticationTokenException",
            T::InvalidSignature => "InvalidSignatureException",
            T::ExpiredToken => "ExpiredTokenException",
            T::Unauthorized => "UnauthorizedException",
            T::ResourceNotFound => "NotFoundException",
            T::RequestTooLarge => "RequestTooLargeException",
            T::QuotaExceeded => "LimitExceededException",
            T::Throttled => "TooManyRequestsException",
            T::AuthorizerConfigurationError => "AuthorizerConfigurationException",
            T::BadRequestBody | T::BadRequestParameters | T::UnsupportedMediaType | T::Default4xx => {
                "BadRequestException"
            }
            T::ApiConfigurationError
            | T::AuthorizerFailure
            | T::IntegrationFailure
            | T::IntegrationTimeout
            | T::Default5xx => "InternalServerErrorException",
        }
    }

    /// Whether the default body has a space after its colon: those that arise within a method have one, those of
    /// the front have none (recorded on AWS by `Content-Length`).
    #[must_use]
    pub fn default_body_is_spaced(self) -> bool {
        matches!(
            self,
            T::ApiConfigurationError
                | T::BadRequestBody
                | T::BadRequestParameters
                | T::IntegrationFailure
                | T::IntegrationTimeout
                | T::UnsupportedMediaType
                | T::AuthorizerFailure
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lead_back() {
        for response_type in ResponseType::ALL {
            assert_eq!(ResponseType::named(response_type.name()), Some(response_type));
        }
        assert_eq!(ResponseType::named("FAKE_RESPONSE_TYPE"), None);
    }
}
