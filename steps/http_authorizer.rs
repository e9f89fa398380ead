//! Given the authorizer of an HTTP API's routes.

use apigw_conformance::system::{
    Function, HttpAuthorization, HttpAuthorizer, HttpAuthorizerKind, Permission,
};
use cucumber::{gherkin::Step, given};

use crate::rest_api::add_function;
use crate::text::{doc_string, unescape};
use crate::world::{Trouble, World};

#[given(
    regex = r#"^it is authorized by the function "([^"]+)" with payload format (1\.0|2\.0)( and simple responses)?$"#
)]
fn by_function(
    world: &mut World,
    handler: String,
    payload_format: String,
    simple: String,
) -> Result<(), Trouble> {
    let kind = HttpAuthorizerKind::Lambda {
        function: add_function(world, &handler, false),
        payload_format,
        simple_responses: !simple.is_empty(),
        ttl: None,
    };
    world.http_api()?.authorizers.push(HttpAuthorizer {
        identity_sources: Vec::new(),
        kind,
    });
    by_the_last(world)
}

/// Gives the route named last the authorizer named last.
pub fn by_the_last(world: &mut World) -> Result<(), Trouble> {
    let authorizer = world.http_api()?.authorizers.len().checked_sub(1);
    let authorizer = authorizer.ok_or_else(|| Trouble::Feature("describe an authorizer first".to_owned()))?;
    authorize(
        world,
        HttpAuthorization::Authorizer {
            authorizer,
            scopes: Vec::new(),
        },
    )
}

/// Makes the clients of the route named last sign.
pub fn by_signature(world: &mut World) -> Result<(), Trouble> {
    authorize(world, HttpAuthorization::Iam)
}

#[given(regex = r#"^the authorizer's identity sources are "([^"]+)"$"#)]
fn identity_sources(world: &mut World, sources: String) -> Result<(), Trouble> {
    world.http_authorizer()?.identity_sources = sources.split(", ").map(str::to_owned).collect();
    Ok(())
}

/// How long the authorizer's answers are kept.
pub fn keep_for(world: &mut World, seconds: u16) -> Result<(), Trouble> {
    match &mut world.http_authorizer()?.kind {
        HttpAuthorizerKind::Lambda { ttl, .. } => *ttl = Some(seconds.into()),
        HttpAuthorizerKind::Jwt { .. } => {
            return Err(Trouble::Feature("only a function's answers are kept".to_owned()));
        }
    }
    Ok(())
}

#[given("the authorizer answers")]
fn answers(world: &mut World, step: &Step) -> Result<(), Trouble> {
    set(world, "ANSWER", doc_string(step)?)
}

#[given(regex = r#"^the authorizer throws "((?:[^"\\]|\\.)*)"$"#)]
fn throws(world: &mut World, message: String) -> Result<(), Trouble> {
    set(world, "MESSAGE", unescape(&message))
}

#[given("API Gateway has no permission to invoke the authorizer")]
fn without_permission(world: &mut World) -> Result<(), Trouble> {
    permit(world, Permission::None)
}

#[given(regex = r#"^API Gateway may invoke the authorizer from "([^"]+)"$"#)]
fn permitted_from(world: &mut World, pattern: String) -> Result<(), Trouble> {
    permit(world, Permission::SourceArn(pattern))
}

#[given(regex = r"^the authorizer's reserved concurrency is (\d+)$")]
fn reserved_concurrency(world: &mut World, executions: u16) -> Result<(), Trouble> {
    function(world)?.reserved_concurrency = Some(executions);
    Ok(())
}

fn authorize(world: &mut World, authorization: HttpAuthorization) -> Result<(), Trouble> {
    let route = world.http_api()?.routes.last_mut();
    let route = route.ok_or_else(|| Trouble::Feature("describe a route first".to_owned()))?;
    route.authorization = authorization;
    Ok(())
}

fn permit(world: &mut World, permission: Permission) -> Result<(), Trouble> {
    function(world)?.permission = permission;
    Ok(())
}

fn set(world: &mut World, name: &str, value: String) -> Result<(), Trouble> {
    function(world)?.environment.insert(name.to_owned(), value);
    Ok(())
}

/// The function that the authorizer asks.
fn function(world: &mut World) -> Result<&mut Function, Trouble> {
    let index = world.authorizer_function();
    index
        .and_then(|index| world.system.functions.get_mut(index))
        .ok_or_else(|| Trouble::Feature("describe an authorizer's function first".to_owned()))
}
