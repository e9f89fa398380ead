//! Authorizers of an HTTP API.

/// An authorizer that routes may name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HttpAuthorizer {
    /// `identitySource`: selection expressions such as `$request.header.Authorization`.
    pub identity_sources: Vec<String>,
    /// Who decides.
    pub kind: HttpAuthorizerKind,
}

/// Who decides whether a client may pass.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum HttpAuthorizerKind {
    /// `REQUEST`: a function.
    Lambda {
        /// Index into `System::functions`.
        function: usize,
        /// `authorizerPayloadFormatVersion`: `1.0` or `2.0`.
        payload_format: String,
        /// `enableSimpleResponses`
        simple_responses: bool,
        /// `authorizerResultTtlInSeconds`; `None` leaves it out.
        ttl: Option<i32>,
    },
    /// `JWT`: who issued the token and for whom.
    Jwt {
        /// The issuer's URL; may hold placeholders.
        issuer: String,
        /// The audiences; may hold placeholders.
        audience: Vec<String>,
    },
}

/// What a route asks of its clients.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum HttpAuthorization {
    /// `NONE`
    #[default]
    None,
    /// `AWS_IAM`
    Iam,
    /// `CUSTOM` or `JWT`, as its authorizer is.
    Authorizer {
        /// Index into `HttpApi::authorizers`.
        authorizer: usize,
        /// `authorizationScopes`; for JWT only.
        scopes: Vec<String>,
    },
}
