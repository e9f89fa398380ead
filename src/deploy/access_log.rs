//! The log group of all access logs.

use super::DeployError;
use super::context::Context;
use super::ledger::Kind;

/// What its name begins with. Under `/aws/vendedlogs/` the account's resource policy for log delivery does not grow
/// with every group (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html).
pub(super) const PREFIX: &str = "/aws/vendedlogs/apigateway/";

impl Context {
    /// The log group of all access logs of the run; their lines are told apart by the ids of requests.
    pub(super) async fn access_log_group(&self) -> Result<&str, DeployError> {
        let create = || async {
            let name = format!("{PREFIX}{}", self.run.name("access"));
            let group = self.clients().logs.create_log_group().log_group_name(&name);
            self.create(
                &Kind::LogGroup.named(&name),
                self.target.call("CreateLogGroup", group.send()),
            )
            .await?;
            Ok(name)
        };
        self.access_log_group
            .get_or_try_init(create)
            .await
            .map(String::as_str)
    }
}
