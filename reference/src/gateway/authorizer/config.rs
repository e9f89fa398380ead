//! An authorizer as a deployment has it.

use std::time::Duration;

use crate::gateway::endpoint::Endpoint;
use crate::gateway::exchange::Exchange;
use crate::gateway::integration_response::SelectionPattern;
use crate::gateway::parameter_mapping::Source;

/// A Lambda authorizer.
#[derive(Debug)]
pub struct Authorizer {
    /// Its id.
    pub id: String,
    /// What its function is told.
    pub kind: Kind,
    /// Where the caller's identity stands; of a TOKEN authorizer, the one header.
    pub identity: Vec<Source>,
    /// How to invoke its function.
    pub endpoint: Endpoint,
    /// How long an answer holds for the same identity; zero asks for each request.
    pub ttl: Duration,
}

/// What an authorizer's function is told.
#[derive(Debug)]
pub enum Kind {
    /// `TOKEN`: the header.
    Token {
        /// `identityValidationExpression`: what the whole token must match.
        validation: Option<SelectionPattern>,
    },
    /// `REQUEST`: everything but the body.
    Request,
}

impl Authorizer {
    /// The caller's identity; `None` if a part of it is missing or empty, or the token is not of the right form. The
    /// function is not asked then
    /// (https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html, identitySource).
    #[must_use]
    pub fn identity_in(&self, exchange: &Exchange) -> Option<Vec<String>> {
        let seen = exchange.request_seen("");
        let part = |source: &Source| source.value(&seen).ok().flatten().filter(|part| !part.is_empty());
        let identity: Vec<_> = self.identity.iter().map(part).collect::<Option<_>>()?;
        match &self.kind {
            Kind::Token {
                validation: Some(pattern),
            } if !identity.iter().all(|token| pattern.matches(token)) => None,
            _ => Some(identity),
        }
    }
}
