//! A bench for the service: functions with a log that is kept and roles that may or may not invoke.

mod function_urls;
mod invocation;
mod resources;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::Functions;
use super::code::tests::package;
use crate::control::iam::{Authority, Denied};
use crate::control::logs::LogSink;
use crate::gateway::{Call, Integration, IntegrationError, Target};
use crate::wire::{Caller, Headers, Request, Response, Service};

const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:function:f";
const ECHO: &str =
    "export const handler = async (event) => { if (event.fail) throw new Error('told to'); return event; };";

#[derive(Default)]
struct Lines(Mutex<Vec<String>>);

impl LogSink for Lines {
    fn write(&self, _: &str, _: &str, _: i64, message: String) {
        self.0.lock().unwrap().push(message);
    }
}

/// Only `role/good` may invoke, `role/idle` may be assumed, others do not exist.
struct Roles;

impl Authority for Roles {
    fn authorize(&self, role: &str, principal: &str, action: &str, resource: &str) -> Result<(), Denied> {
        assert_eq!(
            (principal, action),
            ("apigateway.amazonaws.com", "lambda:InvokeFunction")
        );
        let (role, resource) = (role.to_owned(), resource.to_owned());
        match role.rsplit('/').next() {
            Some("good") => Ok(()),
            Some("idle") => Err(Denied::NotAllowed {
                role,
                action: action.into(),
                resource,
            }),
            _ => Err(Denied::NotAssumable {
                role,
                principal: principal.into(),
            }),
        }
    }
}

struct Bench {
    functions: Arc<Functions>,
    lines: Arc<Lines>,
}

impl Bench {
    fn new() -> Self {
        let lines = Arc::new(Lines::default());
        let delays = [Duration::from_millis(5); 2];
        Self {
            functions: Functions::with_retry_delays(
                Arc::clone(&lines) as Arc<dyn LogSink>,
                Arc::new(Roles),
                delays,
            ),
            lines,
        }
    }

    async fn with(source: &str) -> Self {
        let bench = Self::new();
        let created = bench.create("f", source).await;
        assert_eq!(created.status, 201, "{}", text(&created));
        bench
    }

    async fn create(&self, name: &str, source: &str) -> Response {
        let body = json!({ "FunctionName": name, "Runtime": "nodejs22.x", "Handler": "index.handler",
            "Role": "arn:aws:iam::000000000000:role/r", "Code": { "ZipFile": package(&[("index.mjs", source)]) } });
        self.send("POST", "/2015-03-31/functions", &body).await
    }

    async fn send(&self, method: &str, target: &str, body: &Value) -> Response {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        self.raw(method, target, &[], body.into_bytes()).await
    }

    async fn raw(&self, method: &str, target: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Response {
        let caller = Caller {
            region: "us-east-1".into(),
        };
        self.functions
            .handle(&caller, request(method, target, headers, body))
            .await
    }

    async fn ok(&self, method: &str, target: &str, body: Value) -> Value {
        let response = self.send(method, target, &body).await;
        assert!(response.status < 300, "{}", text(&response));
        serde_json::from_slice(&response.body).unwrap_or_default()
    }

    async fn error(&self, method: &str, target: &str, body: Value) -> (u16, String, String) {
        let response = self.send(method, target, &body).await;
        error(&response)
    }

    async fn invoke(&self, event: Value) -> Response {
        self.send("POST", "/2015-03-31/functions/f/invocations", &event)
            .await
    }

    async fn call(
        &self,
        method: &str,
        source: &str,
        credentials: Option<&str>,
        body: &str,
    ) -> Result<Response, IntegrationError> {
        let path = format!("/2015-03-31/functions/{ARN}/invocations");
        let call = Call {
            target: Target::Path(path.clone()),
            request: request(method, &path, &[], body.as_bytes().to_vec()),
            region: "us-east-1".into(),
            source_arn: format!("arn:aws:execute-api:us-east-1:000000000000:{source}"),
            credentials: credentials.map(str::to_owned),
        };
        self.functions.call(call).await
    }

    async fn permit(&self, source: &str) {
        let body = json!({ "StatementId": "gateway", "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com",
            "SourceArn": format!("arn:aws:execute-api:us-east-1:000000000000:{source}") });
        self.ok("POST", "/2015-03-31/functions/f/policy", body).await;
    }
}

fn request(method: &str, target: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Request {
    let (path, query) = target
        .split_once('?')
        .map_or((target, None), |(p, q)| (p, Some(q.to_owned())));
    Request {
        method: method.into(),
        path: path.into(),
        query,
        headers: headers.iter().copied().collect::<Headers>(),
        body: body.into(),
        peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
    }
}

fn text(response: &Response) -> String {
    String::from_utf8_lossy(&response.body).into_owned()
}

fn error(response: &Response) -> (u16, String, String) {
    let body: Value = serde_json::from_slice(&response.body).unwrap();
    let message = body["message"].as_str().or(body["Message"].as_str()).unwrap();
    (
        response.status,
        response.headers.get("x-amzn-errortype").unwrap().to_owned(),
        message.to_owned(),
    )
}

fn refusal(status: u16, code: &str, message: &str) -> (u16, String, String) {
    (status, code.to_owned(), message.to_owned())
}
