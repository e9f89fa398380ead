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
    let found =
        only(&executions(world, Until::AtLeast(1), Execution::has_ended).await?).and_then(|execution| {
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
    let found =
        only(&executions(world, Until::AtLeast(1), Execution::has_ended).await?).and_then(|execution| {
            value("execution's status", "FAILED", &execution.status)?;
            value(
                "execution's error",
                &error,
                execution.error.as_deref().unwrap_or(NONE),
            )?;
            value(
                "execution's cause",
                &cause,
                execution.cause.as_deref().unwrap_or(NONE),
            )?;
            value(
                "execution's output",
                NONE,
                execution.output.as_deref().unwrap_or(NONE),
            )
        });
    world.note(found);
    Ok(())
}

/// How a member that is not there reads.
const NONE: &str = "(none)";

fn value(subject: &str, expected: &str, found: &str) -> Result<(), Mismatch> {
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
fn only(executions: &[Execution]) -> Result<&Execution, Mismatch> {
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
