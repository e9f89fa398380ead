//! Given a REST API: its methods and what is the API's own.

use apigw_conformance::system::{
    Api, Backend, Function, Integration, IntegrationResponse, Method, StateMachine, StateMachineType,
};
use cucumber::{gherkin::Step, given};

use crate::http_api::{add_endpoint, last_stage};
use crate::text::unescape;
use crate::world::{Trouble, World};

#[given(regex = r#"^(?:a REST API whose|its) "([^"]+)" runs an Express state machine synchronously$"#)]
fn runs_express(world: &mut World, route: String) -> Result<(), Trouble> {
    runs_synchronously(world, &route, StateMachineType::Express)
}

#[given(regex = r#"^(?:a REST API whose|its) "([^"]+)" runs a Standard state machine synchronously$"#)]
fn runs_standard(world: &mut World, route: String) -> Result<(), Trouble> {
    runs_synchronously(world, &route, StateMachineType::Standard)
}

#[given(regex = r#"^(?:a REST API whose|its) "([^"]+)" starts a Standard state machine$"#)]
fn starts_standard(world: &mut World, route: String) -> Result<(), Trouble> {
    starts(world, &route, StateMachineType::Standard)
}

#[given(regex = r#"^(?:a REST API whose|its) "([^"]+)" starts an Express state machine$"#)]
fn starts_express(world: &mut World, route: String) -> Result<(), Trouble> {
    starts(world, &route, StateMachineType::Express)
}

#[given(regex = r#"^(?:a REST API whose|its) "([^"]+)" calls Step Functions' (\w+)$"#)]
fn calls_step_functions(world: &mut World, route: String, action: String) -> Result<(), Trouble> {
    add_method(world, &route, Backend::StepFunctions { action }).map(|_| ())
}

#[given(regex = r#"^(?:a REST API whose|its) "([^"]+)" proxies to the function "([^"]+)"$"#)]
fn proxies(world: &mut World, route: String, handler: String) -> Result<(), Trouble> {
    let function = add_function(world, &handler, false);
    let method = add_method(world, &route, Backend::LambdaProxy { function })?;
    method.integration.responses.clear();
    Ok(())
}

#[given(regex = r#"^(?:a REST API whose|its) "([^"]+)" invokes the function "([^"]+)"$"#)]
fn invokes(world: &mut World, route: String, handler: String) -> Result<(), Trouble> {
    // Only a proxy integration's event carries the request's headers, and with them the nonce.
    let function = add_function(world, &handler, true);
    add_method(world, &route, Backend::Lambda { function }).map(|_| ())
}

#[given(regex = r#"^(?:a REST API whose|its) "([^"]+)" answers from a MOCK integration$"#)]
fn answers_from_mock(world: &mut World, route: String) -> Result<(), Trouble> {
    let method = add_method(world, &route, Backend::Mock)?;
    method
        .integration
        .request_templates
        .insert("application/json".to_owned(), r#"{"statusCode": 200}"#.to_owned());
    Ok(())
}

#[given(regex = r#"^(?:a REST API whose|its) "([^"]+)" (calls|proxies to) the HTTP endpoint "(\S+) (\S+)"$"#)]
fn calls_http(
    world: &mut World,
    route: String,
    how: String,
    verb: String,
    uri: String,
) -> Result<(), Trouble> {
    let is_proxy = how == "proxies to";
    if let Api::Http(_) = world.system.api {
        return match is_proxy {
            true => add_endpoint(world, &route, verb, uri),
            false => Err(Trouble::Feature(
                "an HTTP API's integrations are proxies".to_owned(),
            )),
        };
    }
    let method = add_method(world, &route, Backend::Http { is_proxy, verb, uri })?;
    if is_proxy {
        method.integration.responses.clear();
    }
    Ok(())
}

#[given(regex = r#"^the stage variable "([^"]+)" is "((?:[^"\\]|\\.)*)"$"#)]
fn stage_variable(world: &mut World, name: String, value: String) {
    let variables = match &mut world.system.api {
        Api::Rest(api) => &mut api.stage_variables,
        Api::Http(api) => &mut last_stage(api).variables,
    };
    variables.insert(name, unescape(&value));
}

#[given(regex = r#"^the binary media types are "([^"]+)"$"#)]
fn binary_media_types(world: &mut World, types: String) -> Result<(), Trouble> {
    world.rest_api()?.binary_media_types = types.split(',').map(|t| t.trim().to_owned()).collect();
    Ok(())
}

#[given(regex = r#"^it (declares|requires) the parameter "([^"]+)"$"#)]
fn parameter(world: &mut World, verb: String, name: String) -> Result<(), Trouble> {
    let required = verb == "requires";
    world.method()?.request_parameters.insert(name, required);
    Ok(())
}

#[given(regex = r"^its passthrough behavior is (\w+)$")]
fn passthrough(world: &mut World, step: &Step, name: String) -> Result<(), Trouble> {
    let behavior = crate::text::passthrough(&name)
        .ok_or_else(|| Trouble::feature(step, "write WHEN_NO_MATCH, WHEN_NO_TEMPLATES or NEVER"))?;
    world.method()?.integration.passthrough = Some(behavior);
    Ok(())
}

#[given(regex = r"^its integration may take (\d+) milliseconds$")]
fn timeout(world: &mut World, milliseconds: i32) -> Result<(), Trouble> {
    let timeout = match &world.system.api {
        Api::Rest(_) => &mut world.method()?.integration.timeout,
        Api::Http(_) => &mut world.http_integration()?.timeout,
    };
    *timeout = Some(milliseconds);
    Ok(())
}

#[given(regex = r"^its integration is called with (GET|PUT|PATCH|DELETE)$")]
fn integration_method(world: &mut World, verb: String) -> Result<(), Trouble> {
    world.method()?.integration.http_method = Some(verb);
    Ok(())
}

fn runs_synchronously(world: &mut World, route: &str, kind: StateMachineType) -> Result<(), Trouble> {
    add_state_machine(world, kind);
    let action = "StartSyncExecution".to_owned();
    let method = add_method(world, route, Backend::StepFunctions { action })?;
    method.integration.request_templates.insert(
        "application/json".to_owned(),
        r#"{"input": "{}", "stateMachineArn": "{{stateMachineArn}}"}"#.to_owned(),
    );
    Ok(())
}

fn starts(world: &mut World, route: &str, kind: StateMachineType) -> Result<(), Trouble> {
    add_state_machine(world, kind);
    let action = "StartExecution".to_owned();
    add_method(world, route, Backend::StepFunctions { action }).map(|_| ())
}

pub fn add_state_machine(world: &mut World, kind: StateMachineType) {
    let machine = StateMachine::passing(kind);
    world.system.state_machines.push(machine);
}

/// Adds a function; `own` keeps it to this scenario.
pub fn add_function(world: &mut World, handler: &str, own: bool) -> usize {
    let function = Function {
        own,
        ..Function::new(handler)
    };
    world.system.functions.push(function);
    world.system.functions.len() - 1
}

fn add_method<'w>(world: &'w mut World, route: &str, backend: Backend) -> Result<&'w mut Method, Trouble> {
    let route = route
        .parse()
        .map_err(|error| Trouble::Feature(format!("failed to {error}")))?;
    let mut integration = Integration::new(backend);
    integration.responses.push(IntegrationResponse {
        status: 200,
        ..Default::default()
    });
    world.rest_api()?.methods.push(Method::new(route, integration));
    world.method()
}
