//! One connection: its requests one after the other, each answered before the next is looked at.

use std::future::Future;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use futures::FutureExt;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

use super::answer::{self, Clock};
use super::chunked::{Chunked, Progress};
use super::handler::{Handler, Limits};
use super::head::{self, Framing, Head, Refusal};
use super::listener::{Panics, stopped};
use crate::wire::{Request, Response};

/// How much room there is for the next read.
const READ: usize = 8 * 1024;

/// Longer bodies than this do not leave their room to later requests.
const LARGE: usize = 8 * READ;

/// How much is read and dropped after the last answer, in bytes.
const MOST_LINGERING: usize = 256 * 1024 * 1024;

/// Why a connection ends without another answer.
#[derive(Debug)]
struct Gone;

/// What became of reading a body.
enum Body {
    Whole(Bytes),
    TooLong,
    Refused(Refusal),
}

/// A connection between two requests.
pub(super) struct Connection<'a, S, H> {
    stream: S,
    peer: IpAddr,
    handler: &'a H,
    limits: &'a Limits,
    panics: &'a Panics,
    /// Becomes `true` when the listener stops: no further request is read.
    stopping: watch::Receiver<bool>,
    /// What was read and not yet used.
    buffer: BytesMut,
    /// The head of the answer being written.
    out: BytesMut,
    clock: Clock,
}

impl<'a, S: AsyncRead + AsyncWrite + Unpin, H: Handler> Connection<'a, S, H> {
    pub(super) fn new(
        stream: S,
        peer: IpAddr,
        handler: &'a H,
        limits: &'a Limits,
        panics: &'a Panics,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        let (buffer, out) = (BytesMut::with_capacity(READ), BytesMut::with_capacity(1024));
        Self {
            stream,
            peer,
            handler,
            limits,
            panics,
            stopping,
            buffer,
            out,
            clock: Clock::default(),
        }
    }

    /// Serves until one side has had enough.
    pub(super) async fn serve(mut self) {
        while let Ok(true) = self.exchange().await {}
    }

    /// Reads one request and answers it; `true` if another may follow.
    async fn exchange(&mut self) -> Result<bool, Gone> {
        let head = match self.read_head().await? {
            Ok(head) => head,
            Err(refusal) => return self.last_answer(refusal.response(), false).await,
        };
        let to_head = head.request.method == "HEAD";
        let limit = self.handler.body_limit(&head.request);
        let body = match self.read_body(&head, limit).await? {
            Body::Whole(body) => body,
            Body::TooLong => {
                let response = self.handler.body_too_long(&head.request);
                return self.last_answer(response, to_head).await;
            }
            Body::Refused(refusal) => return self.last_answer(refusal.response(), to_head).await,
        };
        let response = self.handle(Request { body, ..head.request }).await;
        if head.keep_alive && !*self.stopping.borrow() {
            self.write(response, to_head, true).await?;
            return Ok(true);
        }
        self.last_answer(response, to_head).await
    }

    async fn read_head(&mut self) -> Result<Result<Head, Refusal>, Gone> {
        if self.buffer.is_empty() {
            let stopped = stopped(self.stopping.clone());
            let first = timeout(self.limits.idle, read(&mut self.stream, &mut self.buffer));
            tokio::select! {
                biased;
                first = first => first.map_err(|_| Gone)??,
                () = stopped => return Err(Gone),
            }
        }
        let deadline = Instant::now() + self.limits.head;
        let mut fresh = 0;
        loop {
            // RFC 9112, section 2.2: some clients send an empty line after a body.
            while let Some(line_end) = [&b"\r\n"[..], b"\n"]
                .iter()
                .find(|end| self.buffer.starts_with(end))
            {
                self.buffer.advance(line_end.len());
                fresh = 0;
            }
            // Looking again makes sense only where a line has ended: one byte at a time must not cost
            // a look at everything each.
            if fresh == 0 || self.buffer[fresh..].contains(&b'\n') || self.buffer.len() >= head::LONGEST {
                match head::parse(&self.buffer, self.peer) {
                    Ok(Some(head)) => {
                        self.buffer.advance(head.bytes);
                        return Ok(Ok(head));
                    }
                    Ok(None) => {}
                    Err(refusal) => return Ok(Err(refusal)),
                }
            }
            fresh = self.buffer.len();
            match timeout_at(deadline, read(&mut self.stream, &mut self.buffer)).await {
                Ok(Ok(())) => {}
                // The client has said all it had to say; whether that was HTTP is still to be told.
                Ok(Err(gone)) => {
                    return head::parse(&self.buffer, self.peer).map_or_else(|no| Ok(Err(no)), |_| Err(gone));
                }
                Err(_) => {
                    return Ok(Err(Refusal {
                        status: 408,
                        reason: "the request head took too long",
                    }));
                }
            }
        }
    }

