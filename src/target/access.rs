//! With which keys, region and certificates a target is reached.

use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sts::config::{Credentials, SharedCredentialsProvider, SharedHttpClient};
use aws_smithy_http_client::Builder as HttpClientBuilder;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};

use super::{Limits, StartError};

/// The region of targets that stand in no region of their own.
const LOCAL_REGION: &str = "us-east-1";
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
const ATTEMPT_LIMIT: Duration = Duration::from_secs(30);

/// Whose keys are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// `test`/`test`, whatever the environment says: a target of our own must not see real keys.
    Test,
    /// The environment's, and `test`/`test` where it has none.
    EnvironmentOrTest,
    /// The ordinary credential chain.
    Chain,
}

/// The settings of all SDK clients.
pub(super) async fn sdk_config(
    endpoint: Option<&str>,
    keys: Keys,
    limits: &Limits,
    ca_bundle: Option<&[u8]>,
) -> Result<SdkConfig, StartError> {
    let environment_has_keys = || {
        ["AWS_ACCESS_KEY_ID", "AWS_PROFILE"]
            .iter()
            .any(|name| std::env::var_os(name).is_some())
    };
    let test = match keys {
        Keys::Test => true,
        Keys::EnvironmentOrTest => !environment_has_keys(),
        Keys::Chain => false,
    };
    let mut config = if test {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .credentials_provider(SharedCredentialsProvider::new(Credentials::new(
                "test", "test", None, None, "test",
            )))
            .region(Region::new(match keys {
                Keys::Test => LOCAL_REGION.to_owned(),
                _ => region_of_environment().unwrap_or_else(|| LOCAL_REGION.to_owned()),
            }))
    } else {
        aws_config::defaults(BehaviorVersion::latest())
            .load()
            .await
            .into_builder()
    };
    config = config
        .http_client(http_client(endpoint, ca_bundle)?)
        .timeout_config(
            TimeoutConfig::builder()
                .connect_timeout(CONNECT_LIMIT)
                .operation_attempt_timeout(ATTEMPT_LIMIT.min(limits.call))
                .operation_timeout(limits.call)
                .build(),
        );
    config = match endpoint {
        // Where nobody throttles, a refusal that asks for a retry is rare and worth little waiting.
        Some(endpoint) => config.endpoint_url(endpoint).retry_config(
            RetryConfig::standard()
                .with_max_attempts(3)
                .with_initial_backoff(Duration::from_millis(100)),
        ),
        // AWS throttles the control plane of API Gateway at a few calls a second and account.
        None => config.retry_config(RetryConfig::adaptive().with_max_attempts(10)),
    };
    let config = config.build();
    if config.region().is_none() {
        return Err(StartError::NoRegion);
    }
    Ok(config)
}

fn region_of_environment() -> Option<String> {
    ["AWS_REGION", "AWS_DEFAULT_REGION"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|region| !region.is_empty()))
}

/// Plain HTTP needs no certificates, and reading the machine's store takes longer than a scenario.
fn http_client(endpoint: Option<&str>, ca_bundle: Option<&[u8]>) -> Result<SharedHttpClient, StartError> {
    if endpoint.is_some_and(|endpoint| endpoint.starts_with("http://")) {
        return Ok(HttpClientBuilder::new().build_http());
    }
    let trusted = ca_bundle
        .into_iter()
        .fold(TrustStore::default(), TrustStore::with_pem_certificate);
    let tls = TlsContext::builder()
        .with_trust_store(trusted)
        .build()
        .map_err(|error| StartError::CaBundle {
            message: error.to_string(),
        })?;
    Ok(HttpClientBuilder::new()
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .tls_context(tls)
        .build_https())
}

/// The certificates of `AWS_CA_BUNDLE`, which is how emulators with a CA of their own are trusted.
pub(super) fn ca_bundle() -> Result<Option<Vec<u8>>, StartError> {
    let Some(path) = std::env::var_os("AWS_CA_BUNDLE").filter(|path| !path.is_empty()) else {
        return Ok(None);
    };
    std::fs::read(&path)
        .map(Some)
        .map_err(|error| StartError::CaBundle {
            message: format!("{}: {error}", std::path::Path::new(&path).display()),
        })
}
