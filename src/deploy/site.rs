//! Where a system stands: which API, below which path, on which stage.

use std::collections::BTreeSet;

use super::function::is_own;
use super::{DeployError, DeployedFunction};
use crate::system::{Backend, Function, Method, Placeholders, RestApi, System};

/// The one stage of every API.
pub(super) const STAGE: &str = "live";

/// A place where methods answer; empty for a system without an API.
#[derive(Debug, Default)]
pub(super) struct Site {
    pub(super) api: String,
    /// Empty in an API of its own.
    pub(super) base: String,
}

/// A system whose functions and state machines are real, on its way to a site.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) api: RestApi,
    pub(super) functions: Vec<Function>,
    pub(super) deployed: Vec<DeployedFunction>,
    /// Everything but the API's id.
    pub(super) known: Placeholders,
    pub(super) base: String,
}

/// What makes two systems the same as far as the API goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct SiteKey {
    api: RestApi,
    functions: Vec<Function>,
}

impl SiteKey {
    /// The key of a system that may stand where an equal one stands: nothing in it is the scenario's own.
    pub(super) fn of(system: &System) -> Option<Self> {
        let shareable = system.state_machines.is_empty()
            && !system.functions.iter().any(is_own)
            && !texts(&system.api).any(|text| text.contains("{{nonce}}"));
        shareable.then(|| Self {
            api: system.api.clone(),
            functions: system.functions.clone(),
        })
    }
}

/// Checks what no target could do.
pub(super) fn check(system: &System, nonce: &str) -> Result<(), DeployError> {
    let impossible = |message: String| Err(DeployError::Impossible(message));
    // It becomes part of paths and names.
    if nonce.is_empty() || nonce.len() > 40 || !nonce.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    {
        return impossible(format!(
            "{nonce:?} is no nonce: up to 40 letters, digits and dashes"
        ));
    }
    let api = &system.api;
    if api.methods.is_empty() && system.functions.is_empty() {
        return impossible("it has neither a method nor a function".to_owned());
    }
    let whole = !api.binary_media_types.is_empty()
        || !api.stage_variables.is_empty()
        || !api.gateway_responses.is_empty();
    if whole && !api.own {
        return impossible(
            "binary media types, stage variables and gateway responses belong to a whole API: mark the scenario \
             @own-api"
                .to_owned(),
        );
    }
    for Method {
        route, integration, ..
    } in &api.methods
    {
        if route.path.len() > 1 && (route.path.ends_with('/') || route.path.contains("//")) {
            return impossible(format!("\"{route}\": a resource has no empty path part"));
        }
        if let Backend::Lambda { function } | Backend::LambdaProxy { function } = integration.backend
            && function >= system.functions.len()
        {
            return impossible(format!(
                "\"{route}\" calls function {function} of {}",
                system.functions.len()
            ));
        }
    }
    Ok(())
}

/// Whether any method needs API Gateway's role.
pub(super) fn calls_states(api: &RestApi) -> bool {
    api.methods
        .iter()
        .any(|method| matches!(method.integration.backend, Backend::StepFunctions { .. }))
}

/// All resource paths of a site but the root, parents before children.
pub(super) fn resource_paths(api: &RestApi, base: &str) -> BTreeSet<(usize, String)> {
    let mut paths = BTreeSet::new();
    for method in &api.methods {
        let mut path = String::new();
        let parts = base
            .split('/')
            .chain(method.route.path.split('/'))
            .filter(|part| !part.is_empty());
        for (depth, part) in parts.enumerate() {
            path = format!("{path}/{part}");
            paths.insert((depth, path.clone()));
        }
    }
    paths
}

/// The resource that a method of a site belongs to.
pub(super) fn resource_of(method: &Method, base: &str) -> String {
    let path = format!("{base}{}", method.route.path);
    match path.trim_end_matches('/') {
        "" => "/".to_owned(),
        path => path.to_owned(),
    }
}

