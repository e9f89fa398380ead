//! Tags of APIs and stages.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::json;

use super::store::Store;
use crate::control::apigateway::answer::{Answer, Input, Outcome, not_found};
use crate::wire::AwsError;

#[derive(Debug, Deserialize)]
struct TagResource {
    tags: IndexMap<String, String>,
}

/// The tags of `arn:aws:apigateway:{region}::/apis/{id}` or `…/stages/{name}`.
fn of<'s>(store: &'s mut Store, arn: &str) -> Result<&'s mut IndexMap<String, String>, AwsError> {
    let path = arn.split_once("::/").map_or("", |(_, path)| path);
    let parts: Vec<_> = path.split('/').collect();
    match parts.as_slice() {
        ["apis", id] => Ok(&mut store.api(id)?.http_api.tags),
        ["apis", id, "stages", name] => Ok(&mut store.api(id)?.stage(name)?.tags),
        _ => Err(not_found(format!("Invalid resource ARN specified: {arn}"))),
    }
}

/// `GET /v2/tags/{arn}`
pub fn get(store: &mut Store, arn: &str) -> Outcome {
    Ok(Answer::ok(json!({ "tags": of(store, arn)? })))
}

/// `POST /v2/tags/{arn}`
pub fn tag(store: &mut Store, input: &Input, arn: &str) -> Outcome {
    let new: TagResource = input.body()?;
    of(store, arn)?.extend(new.tags);
    Ok(Answer::created(json!({})))
}

/// `DELETE /v2/tags/{arn}?tagKeys=…`
pub fn untag(store: &mut Store, input: &Input, arn: &str) -> Outcome {
    of(store, arn)?.retain(|key, _| !input.tag_keys.contains(key));
    Ok(Answer::empty(204))
}
