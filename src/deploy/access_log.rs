//! The log group of all access logs.

use super::DeployError;
use super::context::Context;

/// What its name begins with. Under `/aws/vendedlogs/` the account's resource policy for log delivery does not grow
/// with every group (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html).
pub(super) const PREFIX: &str = "/aws/vendedlogs/apigateway/";

impl Context {
    /// The log group of all access logs of the run; their lines are told apart by the ids of requests.
    pub(super) async fn access_log_group(&self) -> Result<&str, DeployError> {
        let create = || self.create_log_group(format!("{PREFIX}{}", self.run.name("access")));
        self.access_log_group
            .get_or_try_init(create)
            .await
            .map(String::as_str)
    }
}
