//! Given stages, their deployments, limits and logs; Then what the first stage logged.

use apigw_conformance::effects;
use apigw_conformance::expect::{ExpectedText, log};
use apigw_conformance::system::{Change, MethodThrottle, Throttle};
use cucumber::{gherkin::Step, given, then};

use crate::text::{doc_string, unescape};
use crate::usage_plan::of_method;
use crate::world::{Trouble, World};

/// The stage that every API has.
const FIRST: &str = "live";

#[given("afterwards its response template becomes")]
fn template_changes(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let template = doc_string(step)?;
    world.default_response()?;
    let method = world.rest_api()?.methods.len() - 1;
    let change = Change::ResponseTemplate { method, template };
    world.rest_api()?.afterwards.push(change);
    Ok(())
}

#[given("afterwards it is deployed again")]
fn deployed_again(world: &mut World) -> Result<(), Trouble> {
    deploy(world, FIRST.to_owned(), None)
}

#[given(regex = r"^afterwards it is deployed as a canary for (\d{1,2}|100) percent of the requests$")]
fn canary(world: &mut World, percent: u8) -> Result<(), Trouble> {
    deploy(world, FIRST.to_owned(), Some(percent))
}

#[given(regex = r#"^afterwards it is deployed to the stage "([^"]+)"$"#)]
fn deployed_to(world: &mut World, stage: String) -> Result<(), Trouble> {
    deploy(world, stage, None)
}

#[given(regex = r#"^there the stage variable "([^"]+)" is "((?:[^"\\]|\\.)*)"$"#)]
fn variable_there(world: &mut World, step: &Step, name: String, value: String) -> Result<(), Trouble> {
    match world.rest_api()?.afterwards.last_mut() {
        Some(Change::Deployment { variables, .. }) => {
            variables.insert(name, unescape(&value));
            Ok(())
        }
        _ => Err(Trouble::feature(step, "a further deployment has to come first")),
    }
}

#[given("the stage logs its executions")]
fn logged(world: &mut World) -> Result<(), Trouble> {
    world.rest_api()?.is_logged = true;
    Ok(())
}

#[given(regex = r"^the stage allows (\d+) requests? per second and (\d+) at once$")]
fn throttle(world: &mut World, rate: u32, burst: u32) -> Result<(), Trouble> {
    let throttle = Throttle { rate, burst };
    let limit = MethodThrottle {
        route: None,
        throttle,
    };
    world.rest_api()?.throttles.push(limit);
    Ok(())
}

#[given(regex = r#"^the stage allows (\d+) requests? per second and (\d+) at once for "([^"]+)"$"#)]
fn method_throttle(world: &mut World, rate: u32, burst: u32, route: String) -> Result<(), Trouble> {
    let limit = of_method(&route, Throttle { rate, burst })?;
    world.rest_api()?.throttles.push(limit);
    Ok(())
}

#[then("the stage's log of the request has the lines")]
async fn log_lines(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let (found, expected) = log_of_request(world, step).await?;
    world.note(log::lines(&found, &expected));
    Ok(())
}

#[then("the stage's log of the request has nothing but the lines")]
async fn only_log_lines(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let (found, expected) = log_of_request(world, step).await?;
    world.note(log::only_lines(&found, &expected));
    Ok(())
}

/// The lines found, and those that the step expects.
async fn log_of_request(world: &World, step: &Step) -> Result<(Vec<String>, Vec<ExpectedText>), Trouble> {
    let expected = doc_string(step)?
        .lines()
        .map(|line| world.expected_text(step, line))
        .collect::<Result<Vec<ExpectedText>, _>>()?;
    let run = world.run()?;
    let deployed = world.deployed()?;
    let request_id = world.request_id()?;
    let found = effects::await_stage_log(&run.target, deployed, &request_id, world.window()).await;
    match found {
        Ok(lines) => Ok((lines, expected)),
        Err(error) => Err(run.trouble(&error).await),
    }
}

fn deploy(world: &mut World, stage: String, canary: Option<u8>) -> Result<(), Trouble> {
    let change = Change::Deployment {
        stage,
        variables: Default::default(),
        canary,
    };
    world.rest_api()?.afterwards.push(change);
    Ok(())
}
