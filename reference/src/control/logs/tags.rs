//! Tags of log groups, through the older operations by name and the newer by ARN.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::parameters::{Parameters, group_of_arn, invalid, not_found};
use super::store::Store;
use crate::wire::AwsError;

type Answer = Result<Value, AwsError>;
type Tags = IndexMap<String, String>;

const MOST_TAGS: usize = 50;

/// The tags in a call.
pub(super) fn read(parameters: &Parameters, name: &str) -> Result<Tags, AwsError> {
    let tags: Tags = parameters
        .map(name)?
        .into_iter()
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect();
    let fits = |(key, value): (&String, &String)| (1..=128).contains(&key.len()) && value.len() <= 256;
    if tags.len() > MOST_TAGS || !tags.iter().all(fits) {
        return Err(invalid("there are too many tags, or one is empty or too long"));
    }
    Ok(tags)
}

pub(super) fn tag(store: &mut Store, parameters: &Parameters, by_arn: bool) -> Answer {
    let added = read(parameters, "tags")?;
    let tags = tags_of(store, parameters, by_arn)?;
    if tags.len() + added.keys().filter(|key| !tags.contains_key(*key)).count() > MOST_TAGS {
        return Err(AwsError::new(
            400,
            "TooManyTagsException",
            "The resource has too many tags.",
        ));
    }
    tags.extend(added);
    Ok(json!({}))
}

pub(super) fn untag(store: &mut Store, parameters: &Parameters, by_arn: bool) -> Answer {
    let keys = parameters.texts(if by_arn { "tagKeys" } else { "tags" })?;
    let tags = tags_of(store, parameters, by_arn)?;
    tags.retain(|key, _| !keys.contains(&key.as_str()));
    Ok(json!({}))
}

pub(super) fn list(store: &mut Store, parameters: &Parameters, by_arn: bool) -> Answer {
    let tags = tags_of(store, parameters, by_arn)?;
    let tags: Map<_, _> = tags
        .iter()
        .map(|(key, value)| (key.clone(), json!(value)))
        .collect();
    Ok(json!({ "tags": tags }))
}

fn tags_of<'a>(
    store: &'a mut Store,
    parameters: &Parameters,
    by_arn: bool,
) -> Result<&'a mut Tags, AwsError> {
    let group = if by_arn {
        group_of_arn(parameters.required("resourceArn")?).ok_or_else(|| not_found("resource"))?
    } else {
        parameters.required("logGroupName")?
    };
    Ok(&mut store.group_mut(group)?.tags)
}
