//! Given the authorizer of an HTTP API's routes, and Then what became of it.

use apigw_conformance::effects::Until;
use apigw_conformance::expect::{count, document};
use apigw_conformance::system::{Authorization, HttpAuthorizer, HttpAuthorizerKind, Permission};
use cucumber::{gherkin::Step, given, then};

use crate::invocation::{invocations_of, note_event_of};
use crate::rest_api::add_function;
use crate::text::{doc_string, json_path, unescape};
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

#[given("it has the same authorizer")]
fn by_the_last(world: &mut World) -> Result<(), Trouble> {
    let authorizer = world.http_api()?.authorizers.len().checked_sub(1);
    let authorizer = authorizer.ok_or_else(|| Trouble::Feature("describe an authorizer first".to_owned()))?;
    authorize(
        world,
        Authorization::Authorizer {
            authorizer,
            scopes: Vec::new(),
        },
    )
}

#[given("its clients have to sign")]
fn by_signature(world: &mut World) -> Result<(), Trouble> {
    authorize(world, Authorization::Iam)
}

#[given(regex = r#"^the authorizer's identity sources are "([^"]+)"$"#)]
fn identity_sources(world: &mut World, sources: String) -> Result<(), Trouble> {
    world.http_authorizer()?.identity_sources = sources.split(", ").map(str::to_owned).collect();
    Ok(())
}

#[given(regex = r"^the authorizer's answers are kept for (\d+) seconds?$")]
fn kept(world: &mut World, seconds: i32) -> Result<(), Trouble> {
    match &mut world.http_authorizer()?.kind {
        HttpAuthorizerKind::Lambda { ttl, .. } => *ttl = Some(seconds),
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
    let function = world.authorizer_function()?;
    world.system.functions[function].reserved_concurrency = Some(executions);
    Ok(())
}

#[then("the authorizer was invoked once")]
async fn invoked_once(world: &mut World) -> Result<(), Trouble> {
    exactly(world, 1).await
}

#[then(regex = r"^the authorizer was invoked (\d+) times$")]
async fn invoked_times(world: &mut World, expected: usize) -> Result<(), Trouble> {
    exactly(world, expected).await
}

#[then("the authorizer was not invoked")]
async fn not_invoked(world: &mut World) -> Result<(), Trouble> {
    exactly(world, 0).await
}

#[then("the authorizer received the event")]
async fn event(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let function = world.authorizer_function()?;
    note_event_of(world, function, |event| {
        document::json("authorizer's event", event, &expected)
    })
    .await
}

#[then(regex = r#"^the member "([^"]+)" of the authorizer's event is "((?:[^"\\]|\\.)*)"$"#)]
async fn member(world: &mut World, step: &Step, path: String, text: String) -> Result<(), Trouble> {
    let expected = world.expected_string(step, &unescape(&text))?;
    let path = json_path(step, &path)?;
    let function = world.authorizer_function()?;
    note_event_of(world, function, |event| {
        document::member("authorizer's event", event, &path, &expected)
    })
    .await
}

#[then(regex = r#"^the member "([^"]+)" of the authorizer's event is the JSON$"#)]
async fn member_json(world: &mut World, step: &Step, path: String) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let path = json_path(step, &path)?;
    let function = world.authorizer_function()?;
    note_event_of(world, function, |event| {
        document::member("authorizer's event", event, &path, &expected)
    })
    .await
}

async fn exactly(world: &mut World, expected: usize) -> Result<(), Trouble> {
    let function = world.authorizer_function()?;
    let invocations = invocations_of(world, function, Until::Exactly(expected)).await?;
    world.note(count::invocations(invocations.len(), expected));
    Ok(())
}

fn authorize(world: &mut World, authorization: Authorization) -> Result<(), Trouble> {
    let route = world.http_api()?.routes.last_mut();
    let route = route.ok_or_else(|| Trouble::Feature("describe a route first".to_owned()))?;
    route.authorization = authorization;
    Ok(())
}

fn permit(world: &mut World, permission: Permission) -> Result<(), Trouble> {
    let function = world.authorizer_function()?;
    world.system.functions[function].permission = permission;
    Ok(())
}

fn set(world: &mut World, name: &str, value: String) -> Result<(), Trouble> {
    let function = world.authorizer_function()?;
    let environment = &mut world.system.functions[function].environment;
    environment.insert(name.to_owned(), value);
    Ok(())
}
