//! The SDK clients of a target.

use aws_config::SdkConfig;
use aws_sdk_sfn::config::interceptors::BeforeTransmitInterceptorContextMut;
use aws_sdk_sfn::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_sfn::error::BoxError;

/// One client of each service.
#[derive(Debug, Clone)]
pub struct Clients {
    /// API Gateway: REST APIs.
    pub apigateway: aws_sdk_apigateway::Client,
    /// API Gateway V2: HTTP APIs.
    pub apigatewayv2: aws_sdk_apigatewayv2::Client,
    /// Step Functions.
    pub states: aws_sdk_sfn::Client,
    /// Lambda.
    pub lambda: aws_sdk_lambda::Client,
    /// IAM.
    pub iam: aws_sdk_iam::Client,
    /// CloudWatch Logs.
    pub logs: aws_sdk_cloudwatchlogs::Client,
    /// STS.
    pub sts: aws_sdk_sts::Client,
}

impl Clients {
    /// Clients with these settings.
    #[must_use]
    pub fn new(config: &SdkConfig) -> Self {
        let mut states = aws_sdk_sfn::config::Builder::from(config);
        if config.endpoint_url().is_some() {
            states = states.interceptor(KeepHost);
        }
        Self {
            apigateway: aws_sdk_apigateway::Client::new(config),
            apigatewayv2: aws_sdk_apigatewayv2::Client::new(config),
            states: aws_sdk_sfn::Client::from_conf(states.build()),
            lambda: aws_sdk_lambda::Client::new(config),
            iam: aws_sdk_iam::Client::new(config),
            logs: aws_sdk_cloudwatchlogs::Client::new(config),
            sts: aws_sdk_sts::Client::new(config),
        }
    }
}

/// StartSyncExecution's model puts `sync-` before the host, of an endpoint of one's own too, where
/// `sync-127.0.0.1` resolves to nothing. It is taken away before the request is signed.
#[derive(Debug)]
struct KeepHost;

impl Intercept for KeepHost {
    fn name(&self) -> &'static str {
        "KeepHost"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        if request.uri().contains("://sync-") {
            let uri = request.uri().replacen("://sync-", "://", 1);
            request.set_uri(uri)?;
        }
        Ok(())
    }
}
