//! AWS and MOCK: request and response mapping.

use apigw_reference::gateway::Target;
use apigw_reference::wire::Response;
use serde_json::{Value, json};

use crate::system::{FUNCTION, START_SYNC, System, function_error, mock, text};

fn states(extra: Value) -> Value {
    let mut integration = json!({"type": "AWS", "httpMethod": "POST", "uri": START_SYNC, "credentials": "arn:aws:iam::000000000000:role/r"});
    integration
        .as_object_mut()
        .unwrap()
        .extend(extra.as_object().cloned().unwrap());
    integration
}

fn function(extra: Value) -> Value {
    let mut integration = json!({"type": "AWS", "httpMethod": "POST", "uri": FUNCTION});
    integration
        .as_object_mut()
        .unwrap()
        .extend(extra.as_object().cloned().unwrap());
    integration
}

async fn with(verb: &str, method: Value, integration: Value, responses: &[Value]) -> System {
    let system = System::new().await;
    system
        .method("/x/{id}", verb, method, integration, responses)
        .await;
    system.deploy("dev").await;
    system
}

#[tokio::test]
async fn a_service_gets_mapped_parameters_and_default_headers_only() {
    let declared = json!({"requestParameters": {
        "method.request.path.id": true, "method.request.querystring.q": false, "method.request.header.H": false,
    }});
    let mapped = states(json!({"requestParameters": {
        "integration.request.header.X-Mapped": "method.request.header.H",
        "integration.request.header.X-Missing": "method.request.querystring.q",
        "integration.request.header.X-Stage": "context.stage",
        "integration.request.querystring.id": "method.request.path.id",
        "integration.request.header.X-Literal": "'text'",
    }}));
    let system = with("POST", declared, mapped, &[json!({})]).await;
    let headers = [
        ("H", "h"),
        ("Other", "o"),
        ("Accept", "text/html"),
        ("Content-Type", "application/json"),
    ];
    let response = system.send("POST", "/dev/x/a%20b", &headers, "{\"a\": 1}").await;
    assert_eq!((response.status, text(&response)), (200, "{}"));
    let call = system.last_call();
    assert_eq!(call.target, Target::Action("StartSyncExecution".into()));
    assert_eq!(
        call.credentials.as_deref(),
        Some("arn:aws:iam::000000000000:role/r")
    );
    assert_eq!(call.request.query.as_deref(), Some("id=a+b"));
    assert_eq!(call.request.body, "{\"a\": 1}");
    let names: Vec<_> = call.request.headers.iter().map(|(n, _)| n).collect();
    assert_eq!(
        names,
        [
            "X-Mapped",
            "X-Stage",
            "X-Literal",
            "Accept",
            "Content-Type",
            "User-Agent",
            "X-Amzn-Apigateway-Api-Id",
            "X-Amzn-Trace-Id",
        ]
    );
    assert_eq!(call.request.headers.get("Accept"), Some("application/json"));
    assert_eq!(
        call.request.headers.get("User-Agent"),
        Some(format!("AmazonAPIGateway_{}", system.api).as_str())
    );
    assert_eq!(call.request.headers.get("X-Stage"), Some("dev"));
}

#[tokio::test]
async fn templates_shape_request_and_response() {
    let integration = states(json!({"requestTemplates": {"application/json":
        "{\"input\": \"$util.escapeJavaScript($input.json('$'))\", \"id\": \"$input.params('id')\"}"}}));
    let response = json!({"selectionPattern": "", "responseTemplates": {"application/json":
        "#set($o = $util.parseJson($input.path('$').output))\n#if($o.statusCode == 302)\
         #set($context.responseOverride.status = 302)\
         #set($context.responseOverride.header.Location = $o.location)#end$o.text"}});
    let system = with("GET", json!({}), integration, &[response]).await;
    let output = json!({"statusCode": 302, "location": "https://example.com/", "text": "hi"}).to_string();
    system.backend_answers(Ok(Response::json(200, &json!({"output": output}))));
    let response = system.get("/dev/x/7").await;
    assert_eq!((response.status, text(&response)), (302, "hi"));
    assert_eq!(response.headers.get("Location"), Some("https://example.com/"));
    assert_eq!(
        system.last_call().request.body,
        "{\"input\": \"{}\", \"id\": \"7\"}"
    );
}

