//! The statements of a policy: how they are written, and what they cover.

use serde_json::{Map, Value};

use super::wildcard;

/// What a document is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The policy of a role, or of a caller: what it may do.
    Identity,
    /// A trust policy: who may assume the role.
    Trust,
    /// The policy of a resource: who may do what with it.
    Resource,
}

/// What a document says about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// No statement applies.
    Silent,
    /// Allowed.
    Allow,
    /// Denied, whatever others say.
    Deny,
}

/// One of a document's statements.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub(super) effect: Decision,
    /// Not in the policies of roles.
    pub(super) principals: Principals,
    pub(super) actions: Patterns,
    /// Not in trust policies.
    pub(super) resources: Patterns,
    pub(super) conditions: Map<String, Value>,
}

/// Whom a statement is about.
#[derive(Debug, Clone, Default)]
pub(super) struct Principals {
    /// `"*"`, or `{"AWS": "*"}`, which a policy of a resource means the same by.
    pub(super) everyone: bool,
    /// `*` among them is every service.
    pub(super) services: Vec<String>,
}

/// `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Debug, Clone, Default)]
pub(super) struct Patterns {
    patterns: Vec<String>,
    negated: bool,
}

impl Patterns {
    pub(super) fn cover(&self, text: &str) -> bool {
        self.patterns
            .iter()
            .any(|pattern| wildcard::matches(pattern, text))
            != self.negated
    }
}

pub(super) const SYNTAX: &str = "Syntax errors in policy.";

/// Reads the statements of a document.
///
/// # Errors
/// IAM's words for what is no policy.
pub(super) fn statements(document: &Value, kind: Kind) -> Result<Vec<Statement>, String> {
    let document = document.as_object().ok_or(SYNTAX)?;
    only(document, &["Version", "Id", "Statement"])?;
    if !matches!(
        document.get("Version").map(Value::as_str),
        None | Some(Some("2012-10-17" | "2008-10-17"))
    ) {
        return Err(SYNTAX.to_owned());
    }
    match document.get("Statement").ok_or(SYNTAX)? {
        Value::Array(statements) if statements.is_empty() => Err(SYNTAX.to_owned()),
        Value::Array(statements) => statements
            .iter()
            .map(|statement| read_statement(statement, kind))
            .collect(),
        statement => Ok(vec![read_statement(statement, kind)?]),
    }
}

fn read_statement(statement: &Value, kind: Kind) -> Result<Statement, String> {
    let statement = statement.as_object().ok_or(SYNTAX)?;
    only(
        statement,
        &[
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition",
        ],
    )?;
    let effect = match statement.get("Effect").and_then(Value::as_str) {
        Some("Allow") => Decision::Allow,
        Some("Deny") => Decision::Deny,
        _ => return Err(SYNTAX.to_owned()),
    };
    let mut actions =
        patterns(statement, "Action", "NotAction")?.ok_or("Policy statement must contain actions.")?;
    if !actions
        .patterns
        .iter()
        .all(|action| action == "*" || action.contains(':'))
    {
        return Err("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.".to_owned());
    }
    // Actions ignore case, resources do not.
    actions
        .patterns
        .iter_mut()
        .for_each(|action| action.make_ascii_lowercase());
    let conditions = match statement.get("Condition") {
        None => Map::new(),
        Some(Value::Object(conditions)) => conditions.clone(),
        Some(_) => return Err(SYNTAX.to_owned()),
    };
    let (principals, resources) = match kind {
        Kind::Identity => {
            if statement.contains_key("Principal") || statement.contains_key("NotPrincipal") {
                return Err("Policy document should not specify a principal.".to_owned());
            }
            (Principals::default(), resources(statement)?)
        }
        Kind::Trust => (trusted(statement, &actions)?, Patterns::default()),
        Kind::Resource => (principals(statement)?, resources(statement)?),
    };
    Ok(Statement {
        effect,
        principals,
        actions,
        resources,
        conditions,
    })
}

fn resources(statement: &Map<String, Value>) -> Result<Patterns, String> {
    let resources =
        patterns(statement, "Resource", "NotResource")?.ok_or("Policy statement must contain resources.")?;
    match resources
        .patterns
        .iter()
        .find(|resource| *resource != "*" && !resource.starts_with("arn:"))
    {
        Some(resource) => Err(format!("Resource {resource} must be in ARN format or \"*\".")),
        None => Ok(resources),
    }
}

fn trusted(statement: &Map<String, Value>, actions: &Patterns) -> Result<Principals, String> {
    for field in ["Resource", "NotResource"] {
        if statement.contains_key(field) {
            return Err(format!("Has prohibited field {field}"));
        }
    }
    if !actions
        .patterns
        .iter()
        .all(|action| action == "*" || action.starts_with("sts:"))
    {
        return Err("AssumeRole policy may only specify STS AssumeRole actions.".to_owned());
    }
    principals(statement)
}

fn principals(statement: &Map<String, Value>) -> Result<Principals, String> {
    if statement.contains_key("NotPrincipal") {
        return Err("NotPrincipal is not offered by the reference".to_owned());
    }
    match statement
        .get("Principal")
        .ok_or("Missing required field Principal")?
    {
        Value::String(all) if all == "*" => Ok(Principals {
            everyone: true,
            services: vec!["*".to_owned()],
        }),
        Value::Object(principals) => {
            only(principals, &["AWS", "Service", "Federated", "CanonicalUser"])?;
            let of = |kind: &str| principals.get(kind).map_or(Ok(Vec::new()), strings);
            // The others are nobody that ever asks here; they are checked for their form only.
            for kind in ["Federated", "CanonicalUser"] {
                of(kind)?;
            }
            Ok(Principals {
                everyone: of("AWS")?.iter().any(|one| one == "*"),
                services: of("Service")?,
            })
        }
        _ => Err(SYNTAX.to_owned()),
    }
}

/// The field, or its negation, or neither; both are an error.
fn patterns(statement: &Map<String, Value>, field: &str, negation: &str) -> Result<Option<Patterns>, String> {
    match (statement.get(field), statement.get(negation)) {
        (None, None) => Ok(None),
        (Some(value), None) => Ok(Some(Patterns {
            patterns: strings(value)?,
            negated: false,
        })),
        (None, Some(value)) => Ok(Some(Patterns {
            patterns: strings(value)?,
            negated: true,
        })),
        (Some(_), Some(_)) => Err(SYNTAX.to_owned()),
    }
}

/// A string or a list of strings.
fn strings(value: &Value) -> Result<Vec<String>, String> {
    match value {
        Value::String(one) => Ok(vec![one.clone()]),
        Value::Array(many) => many
            .iter()
            .map(|one| one.as_str().map(str::to_owned).ok_or_else(|| SYNTAX.to_owned()))
            .collect(),
        _ => Err(SYNTAX.to_owned()),
    }
}

fn only(object: &Map<String, Value>, fields: &[&str]) -> Result<(), String> {
    if object.keys().all(|key| fields.contains(&key.as_str())) {
        Ok(())
    } else {
        Err(SYNTAX.to_owned())
    }
}
