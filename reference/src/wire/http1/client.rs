//! One HTTP/1.1 exchange as a client, for integrations with an HTTP backend.
//!
//! Header lines go out and come back in the case and order in which they were written. A connection serves one
//! exchange and is closed; no redirect is followed.

use std::io;
use std::mem::MaybeUninit;
use std::net::SocketAddr;

use bytes::{BufMut, Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use super::chunked::{Chunked, Progress};
use super::head::LONGEST;
use crate::wire::tls::{Refusal, Security, TlsError, secured};
use crate::wire::{Headers, Request, Response};

/// The most header lines of a response.
const MOST_LINES: usize = 256;

/// The most interim responses (100 to 199) before the final one.
const MOST_INTERIM: usize = 8;

/// Why there is no response.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// No connection, or it broke off.
    #[error("talk to the backend: {0}")]
    Io(#[from] io::Error),
    /// It shows a certificate that is not taken.
    #[error("trust the backend: {0}")]
    Untrusted(Refusal),
    /// What came is no HTTP/1 response.
    #[error("read the backend's response: {0}")]
    Malformed(&'static str),
    /// The body is longer than the limit; the length in bytes as far as it is known.
    #[error("read the backend's response: its body of {0} bytes is too long")]
    TooLong(u64),
    /// The request cannot be written without changing its meaning.
    #[error("write the request: its head is malformed")]
    Unwritable,
}

/// Whom to talk to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Where it listens.
    pub address: SocketAddr,
    /// Whom it has to be, if by TLS.
    pub security: Option<Security>,
}

/// Sends a request and reads the whole response of at most `longest_body` bytes. The caller sets the time limit.
///
/// # Errors
/// [`ExchangeError`].
pub async fn exchange(
    peer: &Peer,
    request: &Request,
    longest_body: usize,
) -> Result<Response, ExchangeError> {
    let head = head(request).ok_or(ExchangeError::Unwritable)?;
    let stream = TcpStream::connect(peer.address).await?;
    match &peer.security {
        None => converse(stream, &head, request, longest_body).await,
        Some(security) => {
            let stream = secured(stream, security).await.map_err(|error| match error {
                TlsError::Io(error) => ExchangeError::Io(error),
                TlsError::Refused(refusal) => ExchangeError::Untrusted(refusal),
            })?;
            converse(stream, &head, request, longest_body).await
        }
    }
}

async fn converse(
    stream: impl AsyncRead + AsyncWrite,
    head: &[u8],
    request: &Request,
    longest_body: usize,
) -> Result<Response, ExchangeError> {
    let (mut reading, mut writing) = tokio::io::split(stream);
    let write = async {
        // A backend may answer and close before it has read everything; its answer counts then.
        let sent = async {
            writing.write_all(head).await?;
            writing.write_all(&request.body).await?;
            // What TLS still holds back.
            writing.flush().await
        }
        .await;
        if sent.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let read = read(&mut reading, request.method == "HEAD", longest_body);
    tokio::pin!(read);
    tokio::select! {
        biased;
        response = &mut read => response,
        () = write => read.await,
    }
}

/// The request line and headers; `None` if a part of it would be read as something else.
fn head(request: &Request) -> Option<BytesMut> {
    let is_token = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
    };
    let is_target = |text: &str| text.bytes().all(|b| b.is_ascii_graphic());
    let query = request.query.as_deref();
    if !is_token(&request.method)
        || !request.path.starts_with('/')
        || !is_target(&request.path)
        || !query.is_none_or(is_target)
    {
        return None;
    }
    let mut out = BytesMut::new();
    let mut put = |parts: &[&str]| parts.iter().for_each(|part| out.put_slice(part.as_bytes()));
    put(&[&request.method, " ", &request.path]);
    if let Some(query) = query {
        put(&["?", query]);
    }
    put(&[" HTTP/1.1\r\n"]);
    for (name, value) in request.headers.iter() {
        if !is_token(name) || !value.bytes().all(|b| b == b'\t' || !b.is_ascii_control()) {
            return None;
        }
        put(&[name, ": ", value, "\r\n"]);
    }
    if !request.body.is_empty() || matches!(request.method.as_str(), "POST" | "PUT" | "PATCH") {
        put(&["Content-Length: ", &request.body.len().to_string(), "\r\n"]);
    }
    put(&["\r\n"]);
    Some(out)
}

/// A response's head and how many bytes it took.
struct Head {
    response: Response,
    bytes: usize,
}

async fn read(
    stream: &mut (impl AsyncRead + Unpin),
    to_head: bool,
    longest: usize,
) -> Result<Response, ExchangeError> {
    let mut buffer = BytesMut::new();
    for _ in 0..=MOST_INTERIM {
        let head = loop {
            if let Some(head) = parse(&buffer)? {
                break head;
            }
            more(stream, &mut buffer).await?;
        };
        drop(buffer.split_to(head.bytes));
        let mut response = head.response;
        if response.status >= 200 {
            response.body = body(stream, buffer, &response, to_head, longest).await?;
            return Ok(response);
        }
    }
    Err(ExchangeError::Malformed("too many interim responses"))
}

/// Reads on; the end of the stream is an error.
async fn more(stream: &mut (impl AsyncRead + Unpin), buffer: &mut BytesMut) -> Result<(), ExchangeError> {
    match stream.read_buf(buffer).await? {
        0 => Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
        _ => Ok(()),
    }
}

fn parse(buffer: &[u8]) -> Result<Option<Head>, ExchangeError> {
    let mut lines = [const { MaybeUninit::uninit() }; MOST_LINES];
    let mut parsed = httparse::Response::new(&mut []);
    let config = httparse::ParserConfig::default();
    let length = match config.parse_response_with_uninit_headers(&mut parsed, buffer, &mut lines) {
        Ok(httparse::Status::Complete(length)) if length <= LONGEST => length,
        Ok(httparse::Status::Partial) if buffer.len() <= LONGEST => return Ok(None),
        Ok(_) => return Err(ExchangeError::Malformed("the head is too long")),
        Err(_) => return Err(ExchangeError::Malformed("the head is malformed")),
    };
    // A value that is no UTF-8 is shown as Latin-1 would be, as Java's clients do.
    let value = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    };
    let headers: Headers = parsed
        .headers
        .iter()
        .map(|line| (line.name, value(line.value).trim_matches([' ', '\t']).to_owned()))
        .collect();
    let response = Response {
        status: parsed.code.unwrap_or_default(),
        headers,
        body: Bytes::new(),
    };
    Ok(Some(Head {
        response,
        bytes: length,
    }))
}

