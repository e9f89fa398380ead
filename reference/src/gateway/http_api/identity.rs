//! Whom an authorizer let pass, as integrations see it.

use serde_json::{Map, Value, json};

/// What an authorizer says of a client.
#[derive(Debug, Clone, PartialEq)]
pub enum Identity {
    /// The answer of a function.
    Lambda {
        /// `principalId` of a policy's answer.
        principal: Option<String>,
        /// `context`, if there is one.
        context: Option<Map<String, Value>>,
    },
    /// A token.
    Jwt {
        /// What it claims, as texts.
        claims: Map<String, Value>,
        /// Its scopes, if the route asks for any.
        scopes: Option<Vec<String>>,
    },
}

impl Identity {
    /// `requestContext.authorizer` of an event of payload format 2.0; without a context `lambda` is null (recorded
    /// on AWS 2024-06-17).
    #[must_use]
    pub fn in_format_2(&self) -> Value {
        match self {
            Self::Lambda { context, .. } => json!({ "lambda": context }),
            Self::Jwt { claims, scopes } => json!({ "jwt": { "claims": claims, "scopes": scopes } }),
        }
    }

    /// `requestContext.authorizer` of an event of payload format 1.0.
    #[must_use]
    pub fn in_format_1(&self) -> Value {
        match self {
            Self::Lambda { principal, context } => {
                let mut members = context.clone().unwrap_or_default();
                if let Some(principal) = principal {
                    members.insert("principalId".to_owned(), Value::from(principal.as_str()));
                }
                Value::Object(members)
            }
            Self::Jwt { claims, scopes } => json!({ "claims": claims, "scopes": scopes }),
        }
    }

    /// `$context.authorizer`
    #[must_use]
    pub fn in_context(&self) -> Value {
        self.in_format_1()
    }
}
