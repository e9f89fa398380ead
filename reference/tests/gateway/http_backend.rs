//! HTTP and HTTP_PROXY, in front of a backend on loopback.

use apigw_reference::wire::Response;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::system::{System, text};

/// A backend that takes one request, gives one answer and tells what it was sent.
struct Backend {
    host: String,
    request: JoinHandle<String>,
}

impl Backend {
    async fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let request = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut read = String::new();
            let mut piece = [0; 1024];
            while !is_whole(&read) {
                let length = stream.read(&mut piece).await.unwrap();
                read.push_str(std::str::from_utf8(&piece[..length]).unwrap());
            }
            stream.write_all(answer.as_bytes()).await.unwrap();
            read
        });
        Self { host, request }
    }

    async fn lines(self) -> Vec<String> {
        self.request
            .await
            .unwrap()
            .split("\r\n")
            .map(str::to_owned)
            .collect()
    }
}

fn is_whole(request: &str) -> bool {
    request.split_once("\r\n\r\n").is_some_and(|(head, body)| {
        let length = head.lines().find_map(|l| l.strip_prefix("Content-Length: "));
        length.is_none_or(|l| l.parse() == Ok(body.len()))
    })
}

const DECLARED: [&str; 4] = ["path.p", "querystring.q", "header.H", "header.Host"];

async fn with(integration: Value, responses: &[Value]) -> System {
    let system = System::new().await;
    let declared: serde_json::Map<_, _> = DECLARED
        .iter()
        .map(|name| (format!("method.request.{name}"), json!(false)))
        .collect();
    let method = json!({"requestParameters": declared});
    system
        .method("/x/{p}", "ANY", method, integration, responses)
        .await;
    system.deploy("dev").await;
    system
}

fn integration(kind: &str, uri: String, extra: &Value) -> Value {
    let mut integration = json!({"type": kind, "httpMethod": "POST", "uri": uri});
    let members = integration.as_object_mut().unwrap();
    members.extend(extra.as_object().cloned().unwrap_or_default());
    integration
}

const CLIENT: [(&str, &str); 6] = [
    ("Accept", "text/html"),
    ("hEADER", "v"),
    ("H", "mapped"),
    ("Via", "p"),
    ("Content-Encoding", "identity"),
    ("Content-Type", "application/json"),
];

