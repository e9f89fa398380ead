//! Then the invocations of the function: how many, and the events it received.

use apigw_conformance::effects::{self, Invocation, Until};
use apigw_conformance::expect::{ExpectedJson, ExpectedText, JsonPath, Mismatch, clf_time, count, document};
use cucumber::{gherkin::Step, then};
use serde_json::Value;

use crate::text::{column, doc_string, json_path, unescape};
use crate::world::{Trouble, World};

/// Which of a system's functions is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The first: the one behind the first method or route that has one.
    Function,
    /// The one that the last authorizer asks.
    Authorizer,
}

#[then("the function was invoked once")]
async fn invoked_once(world: &mut World) -> Result<(), Trouble> {
    exactly(world, Asked::Function, 1).await
}

#[then(regex = r"^the function was invoked (\d+) times$")]
async fn invoked_times(world: &mut World, expected: usize) -> Result<(), Trouble> {
    exactly(world, Asked::Function, expected).await
}

#[then("the function was not invoked")]
async fn not_invoked(world: &mut World) -> Result<(), Trouble> {
    exactly(world, Asked::Function, 0).await
}

#[then("the function was invoked")]
async fn invoked(world: &mut World) -> Result<(), Trouble> {
    // At least once: an asynchronous event that fails is tried again (Lambda guide, error handling).
    let invocations = invocations(world, Asked::Function, Until::AtLeast(1)).await?;
    world.note(count::invocations(invocations.len().min(1), 1));
    Ok(())
}

#[then(regex = r#"^every invocation has the id in the response header "([^"]+)"$"#)]
async fn invocations_have_id(world: &mut World, name: String) -> Result<(), Trouble> {
    let id = world.received()?.header(&name).next().unwrap_or_default();
    let expected = ExpectedText::literal(id);
    let found: Vec<_> = invocations(world, Asked::Function, Until::AtLeast(1))
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
    note_event(world, Asked::Function, |event| {
        document::json("event", event, &expected)
    })
    .await
}

#[then(regex = r#"^the member "([^"]+)" of the event is "((?:[^"\\]|\\.)*)"$"#)]
async fn member_text(world: &mut World, step: &Step, path: String, text: String) -> Result<(), Trouble> {
    let expected = world.expected_string(step, &unescape(&text))?;
    note_member(world, Asked::Function, step, &path, expected).await
}

#[then(regex = r#"^the member "([^"]+)" of the event is the text$"#)]
async fn member_lines(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let expected = world.expected_string(step, &doc_string(step)?)?;
    note_member(world, Asked::Function, step, &path, expected).await
}

#[then(regex = r#"^the member "([^"]+)" of the event is the JSON$"#)]
async fn member_json(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    note_member(world, Asked::Function, step, &path, expected).await
}

#[then(regex = r#"^the member "([^"]+)" of the event is the response header "([^"]+)"$"#)]
async fn member_is_header(world: &mut World, step: &Step, path: String, name: String) -> Result<(), Trouble> {
    note_member_is_header(world, Asked::Function, step, &path, name).await
}

#[then(regex = r#"^the member "([^"]+)" of the event is the time of the member "([^"]+)"$"#)]
async fn member_is_time(world: &mut World, step: &Step, path: String, epoch: String) -> Result<(), Trouble> {
    let (path, epoch) = (json_path(step, &path)?, json_path(step, &epoch)?);
    let a_time = world.expected_string(step, "{{epoch milliseconds}}")?;
    note_event(world, Asked::Function, |event| {
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
    note_event(world, Asked::Function, |event| {
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

/// Notes how often a function was invoked.
pub async fn exactly(world: &mut World, asked: Asked, expected: usize) -> Result<(), Trouble> {
    // Boxed, or the steps' futures nest more deeply than the compiler follows.
    let invocations = Box::pin(invocations(world, asked, Until::Exactly(expected))).await?;
    world.note(count::invocations(invocations.len(), expected));
    Ok(())
}

/// Notes whether a member of a function's event is as expected.
pub async fn note_member(
    world: &mut World,
    asked: Asked,
    step: &Step,
    path: &str,
    expected: ExpectedJson,
) -> Result<(), Trouble> {
    let path = json_path(step, path)?;
    note_event(world, asked, |event| {
        document::member("event", event, &path, &expected)
    })
    .await
}

/// Names of headers compare without case: clients and proxies on the way may change it.
async fn note_header(
    world: &mut World,
    member: &str,
    name: &str,
    expected: ExpectedJson,
) -> Result<(), Trouble> {
    note_event(world, Asked::Function, |event| {
        let headers = event.get(member).and_then(Value::as_object);
        let found = headers
            .and_then(|headers| headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)))
            .map_or(&Value::Null, |(_, value)| value);
        document::json(&format!("event's {member} {name}"), found, &expected)
    })
    .await
}

/// Notes whether a member of a function's event is what a response header says.
pub async fn note_member_is_header(
    world: &mut World,
    asked: Asked,
    step: &Step,
    path: &str,
    name: String,
) -> Result<(), Trouble> {
    let header = world.received()?.header(&name).next().map(str::to_owned);
    let Some(header) = header else {
        world.note(Err(Mismatch::MissingHeader {
            name,
            expected: format!("the event's {path}"),
        }));
        return Ok(());
    };
    let expected = world.expected_string(step, &header)?;
    note_member(world, asked, step, path, expected).await
}

/// Notes what a look at a function's first event finds.
pub async fn note_event(
    world: &mut World,
    asked: Asked,
    look: impl FnOnce(&Value) -> Result<(), Mismatch>,
) -> Result<(), Trouble> {
    let found = match Box::pin(invocations(world, asked, Until::AtLeast(1)))
        .await?
        .first()
    {
        Some(invocation) => look(&invocation.event),
        None => Err(Mismatch::InvocationCount {
            expected: 1,
            found: 0,
        }),
    };
    world.note(found);
    Ok(())
}

async fn invocations(world: &World, asked: Asked, until: Until) -> Result<Vec<Invocation>, Trouble> {
    let run = world.run()?;
    let deployed = world.deployed()?;
    let function = match asked {
        Asked::Function => Some(0),
        Asked::Authorizer => world.authorizer_function(),
    };
    let function = function
        .and_then(|index| deployed.functions.get(index))
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
