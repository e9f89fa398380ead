//! What a function costs: its first call, with the start of an environment, and those that follow.

use std::io::{Cursor, Write};
use std::time::Instant;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::Arguments;
use crate::connection::Connection;
use crate::load::Load;
use crate::system::{System, request};

const HANDLER: &str = "export const handler = async event => ({ statusCode: 200, body: event.soup });";

const FIRST_CALLS: usize = 100;

/// Direct invocations: first ones of many functions, then many of one function.
pub fn measure(system: &System, arguments: &Arguments) {
    if arguments.ask_for("first invocation") {
        first(system);
    }
    if arguments.ask_for("warm invocation") {
        Load {
            name: "warm invocation",
            connections: arguments.connections,
            requests: arguments.requests / 2,
            request: &invoke(&function(system, "warm")),
            status: 200,
        }
        .run(system.address);
    }
}

fn first(system: &System) {
    let mut connection = Connection::open(system.address);
    let mut times: Vec<_> = (0..FIRST_CALLS)
        .map(|index| {
            let call = invoke(&function(system, &format!("first-{index}")));
            let sent = Instant::now();
            assert_eq!(connection.exchange(&call).0, 200);
            sent.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!(
        "{:<28} median {:.2?}   p99 {:.2?}   {FIRST_CALLS} functions, one after another",
        "first invocation",
        times[FIRST_CALLS / 2],
        times[FIRST_CALLS - 1],
    );
}

/// Creates a function and gives its name.
fn function(system: &System, name: &str) -> String {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file("index.mjs", SimpleFileOptions::default())
        .and_then(|()| Ok(archive.write_all(HANDLER.as_bytes())?))
        .expect("memory takes the archive");
    let archive = archive.finish().expect("memory takes the archive");
    let input = json!({
        "FunctionName": name,
        "Handler": "index.handler",
        "Runtime": "nodejs22.x",
        "Role": "arn:aws:iam::000000000000:role/bench",
        "Code": {"ZipFile": BASE64_STANDARD.encode(archive.into_inner())},
    });
    system.ask(&request("POST", "/2015-03-31/functions", "lambda", "", &input));
    name.to_owned()
}

fn invoke(function: &str) -> Vec<u8> {
    let path = format!("/2015-03-31/functions/{function}/invocations");
    request("POST", &path, "lambda", "", &json!({"soup": "hot"}))
}
