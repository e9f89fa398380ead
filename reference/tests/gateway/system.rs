//! A REST API in front of a backend that records its calls and answers what it is told.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};

use apigw_reference::control::apigateway::RestApis;
use apigw_reference::control::logs::LogSink;
use apigw_reference::gateway::{Call, Integration, IntegrationError, InvokeUrl};
use apigw_reference::wire::{Caller, Headers, Request, Response, Service};
use bytes::Bytes;
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const FUNCTION: &str = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\
                            arn:aws:lambda:us-east-1:000000000000:function:f/invocations";
pub const START_SYNC: &str = "arn:aws:apigateway:us-east-1:states:action/StartSyncExecution";

type Answer = Result<Response, IntegrationError>;

/// Stands for Lambda and Step Functions.
pub struct Backend {
    answer: Mutex<Option<Answer>>,
    calls: Mutex<Vec<Call>>,
}

impl Integration for Backend {
    fn call(&self, call: Call) -> BoxFuture<'_, Answer> {
        self.calls.lock().unwrap().push(call);
        let answer = self.answer.lock().unwrap().clone();
        Box::pin(async move {
            match answer {
                Some(answer) => answer,
                None => std::future::pending().await,
            }
        })
    }
}

/// Keeps what stages log: group and message.
#[derive(Default)]
pub struct Logs(Mutex<Vec<(String, String)>>);

impl LogSink for Logs {
    fn write(&self, group: &str, _: &str, _: i64, message: String) {
        self.0.lock().unwrap().push((group.to_owned(), message));
    }
}

pub struct System {
    apis: Arc<RestApis>,
    logs: Arc<Logs>,
    pub backend: Arc<Backend>,
    pub api: String,
    pub root: String,
}

impl System {
    /// An API without resources below `/`; the backend answers 200 with `{}`.
    pub async fn new() -> Self {
        let backend = Arc::new(Backend {
            answer: Mutex::new(Some(Ok(Response::json(200, &json!({}))))),
            calls: Mutex::default(),
        });
        let service: Arc<dyn Integration> = backend.clone();
        let services = HashMap::from([("lambda", service.clone()), ("states", service)]);
        let logs = Arc::new(Logs::default());
        let mut system = Self {
            apis: RestApis::new(services, logs.clone()),
            logs,
            backend,
            api: String::new(),
            root: String::new(),
        };
        let api = system.ok("POST", "/restapis", json!({"name": "n"})).await;
        system.api = api["id"].as_str().unwrap().to_owned();
        system.root = api["rootResourceId"].as_str().unwrap().to_owned();
        system
    }

    /// A control-plane call: status and JSON body.
    pub async fn control(&self, verb: &str, path: &str, body: Value) -> (u16, Value) {
        let body = if body.is_null() {
            Bytes::new()
        } else {
            Bytes::from(body.to_string())
        };
        self.raw_control(verb, path, body).await
    }

    /// The same with a body that need not be JSON: an API definition.
    pub async fn raw_control(&self, verb: &str, path: &str, body: Bytes) -> (u16, Value) {
        let (path, query) = path.split_once('?').map_or((path, None), |(p, q)| (p, Some(q)));
        let mut request = request(verb, path, &[], body);
        request.query = query.map(str::to_owned);
        let region = "us-east-1".to_owned();
        let response = self.apis.handle(&Caller { region }, request).await;
        (
            response.status,
            serde_json::from_slice(&response.body).unwrap_or(Value::Null),
        )
    }

    pub async fn ok(&self, verb: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.control(verb, path, body).await;
        assert!(status < 300, "{verb} {path}: {status} {answer}");
        answer
    }

    /// The message of a call that is refused.
    pub async fn refused(&self, verb: &str, path: &str, body: Value) -> (u16, String) {
        let (status, answer) = self.control(verb, path, body).await;
        (status, answer["message"].as_str().unwrap_or_default().to_owned())
    }

    pub fn at(&self, below: &str) -> String {
        format!("/restapis/{}{below}", self.api)
    }

