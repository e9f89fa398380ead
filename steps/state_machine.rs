//! Given a state machine: its definition, outcome and log.

use apigw_conformance::system::Logging;
use cucumber::{gherkin::Step, given};
use serde_json::{Value, json};

use crate::rest_api::add_function;
use crate::text::doc_string;
use crate::world::{Trouble, World};

#[given("the state machine is")]
fn definition(world: &mut World, step: &Step) -> Result<(), Trouble> {
    world.state_machine()?.definition = doc_string(step)?;
    Ok(())
}

#[given("the execution's output is")]
fn output(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let result: Value = serde_json::from_str(&doc_string(step)?)
        .map_err(|error| Trouble::feature(step, &format!("the output is not JSON: {error}")))?;
    let pass = json!({"Type": "Pass", "Result": result, "End": true});
    world.state_machine()?.definition = one_state("Answer", pass);
    Ok(())
}

#[given(regex = r#"^the execution fails with the error "([^"]*)" and the cause "([^"]*)"$"#)]
fn fails(world: &mut World, error: String, cause: String) -> Result<(), Trouble> {
    let fail = json!({"Type": "Fail", "Error": error, "Cause": cause});
    world.state_machine()?.definition = one_state("Stop", fail);
    Ok(())
}

#[given(regex = r#"^the state machine calls the function "([^"]+)"$"#)]
fn calls_function(world: &mut World, handler: String) -> Result<(), Trouble> {
    add_function(world, &handler, true);
    let task = json!({"Type": "Task", "Resource": "{{functionArn}}", "End": true});
    world.state_machine()?.definition = one_state("Call", task);
    Ok(())
}

#[given("the state machine does not exist")]
fn does_not_exist(world: &mut World) -> Result<(), Trouble> {
    world.state_machine()?.exists = false;
    Ok(())
}

#[given(regex = r"^the state machine logs everything (with|without) execution data$")]
fn logs(world: &mut World, data: String) -> Result<(), Trouble> {
    world.state_machine()?.logging = Some(Logging {
        level: "ALL".to_owned(),
        include_execution_data: data == "with",
    });
    Ok(())
}

#[given(regex = r#"^the state machine logs at the level "([A-Z]+)"$"#)]
fn logs_at(world: &mut World, level: String) -> Result<(), Trouble> {
    world.state_machine()?.logging = Some(Logging {
        level,
        include_execution_data: true,
    });
    Ok(())
}

fn one_state(name: &str, state: Value) -> String {
    json!({"StartAt": name, "States": {name: state}}).to_string()
}
