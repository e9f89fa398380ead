//! What IAM demands of the parameters of a call, and how it refuses them.

use indexmap::IndexMap;

use crate::policy::{Document, Kind, Malformed};
use crate::wire::AwsError;
use crate::wire::query::Query;

/// A name: letters, digits and `+=,.@_-`.
pub(super) fn name<'q>(query: &'q Query, parameter: &str, longest: usize) -> Result<&'q str, AwsError> {
    let name = query.required(parameter)?;
    let member = member(parameter);
    if name.is_empty() || name.len() > longest {
        let (bound, limit) = if name.is_empty() {
            ("greater", 1)
        } else {
            ("less", longest)
        };
        return Err(validation(format!(
            "1 validation error detected: Value at '{member}' failed to satisfy constraint: \
             Member must have length {bound} than or equal to {limit}"
        )));
    }
    if !name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"+=,.@_-".contains(&b))
    {
        return Err(validation(format!(
            "The specified value for {member} is invalid. It must contain only alphanumeric characters and/or \
             the following: +=,.@_-"
        )));
    }
    Ok(name)
}

/// A path: `/`, or printable characters between slashes.
pub(super) fn path(query: &Query) -> Result<&str, AwsError> {
    let path = query.get("Path").unwrap_or("/");
    let fits = path.len() <= 512 && path.bytes().all(|b| b.is_ascii_graphic());
    if fits && path.starts_with('/') && path.ends_with('/') {
        return Ok(path);
    }
    Err(validation(
        "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric \
         characters and/or / characters."
            .to_owned(),
    ))
}

/// A description of at most 1000 characters.
pub(super) fn description(query: &Query) -> Result<Option<String>, AwsError> {
    let description = query.get("Description");
    if description.is_some_and(|text| text.chars().count() > 1000) {
        return Err(validation(
            "1 validation error detected: Value at 'description' failed to satisfy constraint: \
             Member must have length less than or equal to 1000"
                .to_owned(),
        ));
    }
    Ok(description.map(str::to_owned))
}

/// A policy document. `quota` names the limit on its characters without white space.
pub(super) fn document(
    query: &Query,
    parameter: &str,
    kind: Kind,
    quota: (&str, usize),
) -> Result<Document, AwsError> {
    let text = query.required(parameter)?;
    let (name, limit) = quota;
    if size(text) > limit {
        return Err(limit_exceeded(format!("Cannot exceed quota for {name}: {limit}")));
    }
    let malformed = |Malformed(message)| AwsError::new(400, "MalformedPolicyDocument", message);
    Document::parse(text, kind).map_err(malformed)
}

/// The characters of a document that count towards its quota (IAM guide, "IAM and STS quotas").
pub(super) fn size(document: &str) -> usize {
    document.chars().filter(|c| !c.is_whitespace()).count()
}

/// Adds tags to those that are there.
pub(super) fn add_tags(tags: &mut IndexMap<String, String>, query: &Query) -> Result<(), AwsError> {
    let added: IndexMap<_, _> = query
        .tags("Tags")
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect();
    if let Some((key, _)) = added
        .iter()
        .find(|(k, v)| k.is_empty() || k.len() > 128 || v.len() > 256)
    {
        return Err(validation(format!(
            "1 validation error detected: the tag '{key}' is empty or too long"
        )));
    }
    if tags.len() + added.keys().filter(|key| !tags.contains_key(*key)).count() > 50 {
        return Err(limit_exceeded(
            "The number of tags has reached the maximum limit.".to_owned(),
        ));
    }
    tags.extend(added);
    Ok(())
}

/// `RoleName` as messages write it: `roleName`.
fn member(parameter: &str) -> String {
    let (first, rest) = parameter.split_at(1);
    format!("{}{rest}", first.to_ascii_lowercase())
}

pub(super) fn validation(message: String) -> AwsError {
    AwsError::new(400, "ValidationError", message)
}

pub(super) fn no_such_entity(message: String) -> AwsError {
    AwsError::new(404, "NoSuchEntity", message)
}

pub(super) fn already_exists(message: String) -> AwsError {
    AwsError::new(409, "EntityAlreadyExists", message)
}

pub(super) fn delete_conflict(message: &str) -> AwsError {
    AwsError::new(409, "DeleteConflict", message)
}

pub(super) fn limit_exceeded(message: String) -> AwsError {
    AwsError::new(409, "LimitExceeded", message)
}
