//! Then the log of an Express machine's execution: its events and their data.

use apigw_conformance::effects::{self, LogEvent, Until};
use apigw_conformance::expect::{Mismatch, document};
use cucumber::{gherkin::Step, then};
use serde_json::Value;

use crate::execution::machine;
use crate::text::{column, unescape};
use crate::world::{Trouble, World};

#[then("the execution's log holds the events")]
async fn holds(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = column(step)?;
    let found: Vec<_> = events(world, expected.len())
        .await?
        .into_iter()
        .map(|event| event.kind)
        .collect();
    if found != expected {
        world.note(Err(Mismatch::Value {
            subject: "events of the execution's log".to_owned(),
            expected: expected.join(", "),
            found: found.join(", "),
        }));
    }
    Ok(())
}

#[then("the last event of the execution's log is the JSON")]
async fn last_event(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let ended = |event: &LogEvent| event.kind.starts_with("Execution") && event.kind != "ExecutionStarted";
    let events = look(world, Until::AtLeast(1), ended).await?;
    let last = events.last().map_or(&Value::Null, |event| &event.whole);
    world.note(document::json(
        "last event of the execution's log",
        last,
        &expected,
    ));
    Ok(())
}

#[then("the execution's log is empty")]
async fn is_empty(world: &mut World) -> Result<(), Trouble> {
    let found: Vec<_> = look(world, Until::Exactly(0), |_| true)
        .await?
        .into_iter()
        .map(|event| event.kind)
        .collect();
    if !found.is_empty() {
        world.note(Err(Mismatch::Value {
            subject: "events of the execution's log".to_owned(),
            expected: "none".to_owned(),
            found: found.join(", "),
        }));
    }
    Ok(())
}

#[then(regex = r#"^the execution's log shows the (input|output) "((?:[^"\\]|\\.)*)"$"#)]
async fn shows(world: &mut World, member: String, text: String) -> Result<(), Trouble> {
    let expected = unescape(&text);
    let found = data(&events(world, 1).await?, &member);
    if !found.contains(&expected) {
        world.note(Err(Mismatch::Value {
            subject: format!("{member} in the execution's log"),
            expected,
            found: found.join(", "),
        }));
    }
    Ok(())
}

#[then("the execution's log shows neither input nor output")]
async fn shows_no_data(world: &mut World) -> Result<(), Trouble> {
    let events = events(world, 1).await?;
    for member in ["input", "output"] {
        let found = data(&events, member);
        if !found.is_empty() {
            world.note(Err(Mismatch::Value {
                subject: format!("{member} in the execution's log"),
                expected: "none".to_owned(),
                found: found.join(", "),
            }));
        }
    }
    Ok(())
}

fn data(events: &[LogEvent], member: &str) -> Vec<String> {
    let texts = events
        .iter()
        .filter_map(|event| event.details.get(member).and_then(Value::as_str));
    texts.map(str::to_owned).collect()
}

async fn events(world: &World, least: usize) -> Result<Vec<LogEvent>, Trouble> {
    look(world, Until::AtLeast(least), |_| true).await
}

async fn look(
    world: &World,
    until: Until,
    counts: impl Fn(&LogEvent) -> bool,
) -> Result<Vec<LogEvent>, Trouble> {
    let run = world.run()?;
    let machine = machine(world)?;
    match effects::await_log_events(&run.target, &machine, counts, until, world.window()).await {
        Ok(events) => Ok(events),
        Err(error) => Err(run.trouble(&error).await),
    }
}
