//! Signatures of requests: whether there is one, and what AWS's front says of an `Authorization` header that is none.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::wire::Headers;

/// The parameters of Signature Version 4.
const PARAMETERS: [&str; 3] = ["Credential", "Signature", "SignedHeaders"];

/// Whether a request carries a whole signature, in its header or in its query. Whose it is nobody knows here: the
/// reference has no access keys.
pub fn is_signed<N: AsRef<str>>(headers: &Headers, query: impl IntoIterator<Item = N>) -> bool {
    let in_header = headers
        .get("Authorization")
        .is_some_and(|header| header.starts_with("AWS4-HMAC-SHA256 ") && incompleteness(header).is_none());
    in_header || query.into_iter().any(|name| name.as_ref() == "X-Amz-Signature")
}

/// Why the header is no complete signature; `None` if it is one. After the first word come `key=value` pairs,
/// separated by commas (recorded on AWS 2026; the text about a part that is no pair once echoed the token and now
/// hashes the header).
#[must_use]
pub fn incompleteness(header: &str) -> Option<String> {
    let header = header.trim();
    let hash = || STANDARD.encode(Sha256::digest(header));
    let pairs = header.split_once(' ').map_or(header, |(_, pairs)| pairs);
    let pairs: Option<Vec<_>> = pairs.split(',').map(|pair| pair.trim().split_once('=')).collect();
    let Some(pairs) = pairs else {
        return Some(format!(
            "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded \
             with Base64): '{}'.",
            hash()
        ));
    };
    let missing: Vec<_> = PARAMETERS
        .into_iter()
        .filter(|name| !pairs.iter().any(|(key, _)| key == name))
        .map(|name| format!("Authorization header requires '{name}' parameter. "))
        .collect();
    (!missing.is_empty()).then(|| {
        format!(
            "{}(Hashed with SHA-256 and encoded with Base64) Authorization={}",
            missing.concat(),
            hash()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_signature_is_named() {
        let start = "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and \
                     encoded with Base64): '";
        for header in ["Bearer abc.def", "Basic", "", "AWS4-HMAC-SHA256 Credential=a, x"] {
            let text = incompleteness(header).unwrap();
            let hash = text
                .strip_prefix(start)
                .and_then(|rest| rest.strip_suffix("'."))
                .unwrap();
            assert_eq!(hash.len(), 44, "{header}");
            assert!(!text.contains("abc"), "the token is not echoed");
        }
        assert!(
            incompleteness("AWS4-HMAC-SHA256 Credential=a")
                .unwrap()
                .starts_with("Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders'")
        );
        let whole = "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host;x, Signature=c";
        assert_eq!(incompleteness(whole), None);
    }
}
