//! Given what a method demands of a request: validators, models, API keys.

use apigw_conformance::system::RequestValidator;
use cucumber::{gherkin::Step, given};

use crate::text::doc_string;
use crate::world::{Trouble, World};

#[given(regex = r"^it validates (the body|the parameters|the parameters and the body)$")]
fn validator(world: &mut World, what: String) -> Result<(), Trouble> {
    world.method()?.validator = Some(RequestValidator {
        body: what.ends_with("body"),
        parameters: what.starts_with("the parameters"),
    });
    Ok(())
}

#[given(regex = r#"^its request model for "([^"]+)" is$"#)]
fn model(world: &mut World, step: &Step, content_type: String) -> Result<(), Trouble> {
    let schema = doc_string(step)?;
    world.method()?.request_models.insert(content_type, schema);
    Ok(())
}

#[given("it requires an API key")]
fn api_key(world: &mut World) -> Result<(), Trouble> {
    world.method()?.requires_api_key = true;
    Ok(())
}
