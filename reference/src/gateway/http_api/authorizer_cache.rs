//! The answers of authorizers that are kept for a while.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::authorizer_answer::AuthorizerAnswer;

/// More are not kept: a client chooses the values of the identity sources.
const LONGEST: usize = 10_000;

/// What an answer is kept for: the API, the stage and the authorizer, then the values of the identity sources.
pub type Key = Vec<String>;

/// Answers and until when they are good.
#[derive(Debug, Default)]
pub struct AuthorizerCache(Mutex<HashMap<Key, (Instant, AuthorizerAnswer)>>);

impl AuthorizerCache {
    /// The answer that is kept for a key.
    #[must_use]
    pub fn get(&self, key: &[String], now: Instant) -> Option<AuthorizerAnswer> {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, answer) = answers.get(key)?;
        (now < *until).then(|| answer.clone())
    }

    /// Keeps an answer. Where there is no room, those whose time is over go first, then all.
    pub fn keep(&self, key: Key, answer: AuthorizerAnswer, now: Instant, ttl: Duration) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= LONGEST {
            answers.retain(|_, (until, _)| now < *until);
        }
        if answers.len() >= LONGEST {
            answers.clear();
        }
        answers.insert(key, (now + ttl, answer));
    }

    /// Forgets what was kept for an API.
    pub fn forget(&self, api_id: &str) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.retain(|key, _| key.first().is_none_or(|id| id != api_id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yes() -> AuthorizerAnswer {
        AuthorizerAnswer::Simple {
            is_authorized: true,
            context: None,
        }
    }

    fn key(api: &str, value: &str) -> Key {
        vec![api.to_owned(), value.to_owned()]
    }

    #[test]
    fn an_answer_is_good_for_its_time_and_its_key() {
        let (cache, now) = (AuthorizerCache::default(), Instant::now());
        cache.keep(key("a", "x"), yes(), now, Duration::from_secs(2));
        let after = |seconds| now + Duration::from_secs(seconds);
        assert!(cache.get(&key("a", "x"), after(1)).is_some());
        assert!(cache.get(&key("a", "x"), after(2)).is_none());
        assert!(cache.get(&key("a", "y"), now).is_none());
        cache.forget("a");
        assert!(cache.get(&key("a", "x"), now).is_none());
    }

    #[test]
    fn it_does_not_grow_without_bound() {
        let (cache, now) = (AuthorizerCache::default(), Instant::now());
        for number in 0..=LONGEST {
            cache.keep(key("a", &number.to_string()), yes(), now, Duration::from_secs(9));
        }
        assert!(cache.0.lock().unwrap().len() <= LONGEST);
        assert!(cache.get(&key("a", &LONGEST.to_string()), now).is_some());
    }
}