    async fn read_body(&mut self, head: &Head, limit: usize) -> Result<Body, Gone> {
        let length = match head.framing {
            Framing::Length(length) => usize::try_from(length).ok().filter(|&length| length <= limit),
            Framing::Chunked => Some(usize::MAX),
        };
        let Some(length) = length else {
            return Ok(Body::TooLong);
        };
        let mut chunked = Chunked::new(limit);
        let deadline = Instant::now() + self.limits.body;
        if head.expects_continue && self.buffer.len() < length {
            self.out.clear();
            self.out.extend_from_slice(b"HTTP/1.1 100 Continue\r\n\r\n");
            self.flush(Bytes::new()).await?;
        }
        loop {
            if head.framing == Framing::Chunked {
                match chunked.take(&mut self.buffer) {
                    Ok(Progress::Whole(body)) => return Ok(Body::Whole(body)),
                    Ok(Progress::TooLong) => return Ok(Body::TooLong),
                    Ok(Progress::More) => {}
                    Err(refusal) => return Ok(Body::Refused(refusal)),
                }
            } else if self.buffer.len() >= length {
                return Ok(Body::Whole(self.take_body(length)));
            }
            let until = deadline.min(Instant::now() + self.limits.pause);
            match timeout_at(until, read(&mut self.stream, &mut self.buffer)).await {
                Ok(read) => read?,
                Err(_) => {
                    return Ok(Body::Refused(Refusal {
                        status: 408,
                        reason: "the request body took too long",
                    }));
                }
            }
        }
    }

    fn take_body(&mut self, length: usize) -> Bytes {
        if length == 0 {
            return Bytes::new();
        }
        let body = self.buffer.split_to(length).freeze();
        if length > LARGE {
            // Or the connection would keep the room of its largest body for as long as it lives.
            self.buffer = BytesMut::from(&self.buffer[..]);
        }
        body
    }

    async fn handle(&self, request: Request) -> Response {
        let handler = self.handler;
        let answered = AssertUnwindSafe(async move { handler.handle(request).await })
            .catch_unwind()
            .await;
        let internal_error = || Response::json(500, &json!({ "message": "Internal server error" }));
        match answered {
            Ok(response) if answer::is_writable(&response) => response,
            Ok(_) => internal_error(),
            Err(panic) => {
                self.panics.keep(panic);
                internal_error()
            }
        }
    }

    async fn write(&mut self, response: Response, to_head: bool, keep_alive: bool) -> Result<(), Gone> {
        self.out.clear();
        let has_body = answer::head(&mut self.out, &response, to_head, keep_alive, self.clock.now());
        self.flush(if has_body { response.body } else { Bytes::new() })
            .await
    }

    /// Writes `out` and a body, in one system call where the operating system takes both.
    async fn flush(&mut self, body: Bytes) -> Result<(), Gone> {
        let mut message = Buf::chain(&self.out[..], body);
        within(self.limits.write, self.stream.write_all_buf(&mut message)).await
    }

    /// Answers, and then reads on for a while: closing with unread bytes would reset the connection and
    /// could take the answer from a client that is still sending.
    async fn last_answer(&mut self, response: Response, to_head: bool) -> Result<bool, Gone> {
        self.write(response, to_head, false).await?;
        within(self.limits.write, self.stream.shutdown()).await?;
        let stopped = stopped(self.stopping.clone());
        let linger = timeout(self.limits.linger, async {
            let mut dropped = 0;
            while dropped < MOST_LINGERING && read(&mut self.stream, &mut self.buffer).await.is_ok() {
                dropped += self.buffer.len();
                self.buffer.clear();
            }
        });
        tokio::select! {
            _ = linger => {}
            () = stopped => {}
        }
        Ok(false)
    }
}

