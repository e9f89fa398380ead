//! The Docker engine, as far as starting and removing one container goes.

use std::time::Duration;

use testcontainers::bollard::Docker;
use testcontainers::bollard::errors::Error as EngineError;
use testcontainers::bollard::query_parameters::{
    LogsOptionsBuilder, RemoveContainerOptionsBuilder, StopContainerOptionsBuilder,
};

use super::StartError;

/// How long the engine may take for a small thing.
const SMALL: Duration = Duration::from_secs(10);
/// How long it may take to stop and remove a container.
const REMOVE: Duration = Duration::from_secs(60);
/// Seconds that a container gets to end what it started.
const GRACE: i32 = 15;
const DEFAULT_HOST: &str = "unix:///var/run/docker.sock";
/// Lines of a container's log that an error shows.
const TAIL: &str = "20";

/// The engine did not do what it was told.
#[derive(Debug, thiserror::Error)]
pub enum DockerError {
    /// It said so.
    #[error("{0}")]
    Engine(#[from] EngineError),
    /// It said nothing in time.
    #[error("the Docker engine did not answer in time")]
    TimedOut(#[from] tokio::time::error::Elapsed),
}

/// An engine that answers.
#[derive(Debug, Clone)]
pub(super) struct Engine {
    docker: Docker,
}

impl Engine {
    /// The engine that `DOCKER_HOST` names, or the machine's own.
    pub(super) async fn connect() -> Result<Self, StartError> {
        let unreachable = |message: String| StartError::NoDocker {
            host: host(),
            message,
        };
        let docker = Docker::connect_with_defaults().map_err(|error| unreachable(error.to_string()))?;
        match tokio::time::timeout(SMALL, docker.ping()).await {
            Ok(Ok(_)) => Ok(Self { docker }),
            Ok(Err(error)) => Err(unreachable(error.to_string())),
            Err(_) => Err(unreachable("no answer in time".to_owned())),
        }
    }

    /// The environment of an image; `None` if the engine does not have the image.
    pub(super) async fn image_environment(&self, image: &str) -> Result<Option<Vec<String>>, DockerError> {
        match tokio::time::timeout(SMALL, self.docker.inspect_image(image)).await? {
            Ok(found) => Ok(Some(
                found.config.and_then(|config| config.env).unwrap_or_default(),
            )),
            Err(EngineError::DockerResponseServerError { status_code: 404, .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether a container still runs.
    pub(super) async fn is_running(&self, container: &str) -> Result<bool, DockerError> {
        let found = tokio::time::timeout(SMALL, self.docker.inspect_container(container, None)).await??;
        Ok(found.state.and_then(|state| state.running).unwrap_or(false))
    }

    /// The last lines that a container wrote.
    pub(super) async fn tail(&self, container: &str) -> String {
        use futures::StreamExt;
        let options = LogsOptionsBuilder::default()
            .stdout(true)
            .stderr(true)
            .tail(TAIL)
            .build();
        let lines = self
            .docker
            .logs(container, Some(options))
            .map(|line| line.map(|line| line.to_string()));
        let lines = tokio::time::timeout(SMALL, lines.collect::<Vec<_>>())
            .await
            .unwrap_or_default();
        lines.into_iter().filter_map(Result::ok).collect()
    }

    /// Removes a container with its volumes; fine if there is none. With `grace` it is stopped first, so
    /// that it can remove containers that it started itself.
    pub(super) async fn remove(&self, container: &str, grace: bool) -> Result<(), DockerError> {
        tokio::time::timeout(REMOVE, async {
            if grace {
                let options = StopContainerOptionsBuilder::default().t(GRACE).build();
                absent_is_fine(self.docker.stop_container(container, Some(options)).await)?;
            }
            let options = RemoveContainerOptionsBuilder::default()
                .force(true)
                .v(true)
                .build();
            absent_is_fine(self.docker.remove_container(container, Some(options)).await)
        })
        .await?
    }
}

/// Removes a container from where nothing can be awaited: from a thread with a connection of its own, since
/// the runtime may be gone or ending.
pub(super) fn remove_blocking(container: &str, grace: bool) {
    let container = container.to_owned();
    let worker = std::thread::Builder::new()
        .name("container-removal".to_owned())
        .spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
                return;
            };
            let removed = runtime.block_on(async {
                let engine = Engine::connect().await.map_err(|error| error.to_string())?;
                engine
                    .remove(&container, grace)
                    .await
                    .map_err(|error| error.to_string())
            });
            if let Err(message) = removed {
                eprintln!("failed to remove the container {container}: {message}");
            }
        });
    if let Ok(worker) = worker {
        // A panic in there has been printed; there is nothing left to do about it.
        let _ = worker.join();
    }
}

/// Where the engine is looked for.
fn host() -> String {
    std::env::var("DOCKER_HOST")
        .ok()
        .filter(|host| !host.is_empty())
        .unwrap_or_else(|| DEFAULT_HOST.to_owned())
}

/// The name or address under which ports of a remote engine are reached; `None` for this machine's engine.
pub(super) fn remote_host() -> Option<String> {
    remote(&host())
}

fn remote(host: &str) -> Option<String> {
    let (scheme, rest) = host.split_once("://")?;
    if !matches!(scheme, "tcp" | "http" | "https") {
        return None;
    }
    let name = rest.split('/').next()?;
    let name = name.rsplit_once(':').map_or(name, |(name, _)| name);
    (!matches!(name, "localhost" | "127.0.0.1" | "[::1]")).then(|| name.to_owned())
}

/// The engine's socket as the engine's own machine sees it.
pub(super) fn socket() -> String {
    let host = host();
    host.strip_prefix("unix://")
        .map_or_else(|| "/var/run/docker.sock".to_owned(), str::to_owned)
}

fn absent_is_fine(result: Result<(), EngineError>) -> Result<(), DockerError> {
    match result {
        // 304: it was stopped already. 409: its removal is under way.
        Err(EngineError::DockerResponseServerError {
            status_code: 304 | 404 | 409,
            ..
        }) => Ok(()),
        other => other.map_err(DockerError::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_engine_behind_a_network_is_remote() {
        for here in [
            "unix:///var/run/docker.sock",
            "tcp://127.0.0.1:2375",
            "tcp://localhost:2376",
            "npipe:////./pipe",
        ] {
            assert_eq!(remote(here), None, "{here}");
        }
        assert_eq!(remote("tcp://docker:2375").as_deref(), Some("docker"));
        assert_eq!(remote("https://10.0.0.5:2376/").as_deref(), Some("10.0.0.5"));
    }
}
