//! A target that answers.

use std::sync::Arc;
use std::time::Duration;

use super::access::{self, Keys};
use super::pace::Pace;
use super::{CallError, Clients, Description, InvokeUrl, Reach, container, docker, reference};
use crate::exchange::{CaBundleError, Client, Limits, Request, SendError};

/// How long a sign of life may take, before patience.
const LIFE_SIGN: Duration = Duration::from_secs(5);
/// The account of implementations that have none.
const NO_ACCOUNT: &str = "000000000000";

/// A target to talk to.
#[derive(Debug)]
pub struct Target {
    /// What is known of it.
    pub description: Description,
    /// The URL that all services answer at; none on AWS.
    pub endpoint: Option<String>,
    /// The SDK clients.
    pub clients: Clients,
    /// The account's id.
    pub account: String,
    /// The region.
    pub region: String,
    /// What the report should say of it, for example where functions run.
    pub remarks: Vec<String>,
    pub(super) pace: Pace,
    http: Client,
}

/// A target and what keeps it running.
#[derive(Debug)]
pub struct RunningTarget {
    target: Arc<Target>,
    life: Life,
}

/// What must be kept for a target to run.
#[derive(Debug)]
enum Life {
    Embedded(apigw_reference::Server),
    Container(container::RunningContainer),
    Elsewhere,
}

/// Why a target does not run. Texts fit "failed to {error}" and say what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The embedded reference did not start.
    #[error("start the reference: {message}")]
    Reference {
        /// Why not.
        message: String,
    },
    /// No Docker engine answers.
    #[error(
        "reach a Docker engine at {host}: {message}\n\
         Start one (for example `sudo systemctl start docker`), name its socket with DOCKER_HOST, or run \
         against something that runs already with --endpoint URL"
    )]
    NoDocker {
        /// Where it was looked for.
        host: String,
        /// What happened.
        message: String,
    },
    /// The image is not here and cannot be had.
    #[error(
        "get the image {image}: {message}\n\
         Pull or build it beforehand, or name another one with --localstack-image"
    )]
    NoImage {
        /// Its name.
        image: String,
        /// What the engine said.
        message: String,
    },
    /// The container does not run or does not become healthy.
    #[error("start a container of {image}: {message}")]
    Container {
        /// The image's name.
        image: String,
        /// Why, with the container's last lines.
        message: String,
    },
    /// An endpoint was not named.
    #[error("reach the target {name:?}: it has no address; name one with --endpoint URL")]
    NoEndpoint {
        /// The target's name.
        name: String,
    },
    /// Nothing answers there.
    #[error("reach {endpoint}: {message}")]
    Unreachable {
        /// The URL.
        endpoint: String,
        /// What happened.
        message: String,
    },
    /// The certificates that are to be trusted cannot be read.
    #[error(transparent)]
    CaBundle(#[from] CaBundleError),
    /// They can be read, but not used.
    #[error("trust the certificates of AWS_CA_BUNDLE: {0}")]
    Tls(String),
    /// No region is configured.
    #[error("choose a region: set AWS_REGION or configure a profile")]
    NoRegion,
    /// The target does not accept who we are.
    #[error("sign in: {0}\nSet AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")]
    Credentials(CallError),
}

impl RunningTarget {
    /// Starts the target, or makes sure that it answers. `run` names what is started.
    ///
    /// If the future is dropped before it is done, what was started is stopped.
    ///
    /// # Errors
    /// [`StartError`]; nothing keeps running then.
    pub async fn start(description: Description, run: &str) -> Result<Self, StartError> {
        let (endpoint, keys, remarks, life) = match &description.reach {
            Reach::Embedded => {
                let (server, endpoint) = reference::start().await?;
                (Some(endpoint), Keys::Test, Vec::new(), Life::Embedded(server))
            }
            Reach::Container(recipe) => {
                let container = container::RunningContainer::start(recipe, run).await?;
                let remarks = vec![container.lambda_remark(), format!("image {}", recipe.image)];
                (
                    Some(container.endpoint().to_owned()),
                    Keys::Test,
                    remarks,
                    Life::Container(container),
                )
            }
            Reach::Endpoint { url: Some(url) } => {
                let url = url.trim_end_matches('/').to_owned();
                (Some(url), Keys::EnvironmentOrTest, Vec::new(), Life::Elsewhere)
            }
            Reach::Endpoint { url: None } => {
                return Err(StartError::NoEndpoint {
                    name: description.name,
                });
            }
            Reach::Aws => (None, Keys::Chain, Vec::new(), Life::Elsewhere),
        };
        let target = Target::reach(description, endpoint, keys, remarks).await?;
        Ok(Self {
            target: Arc::new(target),
            life,
        })
    }

    /// The target to talk to.
    #[must_use]
    pub fn target(&self) -> Arc<Target> {
        Arc::clone(&self.target)
    }

    /// Stops what was started for the run. Dropping does so too, where it still can.
    ///
    /// # Errors
    /// What the Docker engine said when the container could not be removed.
    pub async fn stop(self) -> Result<(), docker::DockerError> {
        match self.life {
            Life::Embedded(server) => drop(server),
            Life::Container(container) => container.stop().await?,
            Life::Elsewhere => {}
        }
        Ok(())
    }
}

