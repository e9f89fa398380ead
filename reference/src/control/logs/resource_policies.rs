//! Resource policies: on AWS they let Step Functions and others deliver logs. They are kept and shown;
//! nothing here asks them.

use serde_json::{Value, json};

use super::parameters::{Parameters, invalid, limit_exceeded, not_found};
use super::store::{Store, now};
use crate::wire::AwsError;

type Answer = Result<Value, AwsError>;

/// CloudWatch Logs quotas.
const MOST_POLICIES: usize = 10;
const LONGEST_DOCUMENT: usize = 5120;

pub(super) fn put(store: &mut Store, parameters: &Parameters) -> Answer {
    let (name, document) = (
        parameters.required("policyName")?,
        parameters.required("policyDocument")?,
    );
    let is_object = serde_json::from_str::<Value>(document).is_ok_and(|document| document.is_object());
    if !is_object || document.len() > LONGEST_DOCUMENT {
        return Err(invalid("The policy document is malformed or too long."));
    }
    if store.resource_policies.len() >= MOST_POLICIES && !store.resource_policies.contains_key(name) {
        return Err(limit_exceeded());
    }
    let updated = now();
    store
        .resource_policies
        .insert(name.to_owned(), (document.to_owned(), updated));
    Ok(json!({ "resourcePolicy": view(name, document, updated) }))
}

pub(super) fn describe(store: &Store) -> Answer {
    let policies = store.resource_policies.iter();
    let views: Vec<_> = policies
        .map(|(name, (document, updated))| view(name, document, *updated))
        .collect();
    Ok(json!({ "resourcePolicies": views }))
}

pub(super) fn delete(store: &mut Store, parameters: &Parameters) -> Answer {
    let name = parameters.required("policyName")?;
    store
        .resource_policies
        .remove(name)
        .ok_or_else(|| not_found("resource policy"))?;
    Ok(json!({}))
}

fn view(name: &str, document: &str, updated: i64) -> Value {
    json!({ "policyName": name, "policyDocument": document, "lastUpdatedTime": updated })
}
