//! The headers of a client's request as integrations see them.

use crate::wire::{Headers, Request};

/// What concerns one connection only (RFC 9110, section 7.6.1), and what the gateway writes anew.
const DROPPED: [&str; 14] = [
    "Connection",
    "Content-Length",
    "Expect",
    "Host",
    "Keep-Alive",
    "Proxy-Authenticate",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "X-Amzn-Trace-Id",
    "X-Forwarded-Port",
    "X-Forwarded-Proto",
];

/// The names that payload format 1.0 writes in this case, whatever the client wrote; others that the HTTP
/// specification names are in lower case, and everything else is as the client wrote it (events recorded on AWS
/// 2022 to 2024; the guide says that all are in lower case, EVENT2-018).
const CAPITALISED: [&str; 8] = [
    "Content-Length",
    "Content-Type",
    "Host",
    "User-Agent",
    "X-Amzn-Trace-Id",
    "X-Forwarded-For",
    "X-Forwarded-Port",
    "X-Forwarded-Proto",
];

/// Request headers of the HTTP specification (the static table of RFC 7541, appendix A).
const LOWERED: [&str; 22] = [
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "authorization",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-location",
    "cookie",
    "date",
    "from",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "max-forwards",
    "range",
    "referer",
    "via",
];

/// The client's headers and those that the gateway adds. A stage on AWS is reached by HTTPS on port 443 only.
/// There is always a length, also of a request without a body (recorded on AWS 2020-04-21).
#[must_use]
pub fn of(request: &Request, domain: &str, trace: &str) -> Headers {
    let mut headers: Headers = request
        .headers
        .iter()
        .filter(|(name, _)| !DROPPED.iter().any(|dropped| dropped.eq_ignore_ascii_case(name)))
        .collect();
    let peer = request.peer;
    let forwarded = match request.headers.get("X-Forwarded-For") {
        Some(before) => format!("{before}, {peer}"),
        None => peer.to_string(),
    };
    headers.set("X-Forwarded-For", forwarded);
    for (name, value) in [
        ("Content-Length", request.body.len().to_string().as_str()),
        ("Host", domain),
        ("X-Amzn-Trace-Id", trace),
        ("X-Forwarded-Port", "443"),
        ("X-Forwarded-Proto", "https"),
    ] {
        headers.push(name, value);
    }
    headers
}

/// A name as payload format 1.0 writes it.
#[must_use]
pub fn name_in_format_1(name: &str) -> String {
    let known = CAPITALISED
        .iter()
        .chain(&LOWERED)
        .find(|known| known.eq_ignore_ascii_case(name));
    known.map_or(name, |known| known).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_format_1_are_as_recorded() {
        for (written, shown) in [
            ("content-length", "Content-Length"),
            ("user-agent", "User-Agent"),
            ("Accept-Encoding", "accept-encoding"),
            ("Cache-Control", "cache-control"),
            ("Postman-Token", "Postman-Token"),
            ("X-Razorpay-Event-Id", "X-Razorpay-Event-Id"),
            ("sec-fetch-mode", "sec-fetch-mode"),
        ] {
            assert_eq!(name_in_format_1(written), shown);
        }
    }
}
