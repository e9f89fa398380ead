//! Which operation a request of the control plane is.

use super::answer::{Answer, Input, Outcome, not_offered};
use super::store::Store;
use super::{
    account, api_key, authorizer, deployment, gateway_response, import, integration, integration_response,
    method, model, request_validator, resource, rest_api, stage, tags, usage_plan,
};
use crate::gateway::Gateway;
use crate::wire::AwsError;

/// Runs the operation that a verb and the parts of a path name.
///
/// # Errors
/// The operation's, or a refusal if there is none.
pub fn run(store: &mut Store, gateway: &Gateway, input: &Input, verb: &str, path: &[&str]) -> Outcome {
    match path {
        ["restapis"] => match verb {
            "POST" if input.query("mode") == Some("import") => import::import(store, input, gateway),
            "POST" => rest_api::create(store, input),
            "GET" => rest_api::list(store, input),
            _ => unknown(verb, path),
        },
        ["restapis", api] => match verb {
            "GET" => rest_api::get(store, api),
            "PATCH" => rest_api::update(store, input, api),
            "PUT" => import::put(store, input, gateway, api),
            "DELETE" => {
                let answer = rest_api::delete(store, api)?;
                gateway.withdraw_all(api);
                Ok(answer)
            }
            _ => unknown(verb, path),
        },
        ["restapis", api, kind, below @ ..] => below_api(store, gateway, input, verb, (api, kind, below)),
        ["apikeys" | "usageplans", ..] => {
            let answer = keys_and_plans(store, input, verb, path)?;
            if verb != "GET" {
                api_key::publish(store, gateway);
            }
            Ok(answer)
        }
        ["tags", arn] => match verb {
            "GET" => tags::get(store, arn),
            "PUT" => tags::tag(store, input, arn),
            "DELETE" => tags::untag(store, input, arn),
            _ => unknown(verb, path),
        },
        ["account"] => match verb {
            "GET" => account::get(store),
            "PATCH" => account::update(store, input),
            _ => unknown(verb, path),
        },
        _ => unknown(verb, path),
    }
}

fn below_api(
    store: &mut Store,
    gateway: &Gateway,
    input: &Input,
    verb: &str,
    (api, kind, below): (&str, &str, &[&str]),
) -> Outcome {
    match (kind, below, verb) {
        ("resources", [], "GET") => resource::list(store, input, api),
        ("resources", [parent], "POST") => resource::create(store, input, api, parent),
        ("resources", [id], "GET") => resource::get(store, input, api, id),
        ("resources", [id], "PATCH") => resource::update(store, input, api, id),
        ("resources", [id], "DELETE") => resource::delete(store, api, id),
        ("resources", [id, "methods", http_method, rest @ ..], _) => {
            below_method(store, gateway, input, verb, ([api, id, http_method], rest))
        }
        ("deployments", [], "POST") => deployment::create(store, input, gateway, api),
        ("deployments", [], "GET") => deployment::list(store, input, api),
        ("deployments", [id], "GET") => deployment::get(store, input, api, id),
        ("deployments", [id], "PATCH") => deployment::update(store, input, api, id),
        ("deployments", [id], "DELETE") => deployment::delete(store, api, id),
        ("stages", [], "POST") => stage::create(store, input, gateway, api),
        ("stages", [], "GET") => stage::list(store, input, api),
        ("stages", [name], "GET") => stage::get(store, api, name),
        ("stages", [name], "PATCH") => stage::update(store, input, gateway, api, name),
        ("stages", [name], "DELETE") => stage::delete(store, gateway, api, name),
        ("stages", [name, "cache", "authorizers"], "DELETE") => {
            stage::flush_authorizers(store, gateway, api, name)
        }
        ("authorizers", [], "POST") => authorizer::create(store, input, api),
        ("authorizers", [], "GET") => authorizer::list(store, input, api),
        ("authorizers", [id], "GET") => authorizer::get(store, api, id),
        ("authorizers", [id], "PATCH") => authorizer::update(store, input, api, id),
        ("authorizers", [id], "DELETE") => authorizer::delete(store, api, id),
        ("gatewayresponses", [], "GET") => gateway_response::list(store, api),
        ("gatewayresponses", [kind], "GET") => gateway_response::get(store, api, kind),
        ("gatewayresponses", [kind], "PUT") => gateway_response::put(store, input, api, kind),
        ("gatewayresponses", [kind], "PATCH") => gateway_response::update(store, input, api, kind),
        ("gatewayresponses", [kind], "DELETE") => gateway_response::delete(store, api, kind),
        ("models", [], "POST") => model::create(store, input, api),
        ("models", [], "GET") => model::list(store, input, api),
        ("models", [name], "GET") => model::get(store, api, name),
        ("models", [name], "PATCH") => model::update(store, input, api, name),
        ("models", [name], "DELETE") => model::delete(store, api, name),
        ("requestvalidators", [], "POST") => request_validator::create(store, input, api),
        ("requestvalidators", [], "GET") => request_validator::list(store, input, api),
        ("requestvalidators", [id], "GET") => request_validator::get(store, api, id),
        ("requestvalidators", [id], "PATCH") => request_validator::update(store, input, api, id),
        ("requestvalidators", [id], "DELETE") => request_validator::delete(store, api, id),
        _ => unknown(verb, &[&["restapis", api, kind], below].concat()),
    }
}

