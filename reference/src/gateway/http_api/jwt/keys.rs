//! The keys of issuers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RsaParameters,
    RsaPublicKeyComponents,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::discovery;
use super::refusal::Refusal;

/// "API Gateway can cache the public key for two hours."
const LIFETIME: Duration = Duration::from_secs(2 * 60 * 60);

/// Issuers whose keys are kept; one more, and all are asked again.
const MOST_ISSUERS: usize = 1000;

/// The keys of an issuer by their ids.
#[derive(Debug, Default)]
pub struct Keys(HashMap<String, Key>);

/// An RSA key.
#[derive(Debug)]
pub struct Key(RsaPublicKeyComponents<Vec<u8>>);

/// How tokens are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// `RS256`
    Rs256,
    /// `RS384`
    Rs384,
    /// `RS512`
    Rs512,
}

impl Algorithm {
    /// The algorithm of a name. "Currently, only RSA-based algorithms are supported."
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "RS256" => Self::Rs256,
            "RS384" => Self::Rs384,
            "RS512" => Self::Rs512,
            _ => return None,
        })
    }

    fn parameters(self) -> &'static RsaParameters {
        match self {
            Self::Rs256 => &RSA_PKCS1_2048_8192_SHA256,
            Self::Rs384 => &RSA_PKCS1_2048_8192_SHA384,
            Self::Rs512 => &RSA_PKCS1_2048_8192_SHA512,
        }
    }
}

impl Keys {
    /// Reads a JSON Web Key Set (RFC 7517); what is no RSA key with an id is none of it.
    ///
    /// # Errors
    /// [`Refusal::KeySet`] if it is no key set.
    pub fn parse(document: &[u8]) -> Result<Self, Refusal> {
        let set: Value = serde_json::from_slice(document).map_err(|_| Refusal::KeySet)?;
        let keys = set.get("keys").and_then(Value::as_array).ok_or(Refusal::KeySet)?;
        let member = |key: &Value, name: &str| key.get(name).and_then(Value::as_str).map(str::to_owned);
        let integer = |key: &Value, name: &str| {
            let bytes = URL_SAFE_NO_PAD.decode(member(key, name)?).ok()?;
            // As the library wants them.
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            Some(bytes[zeros..].to_vec())
        };
        let read = |key: &Value| {
            if member(key, "kty")? != "RSA" {
                return None;
            }
            let components = RsaPublicKeyComponents {
                n: integer(key, "n")?,
                e: integer(key, "e")?,
            };
            Some((member(key, "kid")?, Key(components)))
        };
        Ok(Self(keys.iter().filter_map(read).collect()))
    }

    /// The key of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Key> {
        self.0.get(id)
    }
}

impl Key {
    /// Whether this key has signed the text.
    #[must_use]
    pub fn has_signed(&self, algorithm: Algorithm, text: &[u8], signature: &[u8]) -> bool {
        self.0.verify(algorithm.parameters(), text, signature).is_ok()
    }
}

/// The keys that were fetched, by issuer.
#[derive(Debug, Default)]
pub struct KeyCache(Mutex<HashMap<String, Fetched>>);

#[derive(Debug)]
struct Fetched {
    keys: Arc<Keys>,
    at: Instant,
}

impl KeyCache {
    /// The keys of an issuer; a failure is not kept.
    ///
    /// # Errors
    /// [`Refusal`]
    pub async fn of(&self, issuer: &str) -> Result<Arc<Keys>, Refusal> {
        if let Some(keys) = self.kept(issuer, Instant::now()) {
            return Ok(keys);
        }
        let keys = Arc::new(discovery::keys(issuer).await?);
        self.keep(issuer, Arc::clone(&keys), Instant::now());
        Ok(keys)
    }

    fn kept(&self, issuer: &str, now: Instant) -> Option<Arc<Keys>> {
        let fetched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fetched = fetched.get(issuer)?;
        (now.duration_since(fetched.at) < LIFETIME).then(|| Arc::clone(&fetched.keys))
    }

    fn keep(&self, issuer: &str, keys: Arc<Keys>, at: Instant) {
        let mut fetched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if fetched.len() >= MOST_ISSUERS {
            fetched.clear();
        }
        fetched.insert(issuer.to_owned(), Fetched { keys, at });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rsa_keys_with_an_id_count() {
        let set = br#"{"keys": [
            {"kty": "RSA", "kid": "a", "n": "AAEC", "e": "AQAB"},
            {"kty": "RSA", "n": "AQ", "e": "AQAB"},
            {"kty": "EC", "kid": "c", "n": "AQ", "e": "AQAB"},
            {"kty": "RSA", "kid": "d", "n": "?", "e": "AQAB"},
            7
        ]}"#;
        let keys = Keys::parse(set).unwrap();
        let components = &keys.get("a").unwrap().0;
        assert_eq!(
            (&components.n[..], &components.e[..]),
            (&[1, 2][..], &[1, 0, 1][..])
        );
        assert!(!keys.get("a").unwrap().has_signed(Algorithm::Rs256, b"", b""));
        assert_eq!(keys.0.len(), 1);
        for none in ["", "[]", "{}", r#"{"keys": {}}"#] {
            assert_eq!(
                Keys::parse(none.as_bytes()).unwrap_err(),
                Refusal::KeySet,
                "{none}"
            );
        }
    }

    #[test]
    fn keys_are_kept_for_two_hours() {
        let cache = KeyCache::default();
        let then = Instant::now();
        cache.keep("https://a.example", Arc::default(), then);
        let is_kept =
            |issuer: &str, after: u64| cache.kept(issuer, then + Duration::from_secs(after)).is_some();
        assert!(is_kept("https://a.example", 7199));
        assert!(!is_kept("https://a.example", 7200));
        assert!(!is_kept("https://b.example", 0));
    }
}
