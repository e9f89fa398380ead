//! One HTTP/1.1 connection, kept alive, that costs as little as it can beside the server it measures.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than anything that is measured: a server that does not answer ends the bench.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection to the reference.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    ///
    /// # Panics
    /// If nothing listens there.
    pub fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the reference listens");
        stream.set_nodelay(true).expect("a connection takes options");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a connection takes options");
        Self {
            stream,
            buffer: Vec::new(),
        }
    }

    /// Sends a whole request and reads the response: its status and body.
    ///
    /// # Panics
    /// If the response does not come whole or has no `Content-Length`.
    pub fn exchange(&mut self, request: &[u8]) -> (u16, &[u8]) {
        self.stream
            .write_all(request)
            .expect("the reference reads the request");
        self.buffer.clear();
        let (status, head, length) = loop {
            self.read_more();
            if let Some(head) = parse_head(&self.buffer) {
                break head;
            }
        };
        while self.buffer.len() < head + length {
            self.read_more();
        }
        (status, &self.buffer[head..head + length])
    }

    fn read_more(&mut self) {
        let mut piece = [0; 64 * 1024];
        let count = self
            .stream
            .read(&mut piece)
            .expect("the reference answers in time");
        assert_ne!(count, 0, "the reference closed the connection");
        self.buffer.extend_from_slice(&piece[..count]);
    }
}

/// Status, length of the head and length of the body, once the head is whole.
fn parse_head(bytes: &[u8]) -> Option<(u16, usize, usize)> {
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(head) = response.parse(bytes).expect("a response is HTTP") else {
        return None;
    };
    let length = response
        .headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case("content-length"))
        .expect("a response says how long it is");
    let length = std::str::from_utf8(length.value).ok()?.parse().ok()?;
    Some((response.code?, head, length))
}
