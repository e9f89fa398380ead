//! Resource-based policies of functions.

use serde_json::{Map, Value, json};

use super::fault;
use crate::policy::matches;
use crate::wire::AwsError;

/// The most statements a policy may have; AWS limits it to 20 KB of text.
const MAX_STATEMENTS: usize = 100;

/// The policy of a function, a version or an alias.
#[derive(Debug, Clone, Default)]
pub(super) struct Policy {
    statements: Vec<Statement>,
}

/// One permission.
#[derive(Debug, Clone)]
struct Statement {
    sid: String,
    principal: Principal,
    action: String,
    resource: String,
    source_arn: Option<String>,
    source_account: Option<String>,
    /// Conditions on keys that services do not have, so for them they never hold.
    other: Map<String, Value>,
    /// Whether it only holds for invocations that come by the function's URL.
    via_url: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Principal {
    Everyone,
    Service(String),
    Aws(String),
}

impl Policy {
    /// Adds the permission that the body of AddPermission asks for and gives the statement.
    pub(super) fn add(&mut self, body: &Value, resource: &str) -> Result<Value, AwsError> {
        let statement = Statement::read(body, resource)?;
        if self.statements.iter().any(|other| other.sid == statement.sid) {
            return Err(fault::conflict(format!(
                "The statement id ({}) provided already exists. Please provide a new statement id, or remove the existing statement.",
                statement.sid
            )));
        }
        if self.statements.len() >= MAX_STATEMENTS {
            let text = format!("The reference takes at most {MAX_STATEMENTS} statements in a policy");
            return Err(AwsError::new(400, "PolicyLengthExceededException", text));
        }
        let shown = statement.json();
        self.statements.push(statement);
        Ok(shown)
    }

    /// Removes the permission of that id; `false` if there is none.
    pub(super) fn remove(&mut self, sid: &str) -> bool {
        let before = self.statements.len();
        self.statements.retain(|statement| statement.sid != sid);
        self.statements.len() < before
    }

    pub(super) fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// The policy as GetPolicy shows it.
    pub(super) fn json(&self) -> Value {
        let statements: Vec<Value> = self.statements.iter().map(Statement::json).collect();
        json!({ "Version": "2012-10-17", "Id": "default", "Statement": statements })
    }

    /// Whether anybody may call the function's URL of this auth type without a signature. Since October 2025 new URLs
    /// need `lambda:InvokeFunction` as well (Lambda guide, "Control access to Lambda function URLs"), but AWS was
    /// content with this statement alone on 2025-11-24.
    pub(super) fn opens_url(&self, auth_type: &str) -> bool {
        self.statements
            .iter()
            .any(|statement| statement.opens_url(auth_type))
    }

