//! A running reference with one HTTP API, and a client of it.

use std::io::{Cursor, Write};

use apigw_reference::Server;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::raw_http::{Answer, Client};

pub const ROLE: &str = "arn:aws:iam::000000000000:role/caller";

/// Answers with its event as a whole response of either format.
pub const ECHO: &str =
    "export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });";

pub struct System {
    server: Server,
    pub api: String,
}

impl System {
    /// An API with a `$default` stage that deploys by itself, and no routes.
    pub async fn new() -> Self {
        let mut system = Self::empty().await;
        system.api = system.api_of(json!({})).await;
        let stage = json!({"stageName": "$default", "autoDeploy": true});
        system.ok("POST", &system.at("/stages"), stage).await;
        system
    }

    /// No API at all.
    pub async fn empty() -> Self {
        Self {
            server: Server::start(0).await.unwrap(),
            api: String::new(),
        }
    }

    /// A new API with these members; its id.
    pub async fn api_of(&self, members: Value) -> String {
        let mut input = json!({"name": "n", "protocolType": "HTTP"});
        let members = members.as_object().unwrap().clone();
        input.as_object_mut().unwrap().extend(members);
        let api = self.ok("POST", "/v2/apis", input).await;
        api["apiId"].as_str().unwrap().to_owned()
    }

    pub fn at(&self, below: &str) -> String {
        format!("/v2/apis/{}{below}", self.api)
    }

    async fn exchange(&self, text: &str) -> Answer {
        Client::connect(self.server.address()).await.exchange(text).await
    }

    async fn signed(&self, service: &str, head: &str, body: &Value) -> Answer {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let (line, headers) = head.split_once('\n').unwrap_or((head, ""));
        self.exchange(&format!(
            "{line} HTTP/1.1\r\nHost: x\r\n{headers}Content-Length: {}\r\nAuthorization: AWS4-HMAC-SHA256 \
             Credential=AKID/20261121/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0\r\n\r\n{body}",
            body.len()
        ))
        .await
    }

    /// A call of the control plane: status and JSON body.
    pub async fn control(&self, verb: &str, path: &str, body: Value) -> (u16, Value) {
        let answer = self.signed("apigateway", &format!("{verb} {path}"), &body).await;
        (
            status(&answer),
            serde_json::from_str(&answer.body).unwrap_or_default(),
        )
    }

    pub async fn ok(&self, verb: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.control(verb, path, body).await;
        assert!(status < 300, "{verb} {path}: {status} {answer}");
        answer
    }

    /// Status, code and message of a call that is refused.
    pub async fn refused(&self, verb: &str, path: &str, body: Value) -> (u16, String, String) {
        let answer = self.signed("apigateway", &format!("{verb} {path}"), &body).await;
        let message: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        (
            status(&answer),
            answer.header("x-amzn-ErrorType").unwrap_or_default().to_owned(),
            message["message"].as_str().unwrap_or_default().to_owned(),
        )
    }

    /// An integration; its id.
    pub async fn integration(&self, input: Value) -> String {
        let made = self.ok("POST", &self.at("/integrations"), input).await;
        made["integrationId"].as_str().unwrap().to_owned()
    }

    /// A route to an integration of its own; the route's id.
    pub async fn route(&self, key: &str, integration: Value) -> String {
        let id = self.integration(integration).await;
        let input = json!({"routeKey": key, "target": format!("integrations/{id}")});
        let made = self.ok("POST", &self.at("/routes"), input).await;
        made["routeId"].as_str().unwrap().to_owned()
    }

    /// A function that every API may invoke; its ARN.
    pub async fn function(&self, name: &str, source: &str) -> String {
        let arn = self.unpermitted_function(name, source).await;
        self.permit(name, "*").await;
        arn
    }

