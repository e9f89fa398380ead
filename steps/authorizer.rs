//! Given who may call a method, and then what its authorizer was told.

use apigw_conformance::expect::document;
use apigw_conformance::system::{Api, Authorization, Authorizer, AuthorizerType};
use cucumber::{gherkin::Step, given, then};

use crate::http_authorizer;
use crate::invocation::{Asked, exactly, note_event, note_member, note_member_is_header};
use crate::rest_api::add_function;
use crate::text::{doc_string, unescape};
use crate::world::{Trouble, World};

#[given(regex = r#"^its authorizer is the function "([^"]+)" that reads the token from "([^"]+)"$"#)]
fn of_token(world: &mut World, handler: String, source: String) -> Result<(), Trouble> {
    authorize(world, &handler, AuthorizerType::Token, Some(source))
}

#[given(regex = r#"^its authorizer is the function "([^"]+)" that reads the request$"#)]
fn of_request(world: &mut World, handler: String) -> Result<(), Trouble> {
    authorize(world, &handler, AuthorizerType::Request, None)?;
    // Without an identity there is nothing to know an answer again by.
    authorizer(world)?.ttl = Some(0);
    Ok(())
}

#[given(
    regex = r#"^its authorizer is the function "([^"]+)" that reads the request and knows the caller by "([^"]+)"$"#
)]
fn of_request_and_identity(world: &mut World, handler: String, source: String) -> Result<(), Trouble> {
    authorize(world, &handler, AuthorizerType::Request, Some(source))
}

#[given("its authorizer is the same")]
fn same(world: &mut World) -> Result<(), Trouble> {
    if let Api::Http(_) = world.system.api {
        return http_authorizer::by_the_last(world);
    }
    authorizer(world)?;
    let last = world.rest_api()?.authorizers.len() - 1;
    world.method()?.authorization = Authorization::Custom(last);
    Ok(())
}

#[given(regex = r"^the authorizer's answers hold for (\d+) seconds$")]
fn ttl(world: &mut World, seconds: u16) -> Result<(), Trouble> {
    if let Api::Http(_) = world.system.api {
        return http_authorizer::keep_for(world, seconds);
    }
    authorizer(world)?.ttl = Some(seconds);
    Ok(())
}

#[given(regex = r#"^the authorizer takes tokens that match "((?:[^"\\]|\\.)*)"$"#)]
fn validation(world: &mut World, expression: String) -> Result<(), Trouble> {
    authorizer(world)?.validation = Some(unescape(&expression));
    Ok(())
}

#[given("its authorization is AWS_IAM")]
fn aws_iam(world: &mut World) -> Result<(), Trouble> {
    if let Api::Http(_) = world.system.api {
        return http_authorizer::by_signature(world);
    }
    world.method()?.authorization = Authorization::AwsIam;
    Ok(())
}

#[given("the API's policy is")]
fn policy(world: &mut World, step: &Step) -> Result<(), Trouble> {
    world.rest_api()?.policy = Some(doc_string(step)?);
    Ok(())
}

#[then("the authorizer was invoked once")]
async fn invoked_once(world: &mut World) -> Result<(), Trouble> {
    exactly(world, Asked::Authorizer, 1).await
}

#[then(regex = r"^the authorizer was invoked (\d+) times$")]
async fn invoked_times(world: &mut World, expected: usize) -> Result<(), Trouble> {
    exactly(world, Asked::Authorizer, expected).await
}

#[then("the authorizer was not invoked")]
async fn not_invoked(world: &mut World) -> Result<(), Trouble> {
    exactly(world, Asked::Authorizer, 0).await
}

#[then("the authorizer received the event")]
async fn event(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    note_event(world, Asked::Authorizer, |event| {
        document::json("authorizer's event", event, &expected)
    })
    .await
}

#[then(regex = r#"^the member "([^"]+)" of the authorizer's event is "((?:[^"\\]|\\.)*)"$"#)]
async fn member_text(world: &mut World, step: &Step, path: String, text: String) -> Result<(), Trouble> {
    let expected = world.expected_string(step, &unescape(&text))?;
    note_member(world, Asked::Authorizer, step, &path, expected).await
}

#[then(regex = r#"^the member "([^"]+)" of the authorizer's event is the JSON$"#)]
async fn member_json(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    note_member(world, Asked::Authorizer, step, &path, expected).await
}

#[then(regex = r#"^the member "([^"]+)" of the authorizer's event is the response header "([^"]+)"$"#)]
async fn member_is_header(world: &mut World, step: &Step, path: String, name: String) -> Result<(), Trouble> {
    note_member_is_header(world, Asked::Authorizer, step, &path, name).await
}

/// Gives the method that the feature speaks of an authorizer, and the function that it asks.
fn authorize(
    world: &mut World,
    handler: &str,
    kind: AuthorizerType,
    identity_source: Option<String>,
) -> Result<(), Trouble> {
    let function = add_function(world, handler, false);
    let authorizers = &mut world.rest_api()?.authorizers;
    authorizers.push(Authorizer {
        function,
        kind,
        identity_source,
        validation: None,
        ttl: None,
    });
    let index = authorizers.len() - 1;
    world.method()?.authorization = Authorization::Custom(index);
    Ok(())
}

/// The authorizer that the feature speaks of: the one named last.
fn authorizer(world: &mut World) -> Result<&mut Authorizer, Trouble> {
    let last = world.rest_api()?.authorizers.last_mut();
    last.ok_or_else(|| Trouble::Feature("its authorizer is … has to come first".to_owned()))
}
