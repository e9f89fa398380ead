//! Roles: their life, their trust policy and their tags.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::page;
use super::parameters::{
    add_tags, already_exists, delete_conflict, description, document, limit_exceeded, name, path, validation,
};
use super::state::{Role, State, new_id, now};
use crate::policy::Kind;
use crate::wire::query::{Query, Xml};
use crate::wire::{ACCOUNT, AwsError};

type Answer = Result<Option<Xml>, AwsError>;

/// IAM and STS quotas, default values.
const MOST_ROLES: usize = 1000;
const TRUST_QUOTA: (&str, usize) = ("ACLSizePerRole", 2048);

pub(super) fn create(state: &mut State, query: &Query) -> Answer {
    let name = role_name(query)?;
    let path = path(query)?;
    let trust = document(query, "AssumeRolePolicyDocument", Kind::Trust, TRUST_QUOTA)?;
    let mut role = Role {
        name: name.to_owned(),
        path: path.to_owned(),
        id: new_id("AROA"),
        arn: format!("arn:aws:iam::{ACCOUNT}:role{path}{name}"),
        created: now(),
        description: description(query)?,
        max_session: max_session(query)?,
        trust,
        inline: Default::default(),
        attached: Default::default(),
        tags: Default::default(),
    };
    add_tags(&mut role.tags, query)?;
    // Names are not distinguished by case (API reference, CreateRole).
    if state.roles.keys().any(|other| other.eq_ignore_ascii_case(name)) {
        return Err(already_exists(format!("Role with name {name} already exists.")));
    }
    if state.roles.len() >= MOST_ROLES {
        return Err(limit_exceeded(format!(
            "Cannot exceed quota for RolesPerAccount: {MOST_ROLES}"
        )));
    }
    let mut xml = Xml::default();
    xml.element("Role", |xml| {
        write(xml, &role);
        write_tags(xml, &role);
    });
    state.roles.insert(role.name.clone(), role);
    Ok(Some(xml))
}

pub(super) fn get(state: &State, query: &Query) -> Answer {
    let role = state.role(role_name(query)?)?;
    let mut xml = Xml::default();
    xml.element("Role", |xml| {
        write(xml, role);
        write_tags(xml, role);
        xml.element("RoleLastUsed", |_| {});
    });
    Ok(Some(xml))
}

pub(super) fn list(state: &State, query: &Query) -> Answer {
    let prefix = query.get("PathPrefix").unwrap_or("/");
    let roles = state.roles.values().filter(|role| role.path.starts_with(prefix));
    let roles = roles.map(|role| (role.name.clone(), role));
    page::write(query, "Roles", roles, |xml, role| {
        xml.element("member", |xml| write(xml, role))
    })
    .map(Some)
}

pub(super) fn delete(state: &mut State, query: &Query) -> Answer {
    let name = role_name(query)?;
    let role = state.role(name)?;
    if !role.attached.is_empty() {
        return Err(delete_conflict(
            "Cannot delete entity, must detach all policies first.",
        ));
    }
    if !role.inline.is_empty() {
        return Err(delete_conflict(
            "Cannot delete entity, must delete policies first.",
        ));
    }
    state.roles.remove(name);
    Ok(None)
}

pub(super) fn update_trust(state: &mut State, query: &Query) -> Answer {
    let role = state.role_mut(role_name(query)?)?;
    role.trust = document(query, "PolicyDocument", Kind::Trust, TRUST_QUOTA)?;
    Ok(None)
}

pub(super) fn tag(state: &mut State, query: &Query) -> Answer {
    add_tags(&mut state.role_mut(role_name(query)?)?.tags, query)?;
    Ok(None)
}

pub(super) fn untag(state: &mut State, query: &Query) -> Answer {
    let role = state.role_mut(role_name(query)?)?;
    for key in query.values("TagKeys") {
        role.tags.shift_remove(key);
    }
    Ok(None)
}

pub(super) fn list_tags(state: &State, query: &Query) -> Answer {
    let role = state.role(role_name(query)?)?;
    let mut xml = Xml::default();
    xml.members("Tags", &role.tags, |xml, (key, value)| {
        xml.text("Key", key);
        xml.text("Value", value);
    });
    xml.text("IsTruncated", "false");
    Ok(Some(xml))
}

/// The parameter `RoleName`.
pub(super) fn role_name(query: &Query) -> Result<&str, AwsError> {
    name(query, "RoleName", 64)
}

/// A document as answers carry it: percent-encoded (RFC 3986).
pub(super) fn encoded(document: &str) -> String {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~');
    utf8_percent_encode(document, RESERVED).to_string()
}

fn max_session(query: &Query) -> Result<u32, AwsError> {
    match query.get("MaxSessionDuration").map(str::parse) {
        None => Ok(3600),
        Some(Ok(seconds @ 3600..=43200)) => Ok(seconds),
        Some(_) => Err(validation(
            "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: \
             Member must have value between 3600 and 43200"
                .to_owned(),
        )),
    }
}

fn write(xml: &mut Xml, role: &Role) {
    xml.text("Path", &role.path);
    xml.text("RoleName", &role.name);
    xml.text("RoleId", &role.id);
    xml.text("Arn", &role.arn);
    xml.text("CreateDate", &role.created);
    xml.text("AssumeRolePolicyDocument", &encoded(&role.trust.text));
    if let Some(description) = &role.description {
        xml.text("Description", description);
    }
    xml.text("MaxSessionDuration", &role.max_session.to_string());
}

fn write_tags(xml: &mut Xml, role: &Role) {
    if !role.tags.is_empty() {
        xml.members("Tags", &role.tags, |xml, (key, value)| {
            xml.text("Key", key);
            xml.text("Value", value);
        });
    }
}
