//! `apigw-conformance serve`: the reference on its own.

use std::process::ExitCode;
use std::time::Duration;

use apigw_reference::Server;
use apigw_reference::control::states::Retention;
use tokio::signal::unix::{SignalKind, signal};

/// Options of `serve`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The port on 127.0.0.1; 0 chooses a free one
    #[arg(long, default_value_t = 4566)]
    port: u16,
    /// How many ended executions are remembered
    #[arg(long, value_name = "N", default_value_t = Retention::default().executions)]
    keep_executions: usize,
    /// For how many seconds after their end executions are remembered
    #[arg(long, value_name = "SECONDS", default_value_t = Retention::default().age.as_secs())]
    keep_seconds: u64,
}

/// Serves until Ctrl-C or SIGTERM.
pub async fn run(arguments: Arguments) -> Result<ExitCode, String> {
    let mut terminate =
        signal(SignalKind::terminate()).map_err(|error| format!("failed to wait for SIGTERM: {error}"))?;
    let retention = Retention {
        executions: arguments.keep_executions,
        age: Duration::from_secs(arguments.keep_seconds),
    };
    let server = Server::start_with(arguments.port, retention).await.map_err(|error| {
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
