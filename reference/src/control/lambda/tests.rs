//! The service as clients, API Gateway and Step Functions meet it.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Functions;
use super::code::tests::package;
use crate::control::iam::{Authority, Denied};
use crate::control::logs::LogSink;
use crate::gateway::{Call, Integration, IntegrationError, Target};
use crate::lambda::{Invocation, InvocationType, Invoke};
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

#[tokio::test]
async fn a_function_lives_from_creation_to_deletion() {
    let bench = Bench::with(ECHO).await;
    let again = bench.create("f", ECHO).await;
    assert_eq!(
        error(&again),
        refusal(409, "ResourceConflictException", "Function already exist: f")
    );
    let shown = bench.ok("GET", "/2015-03-31/functions/f", json!(null)).await;
    let configuration = &shown["Configuration"];
    assert_eq!(configuration["FunctionArn"], ARN);
    assert_eq!(
        (&configuration["State"], &configuration["LastUpdateStatus"]),
        (&json!("Active"), &json!("Successful"))
    );
    let encoded = "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af%3A%24LATEST/configuration";
    assert_eq!(
        bench.ok("GET", encoded, json!(null)).await["FunctionArn"],
        format!("{ARN}:$LATEST")
    );
    assert_eq!(
        bench.ok("GET", "/2015-03-31/functions/", json!(null)).await["Functions"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let code = json!({ "ZipFile": package(&[("index.mjs", "export const handler = async () => 'new';")]) });
    bench.ok("PUT", "/2015-03-31/functions/f/code", code).await;
    assert_eq!(text(&bench.invoke(json!({})).await), "\"new\"");
    let body = json!({ "Timeout": 7, "Environment": { "Variables": { "A1": "b" } } });
    let updated = bench
        .ok("PUT", "/2015-03-31/functions/f/configuration", body)
        .await;
    assert_eq!(
        (&updated["Timeout"], &updated["Environment"]),
        (&json!(7), &json!({ "Variables": { "A1": "b" } }))
    );

    assert_eq!(
        bench
            .send("DELETE", "/2015-03-31/functions/f", &json!(null))
            .await
            .status,
        204
    );
    let gone = format!("Function not found: {ARN}");
    assert_eq!(
        bench.error("GET", "/2015-03-31/functions/f", json!(null)).await,
        refusal(404, "ResourceNotFoundException", &gone)
    );
    // Recorded on AWS 2025-11-24: Invoke names the version, too.
    let missing = error(&bench.invoke(json!({})).await);
    assert_eq!(
        missing,
        refusal(404, "ResourceNotFoundException", &format!("{gone}:$LATEST"))
    );
    let elsewhere =
        "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-central-1%3A000000000000%3Afunction%3Af/invocations";
    let text = "Functions from 'eu-central-1' are not reachable in this region ('us-east-1')";
    assert_eq!(
        bench.error("POST", elsewhere, json!({})).await,
        refusal(404, "ResourceNotFoundException", text)
    );
}

#[tokio::test]
async fn only_javascript_is_run() {
    let bench = Bench::new();
    let body = json!({ "FunctionName": "p", "Runtime": "python3.12", "Handler": "a.b", "Role": "arn:aws:iam::000000000000:role/r",
        "Code": { "ZipFile": package(&[("a.py", "")]) } });
    let (status, code, message) = bench.error("POST", "/2015-03-31/functions", body).await;
    assert_eq!((status, code.as_str()), (400, "InvalidParameterValueException"));
    assert!(message.contains("python3.12"));
    assert_eq!(bench.error("GET", "/2018-10-31/layers", json!(null)).await.0, 404);
}

#[tokio::test]
async fn invoke_answers_as_lambda_does() {
    let bench = Bench::with(ECHO).await;
    let good = bench.invoke(json!({"b": 1, "a": [1.5]})).await;
    assert_eq!((good.status, text(&good).as_str()), (200, r#"{"b":1,"a":[1.5]}"#));
    assert_eq!(good.headers.get("x-amz-executed-version"), Some("$LATEST"));
    assert_eq!(good.headers.get("content-type"), Some("application/json"));
    assert_eq!(good.headers.get("x-amz-function-error"), None);
    assert_eq!(good.headers.get("x-amzn-requestid").map(str::len), Some(36));

    let failed = bench.invoke(json!({"fail": true})).await;
    assert_eq!(
        (failed.status, failed.headers.get("x-amz-function-error")),
        (200, Some("Unhandled"))
    );
    assert!(text(&failed).starts_with(r#"{"errorType":"Error","errorMessage":"told to","trace":["#));

    let path = "/2015-03-31/functions/f/invocations";
    let empty = bench.raw("POST", path, &[], Vec::new()).await;
    assert_eq!(text(&empty), "{}");
    let dry = bench
        .raw("POST", path, &[("X-Amz-Invocation-Type", "DryRun")], Vec::new())
        .await;
    assert_eq!((dry.status, text(&dry).as_str()), (204, ""));
    let event = bench
        .raw(
            "POST",
            path,
            &[("X-Amz-Invocation-Type", "Event")],
            b"{}".to_vec(),
        )
        .await;
    assert_eq!(
        (
            event.status,
            event.body.len(),
            event.headers.get("x-amz-executed-version")
        ),
        (202, 0, None)
    );
    let tail = bench
        .raw("POST", path, &[("X-Amz-Log-Type", "Tail")], b"{}".to_vec())
        .await;
    assert!(
        tail.headers
            .get("x-amz-log-result")
            .is_some_and(|log| log.len() > 40)
    );
    assert_eq!(
        error(&bench.raw("POST", path, &[], b"{".to_vec()).await).1,
        "InvalidRequestContentException"
    );
}

#[tokio::test]
async fn events_have_a_largest_size() {
    let bench = Bench::with("export const handler = async (event) => event.length;").await;
    let path = "/2015-03-31/functions/f/invocations";
    let payload = |size: usize| format!("\"{}\"", "a".repeat(size - 2)).into_bytes();
    assert_eq!(
        text(&bench.raw("POST", path, &[], payload(6_291_456)).await),
        "6291454"
    );
    let too_large = error(&bench.raw("POST", path, &[], payload(6_291_457)).await);
    assert_eq!(
        (too_large.0, too_large.1.as_str()),
        (413, "RequestTooLargeException")
    );
    let event = [("X-Amz-Invocation-Type", "Event")];
    assert_eq!(
        bench.raw("POST", path, &event, payload(1_048_576)).await.status,
        202
    );
    assert_eq!(
        bench.raw("POST", path, &event, payload(1_048_577)).await.status,
        413
    );
}

#[tokio::test]
async fn versions_and_aliases_keep_their_code() {
    let bench =
        Bench::with("export const handler = async (e, c) => [1, c.functionVersion, c.invokedFunctionArn];")
            .await;
    let base = "/2015-03-31/functions/f";
    assert_eq!(
        bench.ok("POST", &format!("{base}/versions"), json!({})).await["Version"],
        "1"
    );
    assert_eq!(
        bench.ok("POST", &format!("{base}/versions"), json!({})).await["Version"],
        "1",
        "nothing changed"
    );
    let alias = bench
        .ok(
            "POST",
            &format!("{base}/aliases"),
            json!({ "Name": "live", "FunctionVersion": "1" }),
        )
        .await;
    assert_eq!(alias["AliasArn"], format!("{ARN}:live"));
    let code = json!({ "ZipFile": package(&[("index.mjs", "export const handler = async () => 2;")]) });
    bench.ok("PUT", &format!("{base}/code"), code).await;
    let by_alias = bench
        .send("POST", &format!("{base}/invocations?Qualifier=live"), &json!({}))
        .await;
    assert_eq!(text(&by_alias), format!(r#"[1,"1","{ARN}:live"]"#));
    assert_eq!(by_alias.headers.get("x-amz-executed-version"), Some("1"));
    assert_eq!(
        bench.ok("POST", &format!("{base}/versions"), json!({})).await["Version"],
        "2"
    );
    bench
        .ok(
            "PUT",
            &format!("{base}/aliases/live"),
            json!({ "FunctionVersion": "2" }),
        )
        .await;
    assert_eq!(
        text(
            &bench
                .send("POST", &format!("{base}:live/invocations"), &json!({}))
                .await
        ),
        "2"
    );

    let missing = bench
        .error("GET", &format!("{base}/aliases/none"), json!(null))
        .await;
    assert_eq!(
        missing,
        refusal(
            404,
            "ResourceNotFoundException",
            &format!("Cannot find alias arn: {ARN}:none")
        )
    );
    let text = "The derived qualifier from the function name does not match the specified qualifier.";
    let differing = bench
        .error(
            "POST",
            &format!("{base}:$LATEST/invocations?Qualifier=1"),
            json!({}),
        )
        .await;
    assert_eq!(differing, refusal(400, "InvalidParameterValueException", text));
    let lower = bench
        .error(
            "POST",
            &format!("{base}/invocations?Qualifier=$latest"),
            json!({}),
        )
        .await;
    assert_eq!(
        lower,
        refusal(
            404,
            "ResourceNotFoundException",
            &format!("Function not found: {ARN}:$latest")
        )
    );
    bench
        .ok("DELETE", &format!("{base}/aliases/live"), json!(null))
        .await;
    assert_eq!(
        bench.ok("GET", &format!("{base}/aliases"), json!(null)).await,
        json!({ "Aliases": [] })
    );
}

#[tokio::test]
async fn permissions_come_and_go() {
    let bench = Bench::with(ECHO).await;
    let path = "/2015-03-31/functions/f/policy";
    let none = refusal(
        404,
        "ResourceNotFoundException",
        "The resource you requested does not exist.",
    );
    assert_eq!(bench.error("GET", path, json!(null)).await, none);
    bench.permit("api/*/GET/*").await;
    let policy: Value = serde_json::from_str(
        bench.ok("GET", path, json!(null)).await["Policy"]
            .as_str()
            .unwrap(),
    )
    .unwrap();
    assert_eq!(policy["Statement"][0]["Resource"], ARN);
    let gone = bench.error("DELETE", &format!("{path}/other"), json!(null)).await;
    assert_eq!(
        gone,
        refusal(
            404,
            "ResourceNotFoundException",
            "Statement other is not found in resource policy."
        )
    );
    bench.ok("DELETE", &format!("{path}/gateway"), json!(null)).await;
    assert_eq!(bench.error("GET", path, json!(null)).await, none);
}

#[tokio::test]
async fn the_gateway_needs_permission() {
    let bench = Bench::with(ECHO).await;
    let refused = Err(IntegrationError::Configuration(
        "Invalid permissions on Lambda function".into(),
    ));
    assert_eq!(bench.call("POST", "api/prod/GET/a", None, "{}").await, refused);
    bench.permit("api/*/GET/*").await;
    let answer = bench
        .call("POST", "api/prod/GET/a", None, "{\"a\":1}")
        .await
        .unwrap();
    assert_eq!((answer.status, text(&answer).as_str()), (200, "{\"a\":1}"));
    assert_eq!(bench.call("POST", "api/prod/POST/a", None, "{}").await, refused);
    assert_eq!(
        text(&bench.call("POST", "api/prod/GET/a", None, "").await.unwrap()),
        "{}"
    );
    assert_eq!(
        bench
            .call("POST", "api/prod/GET/a", None, "{")
            .await
            .unwrap()
            .status,
        400
    );
    // Recorded on AWS 2015-08-06: Lambda knows no GET; the gateway makes of it what it will.
    let get = bench.call("GET", "api/prod/GET/a", None, "").await.unwrap();
    assert!(get.status == 403 && text(&get).starts_with("<AccessDeniedException>"));

    let role = |name: &str| Some(format!("arn:aws:iam::000000000000:role/{name}"));
    assert_eq!(
        bench
            .call("POST", "any/a/b/c", role("good").as_deref(), "1")
            .await
            .unwrap()
            .status,
        200
    );
    assert_eq!(
        bench
            .call("POST", "any/a/b/c", role("idle").as_deref(), "1")
            .await,
        refused
    );
    assert!(
        bench
            .call("POST", "any/a/b/c", role("none").as_deref(), "1")
            .await
            .is_err()
    );
    bench.ok("DELETE", "/2015-03-31/functions/f", json!(null)).await;
    assert_eq!(bench.call("POST", "api/prod/GET/a", None, "{}").await, refused);
}

#[tokio::test]
async fn reserved_concurrency_throttles() {
    let bench = Bench::with(ECHO).await;
    bench
        .ok(
            "PUT",
            "/2017-10-31/functions/f/concurrency",
            json!({ "ReservedConcurrentExecutions": 0 }),
        )
        .await;
    let throttled = bench.invoke(json!({})).await;
    assert_eq!(
        error(&throttled),
        refusal(429, "TooManyRequestsException", "Rate Exceeded.")
    );
    let body: Value = serde_json::from_slice(&throttled.body).unwrap();
    assert_eq!(
        body["Reason"],
        "ReservedFunctionConcurrentInvocationLimitExceeded"
    );
    bench
        .ok("DELETE", "/2017-10-31/functions/f/concurrency", json!(null))
        .await;
    assert_eq!(
        bench
            .ok("GET", "/2019-09-30/functions/f/concurrency", json!(null))
            .await,
        json!({})
    );
    assert_eq!(bench.invoke(json!({})).await.status, 200);
}

#[tokio::test]
async fn a_failing_event_is_tried_three_times_under_one_request_id() {
    let bench = Bench::with(ECHO).await;
    let invocation = Invocation {
        function: ARN.into(),
        qualifier: None,
        kind: InvocationType::Event,
        payload: "{\"fail\":1}".into(),
        log_tail: false,
    };
    let accepted = bench.functions.invoke(invocation).await.unwrap();
    assert_eq!(
        (accepted.status, accepted.payload.len(), accepted.executed_version),
        (202, 0, None)
    );
    let end = format!("END RequestId: {}\n", accepted.request_id);
    let began = Instant::now();
    let count = || {
        bench
            .lines
            .0
            .lock()
            .unwrap()
            .iter()
            .filter(|line| **line == end)
            .count()
    };
    while count() < 3 && began.elapsed() < Duration::from_secs(10) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(count(), 3);
}

#[tokio::test]
async fn event_settings_read_as_recorded() {
    let bench = Bench::with(ECHO).await;
    let path = "/2019-09-25/functions/f/event-invoke-config";
    let none = format!("The function {ARN}:$LATEST doesn't have an EventInvokeConfig");
    assert_eq!(
        bench.error("GET", path, json!(null)).await,
        refusal(404, "ResourceNotFoundException", &none)
    );
    let nothing = "You must specify at least one of error handling or destination setting.";
    assert_eq!(
        bench.error("PUT", path, json!({})).await,
        refusal(400, "InvalidParameterValueException", nothing)
    );
    let unknown = bench
        .error(
            "PUT",
            "/2019-09-25/functions/x/event-invoke-config",
            json!({ "MaximumRetryAttempts": 1 }),
        )
        .await;
    assert_eq!(
        unknown,
        refusal(404, "ResourceNotFoundException", "The function doesn't exist.")
    );
    let put = bench
        .ok(
            "PUT",
            path,
            json!({ "MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60 }),
        )
        .await;
    assert_eq!(
        (&put["FunctionArn"], &put["DestinationConfig"]),
        (
            &json!(format!("{ARN}:$LATEST")),
            &json!({ "OnSuccess": {}, "OnFailure": {} })
        )
    );
    let updated = bench.ok("POST", path, json!({ "MaximumRetryAttempts": 1 })).await;
    assert_eq!(
        (
            &updated["MaximumRetryAttempts"],
            &updated["MaximumEventAgeInSeconds"]
        ),
        (&json!(1), &json!(60))
    );
    bench.ok("DELETE", path, json!(null)).await;
}

#[tokio::test]
async fn tags_come_and_go() {
    let bench = Bench::with(ECHO).await;
    let path = format!("/2017-03-31/tags/{}", ARN.replace(':', "%3A"));
    bench
        .ok("POST", &path, json!({ "Tags": { "run": "1", "more": "2" } }))
        .await;
    assert_eq!(
        bench.ok("GET", &path, json!(null)).await["Tags"],
        json!({ "run": "1", "more": "2" })
    );
    bench
        .ok("DELETE", &format!("{path}?tagKeys=more"), json!(null))
        .await;
    assert_eq!(
        bench.ok("GET", &path, json!(null)).await["Tags"],
        json!({ "run": "1" })
    );
}
