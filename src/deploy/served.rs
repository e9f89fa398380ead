//! Whether a deployment is served yet.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::DeployError;
use crate::target::{InvokeUrl, Target};

/// Answers in a row after which a stage counts as ready: it is served from many places.
const ANSWERS: u32 = 3;
/// Looks spread over the target's window.
const LOOKS: u32 = 200;

/// Waits until a path that only the newest deployment has answers with its status.
pub(super) async fn served(
    target: &Target,
    at: &InvokeUrl,
    status: u16,
    window: Duration,
) -> Result<(), DeployError> {
    let end = Instant::now() + window;
    let (mut in_a_row, mut last) = (0, None);
    while Instant::now() < end {
        last = target.probe(at.clone()).await;
        in_a_row = if last == Some(status) { in_a_row + 1 } else { 0 };
        if in_a_row == ANSWERS {
            return Ok(());
        }
        sleep(window / LOOKS).await;
    }
    Err(DeployError::TimedOut {
        what: format!("see the deployment at {} served", at.url),
        message: last.map_or_else(|| "no answer".to_owned(), |status| format!("it answers {status}")),
    })
}
