//! Given an HTTP API: its routes, what stands behind them, its stages and CORS.

use std::collections::BTreeMap;

use apigw_conformance::system::{
    Cors, HttpApi, HttpAuthorization, HttpBackend, HttpIntegration, HttpRoute, HttpStage, StateMachineType,
};
use cucumber::{gherkin::Step, given};

use crate::rest_api::{add_function, add_state_machine};
use crate::text::{doc_string, unescape};
use crate::world::{Trouble, World};

#[given(
    regex = r#"^(?:an HTTP API whose|its) "([^"]+)" proxies to the function "([^"]+)" with payload format (1\.0|2\.0)$"#
)]
fn proxies(world: &mut World, route: String, handler: String, payload_format: String) -> Result<(), Trouble> {
    let function = match function_of(world, &handler) {
        Some(function) => function,
        None => add_function(world, &handler, false),
    };
    let backend = HttpBackend::Lambda {
        function,
        payload_format,
        uri: None,
    };
    add_route(world, &route, backend)
}

#[given(
    regex = r#"^(?:an HTTP API whose|its) "([^"]+)" is integrated with ([\w-]+) of a Standard state machine$"#
)]
fn service_of_standard(world: &mut World, route: String, subtype: String) -> Result<(), Trouble> {
    add_state_machine(world, StateMachineType::Standard);
    add_route(world, &route, HttpBackend::Service { subtype })
}

#[given(
    regex = r#"^(?:an HTTP API whose|its) "([^"]+)" is integrated with ([\w-]+) of an Express state machine$"#
)]
fn service_of_express(world: &mut World, route: String, subtype: String) -> Result<(), Trouble> {
    add_state_machine(world, StateMachineType::Express);
    add_route(world, &route, HttpBackend::Service { subtype })
}

#[given(regex = r#"^its parameter "([^"]+)" is "((?:[^"\\]|\\.)*)"$"#)]
fn request_parameter(world: &mut World, name: String, value: String) -> Result<(), Trouble> {
    let parameters = &mut world.http_integration()?.request_parameters;
    parameters.insert(name, unescape(&value));
    Ok(())
}

#[given(regex = r#"^its response parameter "([^"]+)" for status (\d{3}) is "((?:[^"\\]|\\.)*)"$"#)]
fn response_parameter(world: &mut World, name: String, status: u16, value: String) -> Result<(), Trouble> {
    let parameters = &mut world.http_integration()?.response_parameters;
    parameters
        .entry(status)
        .or_default()
        .insert(name, unescape(&value));
    Ok(())
}

#[given("its integration URI is")]
fn integration_uri(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let text = doc_string(step)?;
    match &mut world.http_integration()?.backend {
        HttpBackend::Lambda { uri, .. } => *uri = Some(text.trim().to_owned()),
        HttpBackend::Http { .. } | HttpBackend::Service { .. } => {
            return Err(Trouble::feature(
                step,
                "only the URI of a function can be another one",
            ));
        }
    }
    Ok(())
}

#[given("its CORS configuration is")]
fn cors(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let cors: Cors = serde_json::from_str(&doc_string(step)?)
        .map_err(|error| Trouble::feature(step, &format!("this is no CORS configuration: {error}")))?;
    world.http_api()?.cors = Some(cors);
    Ok(())
}

#[given(regex = r#"^it has the stage "([^"]+)"$"#)]
fn stage(world: &mut World, name: String) -> Result<(), Trouble> {
    world.http_api()?.stages.push(HttpStage::new(&name));
    Ok(())
}

#[given("the stage deploys automatically")]
fn auto_deploy(world: &mut World) -> Result<(), Trouble> {
    last_stage(world.http_api()?).auto_deploy = true;
    Ok(())
}

/// The stage that the feature speaks of: the one named last, or `$default`.
pub fn last_stage(api: &mut HttpApi) -> &mut HttpStage {
    if api.stages.is_empty() {
        api.stages.push(HttpStage::default());
    }
    let last = api.stages.len() - 1;
    &mut api.stages[last]
}

/// Adds a route to an HTTP endpoint.
pub fn add_endpoint(world: &mut World, route: &str, verb: String, uri: String) -> Result<(), Trouble> {
    add_route(world, route, HttpBackend::Http { verb, uri })
}

/// A function that another route of the scenario proxies to already.
fn function_of(world: &World, handler: &str) -> Option<usize> {
    let mut functions = world.system.functions.iter();
    functions.position(|function| function.handler == handler)
}

fn add_route(world: &mut World, key: &str, backend: HttpBackend) -> Result<(), Trouble> {
    let key = key
        .parse()
        .map_err(|error| Trouble::Feature(format!("failed to {error}")))?;
    let integration = HttpIntegration {
        backend,
        request_parameters: BTreeMap::new(),
        response_parameters: BTreeMap::new(),
        timeout: None,
    };
    world.http_api()?.routes.push(HttpRoute {
        key,
        authorization: HttpAuthorization::None,
        integration,
    });
    Ok(())
}