    /// A function that nobody may invoke; its ARN.
    pub async fn unpermitted_function(&self, name: &str, source: &str) -> String {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .start_file("index.mjs", SimpleFileOptions::default())
            .unwrap();
        archive.write_all(source.as_bytes()).unwrap();
        let code = STANDARD.encode(archive.finish().unwrap().into_inner());
        let input = json!({"FunctionName": name, "Runtime": "nodejs22.x", "Handler": "index.handler",
            "Role": "arn:aws:iam::000000000000:role/f", "Code": {"ZipFile": code}});
        let answer = self.signed("lambda", "POST /2015-03-31/functions", &input).await;
        assert_eq!(status(&answer), 201, "{}", answer.body);
        format!("arn:aws:lambda:us-east-1:000000000000:function:{name}")
    }

    /// Lets an API invoke a function, by the end of a source ARN.
    pub async fn permit(&self, function: &str, source: &str) {
        let input = json!({"StatementId": "s", "Action": "lambda:InvokeFunction",
            "Principal": "apigateway.amazonaws.com",
            "SourceArn": format!("arn:aws:execute-api:us-east-1:000000000000:{source}")});
        let path = format!("POST /2015-03-31/functions/{function}/policy");
        let answer = self.signed("lambda", &path, &input).await;
        assert_eq!(status(&answer), 201, "{}", answer.body);
    }

    /// A call of Step Functions.
    pub async fn states(&self, operation: &str, input: Value) -> Value {
        let head = format!(
            "POST /\nX-Amz-Target: AWSStepFunctions.{operation}\r\nContent-Type: application/x-amz-json-1.0\r\n"
        );
        let answer = self.signed("states", &head, &input).await;
        assert_eq!(status(&answer), 200, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// A state machine of one state; its ARN.
    pub async fn machine(&self, name: &str, kind: &str, mut state: Value) -> String {
        if !["Fail", "Succeed"].contains(&state["Type"].as_str().unwrap_or_default()) {
            state["End"] = json!(true);
        }
        let definition = json!({"StartAt": "S", "States": {"S": state}}).to_string();
        let input = json!({"name": name, "type": kind, "definition": definition,
            "roleArn": "arn:aws:iam::000000000000:role/m"});
        let made = self.states("CreateStateMachine", input).await;
        made["stateMachineArn"].as_str().unwrap().to_owned()
    }

    /// A client's request to the `$default` stage.
    pub async fn send(&self, verb: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.send_to("$default", verb, path, headers, body).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "").await
    }

    /// A client's request to a stage by the path form of invoke URLs.
    pub async fn send_to(
        &self,
        stage: &str,
        verb: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let url = format!("/restapis/{}/{stage}/_user_request_{path}", self.api);
        self.send_as("x", verb, &url, headers, body).await
    }

    /// A client's request by the host form.
    pub async fn send_by_host(&self, verb: &str, path: &str) -> Answer {
        let host = format!("{}.execute-api.us-east-1.amazonaws.com", self.api);
        self.send_as(&host, verb, path, &[], "").await
    }

    async fn send_as(
        &self,
        host: &str,
        verb: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let lines: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let length = match body {
            "" => String::new(),
            body => format!("Content-Length: {}\r\n", body.len()),
        };
        self.exchange(&format!(
            "{verb} {url} HTTP/1.1\r\nHost: {host}\r\n{lines}{length}\r\n{body}"
        ))
        .await
    }
}

pub fn status(answer: &Answer) -> u16 {
    let code = answer.status().split(' ').next().unwrap_or_default();
    code.parse().unwrap()
}

pub fn json_of(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{answer:?}"))
}

pub fn proxy(function: &str, format: &str) -> Value {
    json!({"integrationType": "AWS_PROXY", "integrationUri": function, "payloadFormatVersion": format})
}

pub fn step_functions(subtype: &str, parameters: Value) -> Value {
    json!({"integrationType": "AWS_PROXY", "integrationSubtype": format!("StepFunctions-{subtype}"),
        "payloadFormatVersion": "1.0", "credentialsArn": ROLE, "requestParameters": parameters})
}
