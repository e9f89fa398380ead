//! A token in its compact form (RFC 7515, section 7.1).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::keys::{Algorithm, Keys};
use super::refusal::Refusal;

/// A token that is taken apart and not believed yet.
#[derive(Debug)]
pub struct Token<'a> {
    header: Header,
    claims: Map<String, Value>,
    /// What is signed.
    signed: &'a str,
    signature: Vec<u8>,
}

#[derive(Debug, Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    /// Extensions that have to be understood; none is here.
    crit: Option<Value>,
}

impl<'a> Token<'a> {
    /// Takes a token apart.
    ///
    /// # Errors
    /// [`Refusal`]
    pub fn parse(text: &'a str) -> Result<Self, Refusal> {
        let parts: Vec<_> = text.split('.').collect();
        let [header, claims, signature] = parts[..] else {
            return Err(Refusal::Segments);
        };
        let signed = &text[..header.len() + 1 + claims.len()];
        let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| Refusal::Malformed);
        let header: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| Refusal::Malformed)?;
        if header.crit.is_some() {
            return Err(Refusal::Malformed);
        }
        Ok(Self {
            header,
            claims: serde_json::from_slice(&decoded(claims)?).map_err(|_| Refusal::Malformed)?,
            signed,
            signature: decoded(signature)?,
        })
    }

    /// The claims, if a key of the issuer has signed them. The algorithm is looked at before the key: only RSA is
    /// supported.
    ///
    /// # Errors
    /// [`Refusal`]
    pub fn verified(self, keys: &Keys) -> Result<Map<String, Value>, Refusal> {
        let algorithm = Algorithm::named(&self.header.alg).ok_or(Refusal::Algorithm)?;
        let id = self.header.kid.as_deref().ok_or(Refusal::Key)?;
        let key = keys.get(id).ok_or(Refusal::Key)?;
        match key.has_signed(algorithm, self.signed.as_bytes(), &self.signature) {
            true => Ok(self.claims),
            false => Err(Refusal::Signature),
        }
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::rsa::KeySize;
    use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA384, RsaKeyPair};
    use serde_json::json;

    use super::*;

    #[test]
    fn claims_are_believed_if_the_named_key_has_signed_them() {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        // The modulus stands in an `RSAPublicKey` between nine bytes of DER and the exponent's five.
        let public = pair.public_key().as_ref();
        let modulus = URL_SAFE_NO_PAD.encode(&public[8..public.len() - 5]);
        let set = json!({"keys": [{"kty": "RSA", "kid": "a", "n": modulus, "e": "AQAB"}]});
        let keys = Keys::parse(set.to_string().as_bytes()).unwrap();
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let signed = |algorithm: &str, claims: &str| {
            let header = part(&format!(r#"{{"alg":"{algorithm}","kid":"a"}}"#));
            let mut signature = vec![0; pair.public_modulus_len()];
            let text = format!("{header}.{}", part(r#"{"sub":"guest"}"#));
            pair.sign(
                &RSA_PKCS1_SHA384,
                &SystemRandom::new(),
                text.as_bytes(),
                &mut signature,
            )
            .unwrap();
            format!("{header}.{}.{}", part(claims), URL_SAFE_NO_PAD.encode(signature))
        };
        let verified = |text: &str| Token::parse(text).unwrap().verified(&keys);
        let claims = verified(&signed("RS384", r#"{"sub":"guest"}"#)).unwrap();
        assert_eq!(Value::Object(claims), json!({"sub": "guest"}));
        for forged in [
            signed("RS384", r#"{"sub":"cook"}"#),
            signed("RS256", r#"{"sub":"guest"}"#),
        ] {
            assert_eq!(verified(&forged).unwrap_err(), Refusal::Signature, "{forged}");
        }
    }

    fn refused(header: &str, claims: &str) -> Refusal {
        let text = format!(
            "{}.{}.AAAA",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(claims)
        );
        let keys = Keys::default();
        let verified = Token::parse(&text).and_then(|token| token.verified(&keys));
        verified.unwrap_err()
    }

    #[test]
    fn what_is_no_token_is_told_apart() {
        for text in ["", "a", "a.b", "a.b.c.d"] {
            assert_eq!(Token::parse(text).unwrap_err(), Refusal::Segments, "{text}");
        }
        for text in ["..", "é.b.c", "e30.e30.e30", "W10.e30.AAAA"] {
            assert_eq!(Token::parse(text).unwrap_err(), Refusal::Malformed, "{text}");
        }
        assert_eq!(refused(r#"{"alg":"RS256","kid":"a"}"#, "[]"), Refusal::Malformed);
        assert_eq!(
            refused(r#"{"alg":"RS256","kid":"a","crit":["b64"]}"#, "{}"),
            Refusal::Malformed
        );
        for algorithm in ["none", "HS256", "ES256", "rs256", ""] {
            let header = format!(r#"{{"alg":"{algorithm}","kid":"a"}}"#);
            assert_eq!(refused(&header, "{}"), Refusal::Algorithm, "{algorithm}");
        }
        assert_eq!(refused(r#"{"alg":"RS256"}"#, "{}"), Refusal::Key);
        assert_eq!(refused(r#"{"alg":"RS256","kid":"a"}"#, "{}"), Refusal::Key);
    }
}
