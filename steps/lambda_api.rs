//! When a function is invoked directly, through Lambda's own API.

use std::sync::Arc;

use apigw_conformance::exchange::Exchange;
use apigw_conformance::expect::{Mismatch, document};
use apigw_conformance::service::{self, Invoke};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use cucumber::{gherkin::Step, given, then, when};
use futures::future::join_all;

use crate::text::doc_string;
use crate::world::{Trouble, World};

const LOG_RESULT: &str = "X-Amz-Log-Result";

#[given(regex = r#"^the invocation type is "([^"]+)"$"#)]
fn invocation_type(world: &mut World, name: String) {
    world.invoke.invocation_type = Some(name);
}

#[given(regex = r#"^the qualifier is "([^"]+)"$"#)]
fn qualifier(world: &mut World, name: String) {
    world.invoke.qualifier = Some(name);
}

#[given(regex = r#"^the log type is "([^"]+)"$"#)]
fn log_type(world: &mut World, name: String) {
    world.invoke.log_type = Some(name);
}

#[given(regex = r#"^the function is named "([^"]+)"$"#)]
fn named(world: &mut World, name: String) {
    world.invoke.function = name;
}

#[when("the function is invoked")]
async fn invoked(world: &mut World) -> Result<(), Trouble> {
    let invoke = prepared(world, None).await?;
    once(world, invoke).await
}

#[when(regex = "^the function is invoked with the (?:event|payload)$")]
async fn invoked_with(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let invoke = prepared(world, Some(doc_string(step)?)).await?;
    once(world, invoke).await
}

#[when(regex = r"^the function is invoked with an event of (\d+) bytes$")]
async fn invoked_with_many_bytes(world: &mut World, step: &Step, size: usize) -> Result<(), Trouble> {
    let filling = size
        .checked_sub(r#"{"nonce": "{{nonce}}", "filling": ""}"#.len() - "{{nonce}}".len() + world.nonce.len())
        .ok_or_else(|| Trouble::feature(step, "an event of so few bytes cannot be told from others"))?;
    let event = format!(
        r#"{{"nonce": "{}", "filling": "{}"}}"#,
        world.nonce,
        "x".repeat(filling)
    );
    let invoke = prepared(world, Some(event)).await?;
    once(world, invoke).await
}

#[when(regex = r"^the function is invoked (\d+) times in turn with the event$")]
async fn invoked_in_turn(world: &mut World, step: &Step, times: usize) -> Result<(), Trouble> {
    let invoke = prepared(world, Some(doc_string(step)?)).await?;
    for _ in 0..times {
        once(world, invoke.clone()).await?;
    }
    Ok(())
}

#[when("the function is invoked in turn with the events")]
async fn invoked_with_each(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let events: Vec<serde_json::Value> = serde_json::from_str(&doc_string(step)?)
        .map_err(|error| Trouble::feature(step, &format!("write a JSON list of events: {error}")))?;
    let mut invoke = prepared(world, None).await?;
    for event in events {
        invoke.payload = Some(event.to_string().into());
        once(world, invoke.clone()).await?;
    }
    Ok(())
}

#[when(regex = r"^the function is invoked (\d+) times at once with the event$")]
async fn invoked_at_once(world: &mut World, step: &Step, times: usize) -> Result<(), Trouble> {
    let invoke = prepared(world, Some(doc_string(step)?)).await?;
    let run = world.run()?;
    let calls = (0..times).map(|_| service::invoke(&run.target, invoke.clone()));
    for called in join_all(calls).await {
        match called {
            Ok(exchange) => world.exchanges.push(exchange),
            Err(error) => return Err(run.trouble(&error).await),
        }
    }
    Ok(())
}

#[then("the log tail is")]
fn log_tail(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_text(step, doc_string(step)?.trim_end())?;
    let encoded = world.received()?.header(LOG_RESULT).next().map(str::to_owned);
    let found = match encoded {
        None => Err(Mismatch::MissingHeader {
            name: LOG_RESULT.to_owned(),
            expected: expected.to_string(),
        }),
        Some(encoded) => {
            // What is no base64 is compared as it is, and differs.
            let decoded = STANDARD.decode(&encoded).unwrap_or_else(|_| encoded.into_bytes());
            document::text("log tail", &String::from_utf8_lossy(&decoded), &expected)
        }
    };
    world.note(found);
    Ok(())
}

/// Deploys what was described and says how to invoke it.
async fn prepared(world: &mut World, payload: Option<String>) -> Result<Invoke, Trouble> {
    let deployed = Arc::clone(&world.deploy().await?);
    let function = deployed
        .functions
        .first()
        .ok_or_else(|| Trouble::Feature("describe a function first".to_owned()))?;
    let named = &world.invoke.function;
    Ok(Invoke {
        function: match named.is_empty() {
            true => function.name.clone(),
            false => world.fill(named),
        },
        payload: payload.map(|payload| Bytes::from(world.fill(&payload))),
        ..world.invoke.clone()
    })
}

async fn once(world: &mut World, invoke: Invoke) -> Result<(), Trouble> {
    let run = world.run()?;
    let called: Result<Exchange, _> = service::invoke(&run.target, invoke).await;
    match called {
        Ok(exchange) => world.exchanges.push(exchange),
        Err(error) => return Err(run.trouble(&error).await),
    }
    Ok(())
}
