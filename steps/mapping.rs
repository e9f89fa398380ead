//! Given the mappings of a method: templates, headers, integration responses.

use apigw_conformance::system::IntegrationResponse;
use cucumber::{gherkin::Step, given};

use crate::text::{content_handling, doc_string, unescape};
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

#[given("the execution's input is the request's body")]
fn body_as_input(world: &mut World) -> Result<(), Trouble> {
    // escapeJavaScript writes an apostrophe as no JSON has it; the template reference says to undo that.
    let template = r#"{"input": "$util.escapeJavaScript($input.body).replaceAll("\\'","'")", "stateMachineArn": "{{stateMachineArn}}"}"#;
    let templates = &mut world.method()?.integration.request_templates;
    templates.insert(JSON.to_owned(), template.to_owned());
    Ok(())
}

#[given("its response template is")]
fn response_template(world: &mut World, step: &Step) -> Result<(), Trouble> {
    put_response_template(world, JSON, step)
}

#[given(regex = r#"^its response template for "([^"]+)" is$"#)]
fn response_template_for(world: &mut World, step: &Step, content_type: String) -> Result<(), Trouble> {
    put_response_template(world, &content_type, step)
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

#[given(regex = r#"^(?:errors|answers) that match "((?:[^"\\]|\\.)*)" become status (\d{3})$"#)]
fn error_response(world: &mut World, pattern: String, status: u16) -> Result<(), Trouble> {
    add_error_response(world, &pattern, status).map(|_| ())
}

#[given(
    regex = r#"^(?:errors|answers) that match "((?:[^"\\]|\\.)*)" become status (\d{3}) with the template$"#
)]
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

#[given(
    regex = r#"^its response header "([^"]+)" is mapped from "((?:[^"\\]|\\.)*)" without being declared$"#
)]
fn undeclared_response_header(world: &mut World, name: String, expression: String) -> Result<(), Trouble> {
    let response = world.response()?;
    response.undeclared.insert(name.clone());
    response.headers.insert(name, unescape(&expression));
    Ok(())
}

#[given("its default response lost its method response")]
fn lost_method_response(world: &mut World) -> Result<(), Trouble> {
    world.default_response()?.lost_method_response = true;
    Ok(())
}

#[given("its proxy integration has the response template")]
fn template_of_a_proxy(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let template = doc_string(step)?;
    world.method()?.integration.responses.push(IntegrationResponse {
        status: 200,
        templates: [(JSON.to_owned(), template)].into(),
        ..Default::default()
    });
    Ok(())
}

#[given(regex = r"^its (request|response) content handling is (\w+)$")]
fn handling(world: &mut World, step: &Step, of: String, name: String) -> Result<(), Trouble> {
    let handling = content_handling(&name)
        .ok_or_else(|| Trouble::feature(step, "write CONVERT_TO_TEXT or CONVERT_TO_BINARY"))?;
    if of == "request" {
        world.method()?.integration.content_handling = Some(handling);
    } else {
        world.response()?.content_handling = Some(handling);
    }
    Ok(())
}

#[given(
    regex = r#"^its request (header|query parameter|path parameter) "([^"]+)" is mapped from "((?:[^"\\]|\\.)*)"$"#
)]
fn request_parameter(
    world: &mut World,
    place: String,
    name: String,
    expression: String,
) -> Result<(), Trouble> {
    let place = match place.as_str() {
        "query parameter" => "querystring",
        "path parameter" => "path",
        other => other,
    };
    let target = format!("integration.request.{place}.{name}");
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

fn put_response_template(world: &mut World, content_type: &str, step: &Step) -> Result<(), Trouble> {
    let template = doc_string(step)?;
    world
        .response()?
        .templates
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
