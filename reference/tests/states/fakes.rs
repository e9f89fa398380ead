//! The service with fakes around it, and short ways to call it.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use apigw_reference::{
    control::{
        iam::{Authority, Denied},
        logs::LogSink,
        states::{Retention, States},
    },
    gateway,
    lambda::{Invocation, InvocationType, Invoke, Invoked},
    wire::{AwsError, Caller, Headers, Request, Response, Service},
};
use bytes::Bytes;
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const ROLE: &str = "arn:aws:iam::000000000000:role/machine";

/// Functions by name: `echo`, `fail` (raises `MyError`), `slow` (sleeps a minute); others do not exist.
#[derive(Default)]
pub struct Functions {
    pub invocations: AtomicUsize,
    pub last: Mutex<Option<Invocation>>,
}

impl Invoke for Functions {
    fn invoke(&self, invocation: Invocation) -> BoxFuture<'_, Result<Invoked, AwsError>> {
        Box::pin(async move {
            self.invocations.fetch_add(1, Ordering::SeqCst);
            let name = invocation
                .function
                .rsplit(':')
                .next()
                .unwrap_or_default()
                .to_owned();
            let payload = invocation.payload.clone();
            let kind = invocation.kind;
            *self.last.lock().unwrap() = Some(invocation);
            let (payload, function_error) = match name.as_str() {
                "echo" => (payload, None),
                "fail" => (
                    Bytes::from_static(br#"{"errorMessage":"sorry","errorType":"MyError"}"#),
                    Some("Unhandled"),
                ),
                "slow" => {
                    tokio::time::sleep(Duration::from_secs(60)).await;
                    (payload, None)
                }
                "large" => (Bytes::from(json!("x".repeat(300_000)).to_string()), None),
                _ => {
                    let arn = format!("arn:aws:lambda:us-east-1:000000000000:function:{name}:$LATEST");
                    let message = format!("Function not found: {arn}");
                    return Err(AwsError::new(404, "ResourceNotFoundException", message));
                }
            };
            let event = kind == InvocationType::Event;
            Ok(Invoked {
                status: if event { 202 } else { 200 },
                payload: if event { Bytes::new() } else { payload },
                function_error,
                executed_version: (!event).then(|| "$LATEST".to_owned()),
                log_tail: None,
                request_id: "0f9b2e6c-0000-4000-8000-000000000000".to_owned(),
            })
        })
    }

    fn permits(&self, _: &str, _: &str, _: &str) -> bool {
        false
    }
}

/// What was written: group, stream, message.
#[derive(Default)]
pub struct Logs(pub Mutex<Vec<(String, String, Value)>>);

impl LogSink for Logs {
    fn write(&self, group: &str, stream: &str, _: i64, message: String) {
        let message = serde_json::from_str(&message).unwrap();
        self.0
            .lock()
            .unwrap()
            .push((group.to_owned(), stream.to_owned(), message));
    }
}

/// Roles by name: `untrusted` cannot be assumed, `powerless` may do nothing, all others everything.
pub struct Roles;

impl Authority for Roles {
    fn authorize(&self, role: &str, principal: &str, action: &str, resource: &str) -> Result<(), Denied> {
        if role.ends_with("/untrusted") {
            return Err(Denied::NotAssumable {
                role: role.to_owned(),
                principal: principal.to_owned(),
            });
        }
        if role.ends_with("/powerless") {
            return Err(Denied::NotAllowed {
                role: role.to_owned(),
                action: action.to_owned(),
                resource: resource.to_owned(),
            });
        }
        Ok(())
    }
}

/// The service and its fakes.
pub struct Fixture {
    pub states: Arc<States>,
    pub functions: Arc<Functions>,
    pub logs: Arc<Logs>,
}

impl Fixture {
    pub fn new() -> Self {
        let (functions, logs) = (Arc::<Functions>::default(), Arc::<Logs>::default());
        Self {
            states: States::new(
                functions.clone(),
                logs.clone(),
                Arc::new(Roles),
                Retention::default(),
            ),
            functions,
            logs,
        }
    }

    /// Calls an operation as an SDK does.
    pub async fn call(&self, operation: &str, body: Value) -> Result<Value, (u16, String, String)> {
        let target = format!("AWSStepFunctions.{operation}");
        let caller = Caller {
            region: "us-east-1".to_owned(),
        };
        let response = self
            .states
            .handle(&caller, request(&[("X-Amz-Target", &target)], body.to_string()))
            .await;
        let body: Value = serde_json::from_slice(&response.body).unwrap();
        if response.status == 200 {
            return Ok(body);
        }
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Err((response.status, text("__type"), text("message")))
    }

    /// Calls an operation as API Gateway does.
    pub async fn integrate(
        &self,
        operation: &str,
        role: Option<&str>,
        body: &str,
    ) -> Result<Response, gateway::IntegrationError> {
        gateway::Integration::call(
            &*self.states,
            gateway::Call {
                target: gateway::Target::Action(operation.to_owned()),
                request: request(
                    &[("X-Amzn-Trace-Id", "Root=1-642491d2-4380e8cb5764286d73bf0198")],
                    body.to_owned(),
                ),
                region: "us-east-1".to_owned(),
                source_arn: "arn:aws:execute-api:us-east-1:000000000000:a/s/POST/p".to_owned(),
                credentials: role.map(str::to_owned),
            },
        )
        .await
    }

    /// Creates a state machine and gives its ARN.
    pub async fn create(&self, name: &str, kind: &str, definition: &Value) -> String {
        let body = json!({
            "name": name, "type": kind, "roleArn": ROLE, "definition": definition.to_string(),
        });
        let created = self.call("CreateStateMachine", body).await.unwrap();
        created["stateMachineArn"].as_str().unwrap().to_owned()
    }

    /// Starts a Standard execution, waits for its end and gives its description.
    pub async fn run(&self, definition: &Value, input: &str) -> Value {
        let name = format!("m{}", uuid::Uuid::new_v4());
        let machine = self.create(&name, "STANDARD", definition).await;
        let body = json!({"stateMachineArn": machine, "input": input});
        let started = self.call("StartExecution", body).await.unwrap();
        self.ended(started["executionArn"].as_str().unwrap()).await
    }

    /// The description of an execution once it has ended.
    pub async fn ended(&self, arn: &str) -> Value {
        let since = tokio::time::Instant::now();
        loop {
            let description = self
                .call("DescribeExecution", json!({"executionArn": arn}))
                .await
                .unwrap();
            if description["status"] != "RUNNING" {
                return description;
            }
            // Time is paused: this lets the execution run until it waits, then time jumps. Steps grow with
            // the wait, so an hour takes no more looks than a second.
            let step = (since.elapsed() / 20).max(Duration::from_millis(10));
            tokio::time::sleep(step).await;
        }
    }

    /// The events of an execution.
    pub async fn events(&self, arn: &Value) -> Vec<Value> {
        let body = json!({"executionArn": arn, "maxResults": 1000});
        let history = self.call("GetExecutionHistory", body).await.unwrap();
        history["events"].as_array().unwrap().clone()
    }
}

fn request(headers: &[(&str, &str)], body: String) -> Request {
    Request {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        query: None,
        headers: headers.iter().copied().collect::<Headers>(),
        body: body.into(),
        peer: [127, 0, 0, 1].into(),
    }
}

/// A state machine of one state.
pub fn one(mut state: Value) -> Value {
    if !matches!(state["Type"].as_str(), Some("Succeed" | "Fail" | "Choice")) {
        state["End"] = true.into();
    }
    json!({"StartAt": "S", "States": {"S": state}})
}
