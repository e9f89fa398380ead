//! Why a token is not taken, and what the client is told.

use serde_json::json;

use crate::wire::Response;

/// Why a client may not pass.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no token.
    #[error("there is no token")]
    Missing,
    /// It has not three parts. The text is AWS's own, published in transcripts.
    #[error("token contains an invalid number of segments")]
    Segments,
    /// A part of it is no Base64 or no JSON.
    #[error("the token cannot be decoded")]
    Malformed,
    /// It is signed with something else than RSA.
    #[error("the token's algorithm is not supported")]
    Algorithm,
    /// It names no key, or none that the issuer publishes.
    #[error("the token is signed with an unknown key")]
    Key,
    /// The key has not signed it.
    #[error("the token's signature is invalid")]
    Signature,
    /// Another issuer's.
    #[error("the token does not have a valid issuer")]
    Issuer,
    /// For somebody else. The text is AWS's own ("Troubleshooting issues with HTTP API JWT authorizers").
    #[error("the token does not have a valid audience")]
    Audience,
    /// Its time is over.
    #[error("the token has expired")]
    Expired,
    /// Its time has not come.
    #[error("the token is not valid yet")]
    NotYet,
    /// It has none of the scopes that the route asks for.
    #[error("the token has none of the scopes")]
    Scope,
    /// The issuer does not tell where its keys are. The text is AWS's own, published in log entries.
    #[error("OIDC discovery endpoint communication error")]
    Discovery,
    /// The issuer does not tell its keys. The text is AWS's own, published in log entries.
    #[error("JWKS communication error")]
    KeySet,
    /// An issuer that API Gateway would call and this reference does not.
    #[error("this reference implementation fetches keys from loopback addresses only, not {0}")]
    NotOffered(String),
}

impl Refusal {
    /// The answer to the client: 401 with the reason in `www-authenticate`, which without a token is `Bearer` alone
    /// (recorded on AWS 2024-07-01), or 403 for a lack of scopes (measured on AWS 2026-08-05). Which scopes the
    /// route asks for stands in the header; AWS's example has none of them. Texts that are not said to be AWS's are
    /// this reference's.
    #[must_use]
    pub fn response(&self, scopes: &[String]) -> Response {
        let (status, message) = match self {
            Self::Scope => (403, "Forbidden"),
            // Whoever meets it has to know that it is a limit of this reference.
            Self::NotOffered(_) => return Response::json(500, &json!({ "message": self.to_string() })),
            _ => (401, "Unauthorized"),
        };
        let mut response = Response::json(status, &json!({ "message": message }));
        let challenge = match self {
            Self::Scope => None,
            Self::Missing => Some("Bearer".to_owned()),
            _ => Some(format!(
                "Bearer scope=\"{}\" error=\"invalid_token\" error_description=\"{self}\"",
                scopes.join(" ")
            )),
        };
        if let Some(challenge) = challenge {
            response.headers.push("www-authenticate", challenge);
        }
        response
    }
}
