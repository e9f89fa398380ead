//! Who may invoke a function, and what API Gateway's role allows.

use apigw_conformance::exchange::Exchange;
use apigw_conformance::expect::document;
use apigw_conformance::service::{self, NewStatement};
use apigw_conformance::system::{Permission, Role};
use apigw_conformance::target::CallError;
use cucumber::{gherkin::Step, given, then, when};
use serde_json::Value;

use crate::text::doc_string;
use crate::world::{Trouble, World};

#[given("API Gateway has no permission to invoke the function")]
fn none(world: &mut World) -> Result<(), Trouble> {
    permit(world, Permission::None)
}

#[given(regex = r#"^API Gateway may invoke the function from "([^"]+)"$"#)]
fn source_arn(world: &mut World, pattern: String) -> Result<(), Trouble> {
    permit(world, Permission::SourceArn(pattern))
}

#[given(regex = r#"^only the principal "([^"]+)" may invoke the function$"#)]
fn principal(world: &mut World, name: String) -> Result<(), Trouble> {
    permit(world, Permission::Principal(name))
}

#[given(regex = r#"^API Gateway is allowed the action "([^"]+)" on the function$"#)]
fn action(world: &mut World, name: String) -> Result<(), Trouble> {
    permit(world, Permission::Action(name))
}

#[given("its integration names no role")]
fn no_role(world: &mut World) -> Result<(), Trouble> {
    world.method()?.integration.role = Role::None;
    Ok(())
}

#[given(regex = r#"^its integration's role allows "([^"]+)" only$"#)]
fn narrow_role(world: &mut World, action: String) -> Result<(), Trouble> {
    world.method()?.integration.role = Role::Allowing(action);
    Ok(())
}

#[given("the function's policy has the statement")]
fn has_statement(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let statement = read_statement(step, &doc_string(step)?)?;
    world.statements.push(statement);
    Ok(())
}

#[when("AddPermission is called with")]
async fn add(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let function = prepare(world).await?;
    let statement = read_statement(step, &world.fill(&doc_string(step)?))?;
    let target = &world.run()?.target;
    let called = service::add_permission(target, &function, statement).await;
    keep(world, called).await
}

#[when("GetPolicy is called")]
async fn get(world: &mut World) -> Result<(), Trouble> {
    let function = prepare(world).await?;
    let called = service::get_policy(&world.run()?.target, &function).await;
    keep(world, called).await
}

#[when(regex = r#"^RemovePermission is called for "([^"]+)"$"#)]
async fn remove(world: &mut World, statement_id: String) -> Result<(), Trouble> {
    let function = prepare(world).await?;
    let called = service::remove_permission(&world.run()?.target, &function, &statement_id).await;
    keep(world, called).await
}

#[then("the function's policy is the JSON")]
async fn policy(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let run = world.run()?;
    let function = name(world)?;
    let found = match service::get_policy(&run.target, &function).await {
        Ok(exchange) => document::parse("policy", &exchange.response.text()).and_then(|answer| {
            let policy = answer["Policy"].as_str().unwrap_or("null");
            let policy: Value = document::parse("policy", policy)?;
            document::json("policy", &policy, &expected)
        }),
        Err(error) => return Err(run.trouble(&error).await),
    };
    world.note(found);
    Ok(())
}

fn permit(world: &mut World, permission: Permission) -> Result<(), Trouble> {
    world.function()?.permission = permission;
    Ok(())
}

/// Deploys what was described, gives the policy its statements, and names the function.
async fn prepare(world: &mut World) -> Result<String, Trouble> {
    world.deploy().await?;
    let run = world.run()?;
    let function = name(world)?;
    for statement in world.statements.clone() {
        let filled = NewStatement {
            source_arn: statement.source_arn.map(|arn| world.fill(&arn)),
            source_account: statement.source_account.map(|account| world.fill(&account)),
            ..statement
        };
        let sid = filled.statement_id.clone();
        match service::add_permission(&run.target, &function, filled).await {
            Ok(exchange) if exchange.response.status < 300 => {}
            Ok(exchange) => {
                let answer = exchange.response.text();
                return Err(Trouble::Target(format!("add the statement {sid}: {answer}")));
            }
            Err(error) => return Err(run.trouble(&error).await),
        }
    }
    Ok(function)
}

fn name(world: &World) -> Result<String, Trouble> {
    let functions = &world.deployed()?.functions;
    functions
        .first()
        .map(|function| function.name.clone())
        .ok_or_else(|| Trouble::Feature("describe a function first".to_owned()))
}

async fn keep(world: &mut World, called: Result<Exchange, CallError>) -> Result<(), Trouble> {
    match called {
        Ok(exchange) => {
            world.exchanges.push(exchange);
            Ok(())
        }
        Err(error) => Err(world.run()?.trouble(&error).await),
    }
}

/// The members of AddPermission's request.
fn read_statement(step: &Step, text: &str) -> Result<NewStatement, Trouble> {
    let members: Value = serde_json::from_str(text)
        .map_err(|error| Trouble::feature(step, &format!("write JSON: {error}")))?;
    let member = |name: &str| members[name].as_str().map(str::to_owned);
    let needed = |name: &str| member(name).ok_or_else(|| Trouble::feature(step, &format!("name the {name}")));
    Ok(NewStatement {
        statement_id: needed("StatementId")?,
        action: needed("Action")?,
        principal: needed("Principal")?,
        source_arn: member("SourceArn"),
        source_account: member("SourceAccount"),
    })
}
