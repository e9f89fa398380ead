//! The URL of a function. It is deleted with the function.

use std::time::Duration;

use aws_sdk_lambda::types::FunctionUrlAuthType;
use tokio::time::{Instant, sleep};

use super::DeployError;
use super::context::Context;
use crate::system::{FunctionUrl, UrlAccess, UrlStatement};
use crate::target::InvokeUrl;

/// How long a new statement may take to count, before patience.
const OPEN: Duration = Duration::from_secs(10);
/// Looks spread over that time.
const LOOKS: u32 = 100;
/// What callers get whom no statement lets
/// (https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html).
const FORBIDDEN: u16 = 403;

impl Context {
    /// Gives a function a URL, and tells it.
    pub(super) async fn function_url(&self, url: &FunctionUrl, name: &str) -> Result<String, DeployError> {
        let auth_type = match url.is_signed {
            true => FunctionUrlAuthType::AwsIam,
            false => FunctionUrlAuthType::None,
        };
        let create = self
            .clients()
            .lambda
            .create_function_url_config()
            .function_name(name)
            .auth_type(auth_type);
        let created = self.target.call("CreateFunctionUrlConfig", create.send()).await?;
        match &url.access {
            UrlAccess::Nobody => {}
            UrlAccess::Statement(statement) => self.let_call(name, statement, false).await?,
            UrlAccess::Everybody => {
                let statement = |action: &str, auth_type: Option<&str>| UrlStatement {
                    action: action.to_owned(),
                    is_for_everybody: true,
                    auth_type: auth_type.map(str::to_owned),
                };
                let call = statement("lambda:InvokeFunctionUrl", Some("NONE"));
                self.let_call(name, &call, false).await?;
                // URLs made since October 2025 need both
                // (https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html).
                let invoke = statement("lambda:InvokeFunction", None);
                self.let_call(name, &invoke, true).await?;
                if !url.is_signed {
                    self.open(&self.target.function_url(&created.function_url, "/"))
                        .await;
                }
            }
        }
        Ok(created.function_url)
    }

    /// Adds a statement; `via_url` restricts it to invocations that come by the URL.
    async fn let_call(&self, name: &str, statement: &UrlStatement, via_url: bool) -> Result<(), DeployError> {
        let principal = match statement.is_for_everybody {
            true => "*",
            false => &self.target.account,
        };
        let add = self
            .clients()
            .lambda
            .add_permission()
            .function_name(name)
            .statement_id(format!("url-{}", uuid::Uuid::new_v4().simple()))
            .action(&statement.action)
            .principal(principal)
            .set_function_url_auth_type(statement.auth_type.as_deref().map(FunctionUrlAuthType::from))
            .set_invoked_via_function_url(via_url.then_some(true));
        match self.target.call("AddPermission", add.send()).await {
            // Where functions have no policies, all may be invoked: what the client sees tells.
            Err(error) if DeployError::from(error.clone()).is_unknown_operation() => Ok(()),
            outcome => Ok(outcome.map(drop)?),
        }
    }

    /// Waits until the statements count. A URL that stays closed is what the scenario sees.
    async fn open(&self, at: &InvokeUrl) {
        let window = self.target.description.limits.window(OPEN);
        let end = Instant::now() + window;
        while Instant::now() < end && self.target.probe(at.clone()).await == Some(FORBIDDEN) {
            sleep(window / LOOKS).await;
        }
    }
}

/// The id of a function URL: the first part of its host.
pub(super) fn id(url: &str) -> &str {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    host.split(['.', '/']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn the_host_names_the_id() {
        assert_eq!(id("https://abc.lambda-url.eu-west-1.on.aws/"), "abc");
        assert_eq!(id("http://abc.lambda-url.us-east-1.localhost:4566/"), "abc");
    }
}
