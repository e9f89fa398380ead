//! A container that lives as long as the run.

use std::mem::ManuallyDrop;
use std::time::Duration;

use testcontainers::core::{IntoContainerPort, Mount};
use testcontainers::runners::AsyncRunner;
use testcontainers::{ContainerRequest, GenericImage, ImageExt};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::docker::{self, DockerError, Engine};
use super::{Container, StartError};
use crate::exchange::{Client, Limits, Request};

/// How long an image may take to be pulled.
const PULL: Duration = Duration::from_secs(900);
/// Between two looks at the health of a container that starts.
const LOOK: Duration = Duration::from_millis(100);
const HEALTH_ANSWER: Duration = Duration::from_secs(2);
/// The label of everything that the suite starts.
const LABEL: &str = "apigw-conformance";

/// A healthy container. It is removed by [`RunningContainer::stop`], or at the latest when dropped.
#[derive(Debug)]
pub(super) struct RunningContainer {
    endpoint: String,
    docker_socket: bool,
    removal: Removal,
}

/// Removes the container by its name when dropped, also when starting it was given up half-way.
#[derive(Debug)]
struct Removal {
    engine: Engine,
    name: String,
    docker_socket: bool,
    done: bool,
}

impl RunningContainer {
    /// Starts a container and waits until it is healthy.
    pub(super) async fn start(recipe: &Container, run: &str) -> Result<Self, StartError> {
        let failed = |message: String| StartError::Container {
            image: recipe.image.clone(),
            message,
        };
        let engine = Engine::connect().await?;
        let environment = image_environment(&engine, recipe).await?;
        let docker_socket = needs_docker(recipe, &environment);
        let name = format!("apigw-conformance-{run}");
        let removal = Removal {
            engine,
            name: name.clone(),
            docker_socket,
            done: false,
        };

        let started = timeout(
            Duration::from_secs(recipe.ready_within.into()),
            request(recipe, run, &name, docker_socket).start(),
        )
        .await
        .map_err(|_| failed("it did not start in time".to_owned()))?
        .map_err(|error| failed(error.to_string()))?;
        // `removal` owns the container. Its own Drop would keep it where TESTCONTAINERS_COMMAND=keep, and
        // panics where no runtime is left.
        let started = ManuallyDrop::new(started);
        let port = started
            .get_host_port_ipv4(recipe.port)
            .await
            .map_err(|error| failed(error.to_string()))?;

        let host = docker::remote_host().unwrap_or_else(|| "127.0.0.1".to_owned());
        let container = Self {
            endpoint: format!("http://{host}:{port}"),
            docker_socket,
            removal,
        };
        container.healthy(recipe).await.map_err(failed)?;
        Ok(container)
    }

    /// The URL of its published port.
    pub(super) fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Where it runs functions.
    pub(super) fn lambda_remark(&self) -> String {
        if self.docker_socket {
            "functions run in containers of AWS's runtime images".to_owned()
        } else {
            "functions run inside the container, by the image's own executor".to_owned()
        }
    }

    /// Removes it.
    pub(super) async fn stop(mut self) -> Result<(), DockerError> {
        self.removal
            .engine
            .remove(&self.removal.name, self.docker_socket)
            .await?;
        self.removal.done = true;
        Ok(())
    }

    async fn healthy(&self, recipe: &Container) -> Result<(), String> {
        let client = Client::new(Limits {
            whole: HEALTH_ANSWER,
            ..Limits::default()
        });
        let url = format!("{}{}", self.endpoint, recipe.health);
        let end = Instant::now() + Duration::from_secs(recipe.ready_within.into());
        let looking = async {
            loop {
                let look = Request {
                    method: "GET".to_owned(),
                    url: url.clone(),
                    headers: Vec::new(),
                    body: None,
                };
                if client
                    .send(look)
                    .await
                    .is_ok_and(|answer| (200..300).contains(&answer.response.status))
                {
                    return Ok(());
                }
                match self.removal.engine.is_running(&self.removal.name).await {
                    Ok(true) => sleep(LOOK).await,
                    Ok(false) => return Err("it ended before it was ready".to_owned()),
                    Err(error) => return Err(error.to_string()),
                }
            }
        };
        let result = timeout_at(end, looking)
            .await
            .unwrap_or_else(|_| Err(format!("it was not ready within {} s", recipe.ready_within)));
        match result {
            Ok(()) => Ok(()),
            Err(reason) => {
                let tail = self.removal.engine.tail(&self.removal.name).await;
                Err(format!("{reason}; its last lines:\n{tail}"))
            }
        }
    }
}

impl Drop for Removal {
    fn drop(&mut self) {
        if !self.done {
            docker::remove_blocking(&self.name, self.docker_socket);
        }
    }
}

