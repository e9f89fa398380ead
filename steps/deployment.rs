//! When an API is only deployed, and what the target says to it.

use apigw_conformance::deploy::DeployError;
use apigw_conformance::expect::Mismatch;
use cucumber::{then, when};

use crate::world::{Trouble, World};

#[when("the API is deployed")]
async fn deployed(world: &mut World) -> Result<(), Trouble> {
    world.try_to_deploy().await
}

#[then("nothing is refused")]
fn not_refused(world: &mut World) {
    if let Some(error) = &world.refusal {
        let found = format!("failed to {error}");
        note(world, "nothing is refused".to_owned(), found);
    }
}

#[then(regex = r"^(\w+) is refused with (\w+)$")]
fn refused(world: &mut World, operation: String, code: String) {
    note_refusal(world, &operation, &code, "");
}

#[then(regex = r#"^(\w+) is refused with (\w+) and the message contains "([^"]+)"$"#)]
fn refused_with_message(world: &mut World, operation: String, code: String, message: String) {
    note_refusal(world, &operation, &code, &message);
}

fn note_refusal(world: &mut World, operation: &str, code: &str, message: &str) {
    let found = match &world.refusal {
        Some(DeployError::Rejected {
            operation: asked,
            code: said,
            message: text,
        }) if *asked == operation && said == code && text.contains(message) => return,
        Some(error) => format!("failed to {error}"),
        None => "nothing is refused".to_owned(),
    };
    let expected = match message {
        "" => format!("{operation} is refused with {code}"),
        message => format!("{operation} is refused with {code}: … {message} …"),
    };
    note(world, expected, found);
}

fn note(world: &mut World, expected: String, found: String) {
    world.note(Err(Mismatch::Value {
        subject: "deployment".to_owned(),
        expected,
        found,
    }));
}
