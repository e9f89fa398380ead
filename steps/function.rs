//! Given a function: what it does, and who may invoke it.

use apigw_conformance::system::{Function, Permission};
use cucumber::{gherkin::Step, given};

use crate::rest_api::add_function;
use crate::text::{doc_string, unescape};
use crate::world::{Trouble, World};

#[given(regex = r#"^a function "([^"]+)" that the state machine may call$"#)]
fn callable(world: &mut World, handler: String) {
    add_function(world, &handler, true);
}

#[given("the function returns")]
fn returns(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let result = doc_string(step)?;
    set(world, "RESULT", result)
}

#[given(regex = r#"^the function throws "((?:[^"\\]|\\.)*)"$"#)]
fn throws(world: &mut World, message: String) -> Result<(), Trouble> {
    set(world, "MESSAGE", unescape(&message))
}

#[given(regex = r"^the function waits (\d+) milliseconds$")]
fn waits(world: &mut World, milliseconds: u32) -> Result<(), Trouble> {
    set(world, "WAIT", milliseconds.to_string())
}

#[given(regex = r"^the function's time limit is (\d+) seconds?$")]
fn time_limit(world: &mut World, seconds: u16) -> Result<(), Trouble> {
    world.function()?.timeout = seconds;
    Ok(())
}

#[given("the function does not exist")]
fn does_not_exist(world: &mut World) -> Result<(), Trouble> {
    world.function()?.exists = false;
    Ok(())
}

#[given("API Gateway has no permission to invoke the function")]
fn no_permission(world: &mut World) -> Result<(), Trouble> {
    // Its own, for one that is shared already has a permission.
    let function: &mut Function = world.function()?;
    function.permission = Permission::None;
    function.own = true;
    Ok(())
}

fn set(world: &mut World, name: &str, value: String) -> Result<(), Trouble> {
    world.function()?.environment.insert(name.to_owned(), value);
    Ok(())
}
