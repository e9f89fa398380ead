//! Usage plans and their API keys.

use aws_sdk_apigateway::types::{ApiStage, Op, PatchOperation, QuotaPeriodType, QuotaSettings};
use tokio::time::{Instant, sleep};

use super::DeployError;
use super::context::Context;
use super::ledger::Kind;
use super::patch::replace;
use super::rest_api::Api;
use super::site::STAGE;
use crate::exchange::API_KEY_PREFIX;
use crate::system::{MethodThrottle, Placeholders, Throttle, UsagePlan};
use crate::target::{CallError, Target};

/// Looks at a new key, spread over the target's window.
const LOOKS: u32 = 200;

/// An API key.
#[derive(Debug, Clone)]
pub(super) struct ApiKey {
    pub(super) id: String,
    /// What clients send: a secret.
    pub(super) value: String,
}

impl Context {
    /// The key of a system's usage plan.
    pub(super) async fn api_key(&self, nonce: &str, plan: &UsagePlan) -> Result<ApiKey, DeployError> {
        // A value is 20 to 128 letters and digits.
        let value = format!("{API_KEY_PREFIX}{}", uuid::Uuid::new_v4().simple());
        let resource = Kind::ApiKey.named(self.run.name(&format!("key-{nonce}")));
        let call = self
            .clients()
            .apigateway
            .create_api_key()
            .name(&resource.name)
            .description("A run of apigw-conformance; may be deleted when it has ended")
            .enabled(plan.is_key_enabled)
            .value(&value);
        let created = self
            .create(&resource, self.target.call("CreateApiKey", call.send()))
            .await?;
        let id = created
            .id
            .ok_or_else(|| DeployError::without_id("CreateApiKey"))?;
        self.record(self.ledger.created(&resource, &id))?;
        Ok(ApiKey { id, value })
    }
}

impl Api {
    /// Creates a usage plan for the stage and gives it its key.
    pub(super) async fn usage_plan(&self, plan: &UsagePlan, known: &Placeholders) -> Result<(), DeployError> {
        let context = &self.context;
        let apigateway = &context.clients().apigateway;
        let nonce = known.get("nonce").unwrap_or_default();
        let resource = Kind::UsagePlan.named(context.run.name(&format!("plan-{nonce}")));
        let call = apigateway
            .create_usage_plan()
            .name(&resource.name)
            .description("A run of apigw-conformance; may be deleted when it has ended")
            .set_api_stages(plan.has_stage.then(|| {
                let stage = ApiStage::builder().api_id(&self.id).stage(STAGE);
                vec![stage.build()]
            }))
            .set_quota(plan.quota.as_ref().map(|quota| {
                QuotaSettings::builder()
                    .limit(i32::try_from(quota.limit).unwrap_or(i32::MAX))
                    .period(QuotaPeriodType::from(quota.period.as_str()))
                    .build()
            }));
        let created = context
            .create(&resource, context.target.call("CreateUsagePlan", call.send()))
            .await?;
        let id = created
            .id
            .ok_or_else(|| DeployError::without_id("CreateUsagePlan"))?;
        context.record(context.ledger.created(&resource, &id))?;
        if !plan.throttles.is_empty() {
            // The SDK does not send a limit of 0 in CreateUsagePlan.
            let limits = plan.throttles.iter().flat_map(|limit| self.limit(limit));
            let call = apigateway
                .update_usage_plan()
                .usage_plan_id(&id)
                .set_patch_operations(Some(limits.collect()));
            self.changes
                .make("UpdateUsagePlan", || call.clone().send())
                .await?;
        }
        if plan.has_key {
            let key = known.get("apiKeyId").unwrap_or_default();
            let call = apigateway
                .create_usage_plan_key()
                .usage_plan_id(&id)
                .key_id(key)
                .key_type("API_KEY");
            self.changes
                .make("CreateUsagePlanKey", || call.clone().send())
                .await?;
        }
        Ok(())
    }