    /// Creates the resources of a path; the id of the last.
    pub async fn resource(&self, path: &str) -> String {
        let mut id = self.root.clone();
        for part in path.split('/').filter(|p| !p.is_empty()) {
            let created = self
                .ok(
                    "POST",
                    &self.at(&format!("/resources/{id}")),
                    json!({"pathPart": part}),
                )
                .await;
            id = created["id"].as_str().unwrap().to_owned();
        }
        id
    }

    /// A method with an integration, a 200 method response with these headers, and these integration responses.
    pub async fn method(
        &self,
        path: &str,
        verb: &str,
        method: Value,
        integration: Value,
        responses: &[Value],
    ) -> String {
        let id = self.resource(path).await;
        let at = self.at(&format!("/resources/{id}/methods/{verb}"));
        let mut input = json!({"authorizationType": "NONE"});
        input
            .as_object_mut()
            .unwrap()
            .extend(method.as_object().cloned().unwrap_or_default());
        self.ok("PUT", &at, input).await;
        self.ok("PUT", &format!("{at}/integration"), integration).await;
        for response in responses {
            let status = response["status"].as_str().unwrap_or("200");
            let headers: serde_json::Map<_, _> = response["responseParameters"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, _)| (name.clone(), json!(false)))
                .collect();
            self.ok(
                "PUT",
                &format!("{at}/responses/{status}"),
                json!({"responseParameters": headers}),
            )
            .await;
            self.ok(
                "PUT",
                &format!("{at}/integration/responses/{status}"),
                response.clone(),
            )
            .await;
        }
        at
    }

    pub async fn deploy(&self, stage: &str) -> String {
        let deployment = self
            .ok("POST", &self.at("/deployments"), json!({"stageName": stage}))
            .await;
        deployment["id"].as_str().unwrap().to_owned()
    }

    /// What was logged since the last call.
    pub fn logged(&self) -> Vec<(String, String)> {
        std::mem::take(&mut *self.logs.0.lock().unwrap())
    }

    pub fn backend_answers(&self, answer: Answer) {
        *self.backend.answer.lock().unwrap() = Some(answer);
    }

    pub fn backend_is_silent(&self) {
        *self.backend.answer.lock().unwrap() = None;
    }

    pub fn calls(&self) -> Vec<Call> {
        self.backend.calls.lock().unwrap().clone()
    }

    pub fn last_call(&self) -> Call {
        self.calls().pop().expect("the backend was called")
    }

    /// A client's request to `/{stage}{path}`.
    pub async fn send(&self, verb: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Response {
        let (path, query) = url.split_once('?').map_or((url, None), |(p, q)| (p, Some(q)));
        let mut request = request(verb, path, headers, Bytes::from(body.to_owned()));
        let host = format!("{}.execute-api.us-east-1.amazonaws.com", self.api);
        request.headers.push("Host", host);
        request.query = query.map(str::to_owned);
        let url = InvokeUrl::of(&request).expect("an invoke url");
        self.apis.gateway().handle(&url, request).await
    }

    pub async fn get(&self, url: &str) -> Response {
        self.send("GET", url, &[], "").await
    }
}

fn request(verb: &str, path: &str, headers: &[(&str, &str)], body: Bytes) -> Request {
    Request {
        method: verb.to_owned(),
        path: path.to_owned(),
        query: None,
        headers: headers.iter().copied().collect::<Headers>(),
        body,
        peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
    }
}

pub fn text(response: &Response) -> &str {
    std::str::from_utf8(&response.body).unwrap()
}

pub fn json_of(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap()
}

/// A MOCK integration that answers with a status.
pub fn mock(status: u16) -> Value {
    json!({"type": "MOCK", "requestTemplates": {"application/json": format!("{{statusCode: {status}}}")}})
}

pub fn proxy() -> Value {
    json!({"type": "AWS_PROXY", "httpMethod": "POST", "uri": FUNCTION})
}

/// An answer of Lambda to a function that failed.
pub fn function_error(message: &str) -> Answer {
    let mut response = Response::json(200, &json!({"errorMessage": message, "errorType": "Error"}));
    response.headers.push("X-Amz-Function-Error", "Unhandled");
    Ok(response)
}
