//! Control experiments: that nothing is seen says something only where it would have been seen.
//!
//! Invocations and executions of Express machines are counted by what they log. An implementation that does
//! not log would otherwise pass wherever nothing may happen, and fail wherever something does.

use std::time::Duration;

use aws_sdk_lambda::primitives::Blob;
use tokio::sync::OnceCell;

use super::poll::Until;
use super::{EffectError, await_executions, await_invocations};
use crate::deploy::Deployer;

/// How long the record of a control may take, before patience.
const WINDOW: Duration = Duration::from_secs(10);

/// The control experiments of a run, each made once and only when something is not seen.
#[derive(Debug, Default)]
pub struct Control {
    invocations: OnceCell<Result<(), EffectError>>,
    executions: OnceCell<Result<(), EffectError>>,
}

impl Control {
    /// Makes sure that an invocation would be seen.
    ///
    /// # Errors
    /// [`EffectError::Unseen`] if one made through Lambda's own API leaves no record.
    pub async fn invocations(&self, deployer: &Deployer) -> Result<(), EffectError> {
        self.invocations.get_or_init(|| invoke(deployer)).await.clone()
    }

    /// Makes sure that an execution of an Express machine would be seen.
    ///
    /// # Errors
    /// [`EffectError::Unseen`] if one started through Step Functions' own API leaves no record.
    pub async fn executions(&self, deployer: &Deployer) -> Result<(), EffectError> {
        self.executions.get_or_init(|| start(deployer)).await.clone()
    }
}

async fn invoke(deployer: &Deployer) -> Result<(), EffectError> {
    let target = deployer.target();
    let function = deployer.control_function().await.map_err(EffectError::Control)?;
    let call = target
        .clients
        .lambda
        .invoke()
        .function_name(&function.name)
        .payload(Blob::new("{}"));
    target.call("Invoke", call.send()).await?;
    let seen = await_invocations(target, &function, "", Until::AtLeast(1), WINDOW).await?;
    if seen.is_empty() {
        return Err(EffectError::Unseen {
            what: "invocations",
            control: "one made through Lambda's own API leaves no line in CloudWatch Logs either",
        });
    }
    Ok(())
}

async fn start(deployer: &Deployer) -> Result<(), EffectError> {
    let target = deployer.target();
    let machine = deployer.control_machine().await.map_err(EffectError::Control)?;
    let call = target
        .clients
        .states
        .start_execution()
        .state_machine_arn(&machine.arn);
    target.call("StartExecution", call.send()).await?;
    let seen = await_executions(target, &machine, |_| true, Until::AtLeast(1), WINDOW).await?;
    if seen.is_empty() {
        return Err(EffectError::Unseen {
            what: "executions of Express machines",
            control: "one started through Step Functions' own API leaves no event in CloudWatch Logs either",
        });
    }
    Ok(())
}
