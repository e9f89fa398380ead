//! Given a function: what it does and how it is configured.

use cucumber::{gherkin::Step, given};

use crate::rest_api::add_function;
use crate::text::{doc_string, unescape};
use crate::world::{Trouble, World};

#[given(regex = r#"^a function "([^"]+)"$"#)]
fn shared(world: &mut World, handler: String) {
    add_function(world, &handler, false);
}

#[given(regex = r#"^a function "([^"]+)" that (?:nobody else invokes|the state machine may call)$"#)]
fn own(world: &mut World, handler: String) {
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

#[given("the function throws the lines")]
fn throws_lines(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let message = doc_string(step)?;
    set(world, "MESSAGE", message.trim_end().to_owned())
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

#[given(regex = r#"^the function's environment has "([^"]+)" as "((?:[^"\\]|\\.)*)"$"#)]
fn environment(world: &mut World, name: String, value: String) -> Result<(), Trouble> {
    set(world, &name, unescape(&value))
}

#[given(regex = r#"^the function fails by "([^"]+)"$"#)]
fn fails(world: &mut World, way: String) -> Result<(), Trouble> {
    set(world, "FAILURE", way)
}

#[given(regex = r#"^the function's alias "([^"]+)" names its version 1$"#)]
fn alias(world: &mut World, name: String) -> Result<(), Trouble> {
    world.function()?.alias = Some(name);
    Ok(())
}

#[given(regex = r"^the function's reserved concurrency is (\d+)$")]
fn reserved_concurrency(world: &mut World, executions: u16) -> Result<(), Trouble> {
    world.function()?.reserved_concurrency = Some(executions);
    Ok(())
}

#[given(regex = r"^the function's failed events are tried again (once|\d+ times)$")]
fn retries(world: &mut World, step: &Step, times: String) -> Result<(), Trouble> {
    let times = match times.split_once(' ') {
        None => 1,
        Some((number, _)) => number
            .parse()
            .map_err(|_| Trouble::feature(step, "Lambda tries again twice at most"))?,
    };
    world.function()?.retries = Some(times);
    Ok(())
}

#[given("the function does not exist")]
fn does_not_exist(world: &mut World) -> Result<(), Trouble> {
    world.function()?.exists = false;
    Ok(())
}

fn set(world: &mut World, name: &str, value: String) -> Result<(), Trouble> {
    world.function()?.environment.insert(name.to_owned(), value);
    Ok(())
}
