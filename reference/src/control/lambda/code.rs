//! Deployment packages.

use std::io::{Cursor, Read};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::fault;
use crate::lambda::Files;
use crate::wire::AwsError;

/// The largest archive sent with a request (Lambda quotas: 50 MB zipped).
const MAX_ARCHIVE: usize = 52_428_800;
/// The largest package unzipped (Lambda quotas: 250 MB).
const MAX_UNZIPPED: u64 = 262_144_000;
/// The most files in a package; AWS has no such limit.
const MAX_FILES: usize = 20_000;

/// A deployment package.
#[derive(Debug, Clone)]
pub(super) struct Code {
    /// Base64 of the SHA-256 of the archive: `CodeSha256`.
    pub(super) sha256: String,
    /// The archive's size in bytes: `CodeSize`.
    pub(super) size: usize,
    /// What is in it.
    pub(super) files: Arc<Files>,
}

impl Code {
    /// Reads the archive of a `ZipFile` member.
    ///
    /// # Errors
    /// As AWS refuses archives: `InvalidParameterValueException`, or `RequestEntityTooLargeException`.
    pub(super) fn from_base64(text: &str) -> Result<Self, AwsError> {
        let archive = STANDARD.decode(text).map_err(|_| unreadable())?;
        if archive.len() > MAX_ARCHIVE {
            let text =
                format!("Request must be smaller than {MAX_ARCHIVE} bytes for the CreateFunction operation");
            return Err(AwsError::new(413, "RequestEntityTooLargeException", text));
        }
        Ok(Self {
            sha256: STANDARD.encode(Sha256::digest(&archive)),
            size: archive.len(),
            files: Arc::new(unzip(&archive)?),
        })
    }
}

fn unreadable() -> AwsError {
    fault::invalid("Could not unzip uploaded file. Please check your file, then try to upload again.")
}

fn unzip(archive: &[u8]) -> Result<Files, AwsError> {
    let mut zip = ZipArchive::new(Cursor::new(archive)).map_err(|_| unreadable())?;
    if zip.is_empty() {
        return Err(fault::invalid("Uploaded file must be a non-empty zip"));
    }
    if zip.len() > MAX_FILES {
        return Err(fault::invalid(format!(
            "The reference takes packages of at most {MAX_FILES} files"
        )));
    }
    let mut left = MAX_UNZIPPED;
    let mut files = Vec::new();
    for index in 0..zip.len() {
        let entry = zip.by_index(index).map_err(|_| unreadable())?;
        if entry.is_dir() {
            continue;
        }
        let name = entry
            .name()
            .map_err(|_| unreadable())?
            .trim_start_matches("./")
            .to_owned();
        let mut content = Vec::new();
        // The sizes in the archive may lie: what counts is what comes out.
        let read = entry
            .take(left + 1)
            .read_to_end(&mut content)
            .map_err(|_| unreadable())?;
        left = left.checked_sub(read as u64).ok_or_else(|| {
            fault::invalid(format!("Unzipped size must be smaller than {MAX_UNZIPPED} bytes"))
        })?;
        files.push((name, content));
    }
    Ok(files.into_iter().collect())
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A deployment package as the `ZipFile` member has it.
    pub(crate) fn package(files: &[(&str, &str)]) -> String {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        STANDARD.encode(zip.finish().unwrap().into_inner())
    }

    #[test]
    fn an_archive_becomes_files() {
        let code = Code::from_base64(&package(&[("index.mjs", "1"), ("lib/a.mjs", "22")])).unwrap();
        let expected: Files = [("index.mjs", "1"), ("lib/a.mjs", "22")].into_iter().collect();
        assert_eq!(*code.files, expected);
        assert!(code.size > 0 && code.sha256.len() == 44);
    }

    #[test]
    fn what_is_no_archive_is_refused() {
        for text in ["", "bm90IGEgemlw", "%%%", &package(&[("a", "b")])[..40]] {
            assert_eq!(
                Code::from_base64(text).unwrap_err().code,
                "InvalidParameterValueException",
                "{text}"
            );
        }
        assert!(Code::from_base64(&package(&[])).is_err());
    }
}
