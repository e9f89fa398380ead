//! A state machine's definition, and whether Step Functions accepts it.

use apigw_conformance::deploy::DeployError;
use apigw_conformance::expect::Mismatch;
use apigw_conformance::system::{StateMachine, StateMachineType};
use cucumber::{gherkin::Step, given, then, when};

use crate::text::{doc_string, unescape};
use crate::world::{Refusal, Trouble, World};

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
    let (run, machine) = (world.run()?, world.state_machine()?.clone());
    if run.is_over() {
        world.not_reached = true;
        return Err(Trouble::Target("begin: the run is over".to_owned()));
    }
    world.refusal = Some(
        match run.deployer.create_state_machine(machine, &world.nonce).await {
            Ok(_) => None,
            Err(DeployError::Rejected {
                operation: "CreateStateMachine",
                code,
                message,
            }) => Some(Refusal { code, message }),
            Err(error) => return Err(run.trouble_deploying(error).await),
        },
    );
    Ok(())
}

#[then(
    regex = r#"^Step Functions refuses it with "([^"]+)" and a message that contains "((?:[^"\\]|\\.)*)"$"#
)]
fn refuses(world: &mut World, code: String, part: String) -> Result<(), Trouble> {
    let part = unescape(&part);
    let refusal = refusal(world)?;
    let found = match refusal {
        Some(refusal) if refusal.code == code && refusal.message.contains(&part) => return Ok(()),
        Some(Refusal { code, message }) => format!("{code}: {message}"),
        None => "the state machine was created".to_owned(),
    };
    world.note(Err(Mismatch::Value {
        subject: "answer of CreateStateMachine".to_owned(),
        expected: format!("{code}: … {part} …"),
        found,
    }));
    Ok(())
}

#[then("Step Functions accepts it")]
fn accepts(world: &mut World) -> Result<(), Trouble> {
    let Some(Refusal { code, message }) = refusal(world)? else {
        return Ok(());
    };
    let found = format!("{code}: {message}");
    world.note(Err(Mismatch::Value {
        subject: "answer of CreateStateMachine".to_owned(),
        expected: "the state machine is created".to_owned(),
        found,
    }));
    Ok(())
}

fn defined(world: &mut World, step: &Step, kind: StateMachineType) -> Result<(), Trouble> {
    world.system.state_machines.push(StateMachine {
        definition: doc_string(step)?,
        ..StateMachine::passing(kind)
    });
    Ok(())
}

fn refusal(world: &World) -> Result<Option<&Refusal>, Trouble> {
    world
        .refusal
        .as_ref()
        .map(Option::as_ref)
        .ok_or_else(|| Trouble::Feature("`the state machine is created` has to come first".to_owned()))
}
