//! Which resource and method answer a path.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use percent_encoding::percent_decode_str;

use super::api::{Method, Resource};

/// The verbs that `ANY` stands for.
const VERBS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// The resources of an API as a tree of path parts.
#[derive(Debug, Default)]
pub struct Routes {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    resource: Option<Arc<Resource>>,
    fixed: HashMap<String, Node>,
    variable: Option<(String, Box<Node>)>,
    greedy: Option<(String, Arc<Resource>)>,
}

/// A resource, the verb that was found there (`ANY` or the client's) and the path parameters.
#[derive(Debug, Clone)]
pub struct Route {
    /// The resource.
    pub resource: Arc<Resource>,
    verb: &'static str,
    /// Names and values as written in the path, not decoded.
    pub path_parameters: IndexMap<String, String>,
}

impl Route {
    /// A route that did not come from a path (TestInvokeMethod). `None` if the resource has no such method.
    #[must_use]
    pub fn to(
        resource: Arc<Resource>,
        verb: &str,
        path_parameters: IndexMap<String, String>,
    ) -> Option<Self> {
        let verb = resource.verb(verb)?;
        Some(Self {
            resource,
            verb,
            path_parameters,
        })
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.resource.methods[self.verb]
    }
}

impl Resource {
    /// The key of the method that answers this verb: its own, or else `ANY`.
    fn verb(&self, verb: &str) -> Option<&'static str> {
        let verb = VERBS.into_iter().find(|v| *v == verb)?;
        [verb, "ANY"].into_iter().find(|v| self.methods.contains_key(*v))
    }
}

impl Routes {
    /// Builds the tree.
    pub fn new(resources: impl IntoIterator<Item = Arc<Resource>>) -> Self {
        let mut root = Node::default();
        for resource in resources {
            root.insert(resource);
        }
        Self { root }
    }

    /// Finds the method for a path below the stage.
    ///
    /// A fixed part beats a variable, a variable beats `{greedy+}`; where that way ends without the method, the
    /// nearest greedy ancestor answers, also if the fixed resource exists and only lacks the method (recorded on
    /// AWS; ROUTE-010 reads the documentation otherwise). Leading slashes count once, a trailing one belongs to a
    /// greedy part only.
    #[must_use]
    pub fn find(&self, verb: &str, path: &str) -> Option<Route> {
        let path = path.trim_start_matches('/');
        let mut values = Vec::new();
        let (resource, verb) = self
            .root
            .find(verb, (!path.is_empty()).then_some(path), &mut values)?;
        Some(Route {
            resource: Arc::clone(resource),
            verb,
            path_parameters: values
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        })
    }
}

impl Node {
    fn insert(&mut self, resource: Arc<Resource>) {
        let path = resource.path.clone();
        let mut node = self;
        for part in path.split('/').filter(|p| !p.is_empty()) {
            let variable = part.strip_prefix('{').and_then(|p| p.strip_suffix('}'));
            match variable.map(|v| (v, v.strip_suffix('+'))) {
                Some((_, Some(greedy))) => {
                    node.greedy = Some((greedy.to_owned(), resource));
                    return;
                }
                Some((variable, None)) => {
                    node = &mut node
                        .variable
                        .get_or_insert_with(|| (variable.to_owned(), Box::default()))
                        .1;
                }
                None => node = node.fixed.entry(part.to_owned()).or_default(),
            }
        }
        node.resource = Some(resource);
    }

