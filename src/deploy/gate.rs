//! Nothing is created any more once the run ends.

use std::time::Duration;

use tokio::sync::{RwLock, RwLockReadGuard, watch};
use tokio::time::timeout;

/// Open until the teardown begins.
#[derive(Debug)]
pub(super) struct Gate {
    closed: watch::Sender<bool>,
    /// Read while something is being created.
    creating: RwLock<()>,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            closed: watch::Sender::new(false),
            creating: RwLock::new(()),
        }
    }
}

impl Gate {
    /// Leave to create something, until the guard is dropped; `None` once the gate is closed.
    pub(super) async fn enter(&self) -> Option<RwLockReadGuard<'_, ()>> {
        let guard = self.creating.read().await;
        (!self.is_closed()).then_some(guard)
    }

    pub(super) fn is_closed(&self) -> bool {
        *self.closed.borrow()
    }

    /// Closes the gate and waits until nothing is being created, though not for ever.
    pub(super) async fn close(&self, limit: Duration) {
        self.closed.send_replace(true);
        // Beyond the limit the teardown must go on with what the ledger says.
        let _ = timeout(limit, self.creating.write()).await;
    }

    /// Returns when the gate is closed.
    pub(super) async fn closed(&self) {
        // The sender lives as long as `self`.
        let _ = self.closed.subscribe().wait_for(|closed| *closed).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn closing_waits_for_what_is_being_created_and_lets_nothing_more_begin() {
        let gate = std::sync::Arc::new(Gate::default());
        let creating = gate.enter().await.expect("open");
        let closing = tokio::spawn({
            let gate = std::sync::Arc::clone(&gate);
            async move { gate.close(Duration::from_secs(60)).await }
        });
        gate.closed().await;
        assert!(!closing.is_finished());
        drop(creating);
        closing.await.expect("closed");
        assert!(gate.enter().await.is_none());
    }

    #[tokio::test]
    async fn closing_does_not_wait_for_ever() {
        let gate = Gate::default();
        let _stuck = gate.enter().await.expect("open");
        gate.close(Duration::from_millis(5)).await;
        assert!(gate.is_closed());
    }
}
