//! The history of a Standard machine's execution.

use super::EffectError;
use crate::target::Target;

/// Events of a page, the most that GetExecutionHistory gives.
const PAGE: i32 = 1000;

/// The types of an execution's events, in their order; the first page of them, which is all that a scenario's
/// execution has.
///
/// # Errors
/// [`EffectError`] if Step Functions does not tell.
pub async fn event_types(target: &Target, execution: &str) -> Result<Vec<String>, EffectError> {
    let call = target
        .clients
        .states
        .get_execution_history()
        .execution_arn(execution)
        .max_results(PAGE)
        .include_execution_data(false);
    let history = target.call("GetExecutionHistory", call.send()).await?;
    Ok(history
        .events
        .into_iter()
        .map(|event| event.r#type.as_str().to_owned())
        .collect())
}
