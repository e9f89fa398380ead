//! Which operation a request of the control plane is.

use super::store::Store;
use super::{api, authorizer, cors, deployment, integration, route, stage, tags};
use crate::control::apigateway::answer::{Input, Outcome, bad_request, not_offered};

/// Runs the operation that a verb and the parts of a path below `/v2` name.
///
/// # Errors
/// The operation's, or a refusal if there is none.
pub fn run(store: &mut Store, input: &Input, verb: &str, path: &[&str]) -> Outcome {
    match (verb, path) {
        ("POST", ["apis"]) => api::create(store, input),
        ("GET", ["apis"]) => api::list(store, input),
        ("PUT", ["apis"]) => Err(not_offered("ImportApi")),
        ("PUT", ["apis", _]) => Err(not_offered("ReimportApi")),
        ("GET", ["apis", api]) => api::get(store, api),
        ("PATCH", ["apis", api]) => api::update(store, input, api),
        ("DELETE", ["apis", api]) => api::delete(store, api),
        (_, ["apis", api, kind, below @ ..]) => below_api(store, input, verb, (api, kind, below)),
        ("GET", ["tags", arn]) => tags::get(store, arn),
        ("POST", ["tags", arn]) => tags::tag(store, input, arn),
        ("DELETE", ["tags", arn]) => tags::untag(store, input, arn),
        _ => unknown(verb, path),
    }
}

fn below_api(
    store: &mut Store,
    input: &Input,
    verb: &str,
    (api, kind, below): (&str, &str, &[&str]),
) -> Outcome {
    match (kind, below, verb) {
        ("cors", [], "DELETE") => cors::delete(store, api),
        ("routes", [], "POST") => route::create(store, input, api),
        ("routes", [], "GET") => route::list(store, input, api),
        ("routes", [id], "GET") => route::get(store, api, id),
        ("routes", [id], "PATCH") => route::update(store, input, api, id),
        ("routes", [id], "DELETE") => route::delete(store, api, id),
        ("integrations", [], "POST") => integration::create(store, input, api),
        ("integrations", [], "GET") => integration::list(store, input, api),
        ("integrations", [id], "GET") => integration::get(store, api, id),
        ("integrations", [id], "PATCH") => integration::update(store, input, api, id),
        ("integrations", [id], "DELETE") => integration::delete(store, api, id),
        ("integrations", [_, "integrationresponses", ..], _) => Err(bad_request(
            "IntegrationResponses are currently not supported for this API protocol type.",
        )),
        ("stages", [], "POST") => stage::create(store, input, api),
        ("stages", [], "GET") => stage::list(store, input, api),
        ("stages", [name], "GET") => stage::get(store, api, name),
        ("stages", [name], "PATCH") => stage::update(store, input, api, name),
        ("stages", [name], "DELETE") => stage::delete(store, api, name),
        ("deployments", [], "POST") => deployment::create(store, input, api),
        ("deployments", [], "GET") => deployment::list(store, input, api),
        ("deployments", [id], "GET") => deployment::get(store, api, id),
        ("deployments", [id], "PATCH") => deployment::update(store, input, api, id),
        ("deployments", [id], "DELETE") => deployment::delete(store, api, id),
        ("authorizers", [], "POST") => authorizer::create(store, input, api),
        ("authorizers", [], "GET") => authorizer::list(store, input, api),
        ("authorizers", [id], "GET") => authorizer::get(store, api, id),
        ("authorizers", [id], "PATCH") => authorizer::update(store, input, api, id),
        ("authorizers", [id], "DELETE") => authorizer::delete(store, api, id),
        ("models", [], "POST") => Err(not_offered("CreateModel")),
        _ => unknown(verb, &[&["apis", api, kind], below].concat()),
    }
}

/// Everything else that API Gateway has, and what it has not.
fn unknown(verb: &str, path: &[&str]) -> Outcome {
    Err(not_offered(format!("{verb} /v2/{}", path.join("/"))))
}
