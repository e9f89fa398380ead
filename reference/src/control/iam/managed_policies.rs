//! Policies that stand by themselves and are attached to roles.

use super::aws_managed::AWS_MANAGED;
use super::page;
use super::parameters::{
    add_tags, already_exists, delete_conflict, description, document, limit_exceeded, name, no_such_entity,
    path, validation,
};
use super::roles::{encoded, role_name};
use super::state::{Policy, State, new_id, now};
use crate::policy::{Document, Kind};
use crate::wire::query::{Query, Xml};
use crate::wire::{ACCOUNT, AwsError};

type Answer = Result<Option<Xml>, AwsError>;

/// IAM and STS quotas, default values.
const MOST_POLICIES: usize = 1500;
const MOST_ATTACHED: usize = 10;
const QUOTA: (&str, usize) = ("PolicySize", 6144);

/// A policy as answers show it, whoever manages it.
struct View<'a> {
    name: &'a str,
    path: &'a str,
    arn: &'a str,
    document: &'a Document,
    /// What only customers' policies have here; AWS's ids and dates are not reproduced.
    own: Option<&'a Policy>,
}

pub(super) fn create(state: &mut State, query: &Query) -> Answer {
    let name = name(query, "PolicyName", 128)?;
    let path = path(query)?;
    let mut policy = Policy {
        name: name.to_owned(),
        path: path.to_owned(),
        id: new_id("ANPA"),
        arn: format!("arn:aws:iam::{ACCOUNT}:policy{path}{name}"),
        created: now(),
        description: description(query)?,
        document: document(query, "PolicyDocument", Kind::Identity, QUOTA)?,
        tags: Default::default(),
    };
    add_tags(&mut policy.tags, query)?;
    if state
        .policies
        .values()
        .any(|other| other.name.eq_ignore_ascii_case(name))
    {
        return Err(already_exists(format!(
            "A policy called {name} already exists. Duplicate names are not allowed."
        )));
    }
    if state.policies.len() >= MOST_POLICIES {
        return Err(limit_exceeded(format!(
            "Cannot exceed quota for PoliciesPerAccount: {MOST_POLICIES}"
        )));
    }
    let arn = policy.arn.clone();
    state.policies.insert(arn.clone(), policy);
    get_by_arn(state, &arn)
}

pub(super) fn get(state: &State, query: &Query) -> Answer {
    get_by_arn(state, query.required("PolicyArn")?)
}

pub(super) fn get_version(state: &State, query: &Query) -> Answer {
    let arn = query.required("PolicyArn")?;
    let policy = view(state, arn).ok_or_else(|| no_such_policy(arn))?;
    let version = query.required("VersionId")?;
    if version != "v1" {
        return Err(no_such_entity(format!(
            "Policy {arn} version {version} does not exist or is not attachable."
        )));
    }
    let mut xml = Xml::default();
    xml.element("PolicyVersion", |xml| {
        xml.text("Document", &encoded(&policy.document.text));
        xml.text("VersionId", version);
        xml.text("IsDefaultVersion", "true");
        if let Some(own) = policy.own {
            xml.text("CreateDate", &own.created);
        }
    });
    Ok(Some(xml))
}

pub(super) fn list(state: &State, query: &Query) -> Answer {
    let (aws, own) = match query.get("Scope") {
        None | Some("All") => (true, true),
        Some("AWS") => (true, false),
        Some("Local") => (false, true),
        Some(_) => {
            return Err(validation(
                "1 validation error detected: Value at 'scope' failed to satisfy constraint: \
                 Member must satisfy enum value set: [All, AWS, Local]"
                    .to_owned(),
            ));
        }
    };
    let prefix = query.get("PathPrefix").unwrap_or("/");
    let only_attached = query.get("OnlyAttached") == Some("true");
    // Both maps are sorted by ARN, and AWS's ARNs stand behind this account's.
    let arns = state
        .policies
        .keys()
        .filter(|_| own)
        .chain(AWS_MANAGED.keys().filter(|_| aws));
    let policies = arns
        .filter_map(|arn| view(state, arn))
        .filter(|policy| policy.path.starts_with(prefix))
        .filter(|policy| !only_attached || state.attachments(policy.arn) > 0)
        .map(|policy| (policy.arn.to_owned(), policy));
    page::write(query, "Policies", policies, |xml, policy| {
        xml.element("member", |xml| write(xml, state, &policy))
    })
    .map(Some)
}

