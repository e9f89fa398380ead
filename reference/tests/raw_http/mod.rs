//! A client that sends bytes and reads responses as they crossed the wire.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection to a server.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// A response as it was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// Status line and header lines.
    pub head: Vec<String>,
    pub body: String,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        Self {
            stream: TcpStream::connect(address).await.unwrap(),
            buffer: Vec::new(),
        }
    }

    pub async fn send(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).await.unwrap();
    }

    /// Reads one response, or `None` if the server closed the connection before it.
    pub async fn receive(&mut self) -> Option<Answer> {
        let end = loop {
            if let Some(end) = self.buffer.windows(4).position(|w| w == b"\r\n\r\n") {
                break end;
            }
            if self.stream.read_buf(&mut self.buffer).await.unwrap() == 0 {
                assert!(self.buffer.is_empty(), "the response is cut off");
                return None;
            }
        };
        let head: Vec<u8> = self.buffer.drain(..end + 4).collect();
        let head: Vec<String> = String::from_utf8(head)
            .unwrap()
            .trim_end()
            .split("\r\n")
            .map(str::to_owned)
            .collect();
        let length = head.iter().find_map(|line| line.strip_prefix("Content-Length: "));
        let length = length.map_or(0, |length| length.parse().unwrap());
        while self.buffer.len() < length {
            assert_ne!(
                self.stream.read_buf(&mut self.buffer).await.unwrap(),
                0,
                "the body is cut off"
            );
        }
        let body = String::from_utf8(self.buffer.drain(..length).collect()).unwrap();
        Some(Answer { head, body })
    }

    pub async fn exchange(&mut self, text: &str) -> Answer {
        self.send(text).await;
        self.receive().await.expect("the server answers")
    }
}

impl Answer {
    pub fn status(&self) -> &str {
        self.head[0].strip_prefix("HTTP/1.1 ").unwrap()
    }

    /// The value of a header, by its name as written.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .iter()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}
