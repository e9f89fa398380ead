//! The head of a request: from bytes to a [`Request`] without its body, or the reason why not.

use std::mem::MaybeUninit;
use std::net::IpAddr;

use bytes::Bytes;

use crate::wire::{AwsError, Headers, Request, Response};

/// The longest head, in bytes. API Gateway's own limit is lower (LIMIT-008) and is the data plane's matter.
pub(super) const LONGEST: usize = 64 * 1024;

/// The most header lines.
const MOST_LINES: usize = 256;

/// A request whose body is still to come.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The request with an empty body.
    pub request: Request,
    /// How the body is delimited.
    pub framing: Framing,
    /// Whether the client wants to send more requests.
    pub keep_alive: bool,
    /// Whether the client waits for `100 Continue` before it sends the body.
    pub expects_continue: bool,
    /// How many bytes the head took.
    pub bytes: usize,
}

/// How a body is delimited (RFC 9112, section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    /// By `Content-Length`; 0 if there is no body.
    Length(u64),
    /// By chunks.
    Chunked,
}

/// A request that cannot be understood or will not be served; the connection closes after the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("read the request: {reason} ({status})")]
pub(super) struct Refusal {
    /// The HTTP status to answer.
    pub status: u16,
    /// What is wrong.
    pub reason: &'static str,
}

impl Refusal {
    pub(super) const fn bad(reason: &'static str) -> Self {
        Self { status: 400, reason }
    }

    /// The answer. What AWS's front end writes in such a body is not recorded; the form is REST-JSON's.
    pub(super) fn response(self) -> Response {
        let code = match self.status {
            400 => "BadRequestException",
            408 => "RequestTimeoutException",
            431 => "RequestHeaderFieldsTooLargeException",
            417 => "ExpectationFailedException",
            _ => "NotImplementedException",
        };
        AwsError::new(self.status, code, self.reason).rest_json()
    }
}

/// Parses a head; `None` if it is not complete.
pub(super) fn parse(bytes: &[u8], peer: IpAddr) -> Result<Option<Head>, Refusal> {
    const TOO_LONG: Refusal = Refusal {
        status: 431,
        reason: "the request head is too long",
    };
    let mut lines = [const { MaybeUninit::uninit() }; MOST_LINES];
    let mut parsed = httparse::Request::new(&mut []);
    let length = match parsed.parse_with_uninit_headers(bytes, &mut lines) {
        Ok(httparse::Status::Complete(length)) if length <= LONGEST => length,
        Ok(httparse::Status::Partial) if bytes.len() < LONGEST => return Ok(None),
        Ok(_) | Err(httparse::Error::TooManyHeaders) => return Err(TOO_LONG),
        Err(_) => return Err(Refusal::bad("the request head is malformed")),
    };
    let (Some(method), Some(target), Some(version)) = (parsed.method, parsed.path, parsed.version) else {
        return Err(Refusal::bad("the request line is malformed"));
    };
    let mut headers = headers(parsed.headers)?;
    let (target, authority) = origin_form(target)?;
    match (authority, headers.all("Host").count()) {
        // RFC 9112, section 3.2.2: an absolute target overrules Host.
        (Some(authority), 0 | 1) => headers.set("Host", authority),
        (None, 1) => {}
        (None, 0) if version == 0 => {}
        _ => return Err(Refusal::bad("there must be exactly one Host header")),
    }
    let framing = framing(&headers, version)?;
    let expects_continue = expectation(&headers, version)?;
    let keep_alive = keep_alive(&headers, version);
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (target, None),
    };
    let path = if path.is_empty() { "/" } else { path };
    let request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query,
        headers,
        body: Bytes::new(),
        peer,
    };
    Ok(Some(Head {
        request,
        framing,
        keep_alive,
        expects_continue,
        bytes: length,
    }))
}

fn headers(lines: &[httparse::Header<'_>]) -> Result<Headers, Refusal> {
    lines
        .iter()
        .map(|line| {
            // What AWS does with other encodings is not known.
            let value = std::str::from_utf8(line.value).map_err(|_| Refusal::bad("a header is not UTF-8"))?;
            Ok((line.name, value.trim_matches([' ', '\t'])))
        })
        .collect()
}

/// The target as path and query, and the authority if the target was absolute.
fn origin_form(target: &str) -> Result<(&str, Option<&str>), Refusal> {
    const OTHER: Refusal = Refusal::bad("the request target must be a path or an http URL");
    if target.starts_with('/') {
        return Ok((target, None));
    }
    let (scheme, rest) = target.split_once("://").ok_or(OTHER)?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err(OTHER);
    }
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    match rest.split_at(end) {
        ("", _) => Err(OTHER),
        (authority, target) => Ok((target, Some(authority))),
    }
}

/// RFC 9112, sections 6.1 to 6.3, without its leniencies: whatever two readers could read differently
/// is refused, or one of them would take a part of the body for the next request.
fn framing(headers: &Headers, version: u8) -> Result<Framing, Refusal> {
    let mut codings = headers.all("Transfer-Encoding");
    let mut lengths = headers.all("Content-Length");
    match (codings.next(), lengths.next()) {
        (None, None) => Ok(Framing::Length(0)),
        (Some(_), Some(_)) => Err(Refusal::bad(
            "both Transfer-Encoding and Content-Length are given",
        )),
        (Some(_), None) if version == 0 => Err(Refusal::bad("HTTP/1.0 has no Transfer-Encoding")),
        (Some(coding), None) if codings.next().is_some() || !coding.eq_ignore_ascii_case("chunked") => {
            Err(Refusal {
                status: 501,
                reason: "the only transfer coding offered is chunked",
            })
        }
        (Some(_), None) => Ok(Framing::Chunked),
        (None, Some(length)) => {
            let digits = !length.is_empty() && length.bytes().all(|b| b.is_ascii_digit());
            match length.parse() {
                Ok(length) if digits && lengths.next().is_none() => Ok(Framing::Length(length)),
                _ => Err(Refusal::bad("Content-Length is malformed")),
            }
        }
    }
}

