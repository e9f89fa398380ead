//! Content codings of payloads (RFC 9110, section 8.4.1).

use std::fmt;
use std::io::{self, Read};

use bytes::Bytes;
use flate2::Compression;
use flate2::bufread::{GzDecoder, GzEncoder, ZlibDecoder, ZlibEncoder};

/// The longest payload that is decoded, in bytes; what comes after it is left out.
const LONGEST: u64 = 64 << 20;

/// A coding that API Gateway knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentCoding {
    /// `gzip`
    Gzip,
    /// `deflate`: zlib's format.
    Deflate,
}

impl ContentCoding {
    /// By its name in `Content-Encoding`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Gzip, Self::Deflate]
            .into_iter()
            .find(|coding| coding.to_string() == name)
    }

    /// A payload in this coding.
    #[must_use]
    pub fn encode(self, text: &[u8]) -> Bytes {
        let mut coded = Vec::new();
        // Reading from memory into memory does not fail.
        let _ = match self {
            Self::Gzip => GzEncoder::new(text, Compression::default()).read_to_end(&mut coded),
            Self::Deflate => ZlibEncoder::new(text, Compression::default()).read_to_end(&mut coded),
        };
        coded.into()
    }

    /// What a payload in this coding says.
    ///
    /// # Errors
    /// It is not in this coding.
    pub fn decode(self, coded: &[u8]) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        match self {
            Self::Gzip => GzDecoder::new(coded).take(LONGEST).read_to_end(&mut text),
            Self::Deflate => ZlibDecoder::new(coded).take(LONGEST).read_to_end(&mut text),
        }?;
        Ok(text)
    }
}

impl fmt::Display for ContentCoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_undoes_itself_and_no_other() {
        for (coding, other) in [
            (ContentCoding::Gzip, ContentCoding::Deflate),
            (ContentCoding::Deflate, ContentCoding::Gzip),
        ] {
            let coded = coding.encode(b"leek");
            assert_eq!(coding.decode(&coded).expect("decoded"), b"leek");
            assert!(other.decode(&coded).is_err());
            assert!(coding.decode(b"leek").is_err());
            assert_eq!(ContentCoding::named(&coding.to_string()), Some(coding));
        }
        assert_eq!(ContentCoding::named("br"), None);
    }
}
