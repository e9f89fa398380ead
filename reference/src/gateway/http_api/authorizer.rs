//! The authorizers of a deployment, compiled for serving.

use std::sync::Arc;
use std::time::Duration;

use super::expression::Expression;
use super::lambda::PayloadFormat;

/// What a route asks of its clients (API reference, `authorizationType`).
#[derive(Debug, Clone, Default)]
pub enum Authorization {
    /// `NONE`
    #[default]
    None,
    /// `AWS_IAM`
    Iam,
    /// `CUSTOM`
    Lambda(Arc<LambdaAuthorizer>),
    /// `JWT`
    Jwt {
        /// Whose tokens are taken.
        authorizer: Arc<JwtAuthorizer>,
        /// A token needs one of them, if there are any.
        scopes: Vec<String>,
    },
}

/// An authorizer of the type `REQUEST`.
#[derive(Debug)]
pub struct LambdaAuthorizer {
    /// Six letters and digits.
    pub id: String,
    /// The function's invoke URI, possibly with stage variables.
    pub uri: String,
    /// The role to act as.
    pub credentials: Option<String>,
    /// The format of the event.
    pub format: PayloadFormat,
    /// Whether the function answers `isAuthorized` instead of a policy.
    pub has_simple_responses: bool,
    /// How long an answer is kept; zero: not at all.
    pub ttl: Duration,
    /// What a request must have; the key of an answer that is kept.
    pub identity_sources: Vec<Expression>,
}

/// An authorizer of the type `JWT`.
#[derive(Debug)]
pub struct JwtAuthorizer {
    /// Six letters and digits.
    pub id: String,
    /// The URL of who issues the tokens.
    pub issuer: String,
    /// A token names one of them as its `aud` or, without that, its `client_id`.
    pub audience: Vec<String>,
    /// Where the token is.
    pub identity_source: Expression,
}
