//! Given that a stage logs its requests; Then what it logged.

use apigw_conformance::effects;
use apigw_conformance::expect::{Mismatch, document};
use apigw_conformance::system::Api;
use cucumber::{gherkin::Step, given, then};

use crate::http_api::last_stage;
use crate::text::doc_string;
use crate::world::{Trouble, World};

/// How mismatches name it.
const SUBJECT: &str = "access log of the request";

/// Headers with an id of the request: two of a REST API, the only one of an HTTP API.
const IDS: [&str; 3] = ["x-amzn-RequestId", "x-amz-apigw-id", "apigw-requestid"];

#[given("the stage's access log has the format")]
fn format(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let format = doc_string(step)?;
    let access_log = match &mut world.system.api {
        Api::Rest(api) => &mut api.access_log,
        Api::Http(api) => &mut last_stage(api).access_log,
    };
    *access_log = Some(format);
    Ok(())
}

#[then("the access log of the request is")]
async fn is_text(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_text(step, &doc_string(step)?)?;
    let found = line(world).await?;
    world.note(found.and_then(|line| document::text(SUBJECT, &line, &expected)));
    Ok(())
}

#[then("the access log of the request is the JSON")]
async fn is_json(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let expected = world.expected_json(step)?;
    let found = line(world).await?;
    let found = found.and_then(|line| document::parse(SUBJECT, &line));
    world.note(found.and_then(|line| document::json(SUBJECT, &line, &expected)));
    Ok(())
}

/// The one line of the last request.
async fn line(world: &World) -> Result<Result<String, Mismatch>, Trouble> {
    let run = world.run()?;
    let response = world.received()?;
    let ids: Vec<_> = IDS
        .iter()
        .flat_map(|name| response.header(name))
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect();
    let look = effects::await_access_log(&run.target, world.deployed()?, &ids, world.window());
    match look.await {
        Ok(lines) => Ok(<[String; 1]>::try_from(lines).map(|[line]| line).map_err(not_one)),
        Err(error) => Err(run.trouble(&error).await),
    }
}

fn not_one(lines: Vec<String>) -> Mismatch {
    Mismatch::Value {
        subject: SUBJECT.to_owned(),
        expected: "one line with an id of the request".to_owned(),
        found: match &*lines {
            [] => "no line".to_owned(),
            lines => lines.join("\n"),
        },
    }
}
