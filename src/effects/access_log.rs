//! What a stage's access log says of a request.
//!
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html>

use std::time::Duration;

use super::EffectError;
use super::invocations::log_messages;
use super::poll::{Until, poll};
use crate::deploy::Deployed;
use crate::target::Target;

/// The lines that hold one of a request's ids, once there is one or the window, stretched by the target's patience,
/// has ended; none if no stage logs its requests.
///
/// # Errors
/// [`EffectError`] if CloudWatch Logs does not tell.
pub async fn await_access_log(
    target: &Target,
    deployed: &Deployed,
    ids: &[String],
    window: Duration,
) -> Result<Vec<String>, EffectError> {
    let Some(group) = &deployed.access_log_group else {
        return Ok(Vec::new());
    };
    let look = || async {
        let messages = log_messages(target, group, deployed.since, None).await?;
        Ok(lines(ids, messages))
    };
    let limits = &target.description.limits;
    poll(limits, Until::AtLeast(1), window, |_| true, look).await
}

fn lines(ids: &[String], messages: Vec<String>) -> Vec<String> {
    let is_of_request = |message: &String| ids.iter().any(|id| message.contains(id.as_str()));
    let lines = messages.into_iter().filter(is_of_request);
    lines
        .map(|line| line.trim_end_matches(['\r', '\n']).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_belongs_to_the_request_whose_id_it_holds() {
        let messages = ["r-1 200", "r-2 200", "- x=\n"].map(str::to_owned).to_vec();
        let ids = ["r-1", "x="].map(str::to_owned);
        assert_eq!(lines(&ids, messages), ["r-1 200", "- x="]);
    }
}
