//! Base64 and hashes.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use md5::{Digest as _, Md5};
use serde_json::Value;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use super::call::Given;
use crate::states::number::json_text;

/// The most characters that these functions take (Step Functions guide).
const MAX_CHARACTERS: usize = 10_000;

pub(super) fn base64_encode(given: &[Given]) -> Result<Value, String> {
    Ok(STANDARD.encode(text(&given[0])?).into())
}

pub(super) fn base64_decode(given: &[Given]) -> Result<Value, String> {
    let bytes = STANDARD
        .decode(text(&given[0])?)
        .map_err(|_| "Argument 1 is not valid Base64".to_owned())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned().into())
}

/// What is no string is hashed as its JSON text.
pub(super) fn hash(given: &[Given]) -> Result<Value, String> {
    let data = match &given[0].value {
        Value::String(_) => text(&given[0])?.to_owned(),
        other => json_text(other),
    };
    let algorithm = given[1].value.as_str();
    match algorithm.and_then(|algorithm| digest(&data, algorithm)) {
        Some(hash) => Ok(hash.into()),
        None => Err(format!(
            "Argument 2 must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512 but was: {}",
            given[1].value
        )),
    }
}

/// The hash of a text in hexadecimal digits; `None` if there is no such algorithm.
#[must_use]
pub fn digest(data: &str, algorithm: &str) -> Option<String> {
    Some(match algorithm {
        "MD5" => hex(&Md5::digest(data)),
        "SHA-1" => hex(&Sha1::digest(data)),
        "SHA-256" => hex(&Sha256::digest(data)),
        "SHA-384" => hex(&Sha384::digest(data)),
        "SHA-512" => hex(&Sha512::digest(data)),
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text(given: &Given) -> Result<&str, String> {
    let text = given
        .value
        .as_str()
        .ok_or_else(|| format!("Argument 1 must be a string but was: {}", given.value))?;
    if text.chars().count() > MAX_CHARACTERS {
        return Err(format!(
            "Argument 1 must not have more than {MAX_CHARACTERS} characters"
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::call::computed;

    #[test]
    fn texts_are_encoded_and_hashed() {
        for (call, expected) in [
            ("States.Base64Encode('Data to encode')", "RGF0YSB0byBlbmNvZGU="),
            ("States.Base64Encode('')", ""),
            ("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", "Data to encode"),
            (
                "States.Hash('input data', 'MD5')",
                "812f45842bc6d66ee14572ce20db8e86",
            ),
            (
                "States.Hash('input data', 'SHA-1')",
                "aaff4a450a104cd177d28d18d74485e8cae074b7",
            ),
            (
                "States.Hash('input data', 'SHA-256')",
                "b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3",
            ),
        ] {
            assert_eq!(computed(call, json!({})), Ok(json!(expected)), "{call}");
        }
    }

    #[test]
    fn wrong_arguments() {
        let long = "x".repeat(10_001);
        for (call, input) in [
            ("States.Base64Encode($)", json!(1)),
            ("States.Base64Encode($)", json!(long)),
            ("States.Base64Decode('*')", json!({})),
            ("States.Hash('a', 'CRC')", json!({})),
        ] {
            assert!(computed(call, input).is_err(), "{call}");
        }
    }
}
