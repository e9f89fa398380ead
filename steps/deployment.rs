//! When an API is only deployed; Then what the target refused of what was deployed or created.

use apigw_conformance::deploy::DeployError;
use apigw_conformance::expect::Mismatch;
use cucumber::{then, when};

use crate::text::unescape;
use crate::world::{Trouble, World};

#[when("the API is deployed")]
async fn deployed(world: &mut World) -> Result<(), Trouble> {
    world.try_to_deploy().await
}

#[then("nothing is refused")]
fn not_refused(world: &mut World) -> Result<(), Trouble> {
    let expected = "nothing is refused".to_owned();
    compare(world, expected, Result::is_ok)
}

#[then(regex = r"^(\w+) is refused with (\w+)$")]
fn refused(world: &mut World, operation: String, code: String) -> Result<(), Trouble> {
    let expected = format!("{operation} is refused with {code}");
    compare(world, expected, |outcome| {
        is_refused(outcome, &operation, &code, "")
    })
}

#[then(regex = r#"^(\w+) is refused with (\w+) and the message contains "((?:[^"\\]|\\.)*)"$"#)]
fn refused_with_message(
    world: &mut World,
    operation: String,
    code: String,
    part: String,
) -> Result<(), Trouble> {
    let part = unescape(&part);
    let expected = format!("{operation} is refused with {code}: … {part} …");
    compare(world, expected, |outcome| {
        is_refused(outcome, &operation, &code, &part)
    })
}

fn is_refused(outcome: &Result<(), DeployError>, operation: &str, code: &str, part: &str) -> bool {
    matches!(outcome, Err(DeployError::Rejected { operation: asked, code: said, message, .. })
        if *asked == operation && said == code && message.contains(part))
}

fn compare(
    world: &mut World,
    expected: String,
    fits: impl Fn(&Result<(), DeployError>) -> bool,
) -> Result<(), Trouble> {
    let missing = || Trouble::Feature("`the API is deployed` has to come first".to_owned());
    let outcome = world.trial.as_ref().ok_or_else(missing)?;
    if fits(outcome) {
        return Ok(());
    }
    let found = match outcome {
        Ok(()) => "nothing is refused".to_owned(),
        Err(error) => format!("failed to {error}"),
    };
    world.note(Err(Mismatch::Value {
        subject: "deployment".to_owned(),
        expected,
        found,
    }));
    Ok(())
}
