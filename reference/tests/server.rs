//! The reference on its port: readiness, the way to the services, and what is refused.

mod raw_http;

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use apigw_reference::control::apigateway::RestApis;
use apigw_reference::control::logs::Logs;
use apigw_reference::wire::http1::{Limits, Listener};
use apigw_reference::wire::{DataPlane, Dispatch, Request, Response, Service};
use apigw_reference::{Server, StartError};
use futures::future::BoxFuture;
use raw_http::{Answer, Client};
use tokio::net::TcpListener;

fn post(service: &str, headers: &str, body: &str) -> String {
    format!(
        "POST / HTTP/1.1\r\nHost: x\r\n{headers}Content-Length: {}\r\nAuthorization: AWS4-HMAC-SHA256 \
         Credential=AKID/20261121/eu-west-1/{service}/aws4_request, SignedHeaders=host, Signature=0\r\n\r\n{body}",
        body.len()
    )
}

async fn ask(address: SocketAddr, request: &str) -> Answer {
    Client::connect(address).await.exchange(request).await
}

#[tokio::test]
async fn it_says_when_it_is_ready() {
    let server = Server::start(0).await.unwrap();
    assert!(server.address().ip().is_loopback());
    let answer = ask(
        server.address(),
        "GET /_reference/health HTTP/1.1\r\nHost: x\r\n\r\n",
    )
    .await;
    assert_eq!(answer.status(), "200 OK");
    assert!(answer.body.contains(r#""iam","#), "{}", answer.body);
    server.stop().await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let server = Server::start(0).await.unwrap();
    let StartError::Listen { address, .. } = Server::start(server.address().port()).await.unwrap_err();
    assert_eq!(address, server.address());
}

#[tokio::test]
async fn services_are_found_by_the_credential_scope() {
    let server = Server::start(0).await.unwrap();
    let sts = ask(
        server.address(),
        &post("sts", "", "Action=GetCallerIdentity&Version=2011-06-15"),
    )
    .await;
    assert_eq!(sts.status(), "200 OK");
    assert!(
        sts.body.contains("<Account>000000000000</Account>"),
        "{}",
        sts.body
    );
    let target = "X-Amz-Target: Logs_20140328.CreateLogGroup\r\n";
    assert_eq!(
        ask(server.address(), &post("logs", target, r#"{"logGroupName":"g"}"#))
            .await
            .status(),
        "200 OK"
    );
    let target = "X-Amz-Target: Logs_20140328.DescribeLogGroups\r\n";
    let groups = ask(server.address(), &post("logs", target, "{}")).await;
    assert!(
        groups
            .body
            .contains("arn:aws:logs:eu-west-1:000000000000:log-group:g"),
        "{}",
        groups.body
    );
    assert!(groups.header("x-amzn-RequestId").is_some());
}

#[tokio::test]
async fn what_no_room_answers_is_refused() {
    let server = Server::start(0).await.unwrap();
    let unsigned = ask(server.address(), "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(unsigned.status(), "403 Forbidden");
    assert_eq!(
        unsigned.header("x-amzn-ErrorType"),
        Some("MissingAuthenticationTokenException")
    );
    assert_eq!(unsigned.body, r#"{"message":"Missing Authentication Token"}"#);
    let unknown = ask(server.address(), &post("dynamodb", "", "{}")).await;
    assert_eq!(unknown.status(), "501 Not Implemented");
    assert!(
        unknown.body.contains("does not offer the service 'dynamodb'"),
        "{}",
        unknown.body
    );
}

/// Owns what the host `api` asks for.
struct Stage;

impl DataPlane for Stage {
    fn owns(&self, request: &Request) -> bool {
        request.headers.get("Host") == Some("api")
    }

    fn handle(&self, request: Request) -> BoxFuture<'_, Response> {
        Box::pin(async move { Response::new(200, "text/plain", request.body.len().to_string()) })
    }

    fn payload_too_long(&self, _: &Request, longest: usize) -> Response {
        RestApis::new(HashMap::new(), Arc::new(Logs::default()))
            .gateway()
            .payload_too_long(longest)
    }
}

#[tokio::test]
async fn a_stage_takes_ten_mebibytes_and_a_service_more() {
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = socket.local_addr().unwrap();
    let none: [Arc<dyn Service>; 0] = [];
    let dispatch = Dispatch::new(none, [Arc::new(Stage) as Arc<dyn DataPlane>]);
    let _listener = Listener::serve(socket, Arc::new(dispatch), Limits::default());
    let post = |host: &str, length: usize| {
        format!(
            "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n{}",
            "b".repeat(length)
        )
    };
    assert_eq!(ask(address, &post("api", 10_485_760)).await.body, "10485760");
    // LIMIT-006
    let refused = ask(address, &post("api", 10_485_761)).await;
    assert_eq!(refused.status(), "413 Request Entity Too Large");
    assert_eq!(refused.header("Content-Type"), Some("text/plain"));
    assert_eq!(refused.body, "HTTP content length exceeded 10485760 bytes.");
    assert_eq!(
        ask(address, &post("x", 10_485_761)).await.status(),
        "403 Forbidden"
    );
}
