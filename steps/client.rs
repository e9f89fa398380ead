//! What a client sends.

use apigw_conformance::exchange::{ContentCoding, HeaderCase};
use cucumber::{gherkin::Step, given, when};

use crate::execution::await_end;
use crate::text::{bytes, column, doc_string, unescape};
use crate::world::{Payload, Trouble, World};

#[given(regex = r#"^the request header "([^"]+)" is "((?:[^"\\]|\\.)*)"$"#)]
fn header(world: &mut World, name: String, value: String) {
    world.headers.push((name, unescape(&value)));
}

#[given(regex = r#"^the request header "([^"]+)" has (\d{1,6}) characters$"#)]
fn long_header(world: &mut World, name: String, length: usize) {
    world.headers.push((name, "x".repeat(length)));
}

#[given("the client writes header names in title case")]
fn title_case(world: &mut World) {
    world.header_case = HeaderCase::Title;
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)"$"#)]
async fn sends(world: &mut World, line: String) -> Result<(), Trouble> {
    world.send(&line, None).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" (\d+) times in turn$"#)]
async fn sends_in_turn(world: &mut World, line: String, times: usize) -> Result<(), Trouble> {
    for _ in 0..times {
        world.send(&line, None).await?;
    }
    Ok(())
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" (\d+) times in turn, then "((?:[^"\\]|\\.)*)"$"#)]
async fn sends_in_turn_then(
    world: &mut World,
    line: String,
    times: usize,
    last: String,
) -> Result<(), Trouble> {
    sends_in_turn(world, line, times).await?;
    world.send(&last, None).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" (\d+) times at once$"#)]
async fn sends_at_once(world: &mut World, line: String, times: usize) -> Result<(), Trouble> {
    world.send_at_once(&line, times).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with the JSON body$"#)]
async fn sends_json(world: &mut World, step: &Step, line: String) -> Result<(), Trouble> {
    send_json(world, &line, doc_string(step)?).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with a JSON body of (\d+) bytes$"#)]
async fn sends_json_of_length(
    world: &mut World,
    step: &Step,
    line: String,
    length: usize,
) -> Result<(), Trouble> {
    let frame = r#"{"text":""}"#;
    let filling = length
        .checked_sub(frame.len())
        .ok_or_else(|| Trouble::feature(step, "the body has a frame of 11 bytes"))?;
    let body = frame.replace("\"\"", &format!("\"{}\"", "a".repeat(filling)));
    send_json(world, &line, body).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with each of the JSON bodies$"#)]
async fn sends_each(world: &mut World, step: &Step, line: String) -> Result<(), Trouble> {
    for body in column(step)? {
        send_json(world, &line, body).await?;
    }
    Ok(())
}

#[when(
    regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with each of the JSON bodies, once the last execution has ended$"#
)]
async fn sends_one_by_one(world: &mut World, step: &Step, line: String) -> Result<(), Trouble> {
    for body in column(step)? {
        if world.exchange().is_ok() {
            await_end(world).await?;
        }
        send_json(world, &line, body).await?;
    }
    Ok(())
}

#[when(
    regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with the JSON body, and the answer to "((?:[^"\\]|\\.)*)"$"#
)]
async fn sends_on(world: &mut World, step: &Step, line: String, next: String) -> Result<(), Trouble> {
    send_json(world, &line, doc_string(step)?).await?;
    send_answer(world, &next).await
}

#[when(
    regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with the JSON body and, once the execution has ended, the answer to "((?:[^"\\]|\\.)*)"$"#
)]
async fn sends_on_after(world: &mut World, step: &Step, line: String, next: String) -> Result<(), Trouble> {
    send_json(world, &line, doc_string(step)?).await?;
    await_end(world).await?;
    send_answer(world, &next).await
}

/// Sends the body of the last response to another method.
async fn send_answer(world: &mut World, line: &str) -> Result<(), Trouble> {
    let answer = world.received()?.text().into_owned();
    send_json(world, line, answer).await
}

async fn send_json(world: &mut World, line: &str, body: String) -> Result<(), Trouble> {
    let content_type = ("Content-Type".to_owned(), "application/json".to_owned());
    if !world.headers.contains(&content_type) {
        world.headers.push(content_type);
    }
    world.send(line, Some(body)).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with the "([^"]+)" body$"#)]
async fn sends_body(
    world: &mut World,
    step: &Step,
    line: String,
    content_type: String,
) -> Result<(), Trouble> {
    world.headers.push(("Content-Type".to_owned(), content_type));
    world.send(&line, Some(doc_string(step)?)).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with the (gzip|deflate) coded JSON body$"#)]
async fn sends_coded(world: &mut World, step: &Step, line: String, name: String) -> Result<(), Trouble> {
    let coding =
        ContentCoding::named(&name).ok_or_else(|| Trouble::feature(step, "it knows no such coding"))?;
    for (name, value) in [("Content-Type", "application/json"), ("Content-Encoding", &name)] {
        world.headers.push((name.to_owned(), value.to_owned()));
    }
    let payload = Payload::Coded(doc_string(step)?, coding);
    world.send_to(None, &line, Some(payload)).await
}

#[when(regex = r#"^a client tries "((?:[^"\\]|\\.)*)"$"#)]
async fn tries(world: &mut World, line: String) -> Result<(), Trouble> {
    world.try_to_send(&line).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" to the stage "([^"]+)"$"#)]
async fn sends_to_stage(world: &mut World, line: String, stage: String) -> Result<(), Trouble> {
    world.send_to(Some(&stage), &line, None).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" to an API that nobody has$"#)]
async fn sends_to_none(world: &mut World, line: String) -> Result<(), Trouble> {
    world.send_to_none(&line).await
}

#[when(
    regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with the request header "([^"]+)" as "((?:[^"\\]|\\.)*)", then (?:without it|as "((?:[^"\\]|\\.)*)")$"#
)]
async fn sends_with_both(
    world: &mut World,
    line: String,
    name: String,
    first: String,
    then: String,
) -> Result<(), Trouble> {
    world.headers.push((name.clone(), unescape(&first)));
    world.send(&line, None).await?;
    world.headers.pop();
    if !then.is_empty() {
        world.headers.push((name, unescape(&then)));
    }
    world.send(&line, None).await
}

#[when("a client sends in turn")]
async fn sends_each_line(world: &mut World, step: &Step) -> Result<(), Trouble> {
    for line in column(step)? {
        world.send(&line, None).await?;
    }
    Ok(())
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with the "([^"]+)" bytes "([0-9a-f ]+)"$"#)]
async fn sends_bytes(
    world: &mut World,
    step: &Step,
    line: String,
    content_type: String,
    hexadecimal: String,
) -> Result<(), Trouble> {
    world.headers.push(("Content-Type".to_owned(), content_type));
    let payload = Payload::Bytes(bytes(step, &hexadecimal)?);
    world.send_to(None, &line, Some(payload)).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with a body without type$"#)]
async fn sends_untyped(world: &mut World, step: &Step, line: String) -> Result<(), Trouble> {
    world.send(&line, Some(doc_string(step)?)).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with a text of (\d{1,8}) bytes$"#)]
async fn sends_long(world: &mut World, line: String, length: usize) -> Result<(), Trouble> {
    world
        .headers
        .push(("Content-Type".to_owned(), "text/plain".to_owned()));
    let payload = Payload::Bytes(vec![b'x'; length].into());
    world.send_to(None, &line, Some(payload)).await
}
