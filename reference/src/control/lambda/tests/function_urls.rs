//! Function URLs: their settings, and what callers get.

use serde_json::{Value, json};

use super::{ARN, Bench, error, refusal, request, text};
use crate::wire::{DataPlane, Request, Response};

const URL: &str = "/2021-10-31/functions/f/url";
const NO_URL: &str = "The resource you requested does not exist.";
const ANSWER: &str = "export const handler = async (event) => { if (event.rawPath === '/fail') throw new Error('told to'); \
     return event.rawPath === '/bad' ? { statusCode: 'many' } : { path: event.rawPath, id: event.requestContext.requestId }; };";

/// The host of the URL in an answer.
fn host(answer: &Value) -> String {
    let url = answer["FunctionUrl"].as_str().unwrap();
    let host = url
        .strip_prefix("http://")
        .and_then(|rest| rest.strip_suffix('/'));
    host.unwrap().to_owned()
}

impl Bench {
    async fn call_url(&self, host: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Response {
        let mut asked: Request = request("POST", path, headers, body);
        asked.headers.set("Host", host);
        assert!(self.functions.owns(&asked));
        DataPlane::handle(&*self.functions, asked).await
    }

    async fn open(&self, qualifier: &str) {
        let statement = json!({ "StatementId": "url", "Action": "lambda:InvokeFunctionUrl", "Principal": "*",
            "FunctionUrlAuthType": "NONE" });
        let target = format!("/2015-03-31/functions/f/policy{qualifier}");
        self.ok("POST", &target, statement).await;
    }

    async fn alias(&self) {
        self.ok("POST", "/2015-03-31/functions/f/versions", json!({}))
            .await;
        let alias = json!({ "Name": "live", "FunctionVersion": "1" });
        self.ok("POST", "/2015-03-31/functions/f/aliases", alias).await;
    }
}

#[tokio::test]
async fn a_url_lives_from_creation_to_deletion() {
    let bench = Bench::with(ANSWER).await;
    let none = refusal(404, "ResourceNotFoundException", NO_URL);
    for (method, target) in [
        ("GET", URL),
        ("DELETE", URL),
        ("GET", "/2021-10-31/functions/g/url"),
    ] {
        assert_eq!(bench.error(method, target, json!(null)).await, none, "{method}");
    }
    let created = bench.ok("POST", URL, json!({ "AuthType": "NONE" })).await;
    let names: Vec<_> = created.as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["FunctionUrl", "FunctionArn", "AuthType", "CreationTime"]);
    assert_eq!(created["FunctionArn"], ARN);
    assert!(
        host(&created).contains(".lambda-url.us-east-1.localhost"),
        "{created}"
    );
    let again = format!(
        "Failed to create function url config for [functionArn = {ARN}]. Error message:  FunctionUrlConfig exists for this Lambda function"
    );
    assert_eq!(
        bench.error("POST", URL, json!({ "AuthType": "NONE" })).await,
        refusal(409, "ResourceConflictException", &again)
    );

    let shown = bench.ok("GET", URL, json!(null)).await;
    assert_eq!(
        (&shown["InvokeMode"], &shown["AuthType"]),
        (&json!("BUFFERED"), &json!("NONE"))
    );
    let updated = bench.ok("PUT", URL, json!({ "AuthType": "AWS_IAM" })).await;
    assert_eq!(updated["AuthType"], "AWS_IAM");
    assert_eq!(updated["FunctionUrl"], created["FunctionUrl"]);
    assert!(updated.get("InvokeMode").is_none() && updated["LastModifiedTime"].is_string());