    /// Whether `principal`, a service, may invoke on behalf of `source_arn`.
    pub(super) fn permits(&self, principal: &str, source_arn: &str) -> bool {
        self.statements
            .iter()
            .any(|statement| statement.permits(principal, source_arn))
    }
}

impl Statement {
    fn read(body: &Value, resource: &str) -> Result<Self, AwsError> {
        let text = |name: &str| {
            body[name]
                .as_str()
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        let needed = |name: &str, at: &str| {
            text(name).ok_or_else(|| {
                fault::validation(&[format!(
                    "Value null at '{at}' failed to satisfy constraint: Member must not be null"
                )])
            })
        };
        let sid = needed("StatementId", "statementId")?;
        if sid.len() > 100
            || !sid
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        {
            return Err(fault::validation(&[format!(
                "Value '{sid}' at 'statementId' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)"
            )]));
        }
        let action = needed("Action", "action")?;
        if action != "*" && !action.starts_with("lambda:") {
            return Err(fault::validation(&[format!(
                "Value '{action}' at 'action' failed to satisfy constraint: Member must satisfy regular expression pattern: (lambda:[*]|lambda:[a-zA-Z]+|[*])"
            )]));
        }
        let principal = Principal::read(&needed("Principal", "principal")?)?;
        let mut other = Map::new();
        for (name, key) in [
            ("EventSourceToken", "lambda:EventSourceToken"),
            ("FunctionUrlAuthType", "lambda:FunctionUrlAuthType"),
            ("PrincipalOrgID", "aws:PrincipalOrgID"),
        ] {
            if let Some(value) = text(name) {
                other.insert(key.to_owned(), Value::from(value));
            }
        }
        Ok(Self {
            sid,
            principal,
            action,
            resource: resource.to_owned(),
            source_arn: text("SourceArn"),
            source_account: text("SourceAccount"),
            other,
            via_url: body["InvokedViaFunctionUrl"] == true,
        })
    }

    /// The statement in AWS's form (Lambda guide, "Invoking a Lambda function using an Amazon API Gateway endpoint").
    fn json(&self) -> Value {
        let mut statement = json!({
            "Sid": self.sid,
            "Effect": "Allow",
            "Principal": self.principal.json(),
            "Action": self.action,
            "Resource": self.resource,
        });
        let mut equal = self.other.clone();
        if let Some(account) = &self.source_account {
            equal.insert("AWS:SourceAccount".to_owned(), Value::from(account.as_str()));
        }
        let mut condition = Map::new();
        if !equal.is_empty() {
            condition.insert("StringEquals".to_owned(), Value::Object(equal));
        }
        if self.via_url {
            let via = json!({ "lambda:InvokedViaFunctionUrl": "true" });
            condition.insert("Bool".to_owned(), via);
        }
        if let Some(arn) = &self.source_arn {
            condition.insert("ArnLike".to_owned(), json!({ "AWS:SourceArn": arn }));
        }
        if !condition.is_empty() {
            statement["Condition"] = Value::Object(condition);
        }
        statement
    }

    fn opens_url(&self, auth_type: &str) -> bool {
        let holds =
            |(key, value): (&String, &Value)| key == "lambda:FunctionUrlAuthType" && value == auth_type;
        self.principal == Principal::Everyone
            && matches!(
                self.action.as_str(),
                "*" | "lambda:*" | "lambda:InvokeFunctionUrl"
            )
            && self.source_arn.is_none()
            && self.source_account.is_none()
            && self.other.iter().all(holds)
    }

    fn permits(&self, principal: &str, source_arn: &str) -> bool {
        let who = match &self.principal {
            Principal::Everyone => true,
            Principal::Service(service) => service == principal,
            Principal::Aws(_) => false,
        };
        let account = source_arn.split(':').nth(4).unwrap_or_default();
        who && matches!(self.action.as_str(), "*" | "lambda:*" | "lambda:InvokeFunction")
            && self.other.is_empty()
            && !self.via_url
            && self
                .source_account
                .as_deref()
                .is_none_or(|wanted| wanted == account)
            && self
                .source_arn
                .as_deref()
                .is_none_or(|pattern| arn_like(pattern, source_arn))
    }
}

impl Principal {
    fn read(text: &str) -> Result<Self, AwsError> {
        let account = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        match text {
            "*" => Ok(Self::Everyone),
            _ if account => Ok(Self::Aws(format!("arn:aws:iam::{text}:root"))),
            _ if text.starts_with("arn:") => Ok(Self::Aws(text.to_owned())),
            _ if text.ends_with(".amazonaws.com") => Ok(Self::Service(text.to_owned())),
            _ => Err(fault::invalid(
                "The provided principal was invalid. Please check the principal and try again.",
            )),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Everyone => Value::from("*"),
            Self::Service(service) => json!({ "Service": service }),
            Self::Aws(arn) => json!({ "AWS": arn }),
        }
    }
}

/// ArnLike: each of the six parts matches by itself (IAM guide, "Amazon Resource Name condition operators").
///
/// The source of a method configured as ANY is written `*`; a permission may name it `ANY` (PERM-006).
fn arn_like(pattern: &str, arn: &str) -> bool {
    let parts = |arn: &str| arn.splitn(6, ':').map(str::to_owned).collect::<Vec<_>>();
    let (wanted, found) = (parts(pattern), parts(arn));
    if wanted.len() != found.len() {
        return false;
    }
    let resource = |text: &str| text.replacen("/*/", "/ANY/", 1);
    wanted
        .iter()
        .zip(&found)
        .enumerate()
        .all(|(at, (wanted, found))| {
            matches(wanted, found)
                || (at == 5 && method_of(found) == Some("*") && matches(wanted, &resource(found)))
        })
}

/// The method in `api/stage/METHOD/path`.
fn method_of(resource: &str) -> Option<&str> {
    resource.split('/').nth(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GATEWAY: &str = "apigateway.amazonaws.com";

    fn source(rest: &str) -> String {
        format!("arn:aws:execute-api:us-east-1:000000000000:{rest}")
    }

    fn policy(source_arn: Option<&str>) -> Policy {
        let mut policy = Policy::default();
        let mut body = json!({ "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": GATEWAY });
        if let Some(rest) = source_arn {
            body["SourceArn"] = Value::from(source(rest));
        }
        policy.add(&body, "arn:f").unwrap();
        policy
    }

    #[test]
    fn a_statement_reads_as_aws_writes_it() {
        let mut policy = Policy::default();
        let body = json!({ "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": GATEWAY,
            "SourceArn": "arn:aws:execute-api:us-east-1:000000000000:api/*/GET/*" });
        let statement = policy.add(&body, "arn:f").unwrap();
        assert_eq!(
            statement.to_string(),
            r#"{"Sid":"s","Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:f","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:execute-api:us-east-1:000000000000:api/*/GET/*"}}}"#
        );
        assert_eq!(
            policy.add(&body, "arn:f").unwrap_err().code,
            "ResourceConflictException"
        );
        assert_eq!(policy.json()["Statement"], json!([statement]));
        assert!(policy.remove("s") && !policy.remove("s") && policy.is_empty());
    }

    #[test]
    fn source_arns_match_by_stage_method_and_path() {
        let cases = [
            ("api/*/GET/*", "api/prod/GET/a/b", true),
            ("api/*/GET/*", "api/prod/POST/a", false),
            ("api/*/GET/*", "api/prod/*/a", false),
            ("api/*/*/*", "api/prod/*/a", true),
            ("api/*", "api/prod/GET/", true),
            ("api/prod/ANY/user", "api/prod/*/user", true),
            ("api/prod/ANY/user", "api/prod/GET/user", false),
            ("api/prod/ANY/user", "api/test/*/user", false),
            ("api/prod/*/user", "api/prod/GET/other", false),
            ("other/*/*/*", "api/prod/GET/a", false),
            ("ap?/prod/GET/a", "api/prod/GET/a", true),
        ];
        for (pattern, from, expected) in cases {
            assert_eq!(
                policy(Some(pattern)).permits(GATEWAY, &source(from)),
                expected,
                "{pattern} {from}"
            );
        }
        assert!(policy(None).permits(GATEWAY, &source("any/thing/at/all")));
        assert!(!policy(None).permits("events.amazonaws.com", &source("any/thing/at/all")));
    }

    #[test]
    fn other_conditions_are_kept() {
        let mut body = json!({ "StatementId": "s", "Action": "lambda:*", "Principal": GATEWAY, "SourceAccount": "000000000000" });
        let mut mine = Policy::default();
        mine.add(&body, "arn:f").unwrap();
        assert!(mine.permits(GATEWAY, &source("api/a/b/c")));
        body["SourceAccount"] = Value::from("111111111111");
        let mut theirs = Policy::default();
        let shown = theirs.add(&body, "arn:f").unwrap();
        assert_eq!(
            shown["Condition"],
            json!({ "StringEquals": { "AWS:SourceAccount": "111111111111" } })
        );
        assert!(!theirs.permits(GATEWAY, &source("api/a/b/c")));
        body = json!({ "StatementId": "s", "Action": "lambda:GetFunction", "Principal": "*" });
        let mut reading = Policy::default();
        reading.add(&body, "arn:f").unwrap();
        assert!(!reading.permits(GATEWAY, &source("api/a/b/c")));
    }
    #[test]
    fn a_url_is_open_where_everyone_may_call_it_in_its_way() {
        for (action, principal, auth_type, is_open) in [
            ("lambda:InvokeFunctionUrl", "*", json!("NONE"), true),
            ("lambda:InvokeFunctionUrl", "*", json!(null), true),
            ("lambda:InvokeFunctionUrl", "*", json!("AWS_IAM"), false),
            ("lambda:InvokeFunctionUrl", "000000000000", json!("NONE"), false),
            ("lambda:InvokeFunction", "*", json!(null), false),
        ] {
            let body = json!({ "StatementId": "s", "Action": action, "Principal": principal,
                "FunctionUrlAuthType": auth_type });
            let mut policy = Policy::default();
            policy.add(&body, "arn:f").unwrap();
            assert_eq!(policy.opens_url("NONE"), is_open, "{body}");
        }
    }

    #[test]
    fn a_statement_for_urls_is_for_nothing_else() {
        let body = json!({ "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "*",
            "InvokedViaFunctionUrl": true });
        let mut policy = Policy::default();
        let shown = policy.add(&body, "arn:f").unwrap();
        let condition = json!({ "Bool": { "lambda:InvokedViaFunctionUrl": "true" } });
        assert_eq!(shown["Condition"], condition);
        assert!(!policy.permits(GATEWAY, &source("api/a/b/c")));
    }
}