#[tokio::test]
async fn response_parameters_come_from_everywhere_and_are_renamed() {
    let parameters = json!({
        "method.response.header.Location": "integration.response.body.redirect.url",
        "method.response.header.X-Backend": "integration.response.header.X-Given",
        "method.response.header.X-Static": "'a, b'",
        "method.response.header.X-Id": "context.requestId",
        "method.response.header.X-None": "integration.response.body.none",
        "method.response.header.Date": "'today'",
        "method.response.header.Transfer-Encoding": "'chunked'",
    });
    let system = with(
        "GET",
        json!({}),
        states(json!({})),
        &[json!({"status": "302", "responseParameters": parameters})],
    )
    .await;
    let mut answer = Response::json(200, &json!({"redirect": {"url": "https://example.com/"}}));
    answer.headers.push("X-Given", "given");
    answer.headers.push("X-Unmapped", "no");
    system.backend_answers(Ok(answer));
    let response = system.get("/dev/x/1").await;
    let header = |name| response.headers.get(name);
    assert_eq!(response.status, 302);
    assert_eq!(header("Location"), Some("https://example.com/"));
    assert_eq!(
        (header("X-Backend"), header("X-Static")),
        (Some("given"), Some("a, b"))
    );
    assert_eq!(header("X-Id"), header("x-amzn-RequestId"));
    assert_eq!(header("x-amzn-Remapped-Date"), Some("today"));
    for absent in ["X-None", "Date", "Transfer-Encoding", "X-Unmapped"] {
        assert_eq!(header(absent), None, "{absent}");
    }
}

#[tokio::test]
async fn function_errors_select_by_message_and_results_by_nothing() {
    let responses = [
        json!({"status": "200", "selectionPattern": ""}),
        json!({"status": "405", "selectionPattern": ".*four hundred.*"}),
        json!({"status": "504", "selectionPattern": "200"}),
    ];
    let system = with("POST", json!({}), function(json!({})), &responses).await;
    let returned = json!({"errorMessage": "four hundred"});
    for (answer, status) in [
        (Ok(Response::json(200, &json!("Pass"))), 200),
        (function_error("Error: four hundred"), 405),
        (function_error("something else"), 200),
        (Ok(Response::json(200, &returned)), 200),
        (Ok(Response::empty(202)), 200),
        (
            Ok(Response::json(
                400,
                &json!({"message": "Could not parse request body into json"}),
            )),
            400,
        ),
        (
            Ok(Response::json(429, &json!({"message": "Rate Exceeded."}))),
            500,
        ),
    ] {
        system.backend_answers(answer.clone());
        assert_eq!(
            system.send("POST", "/dev/x/1", &[], "").await.status,
            status,
            "{answer:?}"
        );
    }
    assert_eq!(
        system.last_call().request.body,
        "{}",
        "no payload is an empty event"
    );
}

#[tokio::test]
async fn a_status_without_a_response_is_500() {
    let system = with(
        "GET",
        json!({}),
        states(json!({})),
        &[json!({"selectionPattern": "2\\d{2}"})],
    )
    .await;
    assert_eq!(system.get("/dev/x/1").await.status, 200);
    system.backend_answers(Ok(Response::json(400, &json!({"__type": "x"}))));
    let response = system.get("/dev/x/1").await;
    assert_eq!(
        (response.status, text(&response)),
        (500, "{\"message\": \"Internal server error\"}")
    );
}

#[tokio::test]
async fn an_integration_response_without_its_method_response_is_500() {
    let system = System::new().await;
    let at = system.method("/x", "GET", json!({}), mock(200), &[]).await;
    system
        .ok("PUT", &format!("{at}/integration/responses/201"), json!({}))
        .await;
    system.deploy("dev").await;
    assert_eq!(system.get("/dev/x").await.status, 500);
}

#[tokio::test]
async fn media_types_that_no_template_takes_are_refused() {
    let mut integration = mock(200);
    integration["passthroughBehavior"] = json!("NEVER");
    let system = with("POST", json!({}), integration, &[json!({})]).await;
    let response = system
        .send("POST", "/dev/x/1", &[("Content-Type", "text/plain")], "hi")
        .await;
    assert_eq!(
        (response.status, text(&response)),
        (415, "{\"message\": \"Unsupported Media Type\"}")
    );
    let json = [("content-type", "application/json; charset=utf-8")];
    assert_eq!(system.send("POST", "/dev/x/1", &json, "{}").await.status, 200);
}

#[tokio::test]
async fn mocks_answer_themselves_without_a_trace() {
    let cors = json!({"status": "204", "responseParameters": {"method.response.header.Access-Control-Allow-Origin": "'*'"}});
    let system = with("OPTIONS", json!({}), mock(204), &[cors]).await;
    let response = system.send("OPTIONS", "/dev/x/1", &[], "").await;
    assert_eq!((response.status, text(&response)), (204, ""));
    assert_eq!(response.headers.get("Access-Control-Allow-Origin"), Some("*"));
    assert_eq!(response.headers.get("Content-Type"), Some("application/json"));
    assert_eq!(response.headers.get("X-Amzn-Trace-Id"), None);
}