    /// Every node is tried at most once, so the work is bounded by the number of resources.
    fn find<'n, 'p>(
        &'n self,
        verb: &str,
        path: Option<&'p str>,
        values: &mut Vec<(&'n str, &'p str)>,
    ) -> Option<(&'n Arc<Resource>, &'static str)> {
        let Some(path) = path else {
            let resource = self.resource.as_ref()?;
            return Some((resource, resource.verb(verb)?));
        };
        let (part, rest) = match path.split_once('/') {
            Some((part, rest)) => (part, Some(rest)),
            None => (path, None),
        };
        let fixed = self.fixed.get(part).or_else(|| {
            self.fixed
                .get(percent_decode_str(part).decode_utf8().ok()?.as_ref())
        });
        if let Some(found) = fixed.and_then(|node| node.find(verb, rest, values)) {
            return Some(found);
        }
        if let (Some((name, node)), false) = (&self.variable, part.is_empty()) {
            values.push((name, part));
            if let Some(found) = node.find(verb, rest, values) {
                return Some(found);
            }
            values.pop();
        }
        let (name, resource) = self.greedy.as_ref()?;
        let found = resource.verb(verb)?;
        let value = path.strip_suffix('/').unwrap_or(path);
        if value.is_empty() {
            return None;
        }
        values.push((name, value));
        Some((resource, found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::api::tests::resource;

    type Found = (String, &'static str, Vec<(String, String)>);

    fn routes(resources: &[(&str, &[&str])]) -> Routes {
        Routes::new(
            resources
                .iter()
                .map(|(path, verbs)| Arc::new(resource(path, verbs))),
        )
    }

    fn found(routes: &Routes, verb: &str, path: &str) -> Option<Found> {
        routes.find(verb, path).map(|r| {
            (
                r.resource.path.clone(),
                r.verb,
                r.path_parameters.into_iter().collect(),
            )
        })
    }

    fn at(path: &str, verb: &'static str, values: &[(&str, &str)]) -> Option<Found> {
        let values = values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Some((path.to_owned(), verb, values.collect()))
    }

    #[test]
    fn slashes_are_as_recorded() {
        let routes = routes(&[("/{proxy+}", &["ANY"]), ("/hardcoded", &["ANY"])]);
        let proxy = |value| at("/{proxy+}", "ANY", &[("proxy", value)]);
        assert_eq!(found(&routes, "GET", "/proxy-value"), proxy("proxy-value"));
        assert_eq!(found(&routes, "GET", "/proxy-value/"), proxy("proxy-value"));
        assert_eq!(
            found(&routes, "GET", "/proxy-value//double-slash"),
            proxy("proxy-value//double-slash")
        );
        assert_eq!(found(&routes, "GET", "//proxy-value"), proxy("proxy-value"));
        assert_eq!(found(&routes, "GET", "/a%2Bb@c.d"), proxy("a%2Bb@c.d"));
        assert_eq!(found(&routes, "GET", "//hardcoded"), at("/hardcoded", "ANY", &[]));
        assert_eq!(found(&routes, "GET", "/"), None);
        assert_eq!(found(&routes, "GET", ""), None);
    }

    #[test]
    fn what_a_fixed_way_lacks_goes_to_the_greedy_ancestor() {
        let routes = routes(&[
            ("/part1", &["GET"]),
            ("/{param+}", &["GET"]),
            ("/part1/hardcoded-value", &["GET"]),
        ]);
        assert_eq!(found(&routes, "GET", "/part1"), at("/part1", "GET", &[]));
        assert_eq!(
            found(&routes, "GET", "/part1/hardcoded-value"),
            at("/part1/hardcoded-value", "GET", &[])
        );
        let random = at("/{param+}", "GET", &[("param", "part1/random-value")]);
        assert_eq!(found(&routes, "GET", "/part1/random-value"), random);
    }

    #[test]
    fn a_method_that_the_fixed_resource_lacks_goes_there_too() {
        let routes = routes(&[
            ("/test", &["POST"]),
            ("/test/any", &["ANY"]),
            ("/{proxy+}", &["OPTIONS"]),
        ]);
        assert_eq!(
            found(&routes, "OPTIONS", "/test"),
            at("/{proxy+}", "OPTIONS", &[("proxy", "test")])
        );
        assert_eq!(found(&routes, "POST", "/test"), at("/test", "POST", &[]));
        assert_eq!(
            found(&routes, "OPTIONS", "/test/any"),
            at("/test/any", "ANY", &[])
        );
        assert_eq!(found(&routes, "GET", "/test"), None);
    }

    #[test]
    fn variables_match_one_part_and_their_own_verb_wins() {
        let routes = routes(&[
            ("/", &["GET"]),
            ("/pets/{id}", &["GET", "ANY"]),
            ("/pets/{id}/toys", &["PUT"]),
        ]);
        assert_eq!(found(&routes, "GET", "/"), at("/", "GET", &[]));
        assert_eq!(
            found(&routes, "GET", "/pets/42"),
            at("/pets/{id}", "GET", &[("id", "42")])
        );
        assert_eq!(
            found(&routes, "DELETE", "/pets/42"),
            at("/pets/{id}", "ANY", &[("id", "42")])
        );
        assert_eq!(
            found(&routes, "PUT", "/pets/42/toys"),
            at("/pets/{id}/toys", "PUT", &[("id", "42")])
        );
        assert_eq!(found(&routes, "GET", "/pets/42/"), None);
        assert_eq!(found(&routes, "GET", "/pets/"), None);
        assert_eq!(found(&routes, "GET", "/pets"), None);
        assert_eq!(found(&routes, "BREW", "/pets/42"), None);
        assert_eq!(found(&routes, "ANY", "/pets/42"), None);
    }
}