/// Every text of an API in which placeholders may stand.
fn texts(api: &RestApi) -> impl Iterator<Item = &String> {
    let of_methods = api.methods.iter().flat_map(|method| {
        let integration = &method.integration;
        let responses = integration
            .responses
            .iter()
            .flat_map(|r| r.templates.values().chain(r.headers.values()));
        integration
            .request_templates
            .values()
            .chain(integration.request_parameters.values())
            .chain(responses)
    });
    let of_gateway = api
        .gateway_responses
        .iter()
        .flat_map(|r| r.templates.values().chain(r.headers.values()));
    of_methods.chain(of_gateway).chain(api.stage_variables.values())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{Integration, IntegrationResponse, Permission};

    fn system(routes: &[&str]) -> System {
        let methods = routes
            .iter()
            .map(|route| Method {
                route: route.parse().expect("a route"),
                integration: Integration::new(Backend::Mock),
                request_parameters: Default::default(),
            })
            .collect();
        System {
            api: RestApi {
                methods,
                ..RestApi::default()
            },
            ..System::default()
        }
    }

    #[test]
    fn a_path_is_created_once_parents_first() {
        let api = system(&["GET /a/b", "POST /a/b", "GET /a/{id}", "GET /"]).api;
        let paths: Vec<_> = resource_paths(&api, "/s-1")
            .into_iter()
            .map(|(_, path)| path)
            .collect();
        assert_eq!(paths, ["/s-1", "/s-1/a", "/s-1/a/b", "/s-1/a/{id}"]);
        let paths: Vec<_> = resource_paths(&api, "")
            .into_iter()
            .map(|(_, path)| path)
            .collect();
        assert_eq!(paths, ["/a", "/a/b", "/a/{id}"]);
    }

    #[test]
    fn the_root_of_a_system_is_its_base() {
        let api = system(&["GET /"]).api;
        assert_eq!(resource_of(&api.methods[0], "/s-1"), "/s-1");
        assert_eq!(resource_of(&api.methods[0], ""), "/");
    }

    #[test]
    fn equal_systems_share_a_site_unless_something_is_a_scenarios_own() {
        let plain = system(&["GET /a"]);
        assert_eq!(SiteKey::of(&plain), SiteKey::of(&plain.clone()));
        assert!(SiteKey::of(&plain).is_some());

        let mut nonce = plain.clone();
        nonce.api.methods[0]
            .integration
            .responses
            .push(IntegrationResponse {
                templates: [("application/json".to_owned(), "{{nonce}}".to_owned())].into(),
                ..IntegrationResponse::default()
            });
        assert_eq!(SiteKey::of(&nonce), None);

        let mut narrow = plain;
        narrow.functions.push(Function {
            permission: Permission::SourceArn("*/GET/a".to_owned()),
            ..Function::new("echo")
        });
        assert_eq!(SiteKey::of(&narrow), None);
    }

    #[test]
    fn what_cannot_be_is_told_before_anything_is_created() {
        assert_eq!(check(&system(&["GET /a"]), "n-1"), Ok(()));
        for (wrong, nonce) in [
            (system(&[]), "n-1"),
            (system(&["GET /a/"]), "n-1"),
            (system(&["GET /a//b"]), "n-1"),
            (system(&["GET /a"]), ""),
            (system(&["GET /a"]), "a/b"),
        ] {
            assert!(
                matches!(check(&wrong, nonce), Err(DeployError::Impossible(_))),
                "{wrong:?} {nonce}"
            );
        }
        let mut shared = system(&["GET /a"]);
        shared.api.binary_media_types.push("*/*".to_owned());
        assert!(check(&shared, "n-1").is_err());
        shared.api.own = true;
        assert_eq!(check(&shared, "n-1"), Ok(()));
        let mut missing = system(&["GET /a"]);
        missing.api.methods[0].integration.backend = Backend::Lambda { function: 0 };
        assert!(check(&missing, "n-1").is_err());
    }
}
