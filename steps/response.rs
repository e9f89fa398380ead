//! Then the response: status, headers, body, time.

use std::time::Duration;

use apigw_conformance::expect;
use cucumber::{gherkin::Step, then};

use crate::text::{column, doc_string, unescape};
use crate::world::{Trouble, World};

#[then(regex = r"^the response status is (\d{3})$")]
fn status(world: &mut World, status: u16) -> Result<(), Trouble> {
    let found = expect::status(world.response_received()?, status);
    world.note(found)
}

#[then("the response status is a server error")]
fn server_error(world: &mut World) -> Result<(), Trouble> {
    let found = expect::server_error(world.response_received()?);
    world.note(found)
}

#[then(regex = r#"^the response header "([^"]+)" is "((?:[^"\\]|\\.)*)"$"#)]
fn header(world: &mut World, name: String, value: String) -> Result<(), Trouble> {
    let value = world.fill(&unescape(&value));
    let found = expect::header(world.response_received()?, &name, &[value]);
    world.note(found)
}

#[then(regex = r#"^the response headers "([^"]+)" are$"#)]
fn headers(world: &mut World, step: &Step, name: String) -> Result<(), Trouble> {
    let found = expect::header(world.response_received()?, &name, &column(step)?);
    world.note(found)
}

#[then(regex = r#"^the response header "([^"]+)" is absent$"#)]
fn header_absent(world: &mut World, name: String) -> Result<(), Trouble> {
    let found = expect::no_header(world.response_received()?, &name);
    world.note(found)
}

#[then(regex = r#"^the response header "([^"]+)" is absent or empty$"#)]
fn header_absent_or_empty(world: &mut World, name: String) -> Result<(), Trouble> {
    let found = expect::no_header_value(world.response_received()?, &name);
    world.note(found)
}

#[then("the response body is empty")]
fn body_empty(world: &mut World) -> Result<(), Trouble> {
    let found = expect::body(world.response_received()?, "");
    world.note(found)
}

#[then("the response body is blank")]
fn body_blank(world: &mut World) -> Result<(), Trouble> {
    let found = expect::blank_body(world.response_received()?);
    world.note(found)
}

#[then("the response body is")]
fn body(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let text = world.fill(&doc_string(step)?);
    let found = expect::body(world.response_received()?, text.trim_end_matches('\n'));
    world.note(found)
}

#[then("the response body contains")]
fn body_contains_text(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let text = world.fill(&doc_string(step)?);
    let found = expect::body_contains(world.response_received()?, text.trim());
    world.note(found)
}

#[then(regex = r#"^the response body contains "((?:[^"\\]|\\.)*)"$"#)]
fn body_contains(world: &mut World, text: String) -> Result<(), Trouble> {
    let found = expect::body_contains(world.response_received()?, &unescape(&text));
    world.note(found)
}

#[then(regex = r#"^the response body does not contain "((?:[^"\\]|\\.)*)"$"#)]
fn body_lacks(world: &mut World, text: String) -> Result<(), Trouble> {
    let found = expect::body_lacks(world.response_received()?, &unescape(&text));
    world.note(found)
}

#[then("the response body is not JSON")]
fn body_not_json(world: &mut World) -> Result<(), Trouble> {
    let found = expect::body_not_json(world.response_received()?);
    world.note(found)
}

#[then("the response body is the JSON")]
fn body_json(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let found = expect::body_json(world.response_received()?, &expected);
    world.note(found)
}

#[then(regex = r#"^the member "([^"]+)" of the response is "((?:[^"\\]|\\.)*)"$"#)]
fn member_text(world: &mut World, path: String, text: String) -> Result<(), Trouble> {
    let expected = expect::Expected::text(&world.fill(&unescape(&text)));
    world.note_member(&path, &expected)
}

#[then(regex = r#"^the member "([^"]+)" of the response is the JSON$"#)]
fn member_json(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    world.note_member(&path, &expected)
}

#[then(regex = r#"^the member "([^"]+)" of the response is a string with the JSON$"#)]
fn member_string_with_json(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let expected = expect::Expected::json_text(world.expected_json(step)?);
    world.note_member(&path, &expected)
}

#[then(regex = r#"^the member "([^"]+)" of the response is absent$"#)]
fn member_absent(world: &mut World, path: String) -> Result<(), Trouble> {
    world.note_member(&path, &expect::Expected::absent())
}

#[then(regex = r#"^the member "([^"]+)" of the response is not less than "([^"]+)"$"#)]
fn member_order(world: &mut World, path: String, other: String) -> Result<(), Trouble> {
    let found = expect::body_order(world.response_received()?, &other, &path);
    world.note(found)
}

#[then(regex = r"^the response took at least (\d+) seconds?$")]
fn took_at_least(world: &mut World, seconds: u64) -> Result<(), Trouble> {
    let found = expect::at_least(Duration::from_secs(seconds), world.exchange()?.took);
    world.note(found)
}

#[then(regex = r"^the response took less than (\d+) seconds?$")]
fn took_less(world: &mut World, seconds: u64) -> Result<(), Trouble> {
    let found = expect::less_than(Duration::from_secs(seconds), world.exchange()?.took);
    world.note(found)
}
