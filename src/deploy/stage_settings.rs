//! The settings of a REST API's stage: limits, access log, usage plan.

use aws_sdk_apigateway::types::PatchOperation;

use super::DeployError;
use super::patch::replace;
use super::rest_api::Api;
use super::served::served;
use super::site::{Plan, STAGE};
use crate::system::{MethodThrottle, RestApi, Throttle};

/// The number of the deployment by which settings are waited for; no other comes near it.
const SETTLED: usize = 1_000;

impl Api {
    /// Makes the settings of a plan and waits until they hold.
    pub(super) async fn stage_settings(&self, plan: &Plan<RestApi>) -> Result<(), DeployError> {
        let RestApi {
            throttles,
            access_log,
            usage_plan,
            ..
        } = &plan.api;
        let mut changes: Vec<_> = throttles.iter().flat_map(limit).collect();
        if let Some(format) = access_log {
            let group = self.context.access_log_group().await?;
            self.allow_logging().await?;
            let arn = self.context.arn("logs", &format!("log-group:{group}"));
            changes.push(replace("/accessLogSettings/destinationArn", &arn));
            let format = self.known(plan).fill(format)?;
            changes.push(replace("/accessLogSettings/format", &format));
        }
        if !changes.is_empty() {
            let apigateway = &self.context.clients().apigateway;
            let call = apigateway
                .update_stage()
                .rest_api_id(&self.id)
                .stage_name(STAGE)
                .set_patch_operations(Some(changes));
            self.changes.make("UpdateStage", || call.clone().send()).await?;
        }
        if let Some(usage_plan) = usage_plan {
            self.usage_plan(usage_plan, &plan.known).await?;
        }
        if access_log.is_some() || usage_plan.is_some() || !throttles.is_empty() {
            self.settle(plan).await?;
        }
        Ok(())
    }

    /// Where a stage is served later than it is changed: a deployment that comes after its settings is served when
    /// they hold. A stage that lets nothing pass says so itself.
    async fn settle(&self, plan: &Plan<RestApi>) -> Result<(), DeployError> {
        const NONE: Throttle = Throttle { rate: 0, burst: 0 };
        let target = &self.context.target;
        let window = target.description.limits.stage_ready;
        if window.is_zero() {
            return Ok(());
        }
        let is_closed = |limit: &MethodThrottle| limit.route.is_none() && limit.throttle == NONE;
        if plan.api.throttles.iter().any(is_closed) {
            let at = target.invoke_url(&self.id, STAGE, "/ready-1");
            return served(target, &at, 429, window).await;
        }
        let usage_plan = plan.api.usage_plan.as_ref();
        let is_open = usage_plan.is_some_and(|plan| plan.has_stage && plan.has_key && plan.is_key_enabled);
        if is_open {
            self.add_probe("/ready-key", true).await?;
        }
        self.deploy_to_stage(SETTLED).await?;
        match plan.known.get("apiKey") {
            Some(key) if is_open => self.key_is_known("/ready-key", key).await,
            _ => Ok(()),
        }
    }
}

fn limit(limit: &MethodThrottle) -> [PatchOperation; 2] {
    let method = match &limit.route {
        Some(route) => format!("/{}/{}", route.path.replace('/', "~1"), route.verb),
        None => "/*/*".to_owned(),
    };
    let Throttle { rate, burst } = limit.throttle;
    [
        replace(&format!("{method}/throttling/rateLimit"), &rate.to_string()),
        replace(&format!("{method}/throttling/burstLimit"), &burst.to_string()),
    ]
}