/// The environment of the image, which is pulled if the engine does not have it.
async fn image_environment(engine: &Engine, recipe: &Container) -> Result<Vec<String>, StartError> {
    let missing = |message: String| StartError::NoImage {
        image: recipe.image.clone(),
        message,
    };
    let look = || async {
        engine
            .image_environment(&recipe.image)
            .await
            .map_err(|error| missing(error.to_string()))
    };
    if let Some(environment) = look().await? {
        return Ok(environment);
    }
    let pulled = timeout(PULL, image(recipe).pull_image()).await;
    let _local = pulled
        .map_err(|_| missing("pulling it took too long".to_owned()))?
        .map_err(|error| missing(error.to_string()))?;
    look()
        .await?
        .ok_or_else(|| missing("it was pulled but is not there".to_owned()))
}

/// Whether functions need the Docker engine: the image has no executor of its own.
fn needs_docker(recipe: &Container, image_environment: &[String]) -> bool {
    recipe.docker_socket_unless.as_deref().is_some_and(|name| {
        let own = image_environment
            .iter()
            .filter_map(|variable| variable.split_once('='));
        !own.chain(
            recipe
                .environment
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        )
        .any(|(variable, value)| variable == name && !value.is_empty() && value != "docker")
    })
}

fn image(recipe: &Container) -> GenericImage {
    // A colon after the last slash starts the tag; one before it belongs to the registry's port.
    let (name, tag) = match recipe.image.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, tag),
        _ => (recipe.image.as_str(), "latest"),
    };
    GenericImage::new(name, tag)
}

fn request(recipe: &Container, run: &str, name: &str, docker_socket: bool) -> ContainerRequest<GenericImage> {
    let port = recipe.port.tcp();
    let host_ip = match docker::remote_host() {
        // What is published on a remote engine's own loopback cannot be reached from here.
        Some(_) => "0.0.0.0",
        None => "127.0.0.1",
    };
    let mut request = image(recipe)
        .with_exposed_port(port)
        .with_mapped_port(0, port)
        .with_container_name(name)
        .with_label(LABEL, run)
        .with_startup_timeout(Duration::from_secs(recipe.ready_within.into()))
        // testcontainers publishes on all interfaces.
        .with_host_config_modifier(move |host| {
            for binding in host
                .port_bindings
                .iter_mut()
                .flat_map(|ports| ports.values_mut())
                .flatten()
                .flatten()
            {
                binding.host_ip = Some(host_ip.to_owned());
            }
        });
    for (variable, value) in &recipe.environment {
        request = request.with_env_var(variable, value);
    }
    for variable in &recipe.pass_on {
        if let Ok(value) = std::env::var(variable) {
            request = request.with_env_var(variable, value);
        }
    }
    if docker_socket {
        request = request.with_mount(Mount::bind_mount(docker::socket(), "/var/run/docker.sock"));
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::{Description, Reach};

    fn recipe() -> Container {
        let found = Description::find("localstack", std::path::Path::new("/nowhere")).expect("localstack");
        match found.reach {
            Reach::Container(container) => container,
            other => panic!("localstack is a container, not {other:?}"),
        }
    }

    #[test]
    fn an_image_with_an_executor_of_its_own_needs_no_docker() {
        let environment = |text: &str| vec!["PATH=/bin".to_owned(), text.to_owned()];
        assert!(!needs_docker(
            &recipe(),
            &environment("LAMBDA_RUNTIME_EXECUTOR=subprocess")
        ));
        assert!(needs_docker(
            &recipe(),
            &environment("LAMBDA_RUNTIME_EXECUTOR=docker")
        ));
        assert!(needs_docker(&recipe(), &environment("OTHER=1")));
    }

    #[test]
    fn the_port_is_published_on_loopback_only() {
        let request = request(&recipe(), "run", "name", false);
        let mut host = testcontainers::bollard::models::HostConfig {
            port_bindings: Some(
                [(
                    "4566/tcp".to_owned(),
                    Some(vec![testcontainers::bollard::models::PortBinding::default()]),
                )]
                .into(),
            ),
            ..Default::default()
        };
        request.host_config_modifier().expect("a modifier")(&mut host);
        let bindings = host.port_bindings.expect("bindings");
        let binding = bindings["4566/tcp"]
            .as_ref()
            .expect("a binding")
            .first()
            .expect("one");
        assert_eq!(binding.host_ip.as_deref(), Some("127.0.0.1"));
    }

    #[test]
    fn a_registry_with_a_port_is_no_tag() {
        let at = |text: &str| {
            image(&Container {
                image: text.to_owned(),
                ..recipe()
            })
        };
        for (text, name, tag) in [
            ("localstack/localstack:4.14.0", "localstack/localstack", "4.14.0"),
            ("registry:5000/ls", "registry:5000/ls", "latest"),
            ("registry:5000/ls:1", "registry:5000/ls", "1"),
        ] {
            use testcontainers::Image;
            assert_eq!((at(text).name(), at(text).tag()), (name, tag), "{text}");
        }
    }
}