pub(super) fn delete(state: &mut State, query: &Query) -> Answer {
    let arn = query.required("PolicyArn")?;
    if !state.policies.contains_key(arn) {
        return Err(no_such_policy(arn));
    }
    if state.attachments(arn) > 0 {
        return Err(delete_conflict("Cannot delete a policy attached to entities."));
    }
    state.policies.remove(arn);
    Ok(None)
}

pub(super) fn attach(state: &mut State, query: &Query) -> Answer {
    let (role, arn) = (role_name(query)?, query.required("PolicyArn")?);
    let exists = state.managed(arn).is_some();
    let role = state.role_mut(role)?;
    if !exists {
        return Err(no_such_entity(format!(
            "Policy {arn} does not exist or is not attachable."
        )));
    }
    if role.attached.len() >= MOST_ATTACHED && !role.attached.contains(arn) {
        return Err(limit_exceeded(format!(
            "Cannot exceed quota for PoliciesPerRole: {MOST_ATTACHED}"
        )));
    }
    role.attached.insert(arn.to_owned());
    Ok(None)
}

pub(super) fn detach(state: &mut State, query: &Query) -> Answer {
    let (role, arn) = (role_name(query)?, query.required("PolicyArn")?);
    if state.role_mut(role)?.attached.remove(arn) {
        Ok(None)
    } else {
        Err(no_such_policy(arn))
    }
}

pub(super) fn list_attached(state: &State, query: &Query) -> Answer {
    let role = state.role(role_name(query)?)?;
    let prefix = query.get("PathPrefix").unwrap_or("/");
    let policies = role
        .attached
        .iter()
        .filter_map(|arn| view(state, arn))
        .filter(|policy| policy.path.starts_with(prefix))
        .map(|policy| (policy.arn.to_owned(), policy));
    page::write(query, "AttachedPolicies", policies, |xml, policy| {
        xml.element("member", |xml| {
            xml.text("PolicyName", policy.name);
            xml.text("PolicyArn", policy.arn);
        });
    })
    .map(Some)
}

fn get_by_arn(state: &State, arn: &str) -> Answer {
    let policy = view(state, arn).ok_or_else(|| no_such_policy(arn))?;
    let mut xml = Xml::default();
    xml.element("Policy", |xml| write(xml, state, &policy));
    Ok(Some(xml))
}

fn view<'a>(state: &'a State, arn: &str) -> Option<View<'a>> {
    if let Some(own) = state.policies.get(arn) {
        let (name, path, arn, document) = (&own.name, &own.path, &own.arn, &own.document);
        return Some(View {
            name,
            path,
            arn,
            document,
            own: Some(own),
        });
    }
    let aws = AWS_MANAGED.get(arn)?;
    Some(View {
        name: aws.name,
        path: aws.path,
        arn: &aws.arn,
        document: &aws.document,
        own: None,
    })
}

fn write(xml: &mut Xml, state: &State, policy: &View<'_>) {
    xml.text("PolicyName", policy.name);
    if let Some(own) = policy.own {
        xml.text("PolicyId", &own.id);
    }
    xml.text("Arn", policy.arn);
    xml.text("Path", policy.path);
    xml.text("DefaultVersionId", "v1");
    xml.text("AttachmentCount", &state.attachments(policy.arn).to_string());
    xml.text("PermissionsBoundaryUsageCount", "0");
    xml.text("IsAttachable", "true");
    if let Some(own) = policy.own {
        if let Some(description) = &own.description {
            xml.text("Description", description);
        }
        xml.text("CreateDate", &own.created);
        xml.text("UpdateDate", &own.created);
        if !own.tags.is_empty() {
            xml.members("Tags", &own.tags, |xml, (key, value)| {
                xml.text("Key", key);
                xml.text("Value", value);
            });
        }
    }
}

fn no_such_policy(arn: &str) -> AwsError {
    no_such_entity(format!("Policy {arn} was not found."))
}
