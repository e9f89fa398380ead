//! An HTTP/1.1 server on loopback that a misbehaving client cannot harm.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::answer::Body;

/// Connections at once; further ones wait.
const MOST_CONNECTIONS: usize = 128;
/// For a TLS handshake, and for the head of a request.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// For all that happens on a connection. API Gateway gives up on a backend after 30 s.
const CONNECTION: Duration = Duration::from_secs(60);
/// After a connection could not be accepted, most likely for want of file descriptors.
const RECOVERY: Duration = Duration::from_millis(100);

/// What answers a request, by its path.
pub(super) type Answers = Arc<dyn Fn(&str) -> Response<Body> + Send + Sync>;

/// A server that runs until it is dropped.
#[derive(Debug)]
pub(super) struct Server {
    address: SocketAddr,
    serving: AbortHandle,
}

impl Server {
    /// Listens on a free port of 127.0.0.1, with TLS if there is an acceptor.
    pub(super) async fn start(tls: Option<TlsAcceptor>, answers: Answers) -> io::Result<Self> {
        let listener = Self::listen().await?;
        Self::serve(listener, tls, answers)
    }

    /// A listener for [`Self::serve`], for whoever must know the port first.
    pub(super) async fn listen() -> io::Result<TcpListener> {
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
    }

    /// Serves whoever connects.
    pub(super) fn serve(
        listener: TcpListener,
        tls: Option<TlsAcceptor>,
        answers: Answers,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let serving = tokio::spawn(accept(listener, tls, answers)).abort_handle();
        Ok(Self { address, serving })
    }

    /// The port that it listens on.
    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Takes connections for ever. They end with it: the set aborts what it holds.
async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, answers: Answers) {
    let mut connections = JoinSet::new();
    loop {
        while connections.len() >= MOST_CONNECTIONS {
            connections.join_next().await;
        }
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            sleep(RECOVERY).await;
            continue;
        };
        // A client that hangs up, is late or speaks something else has only itself to serve: nothing is to be told.
        connections.spawn(timeout(
            CONNECTION,
            connection(stream, tls.clone(), Arc::clone(&answers)),
        ));
    }
}

async fn connection(stream: TcpStream, tls: Option<TlsAcceptor>, answers: Answers) {
    match tls {
        None => talk(stream, answers).await,
        Some(tls) => {
            if let Ok(Ok(stream)) = timeout(HANDSHAKE, tls.accept(stream)).await {
                talk(stream, answers).await;
            }
        }
    }
}

async fn talk(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, answers: Answers) {
    let service = service_fn(|request: Request<Incoming>| {
        let response = answers(request.uri().path());
        async move { Ok::<_, Infallible>(response) }
    });
    // An error is a body that breaks off on purpose, or the other side's.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HANDSHAKE)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::backend::answer;

    async fn said(port: u16, request: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))
            .await
            .expect("it listens");
        stream.write_all(request.as_bytes()).await.expect("it reads");
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text).await;
        text
    }

    #[tokio::test]
    async fn rubbish_harms_nobody_and_the_server_ends_when_it_is_dropped() {
        let server = Server::start(None, Arc::new(answer::to))
            .await
            .expect("a free port");
        let port = server.port();
        said(port, "\u{0}\u{1}\r\n\r\n").await;
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await);
        let answer = said(
            port,
            "GET /echo/leek HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        )
        .await;
        assert!(
            answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nleek"),
            "{answer}"
        );
        let serving = server.serving.clone();
        drop(server);
        while !serving.is_finished() {
            tokio::task::yield_now().await;
        }
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err());
    }

    #[tokio::test]
    async fn an_answer_can_break_off() {
        let server = Server::start(None, Arc::new(answer::to))
            .await
            .expect("a free port");
        let answer = said(server.port(), "GET /half/1000 HTTP/1.1\r\nHost: a\r\n\r\n").await;
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains("content-length: 1000"), "{head}");
        assert_eq!(body.len(), 500);
    }
}
