//! What clients of the wire see when they are slow, too many, too big or in the way of a stop.

mod raw_http;

use std::net::{Ipv4Addr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use apigw_reference::wire::http1::{Handler, Limits, Listener};
use apigw_reference::wire::{Request, Response};
use futures::FutureExt;
use futures::future::BoxFuture;
use raw_http::Client;
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// Answers with what the path asks for.
#[derive(Default)]
struct Paths {
    started: Notify,
    go_on: Notify,
}

impl Handler for Paths {
    fn body_limit(&self, _: &Request) -> usize {
        1 << 20
    }

    fn body_too_long(&self, _: &Request) -> Response {
        Response::new(413, "text/plain", "too long")
    }

    fn handle(&self, request: Request) -> BoxFuture<'_, Response> {
        Box::pin(async move {
            match request.path.as_str() {
                "/panic" => panic!("on purpose"),
                "/wait" => {
                    self.started.notify_one();
                    self.go_on.notified().await;
                }
                "/split" => {
                    let mut response = Response::empty(200);
                    response.headers.push("Location", "a\r\nSet-Cookie: b");
                    return response;
                }
                _ => {}
            }
            Response::new(
                200,
                "text/plain",
                format!("{} {}", request.path, request.body.len()),
            )
        })
    }
}

async fn serve(limits: Limits) -> (SocketAddr, Arc<Paths>, Listener) {
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let (address, paths) = (socket.local_addr().unwrap(), Arc::new(Paths::default()));
    (
        address,
        Arc::clone(&paths),
        Listener::serve(socket, paths, limits),
    )
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")
}

const SHORT: Duration = Duration::from_millis(30);

#[tokio::test]
async fn a_connection_is_used_again() {
    let (address, _, listener) = serve(Limits::default()).await;
    let mut client = Client::connect(address).await;
    for path in ["/1", "/2"] {
        let answer = client.exchange(&get(path)).await;
        assert_eq!((answer.status(), &answer.body), ("200 OK", &format!("{path} 0")));
        assert_eq!(answer.header("Connection"), Some("keep-alive"));
    }
    listener.stop().await;
    assert_eq!(client.receive().await, None);
}

#[tokio::test]
async fn a_body_that_is_too_long_is_answered_while_it_is_being_sent() {
    let (address, _, _listener) = serve(Limits::default()).await;
    // More than the sockets' buffers hold: the answer must not be lost to a reset connection.
    let body = "b".repeat(20 << 20);
    for head in [
        format!("Content-Length: {}\r\n\r\n", body.len()),
        "Transfer-Encoding: chunked\r\n\r\n1400000\r\n".into(),
    ] {
        let mut client = Client::connect(address).await;
        let answer = client
            .exchange(&format!("POST / HTTP/1.1\r\nHost: x\r\n{head}{body}"))
            .await;
        assert_eq!(
            (answer.status(), answer.body.as_str()),
            ("413 Request Entity Too Large", "too long")
        );
        assert_eq!(answer.header("Connection"), Some("close"));
        assert_eq!(client.receive().await, None);
    }
}

#[tokio::test]
async fn a_long_body_within_the_limit_arrives_whole() {
    let (address, _, _listener) = serve(Limits::default()).await;
    let mut client = Client::connect(address).await;
    let body = "b".repeat(1 << 20);
    for _ in 0..2 {
        let answer = client
            .exchange(&format!(
                "POST /long HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n{body}"
            ))
            .await;
        assert_eq!(answer.body, "/long 1048576");
    }
}

#[tokio::test]
async fn clients_that_wait_too_long_are_left() {
    let limits = Limits {
        idle: SHORT,
        head: SHORT,
        pause: SHORT,
        ..Limits::default()
    };
    let (address, _, _listener) = serve(limits).await;
    let mut silent = Client::connect(address).await;
    assert_eq!(silent.receive().await, None);
    for unfinished in [
        "GET / HT",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe",
    ] {
        let mut slow = Client::connect(address).await;
        assert_eq!(slow.exchange(unfinished).await.status(), "408 Request Timeout");
        assert_eq!(slow.receive().await, None);
    }
}

#[tokio::test]
async fn what_is_not_http_is_refused() {
    let (address, _, _listener) = serve(Limits::default()).await;
    // The first bytes of a TLS handshake.
    for text in [
        "\x16\x03\x01\x02\0\x01\0\x01",
        "GET\r\n\r\n",
        "GET / HTTP/1.1\r\nA\r\n\r\n",
    ] {
        let mut client = Client::connect(address).await;
        assert_eq!(client.exchange(text).await.status(), "400 Bad Request");
        assert_eq!(client.receive().await, None);
    }
}

#[tokio::test]
async fn a_response_is_never_split() {
    let (address, _, _listener) = serve(Limits::default()).await;
    let answer = Client::connect(address).await.exchange(&get("/split")).await;
    assert_eq!(answer.status(), "500 Internal Server Error");
    assert_eq!(answer.header("Set-Cookie"), None);
}

#[tokio::test]
async fn a_panic_is_answered_and_raised_when_the_listener_stops() {
    let (address, _, listener) = serve(Limits::default()).await;
    let mut client = Client::connect(address).await;
    let answer = client.exchange(&get("/panic")).await;
    assert_eq!(answer.status(), "500 Internal Server Error");
    assert_eq!(answer.body, r#"{"message":"Internal server error"}"#);
    assert_eq!(client.exchange(&get("/still")).await.body, "/still 0");
    let panic = AssertUnwindSafe(listener.stop())
        .catch_unwind()
        .await
        .unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"on purpose"));
}

#[tokio::test]
async fn a_stop_waits_for_running_requests() {
    let (address, paths, listener) = serve(Limits::default()).await;
    let mut client = Client::connect(address).await;
    client.send(&get("/wait")).await;
    paths.started.notified().await;
    let stop = tokio::spawn(listener.stop());
    // The stop has begun when the port refuses connections.
    while tokio::net::TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    paths.go_on.notify_one();
    let answer = client.receive().await.unwrap();
    assert_eq!(
        (answer.header("Connection"), answer.body.as_str()),
        (Some("close"), "/wait 0")
    );
    stop.await.unwrap();
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let (address, paths, listener) = serve(Limits {
        grace: SHORT,
        ..Limits::default()
    })
    .await;
    let mut client = Client::connect(address).await;
    client.send(&get("/wait")).await;
    paths.started.notified().await;
    listener.stop().await;
    assert_eq!(client.receive().await, None);
}

#[tokio::test]
async fn dropping_closes_at_once() {
    let (address, paths, listener) = serve(Limits::default()).await;
    let mut client = Client::connect(address).await;
    client.send(&get("/wait")).await;
    paths.started.notified().await;
    drop(listener);
    assert_eq!(client.receive().await, None);
}

#[tokio::test]
async fn connections_over_the_limit_wait_for_their_turn() {
    let (address, _, _listener) = serve(Limits {
        connections: 1,
        ..Limits::default()
    })
    .await;
    let mut first = Client::connect(address).await;
    first.exchange(&get("/1")).await;
    let mut second = Client::connect(address).await;
    second.send(&get("/2")).await;
    assert!(tokio::time::timeout(SHORT, second.receive()).await.is_err());
    drop(first);
    assert_eq!(second.receive().await.unwrap().body, "/2 0");
}
