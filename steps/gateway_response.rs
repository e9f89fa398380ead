//! Given the gateway responses that an API customises.

use apigw_conformance::system::GatewayResponse;
use cucumber::{gherkin::Step, given};

use crate::text::{doc_string, unescape};
use crate::world::{Trouble, World};

#[given(regex = r"^the gateway response (\w+) has status (\d{3})$")]
fn has_status(world: &mut World, response_type: String, code: u16) -> Result<(), Trouble> {
    gateway_response(world, response_type)?.status = Some(code);
    Ok(())
}

#[given(regex = r#"^the gateway response (\w+) has the header "([^"]+)" mapped from "((?:[^"\\]|\\.)*)"$"#)]
fn header(world: &mut World, response_type: String, name: String, expression: String) -> Result<(), Trouble> {
    gateway_response(world, response_type)?
        .headers
        .insert(name, unescape(&expression));
    Ok(())
}

#[given(regex = r#"^the gateway response (\w+) has the "([^"]+)" template$"#)]
fn template(
    world: &mut World,
    step: &Step,
    response_type: String,
    content_type: String,
) -> Result<(), Trouble> {
    let template = doc_string(step)?;
    gateway_response(world, response_type)?
        .templates
        .insert(content_type, template);
    Ok(())
}

/// The customisation of a type: what was said of it so far, or a new one.
fn gateway_response(world: &mut World, response_type: String) -> Result<&mut GatewayResponse, Trouble> {
    let responses = &mut world.rest_api()?.gateway_responses;
    let known = responses
        .iter()
        .position(|response| response.response_type == response_type);
    let index = known.unwrap_or_else(|| {
        responses.push(GatewayResponse {
            response_type,
            status: None,
            headers: Default::default(),
            templates: Default::default(),
        });
        responses.len() - 1
    });
    Ok(&mut responses[index])
}
