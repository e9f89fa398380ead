//! A response on its way to the wire.

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::{BufMut, BytesMut};

use crate::wire::Response;

/// The line of the `Date` header, formatted once a second.
#[derive(Debug, Default)]
pub(super) struct Clock {
    second: i64,
    text: String,
}

impl Clock {
    /// Now, as RFC 9110 writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    pub(super) fn now(&mut self) -> &str {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.at(i64::try_from(since_epoch.as_secs()).unwrap_or_default())
    }

    fn at(&mut self, second: i64) -> &str {
        if second != self.second || self.text.is_empty() {
            self.second = second;
            self.text = jiff::Timestamp::from_second(second)
                .and_then(|at| jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at))
                .unwrap_or_default();
        }
        &self.text
    }
}

/// Writes the head of a response and says whether its body follows.
///
/// The wire's own lines stand where a regional REST API has them: `Date`, `Content-Type`, `Content-Length`,
/// `Connection`, then the rest (recorded on AWS 2026-08-03). Lines of these names in the response are left
/// out, except `Date`, which then replaces the wire's.
pub(super) fn head(
    out: &mut BytesMut,
    response: &Response,
    to_head: bool,
    keep_alive: bool,
    date: &str,
) -> bool {
    let has_body = !to_head && !matches!(response.status, 204 | 304);
    let mut lines = response
        .headers
        .iter()
        .filter(|(name, _)| !is_the_wires_own(name))
        .peekable();
    status_line(out, response.status);
    if response.headers.get("Date").is_none() {
        line(out, "Date", date);
    }
    if let Some((name, value)) = lines.next_if(|(name, _)| name.eq_ignore_ascii_case("Content-Type")) {
        line(out, name, value);
    }
    // A HEAD request is answered `Content-Length: 0` (recorded on AWS 2026-08-03), not the length that GET
    // would have. 204 and 304 have none (RFC 9110, section 8.6).
    if to_head {
        line(out, "Content-Length", "0");
    } else if has_body {
        line(out, "Content-Length", &response.body.len().to_string());
    }
    line(out, "Connection", if keep_alive { "keep-alive" } else { "close" });
    for (name, value) in lines {
        line(out, name, value);
    }
    out.put_slice(b"\r\n");
    has_body
}

/// Whether a response can be written so that it is read as one response with these headers.
pub(super) fn is_writable(response: &Response) -> bool {
    // A status below 200 would leave the client waiting for another one.
    (200..=999).contains(&response.status)
        && response.headers.iter().all(|(name, value)| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
                && value.bytes().all(|b| b == b'\t' || !b.is_ascii_control())
        })
}

fn is_the_wires_own(name: &str) -> bool {
    ["Content-Length", "Connection", "Keep-Alive", "Transfer-Encoding"]
        .iter()
        .any(|own| name.eq_ignore_ascii_case(own))
}

fn line(out: &mut BytesMut, name: &str, value: &str) {
    out.put_slice(name.as_bytes());
    out.put_slice(b": ");
    out.put_slice(value.as_bytes());
    out.put_slice(b"\r\n");
}

fn status_line(out: &mut BytesMut, status: u16) {
    out.put_slice(b"HTTP/1.1 ");
    out.put_slice(status.to_string().as_bytes());
    out.put_u8(b' ');
    out.put_slice(reason(status).as_bytes());
    out.put_slice(b"\r\n");
}

/// The reason phrase (IANA's HTTP status code registry); empty for codes that are not registered.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        305 => "Use Proxy",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Request Entity Too Large",
        414 => "Request-URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Requested Range Not Satisfiable",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Entity",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        511 => "Network Authentication Required",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: &str = "Mon, 03 Aug 2026 23:59:31 GMT";

    fn written(response: &Response, to_head: bool, keep_alive: bool) -> (String, bool) {
        let mut out = BytesMut::new();
        let has_body = head(&mut out, response, to_head, keep_alive, DATE);
        (String::from_utf8(out.to_vec()).unwrap(), has_body)
    }

    #[test]
    fn a_head_request_is_answered_as_recorded_on_aws() {
        let mut response = Response::json(
            403,
            &serde_json::json!({"message": "Missing Authentication Token"}),
        );
        response
            .headers
            .push("x-amzn-RequestId", "24eb8b7f-2b70-44f9-a267-4cba9dd168fc");
        response
            .headers
            .push("x-amzn-ErrorType", "MissingAuthenticationTokenException");
        let (text, has_body) = written(&response, true, true);
        assert_eq!(
            text,
            "HTTP/1.1 403 Forbidden\r\nDate: Mon, 03 Aug 2026 23:59:31 GMT\r\nContent-Type: application/json\r\n\
             Content-Length: 0\r\nConnection: keep-alive\r\n\
             x-amzn-RequestId: 24eb8b7f-2b70-44f9-a267-4cba9dd168fc\r\n\
             x-amzn-ErrorType: MissingAuthenticationTokenException\r\n\r\n"
        );
        assert!(!has_body);
    }

    #[test]
    fn no_content_has_neither_body_nor_length() {
        let mut response = Response::empty(204);
        response.body = "lost".into();
        let (text, has_body) = written(&response, false, false);
        assert_eq!(
            text,
            format!("HTTP/1.1 204 No Content\r\nDate: {DATE}\r\nConnection: close\r\n\r\n")
        );
        assert!(!has_body);
    }

    #[test]
    fn the_wires_own_lines_cannot_be_forged() {
        let mut response = Response::empty(444);
        for (name, value) in [
            ("X", "1"),
            ("content-length", "9"),
            ("Transfer-encoding", "chunked"),
            ("date", "D"),
        ] {
            response.headers.push(name, value);
        }
        let (text, _) = written(&response, false, true);
        assert_eq!(
            text,
            "HTTP/1.1 444 \r\nContent-Length: 0\r\nConnection: keep-alive\r\nX: 1\r\ndate: D\r\n\r\n"
        );
    }

    #[test]
    fn what_would_split_a_response_is_not_writable() {
        let with = |name: &str, value: &str| {
            let mut response = Response::empty(200);
            response.headers.push(name, value);
            is_writable(&response)
        };
        for (name, value) in [
            ("X-Ünï", "v"),
            ("", "v"),
            ("X: y\r\nZ", "v"),
            ("X", "a\r\nb"),
            ("X", "a\0"),
        ] {
            assert!(!with(name, value), "{name:?} {value:?}");
        }
        assert!(with("X", "a\tü"));
        assert!(!is_writable(&Response::empty(101)));
        assert!(!is_writable(&Response::empty(1000)));
    }

    #[test]
    fn dates_are_written_as_rfc_9110_does() {
        let mut clock = Clock::default();
        assert_eq!(clock.at(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(clock.at(784_111_778), "Sun, 06 Nov 1994 08:49:38 GMT");
        assert_eq!(clock.at(0), "Thu, 01 Jan 1970 00:00:00 GMT");
    }
}