    bench.alias().await;
    bench
        .ok(
            "POST",
            &format!("{URL}?Qualifier=live"),
            json!({ "AuthType": "NONE" }),
        )
        .await;
    let list = "/2021-10-31/functions/f/urls";
    let all = bench.ok("GET", list, json!(null)).await;
    let arns: Vec<_> = all["FunctionUrlConfigs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|url| url["FunctionArn"].clone())
        .collect();
    assert_eq!(arns, [json!(ARN), json!(format!("{ARN}:live"))]);
    assert_eq!(bench.send("DELETE", URL, &json!(null)).await.status, 204);
    assert_eq!(bench.error("GET", URL, json!(null)).await, none);
    let left = bench.ok("GET", list, json!(null)).await;
    assert_eq!(left["FunctionUrlConfigs"].as_array().unwrap().len(), 1);
    bench
        .ok("DELETE", "/2015-03-31/functions/f/aliases/live", json!(null))
        .await;
    let left = bench.ok("GET", list, json!(null)).await;
    assert_eq!(left["FunctionUrlConfigs"], json!([]));
}

#[tokio::test]
async fn what_makes_no_sense_or_is_not_offered_is_refused() {
    let bench = Bench::with(ANSWER).await;
    let missing = refusal(404, "ResourceNotFoundException", "Function does not exist");
    let body = json!({ "AuthType": "NONE" });
    for (method, target) in [
        ("POST", "/2021-10-31/functions/g/url"),
        ("PUT", "/2021-10-31/functions/g/url"),
        ("GET", "/2021-10-31/functions/g/urls"),
        ("PUT", "/2021-10-31/functions/f/url?Qualifier=live"),
    ] {
        assert_eq!(
            bench.error(method, target, body.clone()).await,
            missing,
            "{target}"
        );
    }
    for qualifier in ["1", "$LATEST"] {
        let (status, code, message) = bench
            .error("GET", &format!("{URL}?Qualifier={qualifier}"), json!(null))
            .await;
        assert_eq!((status, code.as_str()), (400, "ValidationException"));
        assert_eq!(
            message,
            format!(
                "1 validation error detected: Value '{qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)"
            )
        );
    }
    for (body, text) in [
        (json!({}), "Value null at 'authType'"),
        (json!({ "AuthType": "ALL" }), "Value 'ALL' at 'authType'"),
        (
            json!({ "AuthType": "NONE", "InvokeMode": "UNKNOWN" }),
            "Value 'UNKNOWN' at 'invokeMode' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_STREAM, BUFFERED]",
        ),
        (
            json!({ "AuthType": "NONE", "InvokeMode": "RESPONSE_STREAM" }),
            "RESPONSE_STREAM",
        ),
        (
            json!({ "AuthType": "NONE", "Cors": { "AllowOrigins": ["*"] } }),
            "Cors",
        ),
    ] {
        let (status, _, message) = bench.error("POST", URL, body).await;
        assert!(status == 400 && message.contains(text), "{message}");
    }
}

#[tokio::test]
async fn callers_pass_where_the_policy_lets_everybody() {
    let bench = Bench::with(ANSWER).await;
    let url = host(&bench.ok("POST", URL, json!({ "AuthType": "NONE" })).await);
    let closed = bench.call_url(&url, "/soup", &[], Vec::new()).await;
    assert_eq!(error(&closed).1, "AccessDeniedException");
    assert!(
        text(&closed).starts_with("{\"Message\":\"Forbidden. For"),
        "{}",
        text(&closed)
    );
    bench.open("").await;
    let open = bench.call_url(&url, "/soup", &[], Vec::new()).await;
    let id = open.headers.get("x-amzn-RequestId").unwrap();
    assert_eq!(text(&open), format!("{{\"path\":\"/soup\",\"id\":\"{id}\"}}"));

    // An alias has a URL and a policy of its own.
    bench.alias().await;
    let target = format!("{URL}?Qualifier=live");
    let live = host(&bench.ok("POST", &target, json!({ "AuthType": "NONE" })).await);
    assert_eq!(bench.call_url(&live, "/", &[], Vec::new()).await.status, 403);
    bench.open("?Qualifier=live").await;
    assert_eq!(bench.call_url(&live, "/", &[], Vec::new()).await.status, 200);

    bench.ok("PUT", URL, json!({ "AuthType": "AWS_IAM" })).await;
    let unsigned = bench.call_url(&url, "/soup", &[], Vec::new()).await;
    assert_eq!(error(&unsigned).1, "AccessDeniedException");
    let signature = [(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c",
    )];
    let signed = bench.call_url(&url, "/soup", &signature, Vec::new()).await;
    assert_eq!(
        (signed.status, error(&signed).1.as_str()),
        (403, "InvalidSignatureException")
    );

    bench
        .send("DELETE", "/2015-03-31/functions/f", &json!(null))
        .await;
    let gone = bench.call_url(&url, "/soup", &[], Vec::new()).await;
    assert_eq!((gone.status, text(&gone).as_str()), (403, "{\"Message\":null}"));
}

#[tokio::test]
async fn what_goes_wrong_has_a_status_of_its_own() {
    let bench = Bench::with(ANSWER).await;
    let url = host(&bench.ok("POST", URL, json!({ "AuthType": "NONE" })).await);
    bench.open("").await;
    for path in ["/fail", "/bad"] {
        let failed = bench.call_url(&url, path, &[], Vec::new()).await;
        assert_eq!(
            (failed.status, text(&failed).as_str()),
            (502, "Internal Server Error"),
            "{path}"
        );
    }
    let long = bench.call_url(&url, "/", &[], vec![b'a'; 6_291_457]).await;
    assert_eq!(
        (long.status, text(&long).as_str()),
        (
            413,
            "{\"Message\":\"Request must be smaller than 6291456 bytes for the InvokeFunction operation\"}"
        )
    );
    let none = json!({ "ReservedConcurrentExecutions": 0 });
    bench.ok("PUT", "/2017-10-31/functions/f/concurrency", none).await;
    assert_eq!(bench.call_url(&url, "/", &[], Vec::new()).await.status, 429);
}
