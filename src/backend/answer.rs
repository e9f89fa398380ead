//! What an HTTP backend answers: its path says it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::Response;
use hyper::body::{Frame, SizeHint};

/// What long bodies consist of.
static FILLING: [u8; 65_536] = [b'x'; 65_536];
/// The longest body in bytes: a mistyped path must not keep a target busy.
const LONGEST: u64 = 64 << 20;

/// The body of an answer.
#[derive(Debug)]
pub(super) enum Body {
    /// A text; `None` once it is sent.
    Text(Option<Bytes>),
    /// So many times the letter `x`.
    Long {
        /// Bytes to come.
        left: u64,
        /// How the end is told.
        framing: Framing,
    },
}

/// How a client knows where a long body ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    /// By `Content-Length`.
    Length,
    /// By the last chunk.
    Chunks,
    /// It cannot: the connection is closed too early.
    BreaksOff {
        /// How many of the promised bytes are still to come then.
        kept_back: u64,
        /// Whether the server had time to send what came before: it forgets that when a body fails at once.
        is_sent: bool,
    },
}

/// The answer to a path: `/echo/{text}`, or `/bytes/{n}`, `/chunks/{n}` and `/half/{n}`, whose bodies have n bytes:
/// with `Content-Length`, in chunks, and with a `Content-Length` of which half is kept.
pub(super) fn to(path: &str) -> Response<Body> {
    let (kind, argument) = path
        .strip_prefix('/')
        .and_then(|path| path.split_once('/'))
        .unwrap_or_default();
    let length = argument.parse().ok().filter(|length| *length <= LONGEST);
    let long = |framing: fn(u64) -> Framing| {
        length.map(|left| Body::Long {
            left,
            framing: framing(left),
        })
    };
    let body = match kind {
        "echo" => Some(Body::text(argument.to_owned())),
        "bytes" => long(|_| Framing::Length),
        "chunks" => long(|_| Framing::Chunks),
        "half" => long(|length| Framing::BreaksOff {
            kept_back: length - length / 2,
            is_sent: false,
        }),
        _ => None,
    };
    match body {
        Some(body) => with_type("text/plain", body),
        None => missing(),
    }
}

/// A path that nothing answers.
pub(super) fn missing() -> Response<Body> {
    let mut response = with_type("text/plain", Body::text("the suite has nothing here".to_owned()));
    *response.status_mut() = hyper::StatusCode::NOT_FOUND;
    response
}

/// 200 with a body of this media type.
pub(super) fn with_type(media_type: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let value = hyper::header::HeaderValue::from_static(media_type);
    response.headers_mut().insert(hyper::header::CONTENT_TYPE, value);
    response
}

impl Body {
    /// A short one.
    pub(super) fn text(text: String) -> Self {
        Self::Text(Some(text.into()))
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let next = match self.get_mut() {
            Self::Text(text) => text.take().map(Ok),
            Self::Long { left: 0, .. } => None,
            Self::Long { left, framing } => {
                let end = match framing {
                    Framing::BreaksOff { kept_back, is_sent } if left == kept_back => {
                        if !std::mem::replace(is_sent, true) {
                            context.waker().wake_by_ref();
                            return Poll::Pending;
                        }
                        return Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())));
                    }
                    Framing::BreaksOff { kept_back, .. } => *kept_back,
                    Framing::Length | Framing::Chunks => 0,
                };
                let length = usize::try_from(*left - end)
                    .unwrap_or(usize::MAX)
                    .min(FILLING.len());
                *left -= length as u64;
                Some(Ok(Bytes::from_static(&FILLING[..length])))
            }
        };
        Poll::Ready(next.map(|bytes| bytes.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Text(text) => SizeHint::with_exact(text.as_ref().map_or(0, |text| text.len() as u64)),
            Self::Long {
                framing: Framing::Chunks,
                ..
            } => SizeHint::new(),
            Self::Long { left, .. } => SizeHint::with_exact(*left),
        }
    }
}

#[cfg(test)]
mod tests {
    use hyper::body::Body as _;

    use super::*;

    #[test]
    fn a_path_says_what_is_answered() {
        for (path, status, length) in [
            ("/echo/leek", 200, Some(4)),
            ("/bytes/10485761", 200, Some(10_485_761)),
            ("/chunks/5", 200, None),
            ("/half/5", 200, Some(5)),
            ("/bytes/99999999999", 404, Some(26)),
            ("/bytes/-1", 404, Some(26)),
            ("/", 404, Some(26)),
            ("", 404, Some(26)),
        ] {
            let response = to(path);
            assert_eq!(response.status().as_u16(), status, "{path}");
            assert_eq!(response.body().size_hint().exact(), length, "{path}");
        }
    }
}
