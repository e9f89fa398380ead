//! Which route answers a request.

use indexmap::IndexMap;
use percent_encoding::percent_decode_str;

use super::api::Integration;
use super::authorizer::Authorization;
use super::route_key::RouteKey;

/// The routes of a deployment.
#[derive(Debug, Default)]
pub struct Routes(Vec<Route>);

/// A route.
#[derive(Debug)]
pub struct Route {
    /// The route key as written.
    pub key: String,
    /// The same taken apart.
    pub parsed: RouteKey,
    /// What it asks of its clients.
    pub authorization: Authorization,
    /// What answers.
    pub integration: Integration,
}

impl Routes {
    /// These routes.
    #[must_use]
    pub fn new(routes: Vec<Route>) -> Self {
        Self(routes)
    }

    /// The route that fits a verb and a path below the stage best, with the values of its variables, decoded.
    #[must_use]
    pub fn find(&self, verb: &str, path: &str) -> Option<(&Route, IndexMap<String, String>)> {
        let parts: Vec<_> = path
            .strip_prefix('/')
            .unwrap_or(path)
            .split('/')
            .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
            .collect();
        let fitting = self.0.iter().filter_map(|route| {
            let (fit, values) = route.parsed.fit(verb, &parts)?;
            Some((fit, route, values))
        });
        fitting
            .min_by(|(a, ..), (b, ..)| a.cmp(b))
            .map(|(_, route, values)| (route, values))
            .or_else(|| {
                let default = self.0.iter().find(|route| route.parsed == RouteKey::Default)?;
                Some((default, IndexMap::new()))
            })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::gateway::http_api::api::Backend;

    fn routes(keys: &[&str]) -> Routes {
        let route = |key: &&str| Route {
            key: (*key).to_owned(),
            parsed: RouteKey::parse(key).unwrap(),
            authorization: Authorization::None,
            integration: Integration {
                backend: Backend::Http {
                    uri: String::new(),
                    method: "ANY".to_owned(),
                    mappings: Vec::new(),
                },
                credentials: None,
                timeout: Duration::ZERO,
                responses: IndexMap::new(),
            },
        };
        Routes::new(keys.iter().map(route).collect())
    }

    fn found(routes: &Routes, verb: &str, path: &str) -> Option<(String, String)> {
        let (route, values) = routes.find(verb, path)?;
        let values: Vec<_> = values.iter().map(|(n, v)| format!("{n}={v}")).collect();
        Some((route.key.clone(), values.join(" ")))
    }

    fn at(key: &str, values: &str) -> Option<(String, String)> {
        Some((key.to_owned(), values.to_owned()))
    }

    #[test]
    fn the_example_of_the_developer_guide_holds() {
        let routes = routes(&[
            "$default",
            "ANY /{proxy+}",
            "GET /pets/{proxy+}",
            "GET /pets/dog/{id}",
            "GET /pets/dog/1",
        ]);
        for (verb, path, expected) in [
            ("GET", "/pets/dog/1", at("GET /pets/dog/1", "")),
            ("GET", "/pets/dog/2", at("GET /pets/dog/{id}", "id=2")),
            ("GET", "/pets/cat/1", at("GET /pets/{proxy+}", "proxy=cat/1")),
            ("POST", "/test/5", at("ANY /{proxy+}", "proxy=test/5")),
            ("POST", "/pets/dog/1", at("ANY /{proxy+}", "proxy=pets/dog/1")),
        ] {
            assert_eq!(found(&routes, verb, path), expected, "{verb} {path}");
        }
    }

    #[test]
    fn the_verb_beats_any_and_default_takes_the_rest() {
        let some = routes(&["ANY /a", "GET /a", "$default"]);
        assert_eq!(found(&some, "GET", "/a"), at("GET /a", ""));
        assert_eq!(found(&some, "POST", "/a"), at("ANY /a", ""));
        assert_eq!(found(&some, "POST", "/a/"), at("$default", ""));
        assert_eq!(found(&some, "BREW", "/"), at("$default", ""));
        assert_eq!(found(&routes(&["GET /a"]), "POST", "/a"), None);
    }

    #[test]
    fn greedy_parts_take_an_empty_rest_and_variables_do_not() {
        let routes = routes(&["ANY /handler/{proxy+}", "GET /pets/{id}", "GET /"]);
        assert_eq!(
            found(&routes, "GET", "/handler/"),
            at("ANY /handler/{proxy+}", "proxy=")
        );
        assert_eq!(found(&routes, "GET", "/handler"), None);
        assert_eq!(found(&routes, "GET", "/pets/"), None);
        assert_eq!(
            found(&routes, "GET", "/pets/a%20b"),
            at("GET /pets/{id}", "id=a b")
        );
        assert_eq!(found(&routes, "GET", "/"), at("GET /", ""));
    }
}
