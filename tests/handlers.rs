//! The handlers of the features do the same in Node.js and in the reference's engine.
//!
//! Every other target runs them in Node.js. Where it is not installed there is nothing to compare, and the
//! test says so.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use apigw_conformance::target::{Clients, Description, RunningTarget};
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{Environment as Variables, FunctionCode, Runtime};
use serde_json::{Value, json};

/// Environment variables.
type Environment = &'static [(&'static str, &'static str)];

/// A handler, its environment and an event. Each handler of the folder but those set apart stands here at least once.
fn invocations() -> Vec<(&'static str, Environment, Value)> {
    let event =
        json!({"quote": "say \"hi\"", "name": "実行 😀", "list": [1, 2.5, null, true], "nested": {"a": {}}});
    vec![
        ("echo", &[], event.clone()),
        ("echo", &[], json!("just text")),
        ("hello", &[], event.clone()),
        ("mirror", &[], event.clone()),
        (
            "result",
            &[("RESULT", r#"{"statusCode": 302, "headers": {"Location": "é"}}"#)],
            event.clone(),
        ),
        ("result", &[("RESULT", r#""text""#)], event.clone()),
        ("result", &[], event.clone()),
        ("throw", &[("MESSAGE", "the soup is cold")], event.clone()),
        ("wait", &[("WAIT", "20")], event.clone()),
        ("stumble", &[], json!({"errors": ["Soup.Cold"]})),
        ("stumble", &[], json!({"errors": ["Soup.Cold"], "attempt": 1})),
        ("long", &[], json!({"letters": 3})),
        ("format-error", &[], event.clone()),
        ("fail", &[("FAILURE", "throwing an error")], event.clone()),
        ("fail", &[("FAILURE", "rejecting with an error")], event.clone()),
        ("answer", &[("WAY", "a promise")], event.clone()),
        ("state", &[], event.clone()),
        ("late", &[("WAIT", "20")], event.clone()),
        ("afterwards", &[("WAIT", "20")], event.clone()),
        ("large", &[("LETTERS", "100")], event.clone()),
        ("log", &[], json!({"texts": []})),
        ("taste", &[], json!({"nonce": "n-1", "filling": "abc"})),
        (
            "decide",
            &[(
                "ANSWER",
                r#"{"isAuthorized": true, "context": {"a": "$arn", "b": "$stage/*", "c": "$arn"}}"#,
            )],
            json!({"routeArn": "arn:aws:execute-api:r:1:api/live/GET/pets/7"}),
        ),
        (
            "gatekeeper",
            &[],
            json!({"authorizationToken": "allow n-1", "methodArn": "arn"}),
        ),
        (
            "gatekeeper",
            &[],
            json!({"queryStringParameters": {"say": "unauthorized"}}),
        ),
    ]
}

/// What cannot be compared: `context` tells of its surroundings, `hungry` takes more than the reference gives, the
/// others cannot be loaded.
const APART: [&str; 4] = ["broken", "context", "hungry", "nameless"];

fn handlers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("features/functions")
}

#[tokio::test]
async fn handlers_do_the_same_in_node_and_in_the_reference() {
    if Command::new("node")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        eprintln!("node is not installed: nothing to compare with");
        return;
    }
    let description = Description::find("reference", Path::new("none")).expect("a built-in target");
    let running = RunningTarget::start(description, "handlers")
        .await
        .expect("the reference");
    let target = running.target();
    for (index, (handler, environment, event)) in invocations().into_iter().enumerate() {
        let expected = in_node(handler, environment, &event);
        let found = in_reference(
            &target.clients,
            &format!("f-{index}"),
            handler,
            environment,
            &event,
        )
        .await;
        assert_eq!(found, expected, "{handler} {environment:?}");
    }
    running.stop().await.expect("the reference stops");
}

#[test]
fn every_handler_is_compared() {
    let files = std::fs::read_dir(handlers()).expect("the folder of handlers");
    for file in files {
        let name = file
            .expect("a file")
            .file_name()
            .into_string()
            .expect("a name in UTF-8");
        let name = name.trim_end_matches(".mjs");
        assert!(
            APART.contains(&name) || invocations().iter().any(|(handler, ..)| *handler == name),
            "add {name} to the invocations that are compared"
        );
    }
}

/// A result, or an error's type and message; stacks are each engine's own.
#[derive(Debug, PartialEq)]
enum Ended {
    Returned(Value),
    Threw { kind: String, message: String },
}

fn ended(failed: bool, payload: Value) -> Ended {
    if !failed {
        return Ended::Returned(payload);
    }
    let member = |name: &str| payload[name].as_str().unwrap_or_default().to_owned();
    Ended::Threw {
        kind: member("errorType"),
        message: member("errorMessage"),
    }
}

/// What Lambda's Node.js runtime makes of a handler, in a line of JSON after the handler's own lines.
const RUNTIME: &str = r#"
const [file, event] = process.argv.slice(1);
const { handler } = await import(file);
const context = { awsRequestId: "a5ea7d3c-6d4f-4a63-9d1b-6f9b7b0f7d11" };
try {
  const result = await handler(JSON.parse(event), context);
  console.log(JSON.stringify({ failed: false, payload: result === undefined ? null : result }));
} catch (error) {
  console.log(JSON.stringify({ failed: true, payload: { errorType: error.name, errorMessage: error.message } }));
}
"#;

fn in_node(handler: &str, environment: Environment, event: &Value) -> Ended {
    let output = Command::new("node")
        .args(["--input-type=module", "--eval", RUNTIME, "--"])
        .arg(handlers().join(format!("{handler}.mjs")))
        .arg(event.to_string())
        .env_remove("RESULT")
        .envs(environment.iter().copied())
        .output()
        .expect("node runs");
    let text = String::from_utf8(output.stdout).expect("text");
    let (logged, last) = text
        .trim_end()
        .rsplit_once('\n')
        .expect("a logged line and a result");
    let line: Value = serde_json::from_str(logged).expect("one line of JSON is logged");
    // Of large events no more than their nonce is logged.
    let seen = match handler {
        "taste" => &json!({"nonce": event["nonce"]}),
        _ => event,
    };
    assert_eq!(&line["event"], seen, "{handler} logs its event");
    let mut result: Value = serde_json::from_str(last).expect("a result");
    ended(result["failed"] == true, result["payload"].take())
}

async fn in_reference(
    clients: &Clients,
    name: &str,
    handler: &str,
    environment: Environment,
    event: &Value,
) -> Ended {
    let source = std::fs::read(handlers().join(format!("{handler}.mjs"))).expect("the handler");
    let variables: HashMap<_, _> = environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    clients
        .lambda
        .create_function()
        .function_name(name)
        .runtime(Runtime::Nodejs20x)
        .role("arn:aws:iam::000000000000:role/handlers")
        .handler("index.handler")
        .environment(Variables::builder().set_variables(Some(variables)).build())
        .code(
            FunctionCode::builder()
                .zip_file(Blob::new(zipped(&source)))
                .build(),
        )
        .send()
        .await
        .expect("the function is created");
    let invoked = clients
        .lambda
        .invoke()
        .function_name(name)
        .payload(Blob::new(event.to_string()))
        .send()
        .await
        .expect("the function is invoked");
    let payload = invoked.payload.map(Blob::into_inner).unwrap_or_default();
    ended(
        invoked.function_error.is_some(),
        serde_json::from_slice(&payload).expect("a payload"),
    )
}

fn zipped(source: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive
        .start_file("index.mjs", zip::write::SimpleFileOptions::default())
        .expect("an entry");
    archive.write_all(source).expect("the source");
    archive.finish().expect("an archive").into_inner()
}
