//! With which keys, in which region and how patiently a target is asked. Certificates are trusted as the machine
//! does, which `SSL_CERT_FILE` changes, and as `AWS_CA_BUNDLE` says.

use std::time::Duration;

use aws_config::environment::EnvironmentVariableRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::ProfileFileRegionProvider;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sts::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_http_client::Builder as HttpClientBuilder;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};

use super::{Limits, StartError};
use crate::exchange::ca_bundle;

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
) -> Result<SdkConfig, StartError> {
    let environment_has_keys = || {
        ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_SHARED_CREDENTIALS_FILE"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
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
        let loader = aws_config::defaults(BehaviorVersion::latest());
        let loader = match keys {
            Keys::Chain => loader,
            // An emulator stands nowhere; and no machine of EC2 is asked where it does.
            _ => loader.region(
                RegionProviderChain::first_try(EnvironmentVariableRegionProvider::new())
                    .or_else(ProfileFileRegionProvider::new())
                    .or_else(Region::new(LOCAL_REGION)),
            ),
        };
        loader.load().await.into_builder()
    };
    config = config.timeout_config(
        TimeoutConfig::builder()
            .connect_timeout(CONNECT_LIMIT)
            .operation_attempt_timeout(ATTEMPT_LIMIT.min(limits.call))
            .operation_timeout(limits.call)
            .build(),
    );
    if endpoint.is_some_and(|endpoint| endpoint.starts_with("http://")) {
        // The default client reads the machine's certificates, which takes longer than a scenario.
        config = config.http_client(HttpClientBuilder::new().build_http());
    } else if let Some(pem) = ca_bundle()? {
        let trusted = TrustStore::default().with_pem_certificate(pem);
        let tls = TlsContext::builder().with_trust_store(trusted).build();
        let client = HttpClientBuilder::new()
            .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
            .tls_context(tls.map_err(|error| StartError::Tls(error.to_string()))?)
            .build_https();
        config = config.http_client(client);
    }
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
