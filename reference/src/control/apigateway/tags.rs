//! Tags of APIs, stages, keys and plans.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, Input, Outcome, not_found};
use super::store::Store;
use crate::wire::AwsError;

#[derive(Debug, Deserialize)]
struct TagResource {
    tags: IndexMap<String, String>,
}

/// The tags of `arn:aws:apigateway:{region}::/{path}`.
fn of<'s>(store: &'s mut Store, arn: &str) -> Result<&'s mut IndexMap<String, String>, AwsError> {
    let path = arn.split_once("::/").map_or("", |(_, path)| path);
    let parts: Vec<_> = path.split('/').collect();
    let unknown = || not_found(format!("Invalid resource ARN specified: {arn}"));
    match parts.as_slice() {
        ["restapis", id] => Ok(&mut store.api(id)?.rest_api.tags),
        ["restapis", id, "stages", name] => {
            let stage = store.api(id)?.stages.get_mut(*name);
            stage.map(|s| &mut s.tags).ok_or_else(unknown)
        }
        ["apikeys", id] => store.keys.get_mut(*id).map(|k| &mut k.tags).ok_or_else(unknown),
        ["usageplans", id] => store.plans.get_mut(*id).map(|p| &mut p.tags).ok_or_else(unknown),
        _ => Err(unknown()),
    }
}

/// `GET /tags/{arn}`
pub fn get(store: &mut Store, arn: &str) -> Outcome {
    Ok(Answer::ok(json!({ "tags": of(store, arn)? })))
}

/// `PUT /tags/{arn}`
pub fn tag(store: &mut Store, input: &Input, arn: &str) -> Outcome {
    let new: TagResource = input.body()?;
    of(store, arn)?.extend(new.tags);
    Ok(Answer::empty(204))
}

/// `DELETE /tags/{arn}?tagKeys=…`
pub fn untag(store: &mut Store, input: &Input, arn: &str) -> Outcome {
    of(store, arn)?.retain(|key, _| !input.tag_keys.contains(key));
    Ok(Answer::empty(204))
}
