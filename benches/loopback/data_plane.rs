//! What a client of a deployed stage gets in a second.

use serde_json::{Value, json};

use crate::Arguments;
use crate::load::Load;
use crate::system::{System, request, text};

/// Turns an execution's output into a redirect.
const REDIRECT: &str = r#"#set($inputRoot = $input.path('$'))
#set($output = $util.parseJson($inputRoot.output))
#if($output.statusCode == 302)
#set($context.responseOverride.status = 302)
#set($context.responseOverride.header.Location = "$output.headers.Location")
$output.body
#end"#;

fn method(integration: Value) -> Value {
    let mut integration = integration;
    integration["responses"]["default"]["statusCode"] = json!("200");
    json!({"responses": {"200": {}}, "x-amazon-apigateway-integration": integration})
}

/// Imports an API, deploys it and gives the path below which its stage answers.
fn deploy(system: &System, definition: &Value) -> String {
    let import = request("POST", "/restapis?mode=import", "apigateway", "", definition);
    let id = text(&system.ask(&import)["id"]);
    let path = format!("/restapis/{id}/deployments");
    let stage = json!({"stageName": "bench"});
    system.ask(&request("POST", &path, "apigateway", "", &stage));
    format!("/restapis/{id}/bench/_user_request_")
}

/// A mock, and the redirect made from the output of a synchronous execution.
pub fn measure(system: &System, arguments: &Arguments) {
    let machine = system.state_machine(
        "redirect",
        "EXPRESS",
        &json!({"StartAt": "Answer", "States": {"Answer": {
            "Type": "Pass",
            "Result": {"statusCode": 302, "headers": {"Location": "https://example.com/"}, "body": ""},
            "End": true,
        }}}),
    );
    let start = json!({"stateMachineArn": machine, "input": "{}"}).to_string();
    let base = deploy(
        system,
        &json!({
            "openapi": "3.0.1",
            "info": {"title": "bench"},
            "paths": {
                "/mock": {"get": method(json!({
                    "type": "mock",
                    "requestTemplates": {"application/json": "{\"statusCode\": 200}"},
                    "responses": {"default": {"responseTemplates": {"application/json": "{\"soup\": \"hot\"}"}}},
                }))},
                "/go": {"get": method(json!({
                    "type": "aws",
                    "httpMethod": "POST",
                    "uri": "arn:aws:apigateway:us-east-1:states:action/StartSyncExecution",
                    "credentials": "arn:aws:iam::000000000000:role/bench",
                    "requestTemplates": {"application/json": start},
                    "responses": {"default": {"responseTemplates": {"application/json": REDIRECT}}},
                }))},
            },
        }),
    );
    for (name, path, status) in [("MOCK", "/mock", 200), ("sync Express redirect", "/go", 302)] {
        if arguments.ask_for(name) {
            let request = format!("GET {base}{path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Load {
                name,
                connections: arguments.connections,
                requests: arguments.requests,
                request: request.as_bytes(),
                status,
            }
            .run(system.address);
        }
    }
}
