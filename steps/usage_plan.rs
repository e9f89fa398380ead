//! Given usage plans and API keys.

use apigw_conformance::system::{MethodThrottle, Quota, Throttle, UsagePlan};
use cucumber::given;

use crate::world::{Trouble, World};

#[given("the stage has a usage plan with an API key")]
fn usage_plan(world: &mut World) -> Result<(), Trouble> {
    world.rest_api()?.usage_plan = Some(UsagePlan::default());
    Ok(())
}

#[given(regex = r"^the usage plan allows (\d+) requests? per second and (\d+) at once$")]
fn throttle(world: &mut World, rate: u32, burst: u32) -> Result<(), Trouble> {
    let throttle = Throttle { rate, burst };
    let limit = MethodThrottle {
        route: None,
        throttle,
    };
    plan(world)?.throttles.push(limit);
    Ok(())
}

#[given(regex = r#"^the usage plan allows (\d+) requests? per second and (\d+) at once for "([^"]+)"$"#)]
fn method_throttle(world: &mut World, rate: u32, burst: u32, route: String) -> Result<(), Trouble> {
    let limit = of_method(&route, Throttle { rate, burst })?;
    plan(world)?.throttles.push(limit);
    Ok(())
}

#[given(regex = r"^the usage plan allows (\d+) requests? per (day|week|month)$")]
fn quota(world: &mut World, limit: u32, period: String) -> Result<(), Trouble> {
    let period = period.to_ascii_uppercase();
    plan(world)?.quota = Some(Quota { limit, period });
    Ok(())
}

#[given("the usage plan has no stage")]
fn no_stage(world: &mut World) -> Result<(), Trouble> {
    plan(world)?.has_stage = false;
    Ok(())
}

#[given("the API key belongs to no usage plan")]
fn no_plan(world: &mut World) -> Result<(), Trouble> {
    plan(world)?.has_key = false;
    Ok(())
}

#[given("the API key is disabled")]
fn disabled(world: &mut World) -> Result<(), Trouble> {
    plan(world)?.is_key_enabled = false;
    Ok(())
}

/// A limit of one method.
pub fn of_method(route: &str, throttle: Throttle) -> Result<MethodThrottle, Trouble> {
    let route = route
        .parse()
        .map_err(|error| Trouble::Feature(format!("failed to {error}")))?;
    Ok(MethodThrottle {
        route: Some(route),
        throttle,
    })
}

fn plan(world: &mut World) -> Result<&mut UsagePlan, Trouble> {
    let plan = world.rest_api()?.usage_plan.as_mut();
    plan.ok_or_else(|| Trouble::Feature("a usage plan has to come first".to_owned()))
}
