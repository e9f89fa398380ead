//! What a stage logged of a request: its execution log in CloudWatch Logs.
//!
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html>

use std::time::Duration;

use super::EffectError;
use super::invocations::log_messages;
use super::poll::{Until, poll};
use crate::deploy::Deployed;
use crate::target::Target;

/// The line that ends every execution's log.
const LAST: &str = "Method completed with status: ";

/// The lines of a request, without the request's id before each, once the last one is there or the window,
/// stretched by the target's patience, has ended.
///
/// # Errors
/// [`EffectError`] if CloudWatch Logs does not tell.
pub async fn await_stage_log(
    target: &Target,
    deployed: &Deployed,
    request_id: &str,
    window: Duration,
) -> Result<Vec<String>, EffectError> {
    let group = deployed.execution_log_group();
    let look = || async {
        let messages = log_messages(target, &group, deployed.since, None).await?;
        Ok(lines(request_id, &messages))
    };
    let is_last = |line: &String| line.starts_with(LAST);
    poll(
        &target.description.limits,
        Until::AtLeast(1),
        window,
        is_last,
        look,
    )
    .await
}

fn lines(request_id: &str, messages: &[String]) -> Vec<String> {
    let mark = format!("({request_id}) ");
    let lines = messages.iter().filter_map(|message| message.strip_prefix(&mark));
    lines.map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_belongs_to_the_request_that_it_begins_with() {
        let messages = ["(a) one", "(b) two (a) three", "(a) four\n"].map(str::to_owned);
        assert_eq!(lines("a", &messages), ["one", "four"]);
    }
}
