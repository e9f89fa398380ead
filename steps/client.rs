//! What a client sends.

use cucumber::{gherkin::Step, given, when};

use crate::text::{doc_string, unescape};
use crate::world::{Trouble, World};

#[given(regex = r#"^the request header "([^"]+)" is "((?:[^"\\]|\\.)*)"$"#)]
fn header(world: &mut World, name: String, value: String) {
    world.headers.push((name, unescape(&value)));
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)"$"#)]
async fn sends(world: &mut World, line: String) -> Result<(), Trouble> {
    world.send(&line, None).await
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" with the JSON body$"#)]
async fn sends_json(world: &mut World, step: &Step, line: String) -> Result<(), Trouble> {
    world
        .headers
        .push(("Content-Type".to_owned(), "application/json".to_owned()));
    world.send(&line, Some(doc_string(step)?)).await
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
