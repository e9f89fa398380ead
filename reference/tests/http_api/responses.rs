//! What clients get of what functions return.

use serde_json::json;

use crate::raw_http::Answer;
use crate::system::{System, proxy, status};

const RETURNS: &str = "export const handler = async (event) => JSON.parse(event.body);";

/// The header lines but those that vary.
fn lines(answer: &Answer) -> Vec<&str> {
    let varies = |line: &&str| !line.starts_with("Date: ");
    answer.head[1..]
        .iter()
        .map(String::as_str)
        .filter(varies)
        .collect()
}

#[tokio::test]
async fn headers_come_in_the_order_of_aws() {
    let system = System::new().await;
    let function = system.function("returns", RETURNS).await;
    system.route("POST /", proxy(&function, "2.0")).await;
    let result = json!({"statusCode": 201, "headers": {"x-a": "b", "content-type": "text/html"}, "body": "<p>",
        "cookies": ["a=1", "b=2"]});
    let content_type = [("Content-Type", "application/json")];
    let answer = system.send("POST", "/", &content_type, &result.to_string()).await;
    assert_eq!((answer.status(), answer.body.as_str()), ("201 Created", "<p>"));
    assert!(answer.head[1].starts_with("Date: "));
    let id = format!("Apigw-Requestid: {}", answer.header("Apigw-Requestid").unwrap());
    assert_eq!(
        lines(&answer),
        [
            "Content-Type: text/html",
            "Content-Length: 3",
            "Connection: keep-alive",
            "x-a: b",
            "set-cookie: a=1",
            "set-cookie: b=2",
            id.as_str()
        ]
    );
    let inferred = system
        .send("POST", "/", &content_type, "{\"hello\": \"world\"}")
        .await;
    assert_eq!(
        (status(&inferred), inferred.body.as_str()),
        (200, "{\"hello\":\"world\"}")
    );
    assert_eq!(inferred.header("Content-Type"), Some("application/json"));
    let nothing = system
        .send("POST", "/", &content_type, "{\"statusCode\": 204}")
        .await;
    assert_eq!((status(&nothing), nothing.header("Content-Type")), (204, None));
}

#[tokio::test]
async fn what_fails_behind_a_route_is_500() {
    let system = System::new().await;
    let returns = system.function("returns", RETURNS).await;
    let throws = system
        .function(
            "throws",
            "export const handler = async () => { throw new Error('no'); };",
        )
        .await;
    let closed = system.unpermitted_function("closed", RETURNS).await;
    let missing = "arn:aws:lambda:us-east-1:000000000000:function:missing";
    system.route("POST /format1", proxy(&returns, "1.0")).await;
    system.route("POST /throws", proxy(&throws, "2.0")).await;
    system.route("POST /closed", proxy(&closed, "2.0")).await;
    system.route("POST /missing", proxy(missing, "2.0")).await;
    for path in ["/format1", "/throws", "/closed", "/missing"] {
        let answer = system
            .send(
                "POST",
                path,
                &[("content-type", "application/json")],
                "{\"hello\":1}",
            )
            .await;
        assert_eq!(answer.status(), "500 Internal Server Error", "{path}");
        assert_eq!(answer.body, "{\"message\":\"Internal Server Error\"}", "{path}");
        assert_eq!(answer.header("Content-Type"), Some("application/json"), "{path}");
    }
}

#[tokio::test]
async fn a_late_function_is_503() {
    let system = System::new().await;
    let source = "export const handler = () => new Promise((done) => setTimeout(done, 2000));";
    let slow = system.function("slow", source).await;
    let mut integration = proxy(&slow, "2.0");
    integration["timeoutInMillis"] = json!(50);
    system.route("GET /", integration).await;
    let answer = system.get("/").await;
    assert_eq!(answer.status(), "503 Service Unavailable");
    assert_eq!(answer.body, "{\"message\":\"Service Unavailable\"}");
}

#[tokio::test]
async fn permissions_name_stage_method_and_path() {
    let system = System::new().await;
    let source = "export const handler = async () => 'ran';";
    for (name, key, ends) in [
        ("a", "GET /pets/{id}", "/$default/GET/pets/{id}"),
        ("b", "ANY /b", "/*/*/b"),
        ("c", "$default", "/$default/$default"),
    ] {
        let arn = system.unpermitted_function(name, source).await;
        system.permit(name, &format!("{}{ends}", system.api)).await;
        system.route(key, proxy(&arn, "2.0")).await;
    }
    let d = system.unpermitted_function("d", source).await;
    system
        .permit("d", &format!("{}/$default/POST/d", system.api))
        .await;
    system.route("GET /d", proxy(&d, "2.0")).await;
    for (path, body) in [
        ("/pets/1", "ran"),
        ("/b", "ran"),
        ("/other", "ran"),
        ("/d", "{\"message\":\"Internal Server Error\"}"),
    ] {
        assert_eq!(system.get(path).await.body, body, "{path}");
    }
}

#[tokio::test]
async fn stage_variables_choose_the_function() {
    let system = System::new().await;
    for name in ["one", "two"] {
        let source = format!("export const handler = async () => '{name}';");
        system.function(name, &source).await;
        let stage = json!({"stageName": name, "autoDeploy": true, "stageVariables": {"function": name}});
        system.ok("POST", &system.at("/stages"), stage).await;
    }
    let uri = "arn:aws:lambda:us-east-1:000000000000:function:${stageVariables.function}";
    system.route("GET /", proxy(uri, "2.0")).await;
    for name in ["one", "two"] {
        assert_eq!(system.send_to(name, "GET", "/", &[], "").await.body, name);
    }
    assert_eq!(status(&system.get("/").await), 500);
}
