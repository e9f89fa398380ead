//! When an API is deployed, and what the target says to it.

use apigw_conformance::deploy::DeployError;
use apigw_conformance::expect::Mismatch;
use cucumber::{then, when};

use crate::world::{Trouble, World};

#[when("the API is deployed")]
async fn deployed(world: &mut World) -> Result<(), Trouble> {
    world.try_to_deploy().await
}

#[then(regex = r"^(\w+) is refused with (\w+)$")]
fn refused(world: &mut World, operation: String, code: String) {
    let found = match &world.refusal {
        Some(DeployError::Rejected { operation, code, .. }) => format!("{operation} is refused with {code}"),
        _ => "nothing is refused".to_owned(),
    };
    let expected = format!("{operation} is refused with {code}");
    world.note(if found == expected {
        Ok(())
    } else {
        Err(Mismatch::Value {
            subject: "deployment".to_owned(),
            expected,
            found,
        })
    });
}
