//! The authorities that are trusted besides the machine's, as AWS's own tools are told.

use std::ffi::OsStr;
use std::path::Path;

/// The setting's name: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html>. The SDK for Rust
/// does not read it.
const VARIABLE: &str = "AWS_CA_BUNDLE";

/// The file cannot be used. The text fits "failed to {error}".
#[derive(Debug, thiserror::Error)]
#[error("read {file}, which {VARIABLE} names: {message}")]
pub struct CaBundleError {
    file: String,
    message: String,
}

/// The PEM text of the file that `AWS_CA_BUNDLE` names; `None` where it names none.
///
/// # Errors
/// [`CaBundleError`] if there is no such file, or no certificate in it.
pub fn ca_bundle() -> Result<Option<Vec<u8>>, CaBundleError> {
    match std::env::var_os(VARIABLE) {
        Some(file) if !file.is_empty() => read(&file).map(Some),
        _ => Ok(None),
    }
}

fn read(file: &OsStr) -> Result<Vec<u8>, CaBundleError> {
    let failed = |message: String| CaBundleError {
        file: file.to_string_lossy().into_owned(),
        message,
    };
    let pem = std::fs::read(Path::new(file)).map_err(|error| failed(error.to_string()))?;
    match reqwest::Certificate::from_pem_bundle(&pem) {
        Ok(certificates) if certificates.is_empty() => Err(failed("it holds no certificate".to_owned())),
        Ok(_) => Ok(pem),
        Err(error) => Err(failed(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_names_nobody_is_an_error() {
        let said = |file: &str| read(OsStr::new(file)).expect_err(file).to_string();
        assert!(said("/no/such/ca.pem").starts_with("read /no/such/ca.pem, which AWS_CA_BUNDLE names: "));
        assert!(said("/dev/null").ends_with("it holds no certificate"));
    }
}
