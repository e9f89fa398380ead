//! Where a system stands: which API, below which path, on which stage.

use std::collections::BTreeSet;

use super::function::is_own;
use super::{DeployError, DeployedFunction};
use crate::system::{
    Api, Backend, Change, Function, HttpApi, HttpAuthorization, HttpAuthorizerKind, HttpBackend, Method,
    Placeholders, RestApi, RouteKey, SuiteBackend, System,
};

/// The stage of every REST API; some scenarios add others.
pub(super) const STAGE: &str = "live";

/// A place where methods or routes answer; empty for a system without an API.
#[derive(Debug, Default)]
pub(super) struct Site {
    pub(super) api: String,
    /// Empty in an API of its own.
    pub(super) base: String,
    pub(super) door: Door,
}

/// How a client comes to a site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Door {
    /// By the URL of a REST API's stage.
    #[default]
    RestApi,
    /// By the URL of an HTTP API.
    HttpApi,
    /// By the URL of a function, without any API.
    FunctionUrl,
}

/// A system whose functions and state machines are real, on its way to a site.
#[derive(Debug, Clone)]
pub(super) struct Plan<A> {
    pub(super) api: A,
    pub(super) functions: Vec<Function>,
    pub(super) deployed: Vec<DeployedFunction>,
    /// Everything but the API's id.
    pub(super) known: Placeholders,
    pub(super) base: String,
}

/// What makes two systems the same as far as the API goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct SiteKey {
    api: Api,
    functions: Vec<Function>,
    backends: BTreeSet<SuiteBackend>,
}

impl SiteKey {
    /// The key of a system that may stand where an equal one stands: nothing in it is the scenario's own.
    pub(super) fn of(system: &System) -> Option<Self> {
        let has_key = matches!(&system.api, Api::Rest(api) if api.usage_plan.is_some());
        let shareable = !has_key
            && system.state_machines.is_empty()
            && !system.functions.iter().any(is_own)
            && !texts(&system.api).iter().any(|text| text.contains("{{nonce}}"));
        shareable.then(|| Self {
            api: system.api.clone(),
            functions: system.functions.clone(),
            backends: system.backends.clone(),
        })
    }
}

/// A path for a system to stand below. It is no scenario's nonce: systems share sites, and invocations are told
/// apart by the nonce in their events, which hold the path as well.
pub(super) fn new_base() -> String {
    let chance = uuid::Uuid::new_v4().simple().to_string();
    format!("/s-{}", &chance[..12])
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
    if !has_api(&system.api) && !system.functions.is_empty() {
        return Ok(());
    }
    match &system.api {
        Api::Rest(api) => check_rest_api(api, system),
        Api::Http(api) => check_http_api(api, system),
    }
}

/// Whether a client calls an API at all; a system may also be functions alone.
pub(super) fn has_api(api: &Api) -> bool {
    match api {
        Api::Rest(api) => !api.methods.is_empty(),
        Api::Http(api) => !api.routes.is_empty(),
    }
}

