//! Executions of a state machine.

use std::time::Duration;

use futures::future::try_join_all;

use super::EffectError;
use super::express_log;
use super::poll::{Until, poll};
use crate::deploy::DeployedMachine;
use crate::system::StateMachineType;
use crate::target::{CallError, Target};

/// An execution, as the service records it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Execution {
    /// Its ARN.
    pub arn: String,
    /// `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`.
    pub status: String,
    /// The input, as text; an Express machine's is known only if its log holds data.
    pub input: Option<String>,
    /// The output, as text.
    pub output: Option<String>,
    /// The error's name.
    pub error: Option<String>,
    /// The error's cause.
    pub cause: Option<String>,
}

impl Execution {
    /// Whether it has ended, in whatever way.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.status != "RUNNING"
    }
}

/// The executions of a machine so far, oldest first.
///
/// # Errors
/// [`EffectError`] if the services do not tell.
async fn executions_of(target: &Target, machine: &DeployedMachine) -> Result<Vec<Execution>, EffectError> {
    match machine.kind {
        StateMachineType::Standard => standard(target, machine).await,
        StateMachineType::Express => express_log::executions_of(target, machine).await,
    }
}

/// Looks at a machine's executions until enough of them satisfy `counts` (for example [`Execution::has_ended`])
/// or the window, stretched by the target's patience, ends. Returns all that were seen last.
///
/// # Errors
/// [`EffectError`] if the services do not tell.
pub async fn await_executions(
    target: &Target,
    machine: &DeployedMachine,
    counts: impl Fn(&Execution) -> bool,
    until: Until,
    window: Duration,
) -> Result<Vec<Execution>, EffectError> {
    poll(&target.description.limits, until, window, counts, || {
        executions_of(target, machine)
    })
    .await
}

async fn standard(target: &Target, machine: &DeployedMachine) -> Result<Vec<Execution>, EffectError> {
    let states = &target.clients.states;
    // More than a scenario's executions need no second page.
    let listed = target
        .call(
            "ListExecutions",
            states.list_executions().state_machine_arn(&machine.arn).send(),
        )
        .await;
    let listed = match listed {
        // A machine that was never created has no executions.
        Err(error) if error.is_not_found() => return Ok(Vec::new()),
        other => other?,
    };
    let described = listed.executions.into_iter().map(|item| async move {
        let call = states.describe_execution().execution_arn(&item.execution_arn);
        let found = target.call("DescribeExecution", call.send()).await?;
        Ok::<_, CallError>(Execution {
            arn: found.execution_arn,
            status: found.status.as_str().to_owned(),
            input: found.input,
            output: found.output,
            error: found.error,
            cause: found.cause,
        })
    });
    // AWS lists the newest first.
    let mut executions = try_join_all(described).await?;
    executions.reverse();
    Ok(executions)
}