impl Target {
    /// Clients and identity of a target that runs.
    async fn reach(
        description: Description,
        endpoint: Option<String>,
        keys: Keys,
        remarks: Vec<String>,
    ) -> Result<Self, StartError> {
        let config = access::sdk_config(endpoint.as_deref(), keys, &description.limits).await?;
        let mut target = Self {
            clients: Clients::new(&config),
            account: NO_ACCOUNT.to_owned(),
            region: config.region().map(ToString::to_string).unwrap_or_default(),
            remarks,
            http: Client::new(Limits {
                whole: description.limits.window(LIFE_SIGN),
                ..Limits::default()
            }),
            pace: Pace::new(description.limits.pace.clone()),
            endpoint,
            description,
        };
        let identity = target
            .call(
                "GetCallerIdentity",
                target.clients.sts.get_caller_identity().send(),
            )
            .await;
        match (identity, &target.endpoint) {
            (Ok(identity), _) => {
                if let Some(account) = identity.account {
                    target.account = account;
                }
            }
            (Err(error), None) => return Err(StartError::Credentials(error)),
            (Err(error), Some(_)) if error.is_about_keys() => return Err(StartError::Credentials(error)),
            (Err(CallError::Refused { code, .. }), Some(_)) => target.remarks.push(format!(
                "GetCallerIdentity answers {code}: account {NO_ACCOUNT} is assumed"
            )),
            (Err(CallError::TimedOut { message, .. } | CallError::Gone { message, .. }), Some(endpoint)) => {
                return Err(StartError::Unreachable {
                    endpoint: endpoint.clone(),
                    message,
                });
            }
        }
        Ok(target)
    }

    /// Where a path (with its query) of a deployed stage is called.
    #[must_use]
    pub fn invoke_url(&self, api: &str, stage: &str, path: &str) -> InvokeUrl {
        let endpoint = self.endpoint.as_deref().unwrap_or_default();
        self.description
            .invoke
            .fill(endpoint, &self.region, api, stage, path)
    }

    /// Where a path (with its query) of an HTTP API is called.
    #[must_use]
    pub fn http_api_url(&self, api: &str, path: &str) -> InvokeUrl {
        let endpoint = self.endpoint.as_deref().unwrap_or_default();
        self.description
            .invoke_http_api
            .fill(endpoint, &self.region, api, "", path)
    }

    /// Where a path (with its query) of a function's URL is called. `url` is the one that the target tells; where the
    /// target is reached by an endpoint, the URL's host may be a name that only the target knows, so that it is sent
    /// as a header.
    #[must_use]
    pub fn function_url(&self, url: &str, path: &str) -> InvokeUrl {
        match &self.endpoint {
            None => InvokeUrl {
                url: format!("{}{path}", url.trim_end_matches('/')),
                host: None,
            },
            Some(endpoint) => {
                let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
                let host = authority.split('/').next().unwrap_or_default();
                InvokeUrl {
                    url: format!("{}{path}", endpoint.trim_end_matches('/')),
                    host: Some(host.to_owned()),
                }
            }
        }
    }

    /// By which URL the target itself calls a path of a deployed stage; `None` where there is none.
    #[must_use]
    pub fn url_from_within(&self, api: &str, stage: &str, path: &str) -> Option<String> {
        let endpoint = self.endpoint.as_deref().unwrap_or_default();
        let form = &self.description.invoke;
        form.fill_from_within(endpoint, &self.region, api, stage, path)
    }

    /// The same for a path of an HTTP API.
    #[must_use]
    pub fn http_api_url_from_within(&self, api: &str, path: &str) -> Option<String> {
        let endpoint = self.endpoint.as_deref().unwrap_or_default();
        let form = &self.description.invoke_http_api;
        form.fill_from_within(endpoint, &self.region, api, "", path)
    }

    /// Whether the target still answers anything at all; asked when a request failed.
    pub async fn is_alive(&self) -> bool {
        let url = match &self.endpoint {
            Some(endpoint) => format!("{endpoint}/"),
            None => format!("https://sts.{}.amazonaws.com/", self.region),
        };
        match self.http.send(get(InvokeUrl { url, host: None })).await {
            Ok(_) | Err(SendError::TooLarge(_) | SendError::NotSendable { .. }) => true,
            Err(SendError::Unreachable { .. } | SendError::Closed(_) | SendError::Timeout(_)) => false,
            // An answer that is no HTTP, or a certificate that nobody trusts: something does listen.
            Err(SendError::Other(_)) => true,
        }
    }

    /// The status that a deployed stage answers a GET with, if it answers in time.
    pub(crate) async fn probe(&self, at: InvokeUrl) -> Option<u16> {
        self.answer(get(at)).await
    }

    /// The same with an API key.
    pub(crate) async fn probe_with_key(&self, at: InvokeUrl, key: &str) -> Option<u16> {
        let mut request = get(at);
        request.headers.push(("x-api-key".to_owned(), key.to_owned()));
        self.answer(request).await
    }

    async fn answer(&self, request: Request) -> Option<u16> {
        let exchange = self.http.send(request).await.ok()?;
        Some(exchange.response.status)
    }
}

fn get(at: InvokeUrl) -> Request {
    let headers = at
        .host
        .into_iter()
        .map(|host| ("host".to_owned(), host))
        .collect();
    Request {
        method: "GET".to_owned(),
        url: at.url,
        headers,
        body: None,
    }
}
