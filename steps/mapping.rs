//! Given the mappings of a method: templates, headers, integration responses.

use apigw_conformance::system::IntegrationResponse;
use cucumber::{gherkin::Step, given};

use crate::text::{doc_string, unescape};
use crate::world::{Trouble, World};

const JSON: &str = "application/json";

#[given("its request template is")]
fn request_template(world: &mut World, step: &Step) -> Result<(), Trouble> {
    put_request_template(world, JSON, step)
}

#[given(regex = r#"^its request template for "([^"]+)" is$"#)]
fn request_template_for(world: &mut World, step: &Step, content_type: String) -> Result<(), Trouble> {
    put_request_template(world, &content_type, step)
}

#[given("its response template is")]
fn response_template(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let template = doc_string(step)?;
    world.response()?.templates.insert(JSON.to_owned(), template);
    Ok(())
}

#[given(regex = r"^its default response has status (\d{3})$")]
fn default_response(world: &mut World, status: u16) -> Result<(), Trouble> {
    world.default_response()?.status = status;
    Ok(())
}

#[given("it has no default response")]
fn no_default_response(world: &mut World) -> Result<(), Trouble> {
    world
        .method()?
        .integration
        .responses
        .retain(|r| r.selection_pattern.is_some());
    Ok(())
}

#[given(regex = r#"^errors that match "((?:[^"\\]|\\.)*)" become status (\d{3})$"#)]
fn error_response(world: &mut World, pattern: String, status: u16) -> Result<(), Trouble> {
    add_error_response(world, &pattern, status).map(|_| ())
}

#[given(regex = r#"^errors that match "((?:[^"\\]|\\.)*)" become status (\d{3}) with the template$"#)]
fn error_response_with_template(
    world: &mut World,
    step: &Step,
    pattern: String,
    status: u16,
) -> Result<(), Trouble> {
    let template = doc_string(step)?;
    add_error_response(world, &pattern, status)?
        .templates
        .insert(JSON.to_owned(), template);
    Ok(())
}

#[given(regex = r#"^its response header "([^"]+)" is mapped from "((?:[^"\\]|\\.)*)"$"#)]
fn response_header(world: &mut World, name: String, expression: String) -> Result<(), Trouble> {
    world.response()?.headers.insert(name, unescape(&expression));
    Ok(())
}

#[given(regex = r#"^its request header "([^"]+)" is mapped from "((?:[^"\\]|\\.)*)"$"#)]
fn request_header(world: &mut World, name: String, expression: String) -> Result<(), Trouble> {
    let target = format!("integration.request.header.{name}");
    world
        .method()?
        .integration
        .request_parameters
        .insert(target, unescape(&expression));
    Ok(())
}

fn put_request_template(world: &mut World, content_type: &str, step: &Step) -> Result<(), Trouble> {
    let template = doc_string(step)?;
    world
        .method()?
        .integration
        .request_templates
        .insert(content_type.to_owned(), template);
    Ok(())
}

fn add_error_response<'w>(
    world: &'w mut World,
    pattern: &str,
    status: u16,
) -> Result<&'w mut IntegrationResponse, Trouble> {
    let responses = &mut world.method()?.integration.responses;
    responses.push(IntegrationResponse {
        status,
        selection_pattern: Some(unescape(pattern)),
        ..Default::default()
    });
    Ok(responses.last_mut().expect("one was just added"))
}
