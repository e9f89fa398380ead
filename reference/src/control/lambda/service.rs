//! The wire of the service: paths to operations, REST-JSON.

use futures::FutureExt;
use futures::future::BoxFuture;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::fault;
use super::functions::Functions;
use super::input::{Input, Output};
use super::operations::{
    aliases, concurrency, event_configs, function_urls, functions, invocations, permissions, tags, versions,
};
use crate::wire::{AwsError, Caller, Request, Response, Service};

impl Service for Functions {
    fn name(&self) -> &'static str {
        "lambda"
    }

    fn handle<'a>(&'a self, caller: &'a Caller, request: Request) -> BoxFuture<'a, Response> {
        async move {
            let segments = segments(&request.path);
            let parts: Vec<&str> = segments.iter().map(String::as_str).collect();
            if let [_, "functions", name, "invocations"] = parts[..] {
                return if request.method == "POST" {
                    invocations::invoke(self, &caller.region, name, &request).await
                } else {
                    unknown()
                };
            }
            let body = match read_body(&request) {
                Ok(body) => body,
                Err(error) => return fault::response(&error),
            };
            let input = Input::new(&request, &caller.region, &parts, body);
            match route(self, &request.method, &parts, &input) {
                Some(Ok((204, _))) => Response::empty(204),
                Some(Ok((status, body))) => Response::json(status, &body),
                Some(Err(error)) => fault::response(&error),
                None => unknown(),
            }
        }
        .boxed()
    }
}

fn route(service: &Functions, method: &str, path: &[&str], input: &Input) -> Option<Output> {
    let inner = &service.inner;
    let path = path.get(1..)?;
    Some(match (method, path) {
        ("POST", ["functions"]) => functions::create(inner, input),
        ("GET", ["functions"]) => functions::list(inner, input),
        ("GET", ["functions", _]) => functions::get(inner, input),
        ("DELETE", ["functions", _]) => functions::delete(inner, input),
        ("GET", ["functions", _, "configuration"]) => functions::get_configuration(inner, input),
        ("PUT", ["functions", _, "configuration"]) => functions::update_configuration(inner, input),
        ("PUT", ["functions", _, "code"]) => functions::update_code(inner, input),
        ("POST", ["functions", _, "versions"]) => versions::publish(inner, input),
        ("GET", ["functions", _, "versions"]) => versions::list(inner, input),
        ("POST", ["functions", _, "aliases"]) => aliases::create(inner, input),
        ("GET", ["functions", _, "aliases"]) => aliases::list(inner, input),
        ("GET", ["functions", _, "aliases", _]) => aliases::get(inner, input),
        ("PUT", ["functions", _, "aliases", _]) => aliases::update(inner, input),
        ("DELETE", ["functions", _, "aliases", _]) => aliases::delete(inner, input),
        ("POST", ["functions", _, "policy"]) => permissions::add(inner, input),
        ("GET", ["functions", _, "policy"]) => permissions::get(inner, input),
        ("DELETE", ["functions", _, "policy", _]) => permissions::remove(inner, input),
        ("PUT", ["functions", _, "concurrency"]) => concurrency::put(inner, input),
        ("GET", ["functions", _, "concurrency"]) => concurrency::get(inner, input),
        ("DELETE", ["functions", _, "concurrency"]) => concurrency::delete(inner, input),
        ("PUT", ["functions", _, "event-invoke-config"]) => event_configs::put(inner, input),
        ("POST", ["functions", _, "event-invoke-config"]) => event_configs::update(inner, input),
        ("GET", ["functions", _, "event-invoke-config"]) => event_configs::get(inner, input),
        ("DELETE", ["functions", _, "event-invoke-config"]) => event_configs::delete(inner, input),
        ("GET", ["functions", _, "event-invoke-config", "list"]) => event_configs::list(inner, input),
        ("POST", ["functions", _, "url"]) => function_urls::create(inner, input),
        ("GET", ["functions", _, "url"]) => function_urls::get(inner, input),
        ("PUT", ["functions", _, "url"]) => function_urls::update(inner, input),
        ("DELETE", ["functions", _, "url"]) => function_urls::delete(inner, input),
        ("GET", ["functions", _, "urls"]) => function_urls::list(inner, input),
        ("POST", ["tags", _]) => tags::tag(inner, input),
        ("GET", ["tags", _]) => tags::list(inner, input),
        ("DELETE", ["tags", _]) => tags::untag(inner, input),
        _ => return None,
    })
}

/// The parts of the path, decoded one by one: names may be ARNs.
fn segments(path: &str) -> Vec<String> {
    path.split('/')
        .filter(|part| !part.is_empty())
        .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
        .collect()
}

fn read_body(request: &Request) -> Result<Value, AwsError> {
    if request.body.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(&request.body).map_err(|_| {
        AwsError::new(
            400,
            "SerializationException",
            "The request body is not valid JSON",
        )
    })
}

fn unknown() -> Response {
    let text = "The reference does not offer this operation of the service lambda";
    fault::response(&AwsError::new(404, "UnknownOperationException", text))
}
