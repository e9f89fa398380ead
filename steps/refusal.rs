//! When a system is only deployed; Then what API Gateway refused of it.

use cucumber::{then, when};

use crate::world::{Trouble, World};

#[when("it is deployed")]
async fn is_deployed(world: &mut World) -> Result<(), Trouble> {
    world.deploy_or_be_refused().await
}

#[then(regex = r#"^API Gateway refuses (\w+) with "([^"]+)"$"#)]
fn refuses(world: &mut World, operation: String, code: String) {
    let expected = format!("{operation} refused with {code}");
    world.note_refusal(&expected);
}

#[then("API Gateway accepts it")]
fn accepts(world: &mut World) {
    world.note_refusal("deployed");
}