fn check_rest_api(api: &RestApi, system: &System) -> Result<(), DeployError> {
    let impossible = |message: String| Err(DeployError::Impossible(message));
    if api.methods.is_empty() {
        return impossible("it has neither a method nor a function".to_owned());
    }
    let whole = !api.binary_media_types.is_empty()
        || api.minimum_compression_size.is_some()
        || !api.stage_variables.is_empty()
        || !api.gateway_responses.is_empty()
        || api.is_logged
        || !api.throttles.is_empty()
        || api.usage_plan.is_some()
        || api.access_log.is_some()
        || api.policy.is_some()
        || !api.afterwards.is_empty();
    if whole && !system.own_api {
        return impossible(
            "binary media types, compression, policies, stages, their variables, limits and logs, usage plans and \
             gateway responses belong to a whole API: mark the scenario @own-api"
                .to_owned(),
        );
    }
    for change in &api.afterwards {
        if let Change::ResponseTemplate { method, .. } = change
            && *method >= api.methods.len()
        {
            return impossible(format!("method {method} of {} changes", api.methods.len()));
        }
    }
    for authorizer in &api.authorizers {
        if authorizer.function >= system.functions.len() {
            return impossible(format!(
                "an authorizer asks function {} of {}",
                authorizer.function,
                system.functions.len()
            ));
        }
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

fn check_http_api(api: &HttpApi, system: &System) -> Result<(), DeployError> {
    let impossible = |message: String| Err(DeployError::Impossible(message));
    if api.routes.is_empty() {
        return impossible("its API has no route".to_owned());
    }
    let default = api.routes.iter().any(|route| route.key == RouteKey::Default);
    if (default || api.cors.is_some() || !api.stages.is_empty()) && !system.own_api {
        return impossible(
            "the route $default, CORS and stages belong to a whole API: mark the scenario @own-api"
                .to_owned(),
        );
    }
    for authorizer in &api.authorizers {
        if let HttpAuthorizerKind::Lambda { function, .. } = authorizer.kind
            && function >= system.functions.len()
        {
            return impossible(format!(
                "an authorizer is function {function} of {}",
                system.functions.len()
            ));
        }
    }
    for route in &api.routes {
        if let HttpAuthorization::Authorizer { authorizer, .. } = route.authorization
            && authorizer >= api.authorizers.len()
        {
            return impossible(format!(
                "\"{}\" names authorizer {authorizer} of {}",
                route.key,
                api.authorizers.len()
            ));
        }
        if let HttpBackend::Lambda { function, .. } = route.integration.backend
            && function >= system.functions.len()
        {
            return impossible(format!(
                "\"{}\" calls function {function} of {}",
                route.key,
                system.functions.len()
            ));
        }
    }
    Ok(())
}

/// Whether any method or route needs API Gateway's role.
pub(super) fn calls_services(api: &Api) -> bool {
    match api {
        Api::Rest(api) => api
            .methods
            .iter()
            .any(|method| matches!(method.integration.backend, Backend::StepFunctions { .. })),
        Api::Http(api) => api
            .routes
            .iter()
            .any(|route| matches!(route.integration.backend, HttpBackend::Service { .. })),
    }
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
fn texts(api: &Api) -> Vec<&String> {
    match api {
        Api::Rest(api) => rest_texts(api).collect(),
        Api::Http(api) => http_texts(api).collect(),
    }
}

fn http_texts(api: &HttpApi) -> impl Iterator<Item = &String> {
    let of_routes = api.routes.iter().flat_map(|route| {
        let integration = &route.integration;
        let uri = match &integration.backend {
            HttpBackend::Lambda { uri, .. } => uri.as_ref(),
            HttpBackend::Http { uri, .. } => Some(uri),
            HttpBackend::Service { .. } => None,
        };
        let responses = integration.response_parameters.values().flat_map(|r| r.values());
        integration
            .request_parameters
            .values()
            .chain(responses)
            .chain(uri)
    });
    let of_authorizers = api.authorizers.iter().flat_map(|authorizer| {
        let (issuer, audience) = match &authorizer.kind {
            HttpAuthorizerKind::Jwt { issuer, audience } => (Some(issuer), audience.as_slice()),
            HttpAuthorizerKind::Lambda { .. } => (None, [].as_slice()),
        };
        issuer.into_iter().chain(audience)
    });
    let of_stages = api.stages.iter();
    of_routes
        .chain(of_authorizers)
        .chain(of_stages.flat_map(|stage| stage.variables.values().chain(&stage.access_log)))
}

fn rest_texts(api: &RestApi) -> impl Iterator<Item = &String> {
    let of_methods = api.methods.iter().flat_map(|method| {
        let integration = &method.integration;
        let responses = integration
            .responses
            .iter()
            .flat_map(|r| r.templates.values().chain(r.headers.values()));
        let uri = match &integration.backend {
            Backend::Http { uri, .. } => Some(uri),
            _ => None,
        };
        integration
            .request_templates
            .values()
            .chain(integration.request_parameters.values())
            .chain(method.request_models.values())
            .chain(uri)
            .chain(responses)
    });
    let of_gateway = api
        .gateway_responses
        .iter()
        .flat_map(|r| r.templates.values().chain(r.headers.values()));
    let of_changes = api.afterwards.iter().flat_map(|change| {
        let (template, variables) = match change {
            Change::ResponseTemplate { template, .. } => (Some(template), None),
            Change::Deployment { variables, .. } => (None, Some(variables.values())),
        };
        template.into_iter().chain(variables.into_iter().flatten())
    });
    of_methods
        .chain(&api.access_log)
        .chain(of_gateway)
        .chain(of_changes)
        .chain(&api.policy)
        .chain(api.stage_variables.values())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{
        HttpIntegration, HttpRoute, HttpStage, Integration, IntegrationResponse, Permission, UsagePlan,
    };

    fn system(routes: &[&str]) -> System {
        let methods = routes
            .iter()
            .map(|route| Method::new(route.parse().expect("a route"), Integration::new(Backend::Mock)))
            .collect();
        System {
            api: Api::Rest(RestApi {
                methods,
                ..RestApi::default()
            }),
            ..System::default()
        }
    }

    fn rest_api(system: &mut System) -> &mut RestApi {
        match &mut system.api {
            Api::Rest(api) => api,
            Api::Http(_) => panic!("a REST API"),
        }
    }

    fn http_system(keys: &[&str]) -> System {
        let routes = keys.iter().map(|key| HttpRoute {
            key: key.parse().expect("a route key"),
            authorization: HttpAuthorization::None,
            integration: HttpIntegration {
                backend: HttpBackend::Service {
                    subtype: "StepFunctions-StartExecution".to_owned(),
                },
                request_parameters: Default::default(),
                response_parameters: Default::default(),
                timeout: None,
            },
        });
        System {
            api: Api::Http(HttpApi {
                routes: routes.collect(),
                ..HttpApi::default()
            }),
            ..System::default()
        }
    }

    #[test]
    fn a_path_is_created_once_parents_first() {
        let mut system = system(&["GET /a/b", "POST /a/b", "GET /a/{id}", "GET /"]);
        let api = rest_api(&mut system);
        let paths: Vec<_> = resource_paths(api, "/s-1")
            .into_iter()
            .map(|(_, path)| path)
            .collect();
        assert_eq!(paths, ["/s-1", "/s-1/a", "/s-1/a/b", "/s-1/a/{id}"]);
        let paths: Vec<_> = resource_paths(api, "")
            .into_iter()
            .map(|(_, path)| path)
            .collect();
        assert_eq!(paths, ["/a", "/a/b", "/a/{id}"]);
    }

    #[test]
    fn the_root_of_a_system_is_its_base() {
        let mut system = system(&["GET /"]);
        let api = rest_api(&mut system);
        assert_eq!(resource_of(&api.methods[0], "/s-1"), "/s-1");
        assert_eq!(resource_of(&api.methods[0], ""), "/");
    }

    #[test]
    fn equal_systems_share_a_site_unless_something_is_a_scenarios_own() {
        let plain = system(&["GET /a"]);
        assert_eq!(SiteKey::of(&plain), SiteKey::of(&plain.clone()));
        assert!(SiteKey::of(&plain).is_some());

        let mut nonce = plain.clone();
        rest_api(&mut nonce).methods[0]
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

        let mut keyed = system(&["GET /a"]);
        rest_api(&mut keyed).usage_plan = Some(UsagePlan::default());
        assert_eq!(SiteKey::of(&keyed), None);
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
        rest_api(&mut shared).binary_media_types.push("*/*".to_owned());
        assert!(check(&shared, "n-1").is_err());
        shared.own_api = true;
        assert_eq!(check(&shared, "n-1"), Ok(()));
        let mut missing = system(&["GET /a"]);
        rest_api(&mut missing).methods[0].integration.backend = Backend::Lambda { function: 0 };
        assert!(check(&missing, "n-1").is_err());
    }

    #[test]
    fn what_belongs_to_a_whole_http_api_needs_one_of_its_own() {
        assert_eq!(check(&http_system(&["GET /a"]), "n-1"), Ok(()));
        assert!(check(&http_system(&[]), "n-1").is_err());
        let mut default = http_system(&["$default"]);
        assert!(check(&default, "n-1").is_err());
        default.own_api = true;
        assert_eq!(check(&default, "n-1"), Ok(()));
        let mut staged = http_system(&["GET /a"]);
        if let Api::Http(api) = &mut staged.api {
            api.stages.push(HttpStage::new("dev"));
        }
        assert!(check(&staged, "n-1").is_err());
    }

    #[test]
    fn a_nonce_in_a_parameter_makes_a_system_a_scenarios_own() {
        let mut system = http_system(&["GET /a"]);
        assert!(SiteKey::of(&system).is_some());
        if let Api::Http(api) = &mut system.api {
            let parameters = &mut api.routes[0].integration.request_parameters;
            parameters.insert("Input".to_owned(), "{{nonce}}".to_owned());
        }
        assert_eq!(SiteKey::of(&system), None);
    }
}
