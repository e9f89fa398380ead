//! Then the invocations of the function: how many, and the events it received.

use apigw_conformance::effects::{self, Invocation, Until};
use apigw_conformance::expect::{ExpectedJson, ExpectedText, JsonPath, Mismatch, clf_time, count, document};
use cucumber::{gherkin::Step, then};
use serde_json::Value;

use crate::text::{column, doc_string, json_path, unescape};
use crate::world::{Trouble, World};

#[then("the function was invoked once")]
async fn invoked_once(world: &mut World) -> Result<(), Trouble> {
    exactly(world, 1).await
}

#[then(regex = r"^the function was invoked (\d+) times$")]
async fn invoked_times(world: &mut World, expected: usize) -> Result<(), Trouble> {
    exactly(world, expected).await
}

#[then("the function was not invoked")]
async fn not_invoked(world: &mut World) -> Result<(), Trouble> {
    exactly(world, 0).await
}

#[then("the function was invoked")]
async fn invoked(world: &mut World) -> Result<(), Trouble> {
    // At least once: an asynchronous event that fails is tried again (Lambda guide, error handling).
    let invocations = invocations(world, Until::AtLeast(1)).await?;
    world.note(count::invocations(invocations.len().min(1), 1));
    Ok(())
}

#[then(regex = r#"^every invocation has the id in the response header "([^"]+)"$"#)]
async fn invocations_have_id(world: &mut World, name: String) -> Result<(), Trouble> {
    let id = world.received()?.header(&name).next().unwrap_or_default();
    let expected = ExpectedText::literal(id);
    let found: Vec<_> = invocations(world, Until::AtLeast(1))
        .await?
        .iter()
        .map(|invocation| document::text("request id of an invocation", &invocation.request_id, &expected))
        .collect();
    found.into_iter().for_each(|found| world.note(found));
    Ok(())
}

#[then("the function received the event")]
async fn event(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    note_event(world, |event| document::json("event", event, &expected)).await
}

#[then(regex = r#"^the member "([^"]+)" of the event is "((?:[^"\\]|\\.)*)"$"#)]
async fn member_text(world: &mut World, step: &Step, path: String, text: String) -> Result<(), Trouble> {
    let expected = world.expected_string(step, &unescape(&text))?;
    note_member(world, step, &path, expected).await
}

#[then(regex = r#"^the member "([^"]+)" of the event is the text$"#)]
async fn member_lines(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let expected = world.expected_string(step, &doc_string(step)?)?;
    note_member(world, step, &path, expected).await
}

#[then(regex = r#"^the member "([^"]+)" of the event is the JSON$"#)]
async fn member_json(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    note_member(world, step, &path, expected).await
}

#[then(regex = r#"^the member "([^"]+)" of the event is the response header "([^"]+)"$"#)]
async fn member_is_header(world: &mut World, step: &Step, path: String, name: String) -> Result<(), Trouble> {
    let header = world.received()?.header(&name).next().map(str::to_owned);
    let Some(header) = header else {
        world.note(Err(Mismatch::MissingHeader {
            name,
            expected: format!("the event's {path}"),
        }));
        return Ok(());
    };
    let expected = world.expected_string(step, &header)?;
    note_member(world, step, &path, expected).await
}

#[then(regex = r#"^the member "([^"]+)" of the event is the time of the member "([^"]+)"$"#)]
async fn member_is_time(world: &mut World, step: &Step, path: String, epoch: String) -> Result<(), Trouble> {
    let (path, epoch) = (json_path(step, &path)?, json_path(step, &epoch)?);
    let a_time = world.expected_string(step, "{{epoch milliseconds}}")?;
    note_event(world, |event| {
        let Some(milliseconds) = epoch.find(event).and_then(Value::as_u64) else {
            return document::member("event", event, &epoch, &a_time);
        };
        let expected = ExpectedText::literal(&clf_time(milliseconds));
        let found = path.find(event).and_then(Value::as_str).unwrap_or_default();
        document::text(&format!("event's {path}"), found, &expected)
    })
    .await
}

