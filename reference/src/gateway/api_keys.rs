//! Which API keys open which stages.

use std::collections::{HashMap, HashSet};

/// The enabled keys, by value. Usage plans take effect without a deployment.
#[derive(Debug, Default)]
pub struct ApiKeys(pub HashMap<String, ApiKey>);

/// An enabled key.
#[derive(Debug, Default)]
pub struct ApiKey {
    /// Its id.
    pub id: String,
    /// API ids and stage names of the usage plans it belongs to.
    pub stages: HashSet<(String, String)>,
}

impl ApiKeys {
    /// The id of the key with this value, if it opens the stage.
    #[must_use]
    pub fn id_for(&self, value: &str, api_id: &str, stage: &str) -> Option<&str> {
        let key = self.0.get(value)?;
        key.stages
            .contains(&(api_id.to_owned(), stage.to_owned()))
            .then_some(key.id.as_str())
    }
}
