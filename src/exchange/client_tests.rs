//! What really crosses the wire, seen by a listener of bytes.

use bytes::Bytes;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};

use super::*;

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi";

/// A listener that reads one request, answers with these bytes and closes; gives what it read.
async fn listener(answer: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let read = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut read = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            let count = stream.read(&mut buffer).await.expect("bytes");
            read.extend_from_slice(&buffer[..count]);
            let text = String::from_utf8_lossy(&read);
            if count == 0 || text.ends_with("\r\n\r\n") || text.ends_with("BODY") {
                break;
            }
        }
        stream.write_all(answer.as_bytes()).await.expect("an answer");
        String::from_utf8_lossy(&read).into_owned()
    });
    (address, read)
}

fn request(method: &str, url: String) -> Request {
    Request {
        method: method.to_owned(),
        url,
        headers: Vec::new(),
        body: None,
    }
}

fn client() -> Client {
    let limits = Limits {
        connect: Duration::from_secs(5),
        whole: Duration::from_secs(5),
        body: 64,
    };
    Client::new(limits)
}

#[tokio::test]
async fn paths_and_queries_are_sent_as_written() {
    for target in [
        "/",
        "/a//b/",
        "/a%2Fb%2B+%20/?q=%2B+a%20b&q=%zz&empty=&flag",
        "/a;b=c:d@e,f!$&()*~|",
        "/?a={b:[1]}",
        "/?",
    ] {
        let (address, read) = listener(OK).await;
        let exchange = client()
            .send(request("GET", format!("http://{address}{target}")))
            .await;
        let exchange = exchange.unwrap_or_else(|error| panic!("{target} {error}"));
        assert_eq!(exchange.response.status, 200);
        assert_eq!(
            read.await.expect("a request"),
            format!("GET {target} HTTP/1.1\r\naccept: */*\r\nhost: {address}\r\n\r\n")
        );
    }
}

#[tokio::test]
async fn headers_keep_their_order_and_host_may_be_overridden() {
    let (address, read) = listener(OK).await;
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let request = Request {
        headers: vec![
            header("Host", "api.example.com"),
            header("X-B", "1"),
            header("X-A", "\u{fc}"),
            header("X-B", "2"),
        ],
        body: Some(Bytes::from_static(b"BODY")),
        ..request("POST", format!("http://{address}"))
    };
    client().send(request).await.expect("an answer");
    assert_eq!(
        read.await.expect("a request"),
        "POST / HTTP/1.1\r\nhost: api.example.com\r\nx-b: 1\r\nx-b: 2\r\nx-a: \u{fc}\r\naccept: */*\r\ncontent-length: 4\r\n\r\nBODY"
    );
}

#[tokio::test]
async fn redirects_are_not_followed_and_bodies_not_decompressed() {
    let answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\ncontent-encoding: gzip\r\n\
                  set-cookie: a=1\r\nset-cookie: b=2\r\ncontent-length: 4\r\n\r\nnope";
    let (address, _) = listener(answer).await;
    let exchange = client()
        .send(request("GET", format!("http://{address}/")))
        .await
        .expect("an answer");
    assert_eq!(exchange.response.status, 302);
    assert_eq!(exchange.response.body, "nope");
    assert_eq!(
        exchange.response.header("Set-Cookie").collect::<Vec<_>>(),
        ["a=1", "b=2"]
    );
    assert_eq!(
        exchange.response.header("location").collect::<Vec<_>>(),
        ["http://127.0.0.1:1/"]
    );
}

#[tokio::test]
async fn what_would_be_changed_is_refused() {
    let sends = async |url: &str| {
        client()
            .send(request("GET", url.to_owned()))
            .await
            .expect_err("refused")
            .to_string()
    };
    for (url, reason) in [
        ("http://127.0.0.1:1/a#b", "what follows # is never sent"),
        (
            "http://127.0.0.1:1/a/../b",
            "it would be sent as http://127.0.0.1:1/b",
        ),
        (
            "http://127.0.0.1:1/a b",
            "it would be sent as http://127.0.0.1:1/a%20b",
        ),
        (
            "http://127.0.0.1:1/caf\u{e9}",
            "it would be sent as http://127.0.0.1:1/caf%C3%A9",
        ),
        (
            "http://127.0.0.1:1?a=b",
            "it would be sent as http://127.0.0.1:1/?a=b",
        ),
        ("ftp://127.0.0.1/", "a URL begins with http:// or https://"),
    ] {
        assert_eq!(sends(url).await, format!("send {url} as written: {reason}"));
    }
    let bad = Request {
        headers: vec![("a b".to_owned(), String::new())],
        ..request("GET", "http://127.0.0.1:1/".to_owned())
    };
    assert!(
        client()
            .send(bad)
            .await
            .expect_err("refused")
            .to_string()
            .starts_with("send a b as written: ")
    );
}

#[tokio::test]
async fn failures_are_told_apart() {
    let port = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port")
        .local_addr()
        .expect("an address");
    let refused = client()
        .send(request("GET", format!("http://{port}/")))
        .await
        .expect_err("nobody listens");
    assert!(matches!(refused, SendError::Unreachable { .. }), "{refused:?}");
    assert!(refused.suggests_target_is_gone());
    assert!(
        refused
            .to_string()
            .starts_with(&format!("connect to {port}: Connection refused")),
        "{refused}"
    );

    for cut in ["", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhi"] {
        let (address, _) = listener(cut).await;
        let closed = client()
            .send(request("GET", format!("http://{address}/")))
            .await
            .expect_err("cut short");
        assert!(matches!(closed, SendError::Closed(_)), "{cut:?} {closed:?}");
        assert!(closed.suggests_target_is_gone());
    }

    let (address, _) = listener("220 mail.example.com\r\n\r\n").await;
    let other = client()
        .send(request("GET", format!("http://{address}/")))
        .await
        .expect_err("no HTTP");
    assert!(matches!(other, SendError::Other(_)), "{other:?}");
    assert!(!other.suggests_target_is_gone());

    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let impatient = Client::new(Limits {
        whole: Duration::from_millis(50),
        ..Limits::default()
    });
    let url = format!("http://{}/", silent.local_addr().expect("an address"));
    let late = impatient.send(request("GET", url)).await.expect_err("no answer");
    assert_eq!(late.to_string(), "get an answer within 0.05 s");
    assert!(!late.suggests_target_is_gone());
}

#[tokio::test]
async fn long_bodies_are_refused() {
    let answer = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n0123456789012345678901234567890123456789012345678901234567890123456789";
    let (address, _) = listener(answer).await;
    let error = client()
        .send(request("GET", format!("http://{address}/")))
        .await
        .expect_err("too long");
    assert_eq!(error.to_string(), "read the answer: its body exceeds 64 bytes");
}

#[tokio::test]
async fn a_listener_without_tls_is_no_panic() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("https://{}/", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .expect("an answer");
    });
    let error = client().send(request("GET", url)).await.expect_err("no TLS");
    assert!(matches!(error, SendError::Other(_)), "{error:?}");
}

#[tokio::test]
async fn names_of_headers_are_written_in_the_case_that_is_asked_for() {
    for (case, line) in [
        (HeaderCase::Lower, "x-soup: leek\r\n"),
        (HeaderCase::Title, "X-Soup: leek\r\n"),
    ] {
        let (address, read) = listener(OK).await;
        let mut request = request("GET", format!("http://{address}/"));
        request.headers.push(("X-SOUP".to_owned(), "leek".to_owned()));
        client().send_in(case, request).await.expect("an answer");
        let sent = read.await.expect("a request");
        assert!(sent.contains(line), "{case:?}: {sent}");
    }
}