fn names(response: &Response) -> Vec<&str> {
    response.headers.iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn http_sends_what_is_mapped_and_defaults() {
    let backend = Backend::answering(
        "HTTP/1.1 404 Not Found\r\nServer: b\r\nX-Given: g\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nno",
    )
    .await;
    let mappings = json!({"requestParameters": {
        "integration.request.path.part": "method.request.path.p",
        "integration.request.querystring.query": "method.request.querystring.q",
        "integration.request.header.X-H": "method.request.header.H",
        "integration.request.header.Authorization": "'a'",
        "integration.request.header.TE": "'gzip'",
    }});
    let uri = format!("http://{}/base/{{part}}?fixed=1", backend.host);
    let responses = [
        json!({"status": "200"}),
        json!({"status": "400", "selectionPattern": "4\\d{2}", "responseParameters": {
            "method.response.header.X-Server": "integration.response.header.Server",
        }}),
    ];
    let system = with(integration("HTTP", uri, &mappings), &responses).await;
    let response = system.send("PUT", "/dev/x/a%20b?q=c+d&r=1", &CLIENT, "{}").await;
    assert_eq!((response.status, text(&response)), (400, "no"));
    assert_eq!(
        names(&response),
        [
            "Content-Type",
            "X-Server",
            "x-amzn-RequestId",
            "x-amz-apigw-id",
            "X-Amzn-Trace-Id"
        ]
    );
    assert_eq!(response.headers.get("Content-Type"), Some("application/json"));
    let host = format!("Host: {}", backend.host);
    let lines = backend.lines().await;
    assert_eq!(lines[0], "POST /base/a%20b?fixed=1&query=c+d HTTP/1.1");
    assert_eq!(
        &lines[1..8],
        &[
            host,
            "X-H: mapped".to_owned(),
            "Authorization: a".to_owned(),
            "Accept: application/json".to_owned(),
            "Content-Type: application/json".to_owned(),
            format!("User-Agent: AmazonAPIGateway_{}", system.api),
            format!("X-Amzn-Apigateway-Api-Id: {}", system.api),
        ]
    );
    assert!(lines[8].starts_with("X-Amzn-Trace-Id: Root="));
    assert_eq!(&lines[9..], &["Content-Length: 2", "", "{}"]);
}

#[tokio::test]
async fn a_proxy_passes_everything_in_both_directions() {
    let backend = Backend::answering(
        "HTTP/1.1 418 Teapot\r\nServer: b\r\nx-amzn-RequestId: r\r\nSet-Cookie: a\r\nset-Cookie: b\r\n\
         Content-Type: text/plain\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
    )
    .await;
    let mappings = json!({
        "httpMethod": "ANY",
        "requestParameters": {"integration.request.header.Header": "'mine'"},
        "requestTemplates": {"application/json": "never used"},
    });
    let uri = format!("http://{}/base?r=0", backend.host);
    let system = with(integration("HTTP_PROXY", uri, &mappings), &[]).await;
    let response = system
        .send("PATCH", "/dev/x/a?r=1&s=%26", &CLIENT, "{\"a\": 1}")
        .await;
    assert_eq!((response.status, text(&response)), (418, "hi"));
    assert_eq!(
        names(&response),
        [
            "Content-Type",
            "x-amzn-Remapped-Server",
            "x-amzn-Remapped-x-amzn-RequestId",
            "Set-Cookie",
            "set-Cookie",
            "x-amzn-Remapped-Connection",
            "x-amzn-RequestId",
            "x-amz-apigw-id",
        ]
    );
    let lines = backend.lines().await;
    assert_eq!(lines[0], "PATCH /base?r=0&r=1&s=%26 HTTP/1.1");
    for line in [
        "Accept: text/html",
        "H: mapped",
        "Header: mine",
        "Content-Type: application/json",
    ] {
        assert!(lines.iter().any(|l| l == line), "{line}: {lines:?}");
    }
    for name in ["Via:", "Content-Encoding:", "hEADER:", "User-Agent: Amazon"] {
        assert!(!lines.iter().any(|l| l.starts_with(name)), "{name}: {lines:?}");
    }
    assert_eq!(lines.last().map(String::as_str), Some("{\"a\": 1}"));
}

#[tokio::test]
async fn a_backend_that_fails_is_told_apart() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = silent.local_addr().map(|a| (silent, a)).unwrap();
    let broken = Backend::answering("SMTP\r\n\r\n").await;
    let long = Backend::answering("HTTP/1.1 200 OK\r\nContent-Length: 10485761\r\n\r\n").await;
    for (uri, status, message) in [
        (
            format!("http://{closed}/"),
            504,
            "Network error communicating with endpoint",
        ),
        (
            format!("http://{}/", broken.host),
            504,
            "Network error communicating with endpoint",
        ),
        (format!("http://{}/", silent.1), 504, "Endpoint request timed out"),
        (format!("http://{}/", long.host), 500, "Internal server error"),
        (
            "https://${stageVariables.none}/".to_owned(),
            500,
            "Internal server error",
        ),
        (
            "http://example.com/".to_owned(),
            500,
            "this reference implementation calls backends on loopback addresses only, not http://example.com",
        ),
    ] {
        for kind in ["HTTP", "HTTP_PROXY"] {
            if kind == "HTTP" && (uri.contains(&broken.host) || uri.contains(&long.host)) {
                continue;
            }
            let limited = json!({"timeoutInMillis": 50});
            let system = with(integration(kind, uri.clone(), &limited), &[]).await;
            let response = system.get("/dev/x/1").await;
            assert_eq!(response.status, status, "{kind} {uri}");
            assert_eq!(
                text(&response),
                format!("{{\"message\": \"{message}\"}}"),
                "{kind} {uri}"
            );
        }
    }
}

#[tokio::test]
async fn two_headers_may_not_be_mapped() {
    for name in ["Content-Length", "Transfer-Encoding"] {
        let mappings = json!({"requestParameters": {format!("integration.request.header.{name}"): "'0'"}});
        let closed = "http://127.0.0.1:1/".to_owned();
        let system = with(integration("HTTP_PROXY", closed, &mappings), &[]).await;
        let response = system.get("/dev/x/1").await;
        assert_eq!(
            (response.status, text(&response)),
            (500, "{\"message\": \"Internal server error\"}")
        );
        assert_eq!(response.headers.get("X-Amzn-Trace-Id"), None);
    }
}
