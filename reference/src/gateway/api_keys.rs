//! Which API keys open which stages, and how often.

use std::collections::HashMap;
use std::sync::Arc;

use super::quota::Quota;
use super::throttling::Throttling;
use super::token_bucket::RateLimit;

/// The id of an API and the name of a stage.
pub type StageId = (String, String);

/// The enabled keys, by value. Usage plans take effect without a deployment.
#[derive(Debug, Default)]
pub struct ApiKeys(pub HashMap<String, ApiKey>);

/// An enabled key.
#[derive(Debug, Default)]
pub struct ApiKey {
    /// Its id.
    pub id: String,
    /// The usage plans that it belongs to, by the stages that it opens with them.
    pub plans: HashMap<StageId, Arc<UsagePlan>>,
}

/// What a usage plan allows each of its keys.
#[derive(Debug, Default)]
pub struct UsagePlan {
    /// Its id.
    pub id: String,
    /// The limit of every method of its stages.
    pub throttle: Option<RateLimit>,
    /// The limits of single methods.
    pub methods: HashMap<StageId, Throttling>,
    /// The quota of all requests together.
    pub quota: Option<Quota>,
}

/// Who makes a request.
#[derive(Debug, Clone)]
pub struct Client {
    /// The key's value.
    pub key: String,
    /// The key's id.
    pub key_id: String,
    /// The plan that lets it in.
    pub plan: Arc<UsagePlan>,
}

impl ApiKeys {
    /// The client with this key, if it opens the stage.
    #[must_use]
    pub fn client(&self, value: &str, api_id: &str, stage: &str) -> Option<Client> {
        let key = self.0.get(value)?;
        let plan = key.plans.get(&(api_id.to_owned(), stage.to_owned()))?;
        Some(Client {
            key: value.to_owned(),
            key_id: key.id.clone(),
            plan: Arc::clone(plan),
        })
    }

    /// Whether a key with this id belongs to a plan with that one.
    #[must_use]
    pub fn have(&self, plan_id: &str, key_id: &str) -> bool {
        let mut keys = self.0.values().filter(|key| key.id == key_id);
        keys.any(|key| key.plans.values().any(|plan| plan.id == plan_id))
    }
}
