//! Changes of one API: not more at once than the target takes, and again where one met another.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_sts::config::http::HttpResponse;
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::context::Context;
use crate::target::CallError;

/// Attempts at a change that API Gateway refuses because another one is under way; the time between them
/// grows by this.
const ATTEMPTS: u32 = 8;
const WAIT: Duration = Duration::from_millis(200);

/// Gives the changes of one API their turns.
#[derive(Debug)]
pub(super) struct Changes {
    context: Arc<Context>,
    turns: Semaphore,
}

impl Changes {
    pub(super) fn new(context: &Arc<Context>) -> Self {
        let at_once = context.target.description.limits.changes_at_once.max(1);
        Self {
            context: Arc::clone(context),
            turns: Semaphore::new(at_once),
        }
    }

    /// Makes a change of the API.
    pub(super) async fn make<T, E, F>(
        &self,
        operation: &'static str,
        send: impl Fn() -> F,
    ) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let mut attempt = 1;
        loop {
            let result = {
                // The semaphore is never closed.
                let _turn = self.turns.acquire().await;
                self.context.target.call(operation, send()).await
            };
            match result {
                Err(error) if met_another(&error) && attempt < ATTEMPTS => attempt += 1,
                other => return other,
            }
            sleep(WAIT * (attempt - 1)).await;
        }
    }
}

/// AWS: `ConflictException` "Unable to complete operation due to concurrent modification. Please try again
/// later."
fn met_another(error: &CallError) -> bool {
    matches!(error, CallError::Refused { code, message, .. }
        if code == "ConflictException" && message.contains("concurrent modification"))
}
