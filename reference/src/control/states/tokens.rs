//! Task tokens.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use futures::future::BoxFuture;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::states::interpreter::{Callback, Signal};

/// How many signals may wait for a task; a task that ended takes none.
const WAITING: usize = 16;

/// Tokens that tasks wait for.
#[derive(Debug, Clone, Default)]
pub(super) struct Tokens(Arc<Mutex<HashMap<String, Sender<Signal>>>>);

/// Nobody waits for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotWaiting;

impl Tokens {
    /// Issues a token.
    pub(super) fn issue(&self) -> Box<dyn Callback> {
        let token = format!(
            "AQ{}{}",
            uuid::Uuid::new_v4().simple(),
            uuid::Uuid::new_v4().simple()
        );
        let (sender, signals) = channel(WAITING);
        self.map().insert(token.clone(), sender);
        Box::new(Issued {
            tokens: self.clone(),
            token,
            signals,
        })
    }

    /// Whether a task still waits for a token.
    pub(super) fn is_waited_for(&self, token: &str) -> bool {
        self.map().contains_key(token)
    }

    /// Hands a signal to the task that waits for the token. What ends the task also ends the token.
    pub(super) fn signal(&self, token: &str, signal: Signal) -> Result<(), NotWaiting> {
        let mut map = self.map();
        let sender = map.get(token).ok_or(NotWaiting)?.clone();
        if matches!(signal, Signal::Done(_)) {
            map.remove(token);
        } else if signal == Signal::Heartbeat && sender.capacity() <= 1 {
            // Heartbeats say the same each time: one that waits is enough, and room is left for the end.
            return Ok(());
        }
        sender.try_send(signal).map_err(|_| NotWaiting)
    }

    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<String, Sender<Signal>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Issued {
    tokens: Tokens,
    token: String,
    signals: Receiver<Signal>,
}

impl Callback for Issued {
    fn token(&self) -> &str {
        &self.token
    }

    fn next(&mut self) -> BoxFuture<'_, Signal> {
        Box::pin(async {
            match self.signals.recv().await {
                Some(signal) => signal,
                // The token is gone only after its end was received.
                None => futures::future::pending().await,
            }
        })
    }
}

impl Drop for Issued {
    fn drop(&mut self) {
        self.tokens.map().remove(&self.token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::states::data::Data;

    #[tokio::test]
    async fn a_token_serves_until_its_task_has_ended() {
        let tokens = Tokens::default();
        let mut issued = tokens.issue();
        let token = issued.token().to_owned();
        for _ in 0..100 {
            assert_eq!(tokens.signal(&token, Signal::Heartbeat), Ok(()));
        }
        let done = Signal::Done(Ok(Data::empty()));
        assert_eq!(tokens.signal(&token, done.clone()), Ok(()));
        assert_eq!(tokens.signal(&token, done.clone()), Err(NotWaiting));
        while issued.next().await == Signal::Heartbeat {}
        assert_eq!(tokens.signal("nothing", done), Err(NotWaiting));
    }

    #[test]
    fn a_task_that_is_gone_waits_no_more() {
        let tokens = Tokens::default();
        let token = tokens.issue().token().to_owned();
        assert_eq!(tokens.signal(&token, Signal::Heartbeat), Err(NotWaiting));
    }
}