#[tokio::test]
async fn what_the_request_template_overrides_survives_to_the_response() {
    let integration = json!({"type": "MOCK", "requestTemplates": {"application/json":
        "#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = \"bar\")\
         #set($context.requestOverride.path.body = \"kept\"){statusCode: 200}"}});
    let template = json!({"responseTemplates": {"application/json": "$context.requestOverride.path.body"}});
    let system = with("GET", json!({}), integration, &[template]).await;
    let response = system.get("/dev/x/1").await;
    assert_eq!((response.status, text(&response)), (444, "kept"));
    assert_eq!(response.headers.get("foo"), Some("bar"));
}

#[tokio::test]
async fn illegal_header_mappings_fail_before_the_call() {
    for name in [
        "Content-Length",
        "Transfer-Encoding",
        "Authorization",
        "Connection",
        "Expect",
        "TE",
    ] {
        let mapping =
            states(json!({"requestParameters": {format!("integration.request.header.{name}"): "'x'"}}));
        let system = with("GET", json!({}), mapping, &[json!({})]).await;
        let response = system.get("/dev/x/1").await;
        assert_eq!(
            (response.status, response.headers.get("X-Amzn-Trace-Id")),
            (500, None),
            "{name}"
        );
        assert!(system.calls().is_empty());
    }
}

#[tokio::test]
async fn payloads_that_start_like_json_and_are_none_are_refused() {
    let template = states(json!({"requestTemplates": {"application/json": "$input.body"}}));
    let system = with("POST", json!({}), template, &[json!({})]).await;
    assert_eq!(system.send("POST", "/dev/x/1", &[], "{a").await.status, 400);
    assert_eq!(system.send("POST", "/dev/x/1", &[], "null{").await.status, 200);
    assert_eq!(system.last_call().request.body, "null{");
}

#[tokio::test]
async fn binary_payloads_meet_no_templates() {
    let system = System::new().await;
    let patch = json!({"patchOperations": [{"op": "add", "path": "/binaryMediaTypes/image~1png"}]});
    let api = system.ok("PATCH", &system.at(""), patch).await;
    assert_eq!(api["binaryMediaTypes"], json!(["image/png"]));
    let plain = states(json!({"contentHandling": "CONVERT_TO_TEXT"}));
    let templated = states(json!({"requestTemplates": {"image/png": "x"}}));
    system
        .method("/plain", "POST", json!({}), plain, &[json!({})])
        .await;
    system
        .method("/templated", "POST", json!({}), templated, &[json!({})])
        .await;
    system.deploy("dev").await;
    let png = [("Content-Type", "image/png")];
    system.send("POST", "/dev/plain", &png, "hi").await;
    assert_eq!(system.last_call().request.body, "aGk=");
    assert_eq!(
        system.send("POST", "/dev/templated", &png, "hi").await.status,
        500
    );
    let accept = [("Accept", "image/png,*/*")];
    system.backend_answers(Ok(Response::new(200, "text/plain", "aGk=")));
    assert_eq!(text(&system.send("POST", "/dev/plain", &accept, "").await), "hi");
    system.backend_answers(Ok(Response::new(200, "text/plain", "no base64")));
    assert_eq!(system.send("POST", "/dev/plain", &accept, "").await.status, 500);
    system.backend_answers(Ok(Response::new(200, "image/png", "hi")));
    assert_eq!(text(&system.send("POST", "/dev/plain", &[], "").await), "aGk=");
}

/// REDIR-103, measured on AWS: a literal keeps its header; a reference gives way, also one that resolves to nothing.
#[tokio::test]
async fn an_override_wins_over_references_but_not_over_literals() {
    let parameters = json!({
        "method.response.header.X-Literal": "'the mapping'",
        "method.response.header.X-Reference": "context.httpMethod",
        "method.response.header.X-Nothing": "integration.response.header.none",
    });
    let template = "#foreach($h in ['x-literal', 'X-Reference', 'X-Nothing', 'X-New'])\
                    #set($context.responseOverride.header[$h] = 'the template')#end";
    let response = json!({
        "responseParameters": parameters,
        "responseTemplates": {"application/json": template},
    });
    let system = with("GET", json!({}), mock(200), &[response]).await;
    let response = system.get("/dev/x/1").await;
    assert_eq!(response.headers.get("X-Literal"), Some("the mapping"));
    for name in ["X-Reference", "X-Nothing", "X-New"] {
        assert_eq!(response.headers.get(name), Some("the template"), "{name}");
    }
}