#[then(regex = r#"^the member "([^"]+)" of the event is the first label of the member "([^"]+)"$"#)]
async fn member_is_label(world: &mut World, step: &Step, path: String, name: String) -> Result<(), Trouble> {
    let (path, name) = (json_path(step, &path)?, json_path(step, &name)?);
    note_event(world, |event| {
        let text = |path: &JsonPath| path.find(event).and_then(Value::as_str).unwrap_or_default();
        let expected = ExpectedText::literal(text(&name).split('.').next().unwrap_or_default());
        document::text(&format!("event's {path}"), text(&path), &expected)
    })
    .await
}

#[then(regex = r#"^the header "([^"]+)" of the event is "((?:[^"\\]|\\.)*)"$"#)]
async fn header(world: &mut World, step: &Step, name: String, value: String) -> Result<(), Trouble> {
    let expected = world.expected_string(step, &unescape(&value))?;
    note_header(world, "headers", &name, expected).await
}

#[then(regex = r#"^the headers "([^"]+)" of the event are$"#)]
async fn headers(world: &mut World, step: &Step, name: String) -> Result<(), Trouble> {
    let values = Value::from(column(step)?);
    let expected = ExpectedJson::from_value(&values)
        .map_err(|error| Trouble::feature(step, &format!("failed to {error}")))?;
    note_header(world, "multiValueHeaders", &name, expected).await
}

async fn exactly(world: &mut World, expected: usize) -> Result<(), Trouble> {
    let invocations = invocations(world, Until::Exactly(expected)).await?;
    world.note(count::invocations(invocations.len(), expected));
    Ok(())
}

async fn note_member(
    world: &mut World,
    step: &Step,
    path: &str,
    expected: ExpectedJson,
) -> Result<(), Trouble> {
    let path = json_path(step, path)?;
    note_event(world, |event| document::member("event", event, &path, &expected)).await
}

/// Names of headers compare without case: clients and proxies on the way may change it.
async fn note_header(
    world: &mut World,
    member: &str,
    name: &str,
    expected: ExpectedJson,
) -> Result<(), Trouble> {
    note_event(world, |event| {
        let headers = event.get(member).and_then(Value::as_object);
        let found = headers
            .and_then(|headers| headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)))
            .map_or(&Value::Null, |(_, value)| value);
        document::json(&format!("event's {member} {name}"), found, &expected)
    })
    .await
}

async fn note_event(
    world: &mut World,
    look: impl FnOnce(&Value) -> Result<(), Mismatch>,
) -> Result<(), Trouble> {
    note_event_of(world, 0, look).await
}

/// Looks at the first event of a function, by its place in the system.
pub async fn note_event_of(
    world: &mut World,
    function: usize,
    look: impl FnOnce(&Value) -> Result<(), Mismatch>,
) -> Result<(), Trouble> {
    let found = match invocations_of(world, function, Until::AtLeast(1)).await?.first() {
        Some(invocation) => look(&invocation.event),
        None => Err(Mismatch::InvocationCount {
            expected: 1,
            found: 0,
        }),
    };
    world.note(found);
    Ok(())
}

async fn invocations(world: &World, until: Until) -> Result<Vec<Invocation>, Trouble> {
    invocations_of(world, 0, until).await
}

/// The invocations of a function, by its place in the system.
pub async fn invocations_of(
    world: &World,
    function: usize,
    until: Until,
) -> Result<Vec<Invocation>, Trouble> {
    let run = world.run()?;
    let deployed = world.deployed()?;
    let function = deployed
        .functions
        .get(function)
        .ok_or_else(|| Trouble::Feature("describe a function first".to_owned()))?;
    match effects::await_invocations(&run.target, function, &world.nonce, until, world.window()).await {
        Ok(invocations) if invocations.is_empty() => {
            run.sees_invocations().await?;
            Ok(invocations)
        }
        Ok(invocations) => Ok(invocations),
        Err(error) => Err(run.trouble(&error).await),
    }
}
