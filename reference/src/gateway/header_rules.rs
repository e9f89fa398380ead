//! Headers that API Gateway drops, refuses or renames.
//!
//! All recorded on AWS (REGIONAL APIs): the documented table of remapped headers names fewer.

use std::borrow::Cow;

use crate::wire::Headers;

/// Client headers that neither templates nor backends ever see.
const DROPPED: [&str; 12] = [
    "Connection",
    "Content-Length",
    "Content-MD5",
    "Expect",
    "Max-Forwards",
    "Proxy-Authenticate",
    "Server",
    "TE",
    "Transfer-Encoding",
    "Trailer",
    "Upgrade",
    "WWW-Authenticate",
];

/// Integration request headers whose mapping makes every request fail with 500.
const ILLEGAL: [&str; 2] = ["Content-Length", "Transfer-Encoding"];

/// The same for integrations with AWS services only.
const ILLEGAL_FOR_AWS: [&str; 5] = [
    "Authorization",
    "Connection",
    "Expect",
    "Proxy-Authenticate",
    "TE",
];

/// Mapped headers that do not arrive at an HTTP backend, without an error.
const UNSENT: [&str; 5] = ["Connection", "Expect", "Proxy-Authenticate", "TE", "Via"];

/// Response headers that become `x-amzn-Remapped-{name}`.
const REMAPPED: [&str; 15] = [
    "Authorization",
    "Connection",
    "Content-Length",
    "Content-MD5",
    "Date",
    "Expect",
    "Host",
    "Max-Forwards",
    "Proxy-Authenticate",
    "Server",
    "Trailer",
    "Upgrade",
    "User-Agent",
    "WWW-Authenticate",
    "x-amzn-RequestId",
];

/// The client's headers may have this many bytes in all, names included (LIMIT-008).
const LONGEST: usize = 20_480;

/// Whether a client's headers are longer than a REST API takes.
#[must_use]
pub fn are_too_long(headers: &Headers) -> bool {
    let bytes: usize = headers.iter().map(|(name, value)| name.len() + value.len()).sum();
    bytes > LONGEST
}

fn among(names: &[&str], name: &str) -> bool {
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// The client's headers without the dropped ones; `Authorization` and `User-Agent` in that case.
#[must_use]
pub fn visible(headers: &Headers) -> Headers {
    headers
        .iter()
        .filter(|(name, _)| !among(&DROPPED, name))
        .map(|(name, value)| {
            let name = ["Authorization", "User-Agent"]
                .into_iter()
                .find(|n| n.eq_ignore_ascii_case(name))
                .unwrap_or(name);
            (name, value)
        })
        .collect()
}

/// Whether mapping this header into an integration request is a configuration error at run time.
#[must_use]
pub fn is_illegal_in_request(name: &str, is_aws: bool) -> bool {
    among(&ILLEGAL, name) || (is_aws && among(&ILLEGAL_FOR_AWS, name))
}

/// Whether `HTTP_PROXY` passes a visible header of the client on. `Host` is the backend's own.
#[must_use]
pub fn is_forwarded(name: &str) -> bool {
    !among(&["Content-Encoding", "Host", "Via"], name)
}

/// Whether a mapped header is sent to an HTTP backend.
#[must_use]
pub fn is_sent_to_http(name: &str) -> bool {
    !among(&UNSENT, name)
}

/// The name under which a response header of the backend or of a mapping goes out; `None` drops it.
#[must_use]
pub fn in_response(name: &str) -> Option<Cow<'_, str>> {
    if name.eq_ignore_ascii_case("Transfer-Encoding") {
        None
    } else if among(&REMAPPED, name) {
        Some(Cow::Owned(format!("x-amzn-Remapped-{name}")))
    } else {
        Some(Cow::Borrowed(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_counts_names_and_values() {
        let of = |length| -> Headers { [("X", "x".repeat(length).as_str())].into_iter().collect() };
        assert!(!are_too_long(&of(LONGEST - 1)));
        assert!(are_too_long(&of(LONGEST)));
    }

    #[test]
    fn hop_by_hop_headers_of_the_client_are_invisible() {
        let headers: Headers = [
            ("tEsT-HEADeR", "aValUE"),
            ("authorization", "x"),
            ("user-Agent", "y"),
            ("te", "deflate"),
            ("Server", "z"),
            ("Via", "proxy"),
        ]
        .into_iter()
        .collect();
        let seen = visible(&headers);
        let names: Vec<_> = seen.iter().map(|(n, _)| n).collect();
        assert_eq!(names, ["tEsT-HEADeR", "Authorization", "User-Agent", "Via"]);
    }

    #[test]
    fn response_headers_are_renamed_kept_or_dropped() {
        for name in [
            "Authorization",
            "Content-Length",
            "Date",
            "Host",
            "User-Agent",
            "WWW-Authenticate",
        ] {
            assert_eq!(
                in_response(name).as_deref(),
                Some(format!("x-amzn-Remapped-{name}").as_str())
            );
        }
        for name in [
            "Accept",
            "Age",
            "Content-Type",
            "Content-Encoding",
            "Pragma",
            "TE",
            "Via",
            "Warn",
        ] {
            assert_eq!(in_response(name).as_deref(), Some(name));
        }
        assert_eq!(in_response("transfer-encoding"), None);
    }

    #[test]
    fn some_mapped_request_headers_are_configuration_errors() {
        for name in [
            "content-length",
            "Transfer-Encoding",
            "Authorization",
            "TE",
            "Expect",
        ] {
            assert!(is_illegal_in_request(name, true), "{name}");
        }
        assert!(is_illegal_in_request("content-length", false));
        assert!(!is_illegal_in_request("Authorization", false));
        for name in ["Content-MD5", "Host", "Date", "Via", "Upgrade"] {
            assert!(!is_illegal_in_request(name, true), "{name}");
        }
    }
}
