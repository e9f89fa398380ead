//! The policies that are part of a role.

use super::page;
use super::parameters::{document, limit_exceeded, name, no_such_entity, size};
use super::roles::{encoded, role_name};
use super::state::State;
use crate::policy::Kind;
use crate::wire::AwsError;
use crate::wire::query::{Query, Xml};

type Answer = Result<Option<Xml>, AwsError>;

/// The characters of all inline policies of a role together (IAM and STS quotas).
const QUOTA: usize = 10_240;

pub(super) fn put(state: &mut State, query: &Query) -> Answer {
    let role = state.role_mut(role_name(query)?)?;
    let name = policy_name(query)?;
    let document = document(query, "PolicyDocument", Kind::Identity, ("PolicySize", QUOTA))?;
    let others: usize = role
        .inline
        .iter()
        .filter(|(n, _)| *n != name)
        .map(|(_, other)| size(&other.text))
        .sum();
    if others + size(&document.text) > QUOTA {
        return Err(limit_exceeded(format!(
            "Maximum policy size of {QUOTA} bytes exceeded for role {}",
            role.name
        )));
    }
    role.inline.insert(name.to_owned(), document);
    Ok(None)
}

pub(super) fn get(state: &State, query: &Query) -> Answer {
    let role = state.role(role_name(query)?)?;
    let name = policy_name(query)?;
    let document = role.inline.get(name).ok_or_else(|| no_such_policy(name))?;
    let mut xml = Xml::default();
    xml.text("RoleName", &role.name);
    xml.text("PolicyName", name);
    xml.text("PolicyDocument", &encoded(&document.text));
    Ok(Some(xml))
}

pub(super) fn list(state: &State, query: &Query) -> Answer {
    let role = state.role(role_name(query)?)?;
    let names = role.inline.keys().map(|name| (name.clone(), name));
    page::write(query, "PolicyNames", names, |xml, name| xml.text("member", name)).map(Some)
}

pub(super) fn delete(state: &mut State, query: &Query) -> Answer {
    let role = state.role_mut(role_name(query)?)?;
    let name = policy_name(query)?;
    role.inline.remove(name).ok_or_else(|| no_such_policy(name))?;
    Ok(None)
}

fn policy_name(query: &Query) -> Result<&str, AwsError> {
    name(query, "PolicyName", 128)
}

fn no_such_policy(name: &str) -> AwsError {
    no_such_entity(format!("The role policy with name {name} cannot be found."))
}
