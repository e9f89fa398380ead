//! Then the history of a Standard machine's execution.

use apigw_conformance::effects;
use apigw_conformance::expect::Mismatch;
use cucumber::{gherkin::Step, then};

use crate::execution::{await_end, only};
use crate::text::column;
use crate::world::{Trouble, World};

#[then("the execution's history holds the events")]
async fn holds(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = column(step)?;
    let executions = await_end(world).await?;
    let arn = match only(&executions) {
        Ok(execution) => execution.arn.clone(),
        Err(mismatch) => {
            world.note(Err(mismatch));
            return Ok(());
        }
    };
    let run = world.run()?;
    let found = match effects::event_types(&run.target, &arn).await {
        Ok(found) => found,
        Err(error) => return Err(run.trouble(&error).await),
    };
    if found != expected {
        world.note(Err(Mismatch::Value {
            subject: "events of the execution's history".to_owned(),
            expected: expected.join(", "),
            found: found.join(", "),
        }));
    }
    Ok(())
}