async fn read<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut BytesMut) -> Result<(), Gone> {
    buffer.reserve(READ);
    match stream.read_buf(buffer).await {
        Ok(0) | Err(_) => Err(Gone),
        Ok(_) => Ok(()),
    }
}

async fn within<T, E>(limit: Duration, io: impl Future<Output = Result<T, E>>) -> Result<T, Gone> {
    timeout(limit, io).await.map_err(|_| Gone)?.map_err(|_| Gone)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::sync::Mutex;

    use futures::future::BoxFuture;
    use proptest::prelude::*;

    use super::*;

    /// Answers every request with its number and keeps it.
    #[derive(Default)]
    struct Recorder(Mutex<Vec<Request>>);

    impl Handler for Recorder {
        fn body_limit(&self, _: &Request) -> usize {
            100
        }

        fn body_too_long(&self, _: &Request) -> Response {
            Response::empty(413)
        }

        fn handle(&self, request: Request) -> BoxFuture<'_, Response> {
            let mut requests = self.0.lock().unwrap();
            requests.push(request);
            let response = Response::new(200, "text/plain", requests.len().to_string());
            Box::pin(async { response })
        }
    }

    /// What the handler saw and what the client got; `piece` bytes cross at a time.
    fn talk(sent: &[u8], piece: usize) -> (Vec<Request>, String) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(async {
            let (client, server) = tokio::io::duplex(piece);
            let (mut receiver, mut sender) = tokio::io::split(client);
            let (_stop, stopping) = watch::channel(false);
            let (handler, panics, limits) = (Recorder::default(), Panics::default(), Limits::default());
            let peer = IpAddr::V4(Ipv4Addr::LOCALHOST);
            let mut received = Vec::new();
            let (_, _, ()) = tokio::join!(
                async {
                    // Fails if the server has had enough.
                    let _ = sender.write_all(sent).await;
                    let _ = sender.shutdown().await;
                },
                receiver.read_to_end(&mut received),
                Connection::new(server, peer, &handler, &limits, &panics, stopping).serve(),
            );
            let lines = String::from_utf8(received).unwrap();
            let lines = lines
                .split("\r\n")
                .filter(|line| !line.starts_with("Date: "))
                .collect::<Vec<_>>();
            (handler.0.into_inner().unwrap(), lines.join("\n"))
        })
    }

    const THREE: &[u8] = b"POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello\r\n\
        POST /2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n\
        HEAD /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /4 HTTP/1.1\r\nHost: x\r\n\r\n";

    #[test]
    fn pipelined_requests_are_answered_in_order_however_they_arrive() {
        let (requests, answers) = talk(THREE, THREE.len());
        let seen: Vec<_> = requests.iter().map(|r| (r.path.as_str(), &r.body[..])).collect();
        assert_eq!(seen, [("/1", &b"hello"[..]), ("/2", b"hello"), ("/3", b"")]);
        let ok = "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: ";
        let kept = "\nConnection: keep-alive\n\n";
        assert_eq!(
            answers,
            format!("{ok}1{kept}1{ok}1{kept}2{ok}0\nConnection: close\n\n")
        );
        for piece in 1..THREE.len() {
            assert_eq!(
                talk(THREE, piece),
                (requests.clone(), answers.clone()),
                "in pieces of {piece}"
            );
        }
    }

    #[test]
    fn a_client_that_waits_is_told_to_continue() {
        let expecting = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
        let (requests, answers) = talk(format!("{expecting}5\r\n\r\nhello").as_bytes(), 1);
        assert_eq!(requests.len(), 1);
        assert!(
            answers.starts_with("HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\n"),
            "{answers}"
        );
        let (requests, answers) = talk(format!("{expecting}101\r\n\r\n").as_bytes(), 1);
        assert_eq!(requests.len(), 0);
        assert!(
            answers.starts_with("HTTP/1.1 413 Request Entity Too Large\n"),
            "{answers}"
        );
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_end_the_same_in_whatever_pieces(
            start in 0usize..4,
            bytes in proptest::collection::vec(
                prop_oneof![Just(b'\r'), Just(b'\n'), Just(b':'), Just(b' '), any::<u8>()], 0..60),
            piece in 1usize..40,
        ) {
            let start = [&b""[..], b"GET / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", THREE][start];
            let sent = [start, &bytes].concat();
            prop_assert_eq!(talk(&sent, piece), talk(&sent, 1000));
        }
    }
}
