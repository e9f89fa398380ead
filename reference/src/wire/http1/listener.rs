//! The loop that accepts connections, and its end.

use std::any::Any;
use std::panic::resume_unwind;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

use super::connection::Connection;
use super::handler::{Handler, Limits};

/// How long to wait before the next attempt when accepting fails, as it does with too many open files.
const AFTER_A_FAILED_ACCEPT: Duration = Duration::from_millis(20);

/// Serves connections in background tasks until it is stopped or dropped.
#[derive(Debug)]
pub struct Listener {
    stopping: watch::Sender<bool>,
    accepting: JoinHandle<()>,
    panics: Arc<Panics>,
}

impl Listener {
    /// Serves what connects to `socket`. Must be called in a tokio runtime.
    pub fn serve<H: Handler>(socket: TcpListener, handler: Arc<H>, limits: Limits) -> Self {
        let (stopping, stop) = watch::channel(false);
        let panics = Arc::new(Panics::default());
        let accepting = tokio::spawn(accept(socket, handler, limits, Arc::clone(&panics), stop));
        Self {
            stopping,
            accepting,
            panics,
        }
    }

    /// Stops accepting, lets running requests end within [`Limits::grace`] and closes all connections.
    ///
    /// # Panics
    /// With the first panic of a handler, if there was one: a test must not pass over it.
    pub async fn stop(mut self) {
        self.stopping.send_replace(true);
        if let Err(error) = (&mut self.accepting).await {
            self.panics.keep_from(error);
        }
        if let Some(panic) = self.panics.take() {
            resume_unwind(panic);
        }
    }
}

impl Drop for Listener {
    /// Closes everything at once. A kept panic is reported on stderr: here it cannot be raised safely.
    fn drop(&mut self) {
        self.accepting.abort();
        if let Some(panic) = self.panics.take() {
            eprintln!("a request made the reference panic: {}", text(&*panic));
        }
    }
}

async fn accept<H: Handler>(
    socket: TcpListener,
    handler: Arc<H>,
    limits: Limits,
    panics: Arc<Panics>,
    stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    let mut stopped = pin!(stopped(stop.clone()));
    loop {
        tokio::select! {
            () = &mut stopped => break,
            Some(ended) = connections.join_next() => panics.keep_result(ended),
            accepted = socket.accept(), if connections.len() < limits.connections => match accepted {
                Ok((stream, _)) => {
                    let (handler, panics, stop) = (Arc::clone(&handler), Arc::clone(&panics), stop.clone());
                    connections.spawn(serve(stream, handler, limits, panics, stop));
                }
                Err(_) => sleep(AFTER_A_FAILED_ACCEPT).await,
            },
        }
    }
    drop(socket);
    let all_ended = async {
        while let Some(ended) = connections.join_next().await {
            panics.keep_result(ended);
        }
    };
    if timeout(limits.grace, all_ended).await.is_err() {
        connections.shutdown().await;
    }
}

/// Ends when the listener stops, or is gone.
pub(super) async fn stopped(mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|&stopping| stopping).await;
}

async fn serve<H: Handler>(
    stream: TcpStream,
    handler: Arc<H>,
    limits: Limits,
    panics: Arc<Panics>,
    stop: watch::Receiver<bool>,
) {
    // Fails only for a connection that is gone already.
    let (Ok(peer), Ok(())) = (stream.peer_addr(), stream.set_nodelay(true)) else {
        return;
    };
    Connection::new(stream, peer.ip(), &*handler, &limits, &panics, stop)
        .serve()
        .await;
}

/// The first panic that happened while serving.
#[derive(Debug, Default)]
pub(super) struct Panics(Mutex<Option<Box<dyn Any + Send>>>);

impl Panics {
    /// Keeps a panic if it is the first.
    pub(super) fn keep(&self, panic: Box<dyn Any + Send>) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert(panic);
    }

    fn keep_result(&self, ended: Result<(), JoinError>) {
        if let Err(error) = ended {
            self.keep_from(error);
        }
    }

    fn keep_from(&self, error: JoinError) {
        if let Ok(panic) = error.try_into_panic() {
            self.keep(panic);
        }
    }

    fn take(&self) -> Option<Box<dyn Any + Send>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

fn text(panic: &(dyn Any + Send)) -> &str {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text,
        _ => "no text",
    }
}
