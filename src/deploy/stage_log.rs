//! The execution log of a stage.

use super::DeployError;
use super::ledger::Kind;
use super::patch::replace;
use super::rest_api::Api;

impl Api {
    /// Lets a stage log every execution with headers and payloads.
    pub(super) async fn log_executions(&self, stage: &str) -> Result<(), DeployError> {
        let context = &self.context;
        let apigateway = &context.clients().apigateway;
        let group = Kind::LogGroup.named(execution_log_group(&self.id, stage));
        context.record(context.ledger.creating(&group))?;
        self.allow_logging().await?;
        let call = apigateway
            .update_stage()
            .rest_api_id(&self.id)
            .stage_name(stage)
            .patch_operations(replace("/*/*/logging/loglevel", "INFO"))
            .patch_operations(replace("/*/*/logging/dataTrace", "true"));
        self.changes.make("UpdateStage", || call.clone().send()).await?;
        Ok(())
    }

    /// The account's settings must name a role for logs of REST APIs
    /// (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html). They are nothing that a
    /// run could give back as it was, so they are set only where everything vanishes with the run.
    pub(super) async fn allow_logging(&self) -> Result<(), DeployError> {
        let context = &self.context;
        if !context.target.description.disposable {
            return Ok(());
        }
        let role = format!(
            "arn:aws:iam::{}:role/apigw-conformance-logs",
            context.target.account
        );
        let apigateway = &context.clients().apigateway;
        let call = apigateway
            .update_account()
            .patch_operations(replace("/cloudwatchRoleArn", &role));
        self.changes.make("UpdateAccount", || call.clone().send()).await?;
        Ok(())
    }
}

/// Where a stage logs its executions (OBS-008).
pub(super) fn execution_log_group(api: &str, stage: &str) -> String {
    format!("API-Gateway-Execution-Logs_{api}/{stage}")
}
