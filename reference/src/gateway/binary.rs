//! `binaryMediaTypes` and `contentHandling`: when a payload is text and when bytes.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

/// The API's binary media types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BinaryMediaTypes(Vec<String>);

/// What an integration or an integration response does with a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentHandling {
    /// `CONVERT_TO_TEXT`: Base64 of a binary payload.
    ToText,
    /// `CONVERT_TO_BINARY`: the bytes that a text payload encodes in Base64.
    ToBinary,
}

/// A payload and whether templates can read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// The bytes.
    pub bytes: Bytes,
    /// Bytes that no template can read.
    pub is_binary: bool,
}

/// A text payload was to become bytes and is not Base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("decode the payload as base64")]
pub struct NotBase64;

impl ContentHandling {
    /// Reads AWS's name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "CONVERT_TO_TEXT" => Some(Self::ToText),
            "CONVERT_TO_BINARY" => Some(Self::ToBinary),
            _ => None,
        }
    }
}

impl BinaryMediaTypes {
    /// The list as the API has it.
    #[must_use]
    pub fn new(types: Vec<String>) -> Self {
        Self(types)
    }

    /// Whether a `Content-Type` is binary. Parameters do not count; `type/*` and `*/*` are the only patterns
    /// (`*/test` never matches; recorded on AWS).
    #[must_use]
    pub fn contain(&self, media_type: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let bare = media_type.split(';').next().unwrap_or_default().trim();
        self.0.iter().any(|known| match known.strip_suffix("/*") {
            Some("*") => true,
            Some(group) => bare
                .split_once('/')
                .is_some_and(|(g, _)| g.eq_ignore_ascii_case(group)),
            None => !known.starts_with("*/") && known.eq_ignore_ascii_case(bare),
        })
    }

    /// Whether the client accepts a binary payload: only the first entry of `Accept` counts (recorded on AWS).
    #[must_use]
    pub fn accepted(&self, accept: Option<&str>) -> bool {
        self.contain(accept.unwrap_or("*/*").split(',').next().unwrap_or_default())
    }
}

/// The request's payload as the integration gets it.
///
/// # Errors
/// [`NotBase64`] if text is to be converted to bytes and does not encode any.
pub fn of_request(
    body: Bytes,
    is_binary: bool,
    handling: Option<ContentHandling>,
) -> Result<Payload, NotBase64> {
    if is_binary {
        Ok(match handling {
            Some(ContentHandling::ToText) => text(STANDARD.encode(&body)),
            _ => binary(body),
        })
    } else if handling == Some(ContentHandling::ToBinary) {
        decoded(&body).map(binary)
    } else {
        Ok(utf8(body))
    }
}

/// The backend's payload as the client gets it, before a template.
///
/// # Errors
/// [`NotBase64`] if text is to be converted to bytes and does not encode any.
pub fn of_response(
    body: Bytes,
    is_binary: bool,
    accepts_binary: bool,
    handling: Option<ContentHandling>,
) -> Result<Payload, NotBase64> {
    let to_binary = match handling {
        Some(ContentHandling::ToText) => false,
        Some(ContentHandling::ToBinary) => true,
        None => accepts_binary,
    };
    match (is_binary, to_binary) {
        (true, true) => Ok(binary(body)),
        (true, false) => Ok(text(STANDARD.encode(&body))),
        (false, true) => decoded(&body).map(binary),
        (false, false) => Ok(utf8(body)),
    }
}

/// The bytes that Base64 text stands for; white space around it does not count.
///
/// # Errors
/// [`NotBase64`].
pub fn decoded(body: &[u8]) -> Result<Bytes, NotBase64> {
    STANDARD
        .decode(body.trim_ascii())
        .map(Bytes::from)
        .map_err(|_| NotBase64)
}

/// Text payloads go through UTF-8: what is not UTF-8 becomes U+FFFD (recorded on AWS: 67 bytes became 99).
#[must_use]
pub fn utf8(body: Bytes) -> Payload {
    let bytes = match String::from_utf8_lossy(&body) {
        Cow::Borrowed(_) => body,
        Cow::Owned(replaced) => Bytes::from(replaced),
    };
    Payload {
        bytes,
        is_binary: false,
    }
}

fn text(text: String) -> Payload {
    Payload {
        bytes: Bytes::from(text),
        is_binary: false,
    }
}

fn binary(bytes: Bytes) -> Payload {
    Payload {
        bytes,
        is_binary: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_match_as_recorded() {
        let types = BinaryMediaTypes::new(vec!["image/png".into(), "*/test".into(), "application/*".into()]);
        for (accept, is_binary) in [
            ("image/png", true),
            ("image/jpg", false),
            ("image/*", false),
            ("*/*", false),
            ("*/test", false),
            ("random/test", false),
            ("application/whatever", true),
            ("application/*", true),
            ("application", false),
            ("image/webp,image/png,*/*;q=0.8", false),
            ("image/png,image/*,*/*;q=0.8", true),
            ("image/png;q=0.5", true),
        ] {
            assert_eq!(types.accepted(Some(accept)), is_binary, "{accept}");
        }
        assert!(!types.accepted(None));
        assert!(BinaryMediaTypes::new(vec!["*/*".into()]).accepted(None));
    }

    #[test]
    fn requests_convert_only_what_is_not_yet_so() {
        let body = || Bytes::from_static(b"aGk=");
        let get =
            |is_binary, handling| of_request(body(), is_binary, handling).map(|p| (p.bytes, p.is_binary));
        assert_eq!(get(false, None), Ok((body(), false)));
        assert_eq!(get(true, None), Ok((body(), true)));
        assert_eq!(get(false, Some(ContentHandling::ToText)), Ok((body(), false)));
        assert_eq!(
            get(true, Some(ContentHandling::ToText)),
            Ok((Bytes::from_static(b"YUdrPQ=="), false))
        );
        assert_eq!(
            get(false, Some(ContentHandling::ToBinary)),
            Ok((Bytes::from_static(b"hi"), true))
        );
        assert_eq!(get(true, Some(ContentHandling::ToBinary)), Ok((body(), true)));
        let bad = of_request(
            Bytes::from_static(b"no base64"),
            false,
            Some(ContentHandling::ToBinary),
        );
        assert_eq!(bad, Err(NotBase64));
    }

    #[test]
    fn responses_follow_accept_unless_told_otherwise() {
        let body = || Bytes::from_static(b"aGk=");
        let get = |is_binary, accepts| of_response(body(), is_binary, accepts, None).map(|p| p.bytes);
        assert_eq!(get(false, false), Ok(body()));
        assert_eq!(get(false, true), Ok(Bytes::from_static(b"hi")));
        assert_eq!(get(true, false), Ok(Bytes::from_static(b"YUdrPQ==")));
        assert_eq!(get(true, true), Ok(body()));
        let text = of_response(Bytes::from_static(b"plain text"), false, true, None);
        assert_eq!(text, Err(NotBase64));
    }

    #[test]
    fn text_is_made_valid() {
        assert_eq!(
            utf8(Bytes::from_static(b"\x1f\x8b")).bytes,
            Bytes::from("\x1f\u{fffd}")
        );
    }
}
