//! A reference with what a bench needs on it, made through its control plane as any client makes it.

use std::net::SocketAddr;

use apigw_reference::Server;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::connection::Connection;

/// A running reference.
#[derive(Debug)]
pub struct System {
    /// Where it listens.
    pub address: SocketAddr,
    _server: Server,
    _runtime: Runtime,
}

impl System {
    /// Starts a reference.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start() -> Self {
        let runtime = Runtime::new().expect("the runtime starts");
        let server = runtime.block_on(Server::start(0)).expect("the reference starts");
        Self {
            address: server.address(),
            _server: server,
            _runtime: runtime,
        }
    }

    /// Creates a state machine and gives its ARN.
    pub fn state_machine(&self, name: &str, kind: &str, definition: &Value) -> String {
        let created = self.step_functions(
            "CreateStateMachine",
            &json!({
                "name": name,
                "type": kind,
                "definition": definition.to_string(),
                "roleArn": "arn:aws:iam::000000000000:role/bench",
            }),
        );
        text(&created["stateMachineArn"])
    }

    /// Calls Step Functions and gives its answer.
    ///
    /// # Panics
    /// If it is refused.
    pub fn step_functions(&self, action: &str, input: &Value) -> Value {
        self.ask(&step_functions(action, input))
    }

    /// Sends a whole request and gives the JSON of its answer.
    ///
    /// # Panics
    /// If it is refused.
    pub fn ask(&self, request: &[u8]) -> Value {
        let mut connection = Connection::open(self.address);
        let (status, body) = connection.exchange(request);
        assert!(status < 300, "{status} {}", String::from_utf8_lossy(body));
        serde_json::from_slice(body).expect("an answer is JSON")
    }
}

/// The bytes of a call to Step Functions.
pub fn step_functions(action: &str, input: &Value) -> Vec<u8> {
    let target =
        format!("Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AWSStepFunctions.{action}\r\n");
    request("POST", "/", "states", &target, input)
}

/// The bytes of a call to a service; the reference looks at the scope of the signature alone.
pub fn request(verb: &str, path: &str, service: &str, headers: &str, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    format!(
        "{verb} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {}\r\nAuthorization: AWS4-HMAC-SHA256 \
         Credential=bench/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// The text that an answer holds.
///
/// # Panics
/// If it holds none.
pub fn text(value: &Value) -> String {
    value.as_str().expect("an answer has the member").to_owned()
}
