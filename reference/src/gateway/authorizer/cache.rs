//! Answers of authorizers that still hold.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Answers kept at most; a caller can make up any number of identities.
const MOST: usize = 1000;

/// Answers by stage, authorizer and identity.
#[derive(Debug)]
pub struct Cache<T>(Mutex<HashMap<Key, Entry<T>>>);

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// Whose answer it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The API's id.
    pub api: String,
    /// The stage's name.
    pub stage: String,
    /// The authorizer's id.
    pub authorizer: String,
    /// The values of its identity sources.
    pub identity: Vec<String>,
}

#[derive(Debug)]
struct Entry<T> {
    answer: Arc<T>,
    until: Instant,
}

impl<T> Cache<T> {
    /// An answer that still holds.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Arc<T>> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = entries.get(key)?;
        (Instant::now() < entry.until).then(|| Arc::clone(&entry.answer))
    }

    /// Keeps an answer, unless there are too many that still hold.
    pub fn put(&self, key: Key, answer: Arc<T>, ttl: Duration) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if entries.len() >= MOST {
            entries.retain(|_, entry| now < entry.until);
        }
        if entries.len() < MOST {
            entries.insert(
                key,
                Entry {
                    answer,
                    until: now + ttl,
                },
            );
        }
    }

    /// Forgets the answers of an API, or of one of its stages.
    pub fn forget(&self, api: &str, stage: Option<&str>) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|key, _| key.api != api || stage.is_some_and(|stage| key.stage != stage));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::authorizer::Grant;

    fn key(stage: &str, token: &str) -> Key {
        Key {
            api: "api".to_owned(),
            stage: stage.to_owned(),
            authorizer: "auth".to_owned(),
            identity: vec![token.to_owned()],
        }
    }

    fn grant() -> Arc<Grant> {
        let answer = r#"{"principalId": "ann", "policyDocument": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}"#;
        Arc::new(Grant::parse(answer.as_bytes()).unwrap())
    }

    #[test]
    fn an_answer_holds_for_its_time_stage_and_identity() {
        let cache = Cache::default();
        cache.put(key("live", "a"), grant(), Duration::from_secs(60));
        cache.put(key("live", "b"), grant(), Duration::ZERO);
        assert!(cache.get(&key("live", "a")).is_some());
        for other in [key("live", "b"), key("live", "c"), key("beta", "a")] {
            assert!(cache.get(&other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn answers_are_forgotten_by_stage() {
        let cache = Cache::default();
        cache.put(key("live", "a"), grant(), Duration::from_secs(60));
        cache.put(key("beta", "a"), grant(), Duration::from_secs(60));
        cache.forget("api", Some("beta"));
        cache.forget("other", None);
        assert!(cache.get(&key("live", "a")).is_some() && cache.get(&key("beta", "a")).is_none());
        cache.forget("api", None);
        assert!(cache.get(&key("live", "a")).is_none());
    }

    #[test]
    fn it_does_not_grow_without_bound() {
        let cache = Cache::default();
        for token in 0..MOST + 10 {
            cache.put(key("live", &token.to_string()), grant(), Duration::from_secs(60));
        }
        assert_eq!(cache.0.lock().unwrap().len(), MOST);
    }
}
