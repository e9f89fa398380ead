//! TagResource, UntagResource, ListTags.

use serde_json::{Value, json};
use std::collections::BTreeMap;

use crate::control::lambda::fault;
use crate::control::lambda::functions::Inner;
use crate::control::lambda::input::{Input, Output};
use crate::control::lambda::names::Reference;
use crate::wire::AwsError;

/// Tags per resource (Lambda guide, tags).
const MAX_TAGS: usize = 50;

pub(in crate::control::lambda) fn tag(inner: &Inner, input: &Input) -> Output {
    let added = read(&input.body["Tags"])?;
    let reference = Reference::parse(&input.name, None)?;
    inner.with(&input.region, &reference, |function| {
        let mut tags = function.tags.clone();
        tags.extend(added);
        check(&tags)?;
        function.tags = tags;
        Ok((204, Value::Null))
    })
}

pub(in crate::control::lambda) fn untag(inner: &Inner, input: &Input) -> Output {
    let reference = Reference::parse(&input.name, None)?;
    inner.with(&input.region, &reference, |function| {
        for key in input.query_all("tagKeys") {
            function.tags.remove(key);
        }
        Ok((204, Value::Null))
    })
}

pub(in crate::control::lambda) fn list(inner: &Inner, input: &Input) -> Output {
    let reference = Reference::parse(&input.name, None)?;
    inner.with(&input.region, &reference, |function| {
        Ok((200, json!({ "Tags": function.tags })))
    })
}

/// Tags as requests give them.
pub(super) fn read(value: &Value) -> Result<BTreeMap<String, String>, AwsError> {
    let mut tags = BTreeMap::new();
    for (key, value) in value.as_object().into_iter().flatten() {
        let text = value
            .as_str()
            .ok_or_else(|| fault::invalid("Tag values must be strings"))?;
        tags.insert(key.clone(), text.to_owned());
    }
    check(&tags)?;
    Ok(tags)
}

fn check(tags: &BTreeMap<String, String>) -> Result<(), AwsError> {
    if tags.len() > MAX_TAGS {
        return Err(fault::invalid(format!(
            "The number of tags exceeds the limit of {MAX_TAGS}"
        )));
    }
    let long = tags
        .iter()
        .any(|(key, value)| key.is_empty() || key.chars().count() > 128 || value.chars().count() > 256);
    if long {
        return Err(fault::invalid(
            "The TagKey must be 1 to 128 characters and the TagValue at most 256",
        ));
    }
    Ok(())
}
