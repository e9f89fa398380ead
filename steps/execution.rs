//! Then the executions of the state machine: how many, their input, what became of them, their log.

use apigw_conformance::deploy::DeployedMachine;
use apigw_conformance::effects::{self, Execution, Until};
use apigw_conformance::expect::{Mismatch, count, document};
use apigw_conformance::system::StateMachineType;
use cucumber::{gherkin::Step, then};

use crate::world::{Trouble, World};

#[then(regex = r"^(\d+) executions? (?:was|were) started$")]
async fn started(world: &mut World, expected: usize) -> Result<(), Trouble> {
    let executions = executions(world, Until::Exactly(expected), |_| true).await?;
    world.note(count::executions(executions.len(), expected));
    Ok(())
}

#[then("no execution was started")]
async fn none_started(world: &mut World) -> Result<(), Trouble> {
    started(world, 0).await
}

#[then("the execution's input is the JSON")]
async fn input(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let found = only(&executions(world, Until::AtLeast(1), |_| true).await?).and_then(|execution| {
        let input = execution.input.as_deref().unwrap_or_default();
        document::json(
            "execution's input",
            &document::parse("execution's input", input)?,
            &expected,
        )
    });
    world.note(found);
    Ok(())
}

#[then("the execution is still running")]
async fn still_running(world: &mut World) -> Result<(), Trouble> {
    let found = only(&executions(world, Until::AtLeast(1), |_| true).await?)
        .and_then(|execution| value("execution's status", "RUNNING", &execution.status));
    world.note(found);
    Ok(())
}

#[then("the execution succeeds with the output")]
async fn succeeds(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let found = only(&await_end(world).await?).and_then(|execution| {
        value("execution's status", "SUCCEEDED", &execution.status)?;
        let output = execution.output.as_deref().unwrap_or_default();
        document::json(
            "execution's output",
            &document::parse("execution's output", output)?,
            &expected,
        )
    });
    world.note(found);
    Ok(())
}

#[then(
    regex = r#"^the execution fails with the error "([^"]*)" and the cause "([^"]*)" and without output$"#
)]
async fn fails(world: &mut World, error: String, cause: String) -> Result<(), Trouble> {
    ended(world, "FAILED", &error, &cause).await
}

#[then(regex = r#"^the execution fails with the error "([^"]*)" and without cause and output$"#)]
async fn fails_without_cause(world: &mut World, error: String) -> Result<(), Trouble> {
    ended(world, "FAILED", &error, NONE).await
}

#[then(regex = r#"^the execution is aborted with the error "([^"]*)" and the cause "([^"]*)"$"#)]
async fn aborted(world: &mut World, error: String, cause: String) -> Result<(), Trouble> {
    ended(world, "ABORTED", &error, &cause).await
}

#[then("the execution is aborted without error and cause")]
async fn aborted_plainly(world: &mut World) -> Result<(), Trouble> {
    ended(world, "ABORTED", NONE, NONE).await
}

/// Expects the execution to have ended like this, and without output.
async fn ended(world: &mut World, status: &str, error: &str, cause: &str) -> Result<(), Trouble> {
    let executions = await_end(world).await?;
    let found = only(&executions).and_then(|execution| {
        let member = |member: &Option<String>| member.clone().unwrap_or_else(|| NONE.to_owned());
        value("execution's status", status, &execution.status)?;
        value("execution's error", error, &member(&execution.error))?;
        value("execution's cause", cause, &member(&execution.cause))?;
        value("execution's output", NONE, &member(&execution.output))
    });
    world.note(found);
    Ok(())
}

/// Waits until the executions started so far have ended.
pub async fn await_end(world: &World) -> Result<Vec<Execution>, Trouble> {
    executions(world, Until::AtLeast(1), Execution::has_ended).await
}

/// How a member that is not there reads.
pub const NONE: &str = "(none)";

/// Expects a value of something.
pub fn value(subject: &str, expected: &str, found: &str) -> Result<(), Mismatch> {
    if expected == found {
        return Ok(());
    }
    Err(Mismatch::Value {
        subject: subject.to_owned(),
        expected: expected.to_owned(),
        found: found.to_owned(),
    })
}

/// The execution of a scenario that starts one.
pub fn only(executions: &[Execution]) -> Result<&Execution, Mismatch> {
    match executions {
        [execution] => Ok(execution),
        _ => Err(Mismatch::ExecutionCount {
            expected: 1,
            found: executions.len(),
        }),
    }
}

/// The state machine behind the API.
pub fn machine(world: &World) -> Result<DeployedMachine, Trouble> {
    let deployed = world.deployed()?;
    deployed
        .machines
        .first()
        .cloned()
        .ok_or_else(|| Trouble::Feature("describe a state machine first".to_owned()))
}

async fn executions(
    world: &World,
    until: Until,
    counts: impl Fn(&Execution) -> bool,
) -> Result<Vec<Execution>, Trouble> {
    let run = world.run()?;
    let machine = machine(world)?;
    match effects::await_executions(&run.target, &machine, counts, until, world.window()).await {
        // A Standard machine's are listed by Step Functions itself.
        Ok(executions) if executions.is_empty() && machine.kind == StateMachineType::Express => {
            run.sees_executions().await?;
            Ok(executions)
        }
        Ok(executions) => Ok(executions),
        Err(error) => Err(run.trouble(&error).await),
    }
}