fn expectation(headers: &Headers, version: u8) -> Result<bool, Refusal> {
    match headers.get("Expect") {
        Some(value) if value.eq_ignore_ascii_case("100-continue") => Ok(version != 0),
        Some(_) => Err(Refusal {
            status: 417,
            reason: "the only expectation offered is 100-continue",
        }),
        None => Ok(false),
    }
}

fn keep_alive(headers: &Headers, version: u8) -> bool {
    let says = |word: &str| {
        headers
            .all("Connection")
            .flat_map(|line| line.split(','))
            .any(|option| option.trim().eq_ignore_ascii_case(word))
    };
    if version == 0 {
        says("keep-alive") && !says("close")
    } else {
        !says("close")
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use proptest::prelude::*;

    use super::*;

    const PEER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn whole(text: &str) -> Result<Head, Refusal> {
        parse(text.as_bytes(), PEER).map(|head| head.expect("the head is complete"))
    }

    fn refused(text: &str) -> u16 {
        whole(text).expect_err("the head is refused").status
    }

    #[test]
    fn the_case_and_order_of_headers_survive() {
        let head =
            whole("GET /a%20b?c=%2F&d HTTP/1.1\r\nhOsT: x\r\ntEsT-HEADeR:  v \r\nA: 1\r\na: 2\r\n\r\n")
                .unwrap();
        assert_eq!(head.request.path, "/a%20b");
        assert_eq!(head.request.query.as_deref(), Some("c=%2F&d"));
        let lines: Vec<_> = head.request.headers.iter().collect();
        assert_eq!(
            lines,
            [("hOsT", "x"), ("tEsT-HEADeR", "v"), ("A", "1"), ("a", "2")]
        );
        assert_eq!(
            (head.framing, head.keep_alive, head.expects_continue),
            (Framing::Length(0), true, false)
        );
    }

    #[test]
    fn an_empty_query_is_not_no_query() {
        assert_eq!(
            whole("GET /? HTTP/1.1\r\nHost: x\r\n\r\n")
                .unwrap()
                .request
                .query
                .as_deref(),
            Some("")
        );
        assert_eq!(
            whole("GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap().request.query,
            None
        );
    }

    #[test]
    fn an_absolute_target_overrules_host() {
        let head = whole("GET http://api.example:80?q HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        assert_eq!(
            (head.request.path.as_str(), head.request.query.as_deref()),
            ("/", Some("q"))
        );
        assert_eq!(head.request.headers.get("host"), Some("api.example:80"));
    }

    #[test]
    fn what_could_smuggle_a_request_is_refused() {
        for (headers, status) in [
            ("Content-Length: 1\r\nTransfer-Encoding: chunked", 400),
            ("Content-Length: 1\r\nContent-Length: 1", 400),
            ("Content-Length: 1, 1", 400),
            ("Content-Length: +1", 400),
            ("Content-Length: -1", 400),
            ("Content-Length:", 400),
            ("Content-Length: 99999999999999999999", 400),
            ("Content-Length : 1", 400),
            ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 501),
            ("Transfer-Encoding: gzip, chunked", 501),
            ("Transfer-Encoding: xchunked", 501),
            ("A: b\r\n c", 400),
            ("Host: y", 400),
            ("A: \0", 400),
            ("Expect: more", 417),
        ] {
            let text = format!("POST / HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n");
            assert_eq!(refused(&text), status, "{headers}");
        }
        assert_eq!(
            refused("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
            400
        );
        assert_eq!(refused("GET / HTTP/1.1\r\n\r\n"), 400);
        assert_eq!(refused("GET / HTTP/2.0\r\nHost: x\r\n\r\n"), 400);
        assert_eq!(refused("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
        assert_eq!(refused("CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
    }

    #[test]
    fn a_long_head_is_refused_before_it_ends() {
        let endless = format!("GET / HTTP/1.1\r\nA: {}", "a".repeat(LONGEST));
        assert_eq!(parse(endless.as_bytes(), PEER).unwrap_err().status, 431);
        let many = format!(
            "GET / HTTP/1.1\r\nHost: x\r\n{}\r\n",
            "A: b\r\n".repeat(MOST_LINES)
        );
        assert_eq!(refused(&many), 431);
    }

    #[test]
    fn connections_are_kept_as_the_version_says() {
        let keeps = |text: &str| whole(text).unwrap().keep_alive;
        assert!(!keeps(
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: TE, Close\r\n\r\n"
        ));
        assert!(!keeps("GET / HTTP/1.0\r\n\r\n"));
        assert!(keeps("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = parse(&bytes, PEER);
        }

        #[test]
        fn almost_http_never_panics(
            line in "[A-Z]{0,4} [ -~]{0,20} HTTP/1.[01]",
            headers in proptest::collection::vec("(Host|Content-Length|Transfer-Encoding|Expect|Connection): ?[ -~]{0,12}", 0..5),
        ) {
            let _ = parse(format!("{line}\r\n{}\r\n\r\n", headers.join("\r\n")).as_bytes(), PEER);
        }
    }
}
