//! Then the response: status, headers, body, time.

use std::collections::BTreeSet;
use std::time::Duration;

use apigw_conformance::exchange::ContentCoding;
use apigw_conformance::expect::{Mismatch, count, document, partial, response};
use cucumber::{gherkin::Step, then};
use serde_json::Value;

use crate::text::{bytes, column, doc_string, json_path, unescape};
use crate::world::{Trouble, World};

#[then(regex = r"^the response status is (\d{3})$")]
fn status(world: &mut World, expected: u16) -> Result<(), Trouble> {
    let found = response::status(world.received()?, expected);
    world.note(found);
    Ok(())
}

#[then(regex = r"^the responses have the statuses (\d{3}) and (\d{3})$")]
fn statuses(world: &mut World, first: u16, second: u16) {
    let found: BTreeSet<_> = world.exchanges.iter().map(|e| e.response.status).collect();
    if found != BTreeSet::from([first, second]) {
        let found: Vec<_> = found.iter().map(u16::to_string).collect();
        world.note(Err(Mismatch::Value {
            subject: "statuses of all responses".to_owned(),
            expected: format!("{first} and {second}, both and no other"),
            found: found.join(", "),
        }));
    }
}

#[then(regex = r"^the first response's status is (\d{3})$")]
fn first_status(world: &mut World, expected: u16) -> Result<(), Trouble> {
    let found = response::status(world.first_received()?, expected);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the first response's header "([^"]+)" is "((?:[^"\\]|\\.)*)"$"#)]
fn first_header(world: &mut World, step: &Step, name: String, value: String) -> Result<(), Trouble> {
    let expected = world.expected_text(step, &unescape(&value))?;
    let found = response::header(world.first_received()?, &name, &expected);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the member "([^"]+)" of the response is (that|not that) of the first response$"#)]
fn member_of_both(world: &mut World, step: &Step, path: String, relation: String) -> Result<(), Trouble> {
    let path = json_path(step, &path)?;
    let found = partial::body_members(
        world.first_received()?,
        world.received()?,
        &path,
        relation == "that",
    );
    world.note(found);
    Ok(())
}

#[then("the response status is a server error")]
fn server_error(world: &mut World) -> Result<(), Trouble> {
    let found = partial::server_error(world.received()?);
    world.note(found);
    Ok(())
}

#[then("the request is refused")]
fn refused(world: &mut World) -> Result<(), Trouble> {
    if !world.was_hung_up_on {
        let found = partial::client_error(world.received()?);
        world.note(found);
    }
    Ok(())
}

#[then(regex = r#"^the response header "([^"]+)" is "((?:[^"\\]|\\.)*)"$"#)]
fn header(world: &mut World, step: &Step, name: String, value: String) -> Result<(), Trouble> {
    let expected = world.expected_text(step, &unescape(&value))?;
    let found = response::header(world.received()?, &name, &expected);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the response headers "([^"]+)" are$"#)]
fn headers(world: &mut World, step: &Step, name: String) -> Result<(), Trouble> {
    let expected = column(step)?
        .iter()
        .map(|value| world.expected_text(step, value))
        .collect::<Result<Vec<_>, _>>()?;
    let found = response::headers(world.received()?, &name, &expected);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the response header "([^"]+)" is absent$"#)]
fn header_absent(world: &mut World, name: String) -> Result<(), Trouble> {
    let found = response::no_header(world.received()?, &name);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the response header "([^"]+)" is absent or empty$"#)]
fn header_absent_or_empty(world: &mut World, name: String) -> Result<(), Trouble> {
    let found = partial::no_header_value(world.received()?, &name);
    world.note(found);
    Ok(())
}

#[then("the response body is empty")]
fn body_empty(world: &mut World) -> Result<(), Trouble> {
    let found = response::empty_body(world.received()?);
    world.note(found);
    Ok(())
}

#[then("the response body is blank")]
fn body_blank(world: &mut World) -> Result<(), Trouble> {
    let found = partial::blank_body(world.received()?);
    world.note(found);
    Ok(())
}

#[then("the response body is")]
fn body(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_text(step, &doc_string(step)?)?;
    let found = response::body(world.received()?, &expected);
    world.note(found);
    Ok(())
}