fn below_method(
    store: &mut Store,
    gateway: &Gateway,
    input: &Input,
    verb: &str,
    (of, below): ([&str; 3], &[&str]),
) -> Outcome {
    match (below, verb) {
        ([], "PUT") => method::put(store, input, of),
        ([], "GET") => method::get(store, of),
        ([], "PATCH") => method::update(store, input, of),
        ([], "DELETE") => method::delete(store, of),
        (["responses", status], "PUT") => method::put_response(store, input, of, status),
        (["responses", status], "GET") => method::get_response(store, of, status),
        (["responses", status], "PATCH") => method::update_response(store, input, of, status),
        (["responses", status], "DELETE") => method::delete_response(store, of, status),
        (["integration"], "PUT") => integration::put(store, input, gateway, of),
        (["integration"], "GET") => integration::get(store, of),
        (["integration"], "PATCH") => integration::update(store, input, gateway, of),
        (["integration"], "DELETE") => integration::delete(store, of),
        (["integration", "responses", status], "PUT") => integration_response::put(store, input, of, status),
        (["integration", "responses", status], "GET") => integration_response::get(store, of, status),
        (["integration", "responses", status], "PATCH") => {
            integration_response::update(store, input, of, status)
        }
        (["integration", "responses", status], "DELETE") => integration_response::delete(store, of, status),
        _ => unknown(
            verb,
            &[&["restapis", of[0], "resources", of[1], "methods", of[2]], below].concat(),
        ),
    }
}

fn keys_and_plans(store: &mut Store, input: &Input, verb: &str, path: &[&str]) -> Outcome {
    match (path, verb) {
        (["apikeys"], "POST") if input.query("mode").is_some() => Err(not_offered("ImportApiKeys")),
        (["apikeys"], "POST") => api_key::create(store, input),
        (["apikeys"], "GET") => api_key::list(store, input),
        (["apikeys", id], "GET") => api_key::get(store, input, id),
        (["apikeys", id], "PATCH") => api_key::update(store, input, id),
        (["apikeys", id], "DELETE") => api_key::delete(store, id),
        (["usageplans"], "POST") => usage_plan::create(store, input),
        (["usageplans"], "GET") => usage_plan::list(store, input),
        (["usageplans", id], "GET") => usage_plan::get(store, id),
        (["usageplans", id], "PATCH") => usage_plan::update(store, input, id),
        (["usageplans", id], "DELETE") => usage_plan::delete(store, id),
        (["usageplans", id, "keys"], "POST") => usage_plan::add_key(store, input, id),
        (["usageplans", id, "keys"], "GET") => usage_plan::list_keys(store, input, id),
        (["usageplans", id, "keys", key], "GET") => usage_plan::get_key(store, id, key),
        (["usageplans", id, "keys", key], "DELETE") => usage_plan::remove_key(store, id, key),
        _ => unknown(verb, path),
    }
}

/// Everything else that API Gateway has, and what it has not.
fn unknown(verb: &str, path: &[&str]) -> Result<Answer, AwsError> {
    Err(not_offered(format!("{verb} /{}", path.join("/"))))
}
