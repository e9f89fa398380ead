//! A JSON Web Token before it is signed.

use serde_json::{Map, Value};

/// A token of the suite's issuer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Token {
    /// What it claims.
    pub claims: Map<String, Value>,
    /// `kid`: the published key's if it is not said otherwise, nothing if it is `Some(None)`.
    pub key_id: Option<Option<String>>,
    /// Who signs it, and how.
    pub signing: Signing,
    /// Whether it claims one thing more than what was signed.
    pub is_altered: bool,
}

/// Who signs a token, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signing {
    /// The issuer, with RS256.
    #[default]
    Rs256,
    /// The issuer, with RS384.
    Rs384,
    /// The issuer, with RS512.
    Rs512,
    /// Somebody else, with RS256 and under the id of the issuer's key.
    ByAnotherKey,
    /// Nobody: `alg` is `none`.
    None,
    /// Anybody, with HS256 and the issuer's public key as the secret: what a verifier falls for that lets the
    /// token choose the algorithm (RFC 8725, section 2.1).
    PublicKeyAsSecret,
}

impl Signing {
    /// `alg`
    pub(super) fn algorithm(self) -> &'static str {
        match self {
            Self::Rs256 | Self::ByAnotherKey => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::None => "none",
            Self::PublicKeyAsSecret => "HS256",
        }
    }
}