#[then(regex = r"^the (gzip|deflate) coded response body is$")]
fn coded_body(world: &mut World, step: &Step, name: String) -> Result<(), Trouble> {
    let expected = world.expected_text(step, &doc_string(step)?)?;
    let coding =
        ContentCoding::named(&name).ok_or_else(|| Trouble::feature(step, "it knows no such coding"))?;
    let found = response::coded_body(world.received()?, coding, &expected);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the response body is the bytes "([0-9a-f ]+)"$"#)]
fn body_bytes(world: &mut World, step: &Step, hexadecimal: String) -> Result<(), Trouble> {
    let expected = bytes(step, &hexadecimal)?;
    let found = partial::body_bytes(world.received()?, &expected);
    world.note(found);
    Ok(())
}

#[then("the response body contains")]
fn body_contains_lines(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let text = world.fill(doc_string(step)?.trim());
    let found = partial::body_contains(world.received()?, &text);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the response body contains "((?:[^"\\]|\\.)*)"$"#)]
fn body_contains(world: &mut World, text: String) -> Result<(), Trouble> {
    let text = world.fill(&unescape(&text));
    let found = partial::body_contains(world.received()?, &text);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the response body does not contain "((?:[^"\\]|\\.)*)"$"#)]
fn body_lacks(world: &mut World, text: String) -> Result<(), Trouble> {
    let text = world.fill(&unescape(&text));
    let found = partial::body_lacks(world.received()?, &text);
    world.note(found);
    Ok(())
}

#[then("the response body is not JSON")]
fn body_is_not_json(world: &mut World) -> Result<(), Trouble> {
    let found = response::body_is_not_json(world.received()?);
    world.note(found);
    Ok(())
}

#[then("the response body is the JSON")]
fn body_json(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let found = response::body_json(world.received()?, &expected);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the member "([^"]+)" of the response is "((?:[^"\\]|\\.)*)"$"#)]
fn member_text(world: &mut World, step: &Step, path: String, text: String) -> Result<(), Trouble> {
    let expected = world.expected_string(step, &unescape(&text))?;
    let found = response::body_member(world.received()?, &json_path(step, &path)?, &expected);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the member "([^"]+)" of the response is the JSON$"#)]
fn member_json(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let found = response::body_member(world.received()?, &json_path(step, &path)?, &expected);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the member "([^"]+)" of the response is a string with the JSON$"#)]
fn member_json_text(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let expected = world.expected_json_text(step)?;
    let found = response::body_member(world.received()?, &json_path(step, &path)?, &expected);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the member "([^"]+)" of the response is absent$"#)]
fn member_absent(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let absent = world.expected_string(step, "{{absent}}")?;
    let found = response::body_member(world.received()?, &json_path(step, &path)?, &absent);
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the member "([^"]+)" of the response is the response header "([^"]+)"$"#)]
fn member_is_header(world: &mut World, step: &Step, path: String, name: String) -> Result<(), Trouble> {
    let header = world.received()?.header(&name).next().map(str::to_owned);
    let expected = format!("the body's {path}");
    let found = match header {
        None => Err(Mismatch::MissingHeader { name, expected }),
        Some(header) => {
            let expected = world.expected_string(step, &header)?;
            response::body_member(world.received()?, &json_path(step, &path)?, &expected)
        }
    };
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the member "([^"]+)" of the response is at most (\d+) and more than (\d+)$"#)]
fn member_between(
    world: &mut World,
    step: &Step,
    path: String,
    most: u32,
    least: u32,
) -> Result<(), Trouble> {
    let found = partial::body_between(world.received()?, &json_path(step, &path)?, least, most);
    world.note(found);
    Ok(())
}

#[then("the response bodies are the JSON")]
fn bodies_json(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let parsed = world
        .exchanges
        .iter()
        .map(|exchange| document::parse("body", &exchange.response.text()))
        .collect::<Result<Vec<_>, _>>();
    let found = parsed.and_then(|bodies| document::json("bodies", &Value::from(bodies), &expected));
    world.note(found);
    Ok(())
}

#[then(regex = r#"^the member "([^"]+)" of the response is not less than "([^"]+)"$"#)]
fn member_order(world: &mut World, step: &Step, path: String, least: String) -> Result<(), Trouble> {
    let (path, least) = (json_path(step, &path)?, json_path(step, &least)?);
    let found = partial::body_order(world.received()?, &least, &path);
    world.note(found);
    Ok(())
}

#[then(regex = r"^the response took at least (\d+) seconds?$")]
fn took_at_least(world: &mut World, seconds: u64) -> Result<(), Trouble> {
    let found = count::at_least("response", world.exchange()?.took, Duration::from_secs(seconds));
    world.note(found);
    Ok(())
}

#[then(regex = r"^the response took less than (\d+) seconds?$")]
fn took_less(world: &mut World, seconds: u64) -> Result<(), Trouble> {
    let found = count::at_most("response", world.exchange()?.took, Duration::from_secs(seconds));
    world.note(found);
    Ok(())
}