    fn limit(&self, limit: &MethodThrottle) -> [PatchOperation; 2] {
        let of = match &limit.route {
            Some(route) => {
                let path = route.path.replace('/', "~1");
                format!("/apiStages/{}:{STAGE}/throttle/{path}/{}", self.id, route.verb)
            }
            None => "/throttle".to_owned(),
        };
        let Throttle { rate, burst } = limit.throttle;
        [
            replace(&format!("{of}/rateLimit"), &rate.to_string()),
            replace(&format!("{of}/burstLimit"), &burst.to_string()),
        ]
    }

    /// Waits until a key opens a method that needs one; which takes a while where the data plane is far from the
    /// control plane.
    pub(super) async fn key_is_known(&self, path: &str, key: &str) -> Result<(), DeployError> {
        let target = &self.context.target;
        let window = target.description.limits.stage_ready;
        let end = Instant::now() + window;
        while Instant::now() < end {
            let at = target.invoke_url(&self.id, STAGE, path);
            match target.probe_with_key(at, key).await {
                None | Some(403) => sleep(window / LOOKS).await,
                Some(_) => return Ok(()),
            }
        }
        Err(DeployError::TimedOut {
            what: "see the API key known".to_owned(),
            message: "it is forbidden".to_owned(),
        })
    }
}

/// Deletes a usage plan. One that has stages is refused, so they are taken away first.
pub(super) async fn delete_usage_plan(target: &Target, id: &str) -> Result<(), CallError> {
    // If a plan cannot be read or emptied, it is for the deletion to say so: some implementations refuse the one and
    // take the other.
    match empty(target, id).await {
        Err(error @ (CallError::Gone { .. } | CallError::TimedOut { .. })) => return Err(error),
        Err(CallError::Refused { .. }) | Ok(()) => {}
    }
    let delete = target.clients.apigateway.delete_usage_plan().usage_plan_id(id);
    target.call("DeleteUsagePlan", delete.send()).await.map(|_| ())
}

async fn empty(target: &Target, id: &str) -> Result<(), CallError> {
    let apigateway = &target.clients.apigateway;
    let found = apigateway.get_usage_plan().usage_plan_id(id).send();
    let stages = target
        .call("GetUsagePlan", found)
        .await?
        .api_stages
        .unwrap_or_default();
    if stages.is_empty() {
        return Ok(());
    }
    let removals = stages.iter().map(|stage| {
        let (api, name) = (stage.api_id.as_deref(), stage.stage.as_deref());
        PatchOperation::builder()
            .op(Op::Remove)
            .path("/apiStages")
            .value(format!(
                "{}:{}",
                api.unwrap_or_default(),
                name.unwrap_or_default()
            ))
            .build()
    });
    let update = apigateway
        .update_usage_plan()
        .usage_plan_id(id)
        .set_patch_operations(Some(removals.collect()));
    target.call("UpdateUsagePlan", update.send()).await.map(|_| ())
}

/// Names and ids of all usage plans.
pub(super) async fn usage_plans(target: &Target) -> Result<Vec<(String, String)>, CallError> {
    let pages = target.clients.apigateway.get_usage_plans().limit(500);
    let pages = pages.into_paginator().items().send();
    let found: Vec<_> = target
        .call("GetUsagePlans", pages.collect::<Result<Vec<_>, _>>())
        .await?;
    let named = found.into_iter().filter_map(|plan| Some((plan.name?, plan.id?)));
    Ok(named.collect())
}

/// Names and ids of all API keys.
pub(super) async fn api_keys(target: &Target) -> Result<Vec<(String, String)>, CallError> {
    let pages = target.clients.apigateway.get_api_keys().limit(500);
    let pages = pages.into_paginator().items().send();
    let found: Vec<_> = target
        .call("GetApiKeys", pages.collect::<Result<Vec<_>, _>>())
        .await?;
    let named = found.into_iter().filter_map(|key| Some((key.name?, key.id?)));
    Ok(named.collect())
}
