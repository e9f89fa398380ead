//! HTTP backends: one that repeats what it got.

use std::net::{Ipv4Addr, SocketAddr};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::system::{System, status};

/// Answers one request with its own bytes.
async fn backend() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut seen = vec![0; 4096];
            let length = stream.read(&mut seen).await.unwrap_or_default();
            let head = format!(
                "HTTP/1.1 418 Teapot\r\nx-from: backend\r\nDate: then\r\nContent-Type: text/plain\r\n\
                 Content-Length: {length}\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(&seen[..length]).await;
        }
    });
    address
}

fn http_proxy(uri: &str) -> serde_json::Value {
    json!({"integrationType": "HTTP_PROXY", "integrationMethod": "ANY", "integrationUri": uri})
}

#[tokio::test]
async fn a_request_is_passed_on_and_the_answer_back() {
    let system = System::new().await;
    let address = backend().await;
    let mut integration = http_proxy(&format!("http://{address}/base/{{proxy}}?fixed=1"));
    integration["requestParameters"] = json!({"append:header.x-added": "$request.path.proxy"});
    system.route("ANY /{proxy+}", integration).await;
    let answer = system.send("PUT", "/a/b?q=1", &[("X-Mine", "2")], "body").await;
    assert_eq!((status(&answer), answer.header("x-from")), (418, Some("backend")));
    assert_ne!(answer.header("Date"), Some("then"));
    let mut lines = answer.body.split("\r\n");
    assert_eq!(lines.next(), Some("PUT /base/a/b?fixed=1&q=1 HTTP/1.1"));
    let lines: Vec<_> = lines.collect();
    let domain = format!("{}.execute-api.us-east-1.amazonaws.com", system.api);
    for line in [
        format!("Host: {address}"),
        "X-Mine: 2".to_owned(),
        "x-added: a/b".to_owned(),
        format!("Forwarded: by=127.0.0.1;for=127.0.0.1;host={domain};proto=https"),
        "Via: HTTP/1.1 AmazonAPIGateway".to_owned(),
        "Content-Length: 4".to_owned(),
    ] {
        assert_eq!(
            lines.iter().filter(|l| **l == line).count(),
            1,
            "{line} in {lines:?}"
        );
    }
    assert_eq!(lines.last(), Some(&"body"));
}

#[tokio::test]
async fn a_mapped_path_replaces_that_of_the_url() {
    let system = System::new().await;
    let address = backend().await;
    let mut integration = http_proxy(&format!("http://{address}/base"));
    system.route("GET /plain", integration.clone()).await;
    integration["requestParameters"] =
        json!({"overwrite:path": "/v1${request.path}", "overwrite:querystring.q": "2"});
    system.route("GET /pets/{id}", integration).await;
    for (path, line) in [
        ("/plain", "GET /base HTTP/1.1"),
        ("/pets/a%20b?q=1", "GET /v1/pets/a%20b?q=2 HTTP/1.1"),
    ] {
        assert_eq!(system.get(path).await.body.split("\r\n").next(), Some(line));
    }
}

#[tokio::test]
async fn a_backend_that_is_not_there_is_503_and_one_elsewhere_is_not_called() {
    let system = System::new().await;
    let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    system
        .route("GET /closed", http_proxy(&format!("http://{closed}/")))
        .await;
    system.route("GET /far", http_proxy("https://example.com/")).await;
    let answer = system.get("/closed").await;
    assert_eq!(
        (status(&answer), answer.body.as_str()),
        (503, "{\"message\":\"Service Unavailable\"}")
    );
    let far = system.get("/far").await;
    assert_eq!(status(&far), 500);
    assert!(far.body.contains("loopback addresses only"), "{}", far.body);
}
