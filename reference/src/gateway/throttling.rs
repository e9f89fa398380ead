//! The limits of a stage's methods.

use std::collections::HashMap;

use super::token_bucket::RateLimit;

/// The limits of a stage by `{resource path}/{verb}` or `*/*`.
#[derive(Debug, Clone, Default)]
pub struct Throttling(pub HashMap<String, RateLimit>);

impl Throttling {
    /// A method's own limit, or else that of all methods; `None` if nothing is limited.
    #[must_use]
    pub fn of_method(&self, resource_path: &str, verb: &str) -> Option<RateLimit> {
        if self.0.is_empty() {
            return None;
        }
        let own = self.0.get(&format!("{resource_path}/{verb}"));
        own.or_else(|| self.0.get("*/*")).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_methods_own_limit_comes_first() {
        let all = RateLimit { rate: 1.0, burst: 1 };
        let own = RateLimit { rate: 2.0, burst: 2 };
        let throttling = Throttling(HashMap::from([
            ("*/*".to_owned(), all),
            ("/a/GET".to_owned(), own),
        ]));
        assert_eq!(throttling.of_method("/a", "GET"), Some(own));
        assert_eq!(throttling.of_method("/a", "PUT"), Some(all));
        assert_eq!(Throttling::default().of_method("/a", "GET"), None);
    }
}
