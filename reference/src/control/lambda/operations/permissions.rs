//! AddPermission, GetPolicy, RemovePermission.

use serde_json::{Value, json};

use super::functions::existing;
use crate::control::lambda::fault;
use crate::control::lambda::functions::Inner;
use crate::control::lambda::input::{Input, Output};
use crate::control::lambda::names::{self, LATEST};

pub(in crate::control::lambda) fn add(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    if reference.qualifier.as_deref() == Some(LATEST) {
        return Err(fault::invalid(
            "We currently do not support adding policies for $LATEST.",
        ));
    }
    inner.with(&input.region, &reference, |function| {
        existing(function, &input.region, &reference)?;
        let qualifier = reference.qualifier.as_deref();
        let resource = names::qualified_arn(&function.region, &function.name, qualifier);
        let policy = function
            .policies
            .entry(qualifier.unwrap_or_default().to_owned())
            .or_default();
        let statement = policy.add(&input.body, &resource)?;
        Ok((201, json!({ "Statement": statement.to_string() })))
    })
}

pub(in crate::control::lambda) fn get(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    inner.with(&input.region, &reference, |function| {
        let version = existing(function, &input.region, &reference)?;
        let policy = function
            .policies
            .get(reference.qualifier.as_deref().unwrap_or_default());
        match policy.filter(|policy| !policy.is_empty()) {
            Some(policy) => Ok((
                200,
                json!({ "Policy": policy.json().to_string(), "RevisionId": version.revision }),
            )),
            None => Err(fault::not_found("The resource you requested does not exist.")),
        }
    })
}

pub(in crate::control::lambda) fn remove(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    inner.with(&input.region, &reference, |function| {
        let policy = function
            .policies
            .get_mut(reference.qualifier.as_deref().unwrap_or_default());
        match policy.filter(|policy| !policy.is_empty()) {
            None => Err(fault::not_found(
                "No policy is associated with the given resource.",
            )),
            Some(policy) => match policy.remove(&input.second) {
                true => Ok((204, Value::Null)),
                false => {
                    let text = format!("Statement {} is not found in resource policy.", input.second);
                    Err(fault::not_found(text))
                }
            },
        }
    })
}
