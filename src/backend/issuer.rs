//! An OpenID Connect issuer: its discovery document, its keys, and the tokens that it signs.

use std::io;
use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    KeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RsaEncoding, RsaKeyPair,
};
use aws_lc_rs::{error::Unspecified, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::answer::{Body, missing, with_type};
use super::server::Server;
use super::token::{Signing, Token};

/// The id of the key that is published.
const KEY_ID: &str = "conformance-1";

/// The longest key set in bytes that API Gateway takes ("Quotas for configuring and running an HTTP API in API
/// Gateway").
const LONGEST: usize = 150_000;

/// An issuer with one key, which it publishes, and another, which it does not. Below
/// `/keyless` and `/long` there are two more, one without a key set and one with too long a one.
pub(super) struct Issuer {
    url: String,
    key: Arc<RsaKeyPair>,
    another_key: RsaKeyPair,
    _server: Server,
}

impl std::fmt::Debug for Issuer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Issuer")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

impl Issuer {
    /// Makes the keys and listens; `None` if there can be no keys.
    pub(super) async fn start() -> io::Result<Option<Self>> {
        // Takes a while without optimisation, and other scenarios go on.
        let keys = tokio::task::spawn_blocking(|| {
            let key = || RsaKeyPair::generate(KeySize::Rsa2048);
            Ok::<_, Unspecified>((key()?, key()?))
        });
        let Ok(Ok((key, another_key))) = keys.await else {
            return Ok(None);
        };
        let Some(modulus) = modulus(key.public_key().as_ref()) else {
            return Ok(None);
        };
        let keys = json!({"keys": [{
            "kty": "RSA", "use": "sig", "kid": KEY_ID,
            "n": URL_SAFE_NO_PAD.encode(modulus), "e": "AQAB",
        }]});
        let listener = Server::listen().await?;
        let url = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
        let long_keys = json!({"keys": keys["keys"], "filling": "x".repeat(LONGEST)});
        let answers = {
            let url = url.clone();
            move |path: &str| match path {
                "/jwks" => document(&keys),
                "/long/jwks" => document(&long_keys),
                _ => match path.strip_suffix("/.well-known/openid-configuration") {
                    Some(issuer @ ("" | "/keyless" | "/long")) => {
                        document(&configuration(&format!("{url}{issuer}")))
                    }
                    _ => missing(),
                },
            }
        };
        Ok(Some(Self {
            url,
            key: Arc::new(key),
            another_key,
            _server: Server::serve(listener, None, Arc::new(answers))?,
        }))
    }

    /// `iss`
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The token in its compact form (RFC 7515, section 7.1); `None` if it cannot be signed.
    pub(super) fn sign(&self, token: &Token) -> Option<String> {
        let mut header = json!({"alg": token.signing.algorithm(), "typ": "JWT"});
        let key_id = match &token.key_id {
            None => Some(KEY_ID.to_owned()),
            Some(other) => other.clone(),
        };
        if let Some(key_id) = key_id {
            header["kid"] = Value::from(key_id);
        }
        let claims = Value::Object(token.claims.clone());
        let signed = format!("{}.{}", encoded(&header), encoded(&claims));
        let signature = match token.signing {
            Signing::Rs256 => signature(&self.key, &RSA_PKCS1_SHA256, &signed)?,
            Signing::Rs384 => signature(&self.key, &RSA_PKCS1_SHA384, &signed)?,
            Signing::Rs512 => signature(&self.key, &RSA_PKCS1_SHA512, &signed)?,
            Signing::ByAnotherKey => signature(&self.another_key, &RSA_PKCS1_SHA256, &signed)?,
            Signing::None => Vec::new(),
            Signing::PublicKeyAsSecret => {
                let secret = hmac::Key::new(hmac::HMAC_SHA256, self.key.public_key().as_ref());
                hmac::sign(&secret, signed.as_bytes()).as_ref().to_vec()
            }
        };
        let text = if token.is_altered {
            let mut claims = token.claims.clone();
            claims.insert("altered".to_owned(), Value::from(true));
            format!("{}.{}", encoded(&header), encoded(&Value::Object(claims)))
        } else {
            signed
        };
        Some(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// What an issuer tells of itself (OpenID Connect Discovery 1.0, section 3).
fn configuration(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "jwks_uri": format!("{issuer}/jwks"),
        "authorization_endpoint": format!("{issuer}/authorize"),
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })
}

fn signature(key: &RsaKeyPair, encoding: &'static dyn RsaEncoding, text: &str) -> Option<Vec<u8>> {
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(encoding, &SystemRandom::new(), text.as_bytes(), &mut signature)
        .ok()?;
    Some(signature)
}

fn encoded(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

fn document(document: &Value) -> hyper::Response<Body> {
    with_type("application/json", Body::text(document.to_string()))
}

/// The modulus in a DER-encoded `RSAPublicKey` of 2048 bits (RFC 8017, appendix A.1.1), which has one form only: a
/// sequence of an integer with 257 bytes, the first of them zero, and the exponent 65537.
fn modulus(key: &[u8]) -> Option<&[u8]> {
    key.strip_prefix(&[0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01, 0x00])?
        .strip_suffix(&[0x02, 0x03, 0x01, 0x00, 0x01])
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};

    use super::*;

    #[tokio::test]
    async fn what_it_signs_can_be_checked_with_what_it_publishes() {
        let issuer = Issuer::start().await.expect("a port").expect("keys");
        let get = async |url: &str| -> Value {
            let answer = reqwest::get(url).await.expect("an answer");
            serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("JSON")
        };
        let configuration = get(&format!("{}/.well-known/openid-configuration", issuer.url())).await;
        assert_eq!(configuration["issuer"], issuer.url());
        let keys = get(configuration["jwks_uri"].as_str().expect("a URL")).await;
        let bytes = |name: &str| {
            let text = keys["keys"][0][name].as_str().expect(name);
            URL_SAFE_NO_PAD.decode(text).expect(name)
        };
        let public = RsaPublicKeyComponents {
            n: bytes("n"),
            e: bytes("e"),
        };
        for (signing, is_genuine) in [(Signing::Rs256, true), (Signing::ByAnotherKey, false)] {
            let mut token = Token {
                signing,
                ..Token::default()
            };
            token.claims.insert("sub".to_owned(), "guest".into());
            let text = issuer.sign(&token).expect("a token");
            let (signed, signature) = text.rsplit_once('.').expect("three parts");
            let signature = URL_SAFE_NO_PAD.decode(signature).expect("Base64");
            let checked = public.verify(&RSA_PKCS1_2048_8192_SHA256, signed.as_bytes(), &signature);
            assert_eq!(checked.is_ok(), is_genuine, "{signing:?}");
            assert_eq!(
                signed,
                "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImNvbmZvcm1hbmNlLTEifQ.eyJzdWIiOiJndWVzdCJ9"
            );
        }
    }
}
