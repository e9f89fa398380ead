//! The policy of a REST API: what is taken, and how it is kept and shown.

use serde_json::Value;

use super::answer::{bad_request, not_offered};
use crate::gateway::resource_policy::{ResourcePolicy, facts};
use crate::policy::{Document, Kind};
use crate::wire::{ACCOUNT, AwsError};

const INVALID: &str =
    "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.";

/// The policy as it is kept: `execute-api:/stage/VERB/path` becomes a whole ARN
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html).
///
/// # Errors
/// `BadRequestException` if it is no policy, or has a condition that the reference would not decide.
pub fn kept(text: &str, region: &str, api_id: &str) -> Result<String, AwsError> {
    let mut document: Value = serde_json::from_str(text).map_err(|_| bad_request(INVALID))?;
    let prefix = format!("arn:aws:execute-api:{region}:{ACCOUNT}:{api_id}");
    let statements: Vec<&mut Value> = match document.get_mut("Statement") {
        Some(Value::Array(statements)) => statements.iter_mut().collect(),
        Some(statement) => vec![statement],
        None => Vec::new(),
    };
    for statement in statements {
        for name in ["Resource", "NotResource"] {
            match statement.get_mut(name) {
                Some(Value::Array(resources)) => resources.iter_mut().for_each(|r| expand(r, &prefix)),
                Some(resource) => expand(resource, &prefix),
                None => {}
            }
        }
    }
    let text = document.to_string();
    let unsigned = facts(None, None, None);
    match read(&text)?.0.unknown_condition(&unsigned) {
        Some(condition) => Err(not_offered(format!("A resource policy's condition {condition}"))),
        None => Ok(text),
    }
}

fn expand(resource: &mut Value, prefix: &str) {
    if let Value::String(text) = resource
        && let Some(path) = text.strip_prefix("execute-api:/")
    {
        *text = format!("{prefix}/{path}");
    }
}

/// The policy as the data plane reads it.
///
/// # Errors
/// `BadRequestException`
pub fn read(text: &str) -> Result<ResourcePolicy, AwsError> {
    Document::parse(text, Kind::Resource)
        .map(ResourcePolicy)
        .map_err(|_| bad_request(INVALID))
}

/// The policy as answers show it: its quotes and slashes escaped once more than JSON asks for (Terraform's provider
/// for AWS undoes it).
#[must_use]
pub fn shown(kept: &str) -> String {
    kept.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('/', "\\/")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn policy(resource: &str, condition: Value) -> String {
        json!({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": resource,
            "Condition": condition}]})
        .to_string()
    }

    #[test]
    fn the_short_form_becomes_an_arn() {
        let kept = kept(&policy("execute-api:/live/GET/*", json!({})), "eu-west-1", "api").unwrap();
        assert!(
            kept.contains(r#""Resource":"arn:aws:execute-api:eu-west-1:000000000000:api/live/GET/*""#),
            "{kept}"
        );
        assert!(
            shown(&kept)
                .contains(r#"\"Resource\":\"arn:aws:execute-api:eu-west-1:000000000000:api\/live\/GET"#)
        );
    }

    #[test]
    fn what_is_no_policy_or_not_decided_is_refused() {
        let refused = |text: &str| kept(text, "eu-west-1", "api").unwrap_err().message;
        assert_eq!(refused("{"), INVALID);
        assert_eq!(refused("{}"), INVALID);
        assert_eq!(refused(r#"{"Statement": {"Effect": "Allow"}}"#), INVALID);
        assert_eq!(
            refused(&policy(
                "*",
                json!({"StringEquals": {"aws:PrincipalOrgID": "o-1"}})
            )),
            "A resource policy's condition aws:PrincipalOrgID is not offered by this reference implementation"
        );
    }
}
