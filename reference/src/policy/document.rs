//! Policy documents: what they say and whom and what they cover (IAM guide, "JSON policy element reference").

use serde_json::Value;

use super::statement::{Decision, Kind, Statement, statements};
use super::{Facts, conditions};

/// A text that is no policy, in IAM's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("read the policy: {0}")]
pub struct Malformed(pub String);

/// A document that was accepted.
#[derive(Debug, Clone)]
pub struct Document {
    /// As it was given.
    pub text: String,
    statements: Vec<Statement>,
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// [`Malformed`]
    pub fn parse(text: &str, kind: Kind) -> Result<Self, Malformed> {
        let document: Value = serde_json::from_str(text)
            .map_err(|_| Malformed("This policy contains invalid Json".to_owned()))?;
        let statements = statements(&document, kind).map_err(Malformed)?;
        Ok(Self {
            text: text.to_owned(),
            statements,
        })
    }

    /// What the document says about an action on a resource, whoever acts.
    #[must_use]
    pub fn decide(&self, action: &str, resource: &str, facts: &Facts) -> Decision {
        let action = action.to_ascii_lowercase();
        self.decision(facts, |statement| {
            statement.actions.cover(&action) && statement.resources.cover(resource)
        })
    }

    /// What the policy of a resource says about an action of somebody who does not tell who they are.
    #[must_use]
    pub fn decide_for_anyone(&self, action: &str, resource: &str, facts: &Facts) -> Decision {
        let action = action.to_ascii_lowercase();
        self.decision(facts, |statement| {
            statement.principals.everyone
                && statement.actions.cover(&action)
                && statement.resources.cover(resource)
        })
    }

    /// Whether a trust policy lets a service (`apigateway.amazonaws.com`) assume the role.
    #[must_use]
    pub fn trusts(&self, service: &str, facts: &Facts) -> bool {
        let decision = self.decision(facts, |statement| {
            statement.actions.cover("sts:assumerole")
                && statement
                    .principals
                    .services
                    .iter()
                    .any(|s| s == "*" || s == service)
        });
        decision == Decision::Allow
    }

    /// The first condition key or operator that is never decided, since nothing is known of it.
    #[must_use]
    pub fn unknown_condition(&self, facts: &Facts) -> Option<&str> {
        let mut statements = self.statements.iter();
        statements.find_map(|statement| conditions::unknown(&statement.conditions, facts))
    }

