//! Given a state machine's definition; When it is created alone.

use apigw_conformance::system::{StateMachine, StateMachineType};
use cucumber::{gherkin::Step, given, when};

use crate::text::doc_string;
use crate::world::{Trouble, World};

#[given("a Standard state machine with the definition")]
fn standard(world: &mut World, step: &Step) -> Result<(), Trouble> {
    defined(world, step, StateMachineType::Standard)
}

#[given("an Express state machine with the definition")]
fn express(world: &mut World, step: &Step) -> Result<(), Trouble> {
    defined(world, step, StateMachineType::Express)
}

#[when("the state machine is created")]
async fn created(world: &mut World) -> Result<(), Trouble> {
    let (run, machine) = (world.running()?, world.state_machine()?.clone());
    let created = run.deployer.create_state_machine(machine, &world.nonce).await;
    world.tried(created.map(|_| ())).await
}

fn defined(world: &mut World, step: &Step, kind: StateMachineType) -> Result<(), Trouble> {
    world.system.state_machines.push(StateMachine {
        definition: doc_string(step)?,
        ..StateMachine::passing(kind)
    });
    Ok(())
}
