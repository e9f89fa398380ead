//! What the function of an authorizer says, and what follows for a request.

use serde_json::{Map, Value};

use super::authorizer::LambdaAuthorizer;
use super::failure::Failure;
use super::identity::Identity;
use crate::gateway::authorizer::Grant;
use crate::policy::{Decision, Facts};

/// A function's answer; as it is kept, it decides about other requests too.
#[derive(Debug, Clone)]
pub enum AuthorizerAnswer {
    /// `isAuthorized` allows or denies all.
    Simple {
        /// Whether the client may pass.
        is_authorized: bool,
        /// `context`
        context: Option<Map<String, Value>>,
    },
    /// A policy allows and denies routes.
    Policy(Box<Grant>),
}

impl AuthorizerAnswer {
    /// Reads an answer in the form that the authorizer is for; the other form is not taken for it.
    ///
    /// # Errors
    /// [`Failure::InternalServerError`] for an answer in no valid form (developer guide, "Troubleshooting Lambda
    /// authorizers").
    pub fn parse(authorizer: &LambdaAuthorizer, body: &[u8]) -> Result<Self, Failure> {
        if !authorizer.has_simple_responses {
            let grant = Grant::parse(body).map_err(|_| Failure::InternalServerError)?;
            return Ok(Self::Policy(Box::new(grant)));
        }
        let answer: Value = serde_json::from_slice(body).map_err(|_| Failure::InternalServerError)?;
        let context = match answer.get("context") {
            None | Some(Value::Null) => None,
            Some(Value::Object(context)) => Some(context.clone()),
            Some(_) => return Err(Failure::InternalServerError),
        };
        let is_authorized = answer.get("isAuthorized").and_then(Value::as_bool);
        Ok(Self::Simple {
            is_authorized: is_authorized.ok_or(Failure::InternalServerError)?,
            context,
        })
    }

    /// Whom it lets pass to `arn:aws:execute-api:…/{stage}/{method}/{path}`.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]
    pub fn identity(&self, arn: &str, facts: &Facts) -> Result<Identity, Failure> {
        match self {
            Self::Simple {
                is_authorized: true,
                context,
            } => Ok(Identity::Lambda {
                principal: None,
                context: context.clone(),
            }),
            Self::Policy(grant) if grant.decide(arn, facts) == Decision::Allow => Ok(Identity::Lambda {
                principal: Some(grant.principal_id.clone()),
                context: Some(grant.context.clone()).filter(|context| !context.is_empty()),
            }),
            Self::Simple { .. } | Self::Policy(_) => Err(Failure::Forbidden),
        }
    }
}