/// RFC 9112, section 6.3: nothing for HEAD, 204 and 304; chunks; `Content-Length`; or else up to the end.
async fn body(
    stream: &mut (impl AsyncRead + Unpin),
    mut buffer: BytesMut,
    response: &Response,
    to_head: bool,
    longest: usize,
) -> Result<Bytes, ExchangeError> {
    if to_head || matches!(response.status, 204 | 304) {
        return Ok(Bytes::new());
    }
    let headers = &response.headers;
    if let Some(coding) = headers.get("Transfer-Encoding") {
        if !coding.eq_ignore_ascii_case("chunked") {
            return Err(ExchangeError::Malformed("the transfer coding is not chunked"));
        }
        let mut chunked = Chunked::new(longest);
        loop {
            let progress = chunked
                .take(&mut buffer)
                .map_err(|refusal| ExchangeError::Malformed(refusal.reason))?;
            match progress {
                Progress::Whole(body) => return Ok(body),
                Progress::TooLong => return Err(ExchangeError::TooLong(longest as u64 + 1)),
                Progress::More => more(stream, &mut buffer).await?,
            }
        }
    }
    let Some(length) = headers.get("Content-Length") else {
        while buffer.len() <= longest {
            if stream.read_buf(&mut buffer).await? == 0 {
                return Ok(buffer.freeze());
            }
        }
        return Err(ExchangeError::TooLong(buffer.len() as u64));
    };
    let length: u64 = length
        .parse()
        .map_err(|_| ExchangeError::Malformed("Content-Length is malformed"))?;
    let wanted = usize::try_from(length)
        .ok()
        .filter(|wanted| *wanted <= longest)
        .ok_or(ExchangeError::TooLong(length))?;
    while buffer.len() < wanted {
        more(stream, &mut buffer).await?;
    }
    buffer.truncate(wanted);
    Ok(buffer.freeze())
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use proptest::prelude::*;

    use super::*;

    async fn response(text: &str, to_head: bool) -> Result<Response, ExchangeError> {
        read(&mut text.as_bytes(), to_head, 10).await
    }

    #[tokio::test]
    async fn bodies_end_where_their_framing_says() {
        for (head, body) in [
            ("Content-Length: 3\r\n\r\nabcd", "abc"),
            (
                "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x\r\nc\r\n0\r\n\r\nrest",
                "abc",
            ),
            ("\r\nabc", "abc"),
        ] {
            let text = format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nsErver: x\r\n{head}");
            let got = response(&text, false).await.unwrap();
            assert_eq!((got.status, &got.body[..]), (200, body.as_bytes()), "{head}");
            assert_eq!(got.headers.iter().next(), Some(("sErver", "x")));
        }
        for (status, to_head) in [("204 x", false), ("304 x", false), ("200 x", true)] {
            let text = format!("HTTP/1.1 {status}\r\nContent-Length: 3\r\n\r\n");
            assert_eq!(response(&text, to_head).await.unwrap().body, "");
        }
    }

    #[tokio::test]
    async fn what_is_no_response_is_refused() {
        for text in [
            "",
            "HTTP/1.1 200",
            "SSH-2.0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        ] {
            assert!(response(text, false).await.is_err(), "{text}");
        }
        for long in ["Content-Length: 11\r\n\r\n", "\r\n0123456789a"] {
            let text = format!("HTTP/1.1 200 OK\r\n{long}");
            assert!(
                matches!(response(&text, false).await, Err(ExchangeError::TooLong(11))),
                "{long}"
            );
        }
        let endless = format!("HTTP/1.1 200 OK\r\nA: {}", "a".repeat(LONGEST));
        assert!(response(&endless, false).await.is_err());
        let interim = "HTTP/1.1 103 x\r\n\r\n".repeat(100);
        assert!(response(&interim, false).await.is_err());
    }

    #[test]
    fn a_head_that_would_be_read_otherwise_is_not_written() {
        let request = |path: &str, name: &str, value: &str| Request {
            method: "POST".to_owned(),
            path: path.to_owned(),
            query: Some("a=b".to_owned()),
            headers: [("hOst", "h"), (name, value)].into_iter().collect(),
            body: Bytes::new(),
            peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        let good = head(&request("/p", "X", "ü")).unwrap();
        assert_eq!(
            std::str::from_utf8(&good).unwrap(),
            "POST /p?a=b HTTP/1.1\r\nhOst: h\r\nX: ü\r\nContent-Length: 0\r\n\r\n"
        );
        for (path, name, value) in [
            ("/a b", "X", ""),
            ("", "X", ""),
            ("/", "X:", ""),
            ("/", "X", "a\r\nb"),
        ] {
            assert!(
                head(&request(path, name, value)).is_none(),
                "{path} {name} {value}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_response_panics_or_hangs(
            head in "(HTTP/1.[01] [0-9]{3} ?(OK)?\r\n)?",
            lines in proptest::collection::vec(
                "(Content-Length|Transfer-Encoding|Server): ?([0-9]{0,20}|chunked|[ -~]{0,8})\r\n", 0..4,
            ),
            body in proptest::collection::vec(any::<u8>(), 0..60),
        ) {
            let mut bytes = format!("{head}{}\r\n", lines.concat()).into_bytes();
            bytes.extend(body);
            let mut stream = bytes.as_slice();
            let reading = read(&mut stream, false, 20);
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            if let Ok(response) = runtime.block_on(reading) {
                prop_assert!(response.status >= 200 && response.body.len() <= 20);
            }
        }
    }
}
