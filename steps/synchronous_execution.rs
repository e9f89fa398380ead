//! Then what the client of a synchronous execution is told of it, and whether its record agrees.

use apigw_conformance::expect::{ExpectedJson, Mismatch, document, response};
use cucumber::{gherkin::Step, then};
use serde_json::{Value, json};

use crate::execution::{NONE, await_end, only, value};
use crate::text::{doc_string, unescape};
use crate::world::{Trouble, World};

#[then("the client is told the output")]
fn output(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let output: Value = serde_json::from_str(&world.fill(&doc_string(step)?))
        .map_err(|error| Trouble::feature(step, &format!("the output is not JSON: {error}")))?;
    told(
        world,
        step,
        json!({
            "status": "SUCCEEDED",
            "output": {"{{json text}}": output},
            "error": "{{absent}}",
            "cause": "{{absent}}",
        }),
    )
}

#[then(regex = r#"^the client is told the error "((?:[^"\\]|\\.)*)" and the cause "((?:[^"\\]|\\.)*)"$"#)]
fn error_and_cause(world: &mut World, step: &Step, error: String, cause: String) -> Result<(), Trouble> {
    failed(world, step, &error, &cause)
}

#[then(regex = r#"^the client is told the error "((?:[^"\\]|\\.)*)" and the cause$"#)]
fn error_and_long_cause(world: &mut World, step: &Step, error: String) -> Result<(), Trouble> {
    let cause = doc_string(step)?;
    failed(world, step, &error, cause.trim_end_matches('\n'))
}

#[then(regex = r#"^the client is told the error "((?:[^"\\]|\\.)*)" and no cause$"#)]
fn error_alone(world: &mut World, step: &Step, error: String) -> Result<(), Trouble> {
    failed(world, step, &error, "{{absent}}")
}

#[then(regex = r#"^the client is told no error and the cause "((?:[^"\\]|\\.)*)"$"#)]
fn cause_alone(world: &mut World, step: &Step, cause: String) -> Result<(), Trouble> {
    failed(world, step, "{{absent}}", &cause)
}

#[then("the client is told that it failed, without error and cause")]
fn failure_alone(world: &mut World, step: &Step) -> Result<(), Trouble> {
    failed(world, step, "{{absent}}", "{{absent}}")
}

#[then("the execution's record says the same")]
async fn record(world: &mut World) -> Result<(), Trouble> {
    let told = match document::parse("body", &world.received()?.text()) {
        Ok(told) => told,
        Err(mismatch) => {
            world.note(Err(mismatch));
            return Ok(());
        }
    };
    let executions = await_end(world).await?;
    let execution = match only(&executions) {
        Ok(execution) => execution,
        Err(mismatch) => {
            world.note(Err(mismatch));
            return Ok(());
        }
    };
    let recorded = [
        ("status", Some(&*execution.status)),
        ("output", execution.output.as_deref()),
        ("error", execution.error.as_deref()),
        ("cause", execution.cause.as_deref()),
    ];
    for (member, recorded) in recorded {
        let told = told.get(member).and_then(Value::as_str);
        world.note(same(member, told, recorded));
    }
    Ok(())
}

/// Expects a member of the record to be what the client was told. An output is the same document, however
/// it is spaced.
fn same(member: &str, told: Option<&str>, recorded: Option<&str>) -> Result<(), Mismatch> {
    let read = |text: Option<&str>| text.and_then(|text| serde_json::from_str::<Value>(text).ok());
    if member == "output" && told.is_some() && read(told).is_some() && read(told) == read(recorded) {
        return Ok(());
    }
    value(
        &format!("execution's {member}, in its record"),
        told.unwrap_or(NONE),
        recorded.unwrap_or(NONE),
    )
}

fn failed(world: &mut World, step: &Step, error: &str, cause: &str) -> Result<(), Trouble> {
    let text = |text: &str| world.fill(&unescape(text));
    let (error, cause) = (text(error), text(cause));
    told(
        world,
        step,
        json!({"status": "FAILED", "error": error, "cause": cause, "output": "{{absent}}"}),
    )
}

/// Step Functions answers 200 whatever becomes of the execution.
fn told(world: &mut World, step: &Step, mut members: Value) -> Result<(), Trouble> {
    members["{{...}}"] = Value::from("{{any}}");
    let expected = ExpectedJson::from_value(&members)
        .map_err(|error| Trouble::feature(step, &format!("failed to {error}")))?;
    let (status, body) = {
        let received = world.received()?;
        (
            response::status(received, 200),
            response::body_json(received, &expected),
        )
    };
    world.note(status);
    world.note(body);
    Ok(())
}
