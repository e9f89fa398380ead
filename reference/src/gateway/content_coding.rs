//! Content codings: payloads of requests are decoded, those of responses are coded where the API asks for it
//! (developer guide, "Payload compression for REST APIs").

use std::io::{self, Read};

use bytes::Bytes;
use flate2::Compression;
use flate2::bufread::{GzDecoder, GzEncoder, ZlibDecoder, ZlibEncoder};

use super::failure::Failure;
use super::response_type::ResponseType;
use crate::wire::{Headers, Response};

/// The longest payload when it is decoded: as long as one may be that was never coded (LIMIT-006).
const LONGEST: u64 = 10_485_760;

/// The codings that API Gateway knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    /// zlib's format, as RFC 9110 has it: a response that was recorded on AWS 2026 is twelve bytes shorter than the
    /// same by gzip.
    Deflate,
    Gzip,
    Identity,
}

impl Coding {
    fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "deflate" => Some(Self::Deflate),
            "gzip" => Some(Self::Gzip),
            "identity" => Some(Self::Identity),
            _ => None,
        }
    }
}

/// A request's payload as templates and backends see it.
///
/// # Errors
/// 415 if the coding is not known or the payload is not in it, 413 if it is too long.
pub fn decoded(headers: &Headers, body: &Bytes) -> Result<Bytes, Failure> {
    let Some(name) = headers.get("Content-Encoding").filter(|_| !body.is_empty()) else {
        return Ok(body.clone());
    };
    let longest = LONGEST + 1;
    let mut text = Vec::new();
    let read = match Coding::named(name) {
        Some(Coding::Identity) => return Ok(body.clone()),
        Some(Coding::Deflate) => ZlibDecoder::new(&body[..]).take(longest).read_to_end(&mut text),
        Some(Coding::Gzip) => GzDecoder::new(&body[..]).take(longest).read_to_end(&mut text),
        None => Err(io::ErrorKind::Unsupported.into()),
    };
    match read {
        Err(_) => Err(Failure::unsupported_media_type()),
        Ok(_) if text.len() as u64 > LONGEST => {
            Err(Failure::new(ResponseType::RequestTooLarge, "Request Too Long"))
        }
        Ok(_) => Ok(text.into()),
    }
}

/// Codes the payload of an integration's response if the API codes payloads of its length, the client prefers a
/// coding that is known, and the backend has not coded it.
pub fn encode(response: &mut Response, minimum: Option<usize>, accepted: Option<&str>) {
    if minimum.is_none_or(|minimum| response.body.len() < minimum)
        || response.headers.get("Content-Encoding").is_some()
    {
        return;
    }
    let body = &response.body[..];
    let mut coded = Vec::new();
    let (name, written) = match accepted.and_then(preferred) {
        Some(Coding::Deflate) => (
            "deflate",
            ZlibEncoder::new(body, Compression::default()).read_to_end(&mut coded),
        ),
        Some(Coding::Gzip) => (
            "gzip",
            GzEncoder::new(body, Compression::default()).read_to_end(&mut coded),
        ),
        Some(Coding::Identity) | None => return,
    };
    // Reading from memory does not fail.
    if written.is_ok() {
        response.body = coded.into();
        response.headers.set("Content-Encoding", name);
    }
}

/// The coding of the highest weight, of several the first; `None` if it is not a known one, or any (`*`).
fn preferred(accepted: &str) -> Option<Coding> {
    let mut best: Option<(&str, f64)> = None;
    for offer in accepted.split(',') {
        let (name, parameters) = offer.split_once(';').unwrap_or((offer, ""));
        let weight = parameters.trim().strip_prefix("q=");
        let weight = weight.map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0));
        if weight > best.map_or(0.0, |(_, weight)| weight) {
            best = Some((name, weight));
        }
    }
    best.and_then(|(name, _)| Coding::named(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded(accepted: Option<&str>, minimum: Option<usize>) -> Response {
        let mut response = Response::new(200, "text/plain", "leek leek leek");
        encode(&mut response, minimum, accepted);
        response
    }

    #[test]
    fn the_highest_weight_decides() {
        for (accepted, coding) in [
            ("gzip", Some(Coding::Gzip)),
            ("deflate, gzip, br", Some(Coding::Deflate)),
            ("deflate;q=0.5,gzip;q=1.0", Some(Coding::Gzip)),
            ("gzip;q=1.0, identity; q=0.5, *;q=0", Some(Coding::Gzip)),
            ("identity, gzip;q=0.5", Some(Coding::Identity)),
            ("br;q=1.0, gzip;q=0.8", None),
            ("gzip;q=0", None),
            ("gzip;q=x", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(preferred(accepted), coding, "{accepted}");
        }
    }

    #[test]
    fn what_is_coded_can_be_decoded() {
        for name in ["gzip", "deflate"] {
            let response = coded(Some(name), Some(14));
            assert_eq!(response.headers.get("Content-Encoding"), Some(name));
            assert_ne!(response.body, "leek leek leek");
            assert_eq!(
                decoded(&response.headers, &response.body).unwrap(),
                "leek leek leek"
            );
        }
    }

    #[test]
    fn short_and_unasked_payloads_stay() {
        for (accepted, minimum) in [(Some("gzip"), Some(15)), (Some("gzip"), None), (None, Some(0))] {
            let response = coded(accepted, minimum);
            assert_eq!(response.body, "leek leek leek", "{accepted:?} {minimum:?}");
            assert_eq!(response.headers.get("Content-Encoding"), None);
        }
    }

    #[test]
    fn what_is_in_no_known_coding_is_refused() {
        let of = |name: &str| -> Headers { [("Content-Encoding", name)].into_iter().collect() };
        let refused = |name: &str, body: &Bytes| decoded(&of(name), body).unwrap_err().response_type;
        let text = Bytes::from("leek");
        assert_eq!(refused("gzip", &text), ResponseType::UnsupportedMediaType);
        assert_eq!(refused("br", &text), ResponseType::UnsupportedMediaType);
        assert_eq!(decoded(&of("identity"), &text).unwrap(), "leek");
        assert_eq!(decoded(&of("gzip"), &Bytes::new()).unwrap(), "");
        let mut long = Vec::new();
        let zeros = vec![0; LONGEST as usize + 1];
        GzEncoder::new(&zeros[..], Compression::fast())
            .read_to_end(&mut long)
            .unwrap();
        assert!(long.len() < 1_000_000);
        assert_eq!(refused("gzip", &long.into()), ResponseType::RequestTooLarge);
    }
}