    fn decision(&self, facts: &Facts, covers: impl Fn(&Statement) -> bool) -> Decision {
        self.statements
            .iter()
            .filter(|statement| covers(statement) && conditions::hold(&statement.conditions, facts))
            .map(|statement| statement.effect)
            .max()
            .unwrap_or(Decision::Silent)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::policy::statement::SYNTAX;

    fn identity(statement: Value) -> Document {
        Document::parse(
            &json!({"Version": "2012-10-17", "Statement": statement}).to_string(),
            Kind::Identity,
        )
        .unwrap()
    }

    fn refused(document: &str, kind: Kind) -> String {
        Document::parse(document, kind).unwrap_err().0
    }

    #[test]
    fn actions_ignore_case_and_resources_do_not() {
        let document =
            identity(json!({"Effect": "Allow", "Action": "States:start*", "Resource": "arn:aws:x:A*"}));
        assert_eq!(
            document.decide("states:StartExecution", "arn:aws:x:Abc", &Facts::default()),
            Decision::Allow
        );
        assert_eq!(
            document.decide("states:StartExecution", "arn:aws:x:abc", &Facts::default()),
            Decision::Silent
        );
        assert_eq!(
            document.decide("states:StopExecution", "arn:aws:x:Abc", &Facts::default()),
            Decision::Silent
        );
    }

    #[test]
    fn a_deny_wins_wherever_it_stands() {
        let document = identity(json!([
            {"Effect": "Deny", "Action": ["states:StartExecution"], "Resource": "*"},
            {"Effect": "Allow", "Action": "*", "Resource": ["*"]},
        ]));
        assert_eq!(
            document.decide("states:StartExecution", "r", &Facts::default()),
            Decision::Deny
        );
        assert_eq!(
            document.decide("states:StartSyncExecution", "r", &Facts::default()),
            Decision::Allow
        );
    }

    #[test]
    fn negations_cover_the_rest() {
        let document = identity(
            json!({"Effect": "Allow", "NotAction": "iam:*", "NotResource": ["arn:aws:s3:::a", "arn:aws:s3:::b"]}),
        );
        assert_eq!(
            document.decide("s3:GetObject", "arn:aws:s3:::c", &Facts::default()),
            Decision::Allow
        );
        assert_eq!(
            document.decide("s3:GetObject", "arn:aws:s3:::b", &Facts::default()),
            Decision::Silent
        );
        assert_eq!(
            document.decide("iam:GetRole", "arn:aws:s3:::c", &Facts::default()),
            Decision::Silent
        );
    }

    #[test]
    fn a_statement_with_an_unknown_condition_does_not_apply() {
        let document = identity(json!([
            {"Effect": "Allow", "Action": "*", "Resource": "*"},
            {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
        ]));
        assert_eq!(
            document.decide("s3:GetObject", "r", &Facts::default()),
            Decision::Allow
        );
    }

    #[test]
    fn trust_is_for_the_services_named() {
        let trusts = |principal: Value| {
            let statement = json!({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"});
            let text = json!({"Statement": [statement]}).to_string();
            Document::parse(&text, Kind::Trust)
                .unwrap()
                .trusts("states.amazonaws.com", &Facts::default())
        };
        assert!(trusts(json!({"Service": "states.amazonaws.com"})));
        assert!(trusts(
            json!({"Service": ["apigateway.amazonaws.com", "states.amazonaws.com"]})
        ));
        assert!(trusts(json!("*")));
        assert!(!trusts(json!({"Service": "apigateway.amazonaws.com"})));
        assert!(!trusts(json!({"AWS": "arn:aws:iam::000000000000:root"})));
    }

    #[test]
    fn the_policy_of_a_resource_says_who_may_what() {
        let decide = |principal: Value, resource: &str| {
            let statement = json!({"Effect": "Allow", "Principal": principal, "Action": "execute-api:Invoke",
                "Resource": "arn:aws:execute-api:*:*:api/live/GET/*"});
            Document::parse(&json!({"Statement": [statement]}).to_string(), Kind::Resource)
                .unwrap()
                .decide_for_anyone("execute-api:Invoke", resource, &Facts::default())
        };
        let (get, put) = (
            "arn:aws:execute-api:us-east-1:000000000000:api/live/GET/a",
            "arn:aws:execute-api:us-east-1:000000000000:api/live/PUT/a",
        );
        assert_eq!(decide(json!("*"), get), Decision::Allow);
        assert_eq!(decide(json!({"AWS": ["*"]}), get), Decision::Allow);
        assert_eq!(decide(json!("*"), put), Decision::Silent);
        assert_eq!(
            decide(json!({"AWS": "arn:aws:iam::000000000000:root"}), get),
            Decision::Silent
        );
        assert_eq!(
            refused(
                &json!({"Statement": {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*"}})
                    .to_string(),
                Kind::Resource
            ),
            "Missing required field Principal"
        );
    }

    #[test]
    fn malformed_documents_are_refused_in_the_words_of_aws() {
        let statement = |fields: Value| json!({"Statement": fields}).to_string();
        let refused_identity = |fields: Value| refused(&statement(fields), Kind::Identity);
        assert_eq!(refused("{", Kind::Identity), "This policy contains invalid Json");
        assert_eq!(refused("[]", Kind::Identity), SYNTAX);
        assert_eq!(refused(r#"{"Statement": []}"#, Kind::Identity), SYNTAX);
        assert_eq!(
            refused(r#"{"Version": "2020-01-01", "Statement": {}}"#, Kind::Identity),
            SYNTAX
        );
        assert_eq!(
            refused_identity(json!({"Effect": "allow", "Action": "*", "Resource": "*"})),
            SYNTAX
        );
        assert_eq!(
            refused_identity(json!({"Effect": "Allow", "Resource": "*"})),
            "Policy statement must contain actions."
        );
        assert_eq!(
            refused_identity(json!({"Effect": "Allow", "Action": "s3:*"})),
            "Policy statement must contain resources."
        );
        assert_eq!(
            refused_identity(json!({"Effect": "Allow", "Action": "GetObject", "Resource": "*"})),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
        );
        assert_eq!(
            refused_identity(json!({"Effect": "Allow", "Action": "s3:*", "Resource": "bucket"})),
            "Resource bucket must be in ARN format or \"*\"."
        );
        assert_eq!(
            refused_identity(json!({"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"})),
            "Policy document should not specify a principal."
        );
        let trust = |fields: Value| refused(&statement(fields), Kind::Trust);
        assert_eq!(
            trust(json!({"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"})),
            "Has prohibited field Resource"
        );
        assert_eq!(
            trust(json!({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"})),
            "AssumeRole policy may only specify STS AssumeRole actions."
        );
        assert_eq!(
            trust(json!({"Effect": "Allow", "Action": "sts:AssumeRole"})),
            "Missing required field Principal"
        );
    }
}
