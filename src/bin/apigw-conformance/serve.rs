//! `apigw-conformance serve`: the reference on its own.

use std::process::ExitCode;

use apigw_reference::Server;
use tokio::signal::unix::{SignalKind, signal};

/// Options of `serve`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The port on 127.0.0.1; 0 chooses a free one
    #[arg(long, default_value_t = 4566)]
    port: u16,
}

/// Serves until Ctrl-C or SIGTERM.
pub async fn run(arguments: Arguments) -> Result<ExitCode, String> {
    let mut terminate =
        signal(SignalKind::terminate()).map_err(|error| format!("failed to wait for SIGTERM: {error}"))?;
    let server = Server::start(arguments.port).await.map_err(|error| {
        format!("failed to {error}\nanother program may have the port: choose one with --port, or 0 for a free one")
    })?;
    let endpoint = format!("http://{}", server.address());
    println!(
        "The reference answers at {endpoint} until Ctrl-C.\n\
         Any credentials will do. A deployed stage answers at\n  \
         {endpoint}/restapis/API/STAGE/_user_request_/PATH"
    );
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    server.stop().await;
    Ok(ExitCode::SUCCESS)
}
