//! Puts the rooms together and serves them on one loopback port.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;

use crate::control::ApiGateway;
use crate::control::apigateway::RestApis;
use crate::control::apigatewayv2::HttpApis;
use crate::control::iam::Iam;
use crate::control::lambda::Functions;
use crate::control::logs::Logs;
use crate::control::states::{Retention, States};
use crate::control::sts::Sts;
use crate::gateway::Integration;
use crate::wire::http1::{Limits, Listener};
use crate::wire::{DataPlane, Dispatch, Service};

/// A running reference implementation. Dropping it closes all its connections at once.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    listener: Listener,
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
    /// Listens on `127.0.0.1:port` (0 chooses a free port) and serves in background tasks of the current
    /// tokio runtime. It is ready at once; `GET /_reference/health` answers 200.
    ///
    /// # Errors
    /// [`StartError::Listen`] if the port cannot be bound.
    pub async fn start(port: u16) -> Result<Self, StartError> {
        Self::start_with(port, Retention::default()).await
    }

    /// The same with a memory for ended executions of one's own measure.
    ///
    /// # Errors
    /// [`StartError::Listen`] if the port cannot be bound.
    pub async fn start_with(port: u16, retention: Retention) -> Result<Self, StartError> {
        let asked = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let failed = |source| StartError::Listen {
            address: asked,
            source,
        };
        let socket = TcpListener::bind(asked).await.map_err(failed)?;
        let address = socket.local_addr().map_err(failed)?;
        let listener = Listener::serve(socket, Arc::new(rooms(retention)), Limits::default());
        Ok(Self { address, listener })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops accepting, lets running requests end within a few seconds and closes all connections.
    ///
    /// # Panics
    /// If a request made the reference panic, with that panic.
    pub async fn stop(self) {
        self.listener.stop().await;
    }
}

/// All rooms, each with what it needs of the others.
fn rooms(retention: Retention) -> Dispatch {
    let iam = Arc::new(Iam::default());
    let logs = Arc::new(Logs::default());
    let functions = Functions::new(logs.clone(), iam.clone());
    let states = States::new(functions.clone(), logs.clone(), iam.clone(), retention);
    let integrations: [(_, Arc<dyn Integration>); 2] =
        [("lambda", functions.clone()), ("states", states.clone())];
    let integrations = HashMap::from(integrations);
    let rest = RestApis::new(integrations.clone(), logs.clone());
    let apis = Arc::new(ApiGateway::new(rest, HttpApis::new(integrations, logs.clone())));
    let data_planes: [Arc<dyn DataPlane>; 2] = [apis.clone(), functions.clone()];
    let services: [Arc<dyn Service>; 6] = [apis, functions, iam, logs, states, Arc::new(Sts)];
    Dispatch::new(services, data_planes)
}
