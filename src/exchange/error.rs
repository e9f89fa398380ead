//! Why there is no response.

use std::{
    error::Error,
    io::{
        self,
        ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, InvalidData, Other, UnexpectedEof},
    },
    time::Duration,
};

/// Why a request has no response.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The whole exchange took longer than it may.
    #[error("get an answer within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// Nothing listens there, or it cannot be reached: the target is gone or was never there.
    #[error("connect to {host}: {reason}")]
    Unreachable {
        /// Host and port.
        host: String,
        /// What the system says.
        reason: String,
    },
    /// The connection was closed before the answer was complete.
    #[error("get a whole answer: the connection was closed ({0})")]
    Closed(String),
    /// The body is longer than the limit in bytes.
    #[error("read the answer: its body exceeds {0} bytes")]
    TooLarge(usize),
    /// What HTTP cannot carry: a mistake in the feature.
    #[error("send {what} as written: {reason}")]
    NotSendable {
        /// The part of the request.
        what: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else, for example an answer that is no HTTP or a certificate that nobody trusts.
    #[error("exchange HTTP: {0}")]
    Other(String),
}

impl SendError {
    /// Whether the target may be gone, so that looking at it again is due before the next scenario.
    #[must_use]
    pub fn suggests_target_is_gone(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Closed(_))
    }

    /// Tells apart what reqwest reports.
    pub(super) fn classify(error: &reqwest::Error, host: &str) -> Self {
        let (mut chain, mut next) = (Vec::new(), Some(error as &(dyn Error + 'static)));
        while let Some(error) = next {
            chain.push(error);
            next = error.source();
        }
        let reason = chain.last().map(ToString::to_string).unwrap_or_default();
        let kinds: Vec<io::ErrorKind> = chain
            .iter()
            .filter_map(|error| error.downcast_ref::<io::Error>())
            .map(io::Error::kind)
            .collect();
        let any = |wanted: &[io::ErrorKind]| kinds.iter().any(|kind| wanted.contains(kind));
        // reqwest does not say of what kind hyper's errors are; a connection that ends too early is told by text.
        let closed = ["closed", "end of file"]
            .iter()
            .any(|word| chain.iter().any(|error| error.to_string().contains(word)));
        match error.is_connect() {
            // TLS failed, for example for a certificate that is not trusted: somebody does listen there.
            true if any(&[InvalidData, Other]) => Self::Other(reason),
            true => Self::Unreachable {
                host: host.to_owned(),
                reason,
            },
            false if closed || any(&[ConnectionReset, ConnectionAborted, BrokenPipe, UnexpectedEof]) => {
                Self::Closed(reason)
            }
            false => Self::Other(reason),
        }
    }
}
