//! Who may call an API: its authorizers and its policy.

use aws_sdk_apigateway::types::AuthorizerType as Type;
use serde_json::{Value, json};

use super::DeployError;
use super::function::invocation_uri;
use super::patch::replace;
use super::rest_api::Api;
use super::site::Plan;
use crate::system::{Authorization, Authorizer, AuthorizerType, Placeholders, RestApi};

/// Where the probes of a deployment stand, as a policy names them.
const PROBES: &str = "execute-api:/*/GET/ready-*";

impl Api {
    /// Creates a system's authorizers and gives their ids, in the system's order.
    pub(super) async fn authorizers(&self, plan: &Plan<RestApi>) -> Result<Vec<String>, DeployError> {
        let mut ids = Vec::new();
        for authorizer in &plan.api.authorizers {
            ids.push(self.authorizer(plan, authorizer).await?);
        }
        Ok(ids)
    }

    async fn authorizer(&self, plan: &Plan<RestApi>, authorizer: &Authorizer) -> Result<String, DeployError> {
        let function = plan
            .deployed
            .get(authorizer.function)
            .map(|function| function.arn.as_str());
        let call = self
            .context
            .clients()
            .apigateway
            .create_authorizer()
            .rest_api_id(&self.id)
            .name(format!("a{}", uuid::Uuid::new_v4().simple()))
            .r#type(match authorizer.kind {
                AuthorizerType::Token => Type::Token,
                AuthorizerType::Request => Type::Request,
            })
            .authorizer_uri(invocation_uri(&self.context.target.region, function))
            .set_identity_source(authorizer.identity_source.clone())
            .set_identity_validation_expression(authorizer.validation.clone())
            .set_authorizer_result_ttl_in_seconds(authorizer.ttl.map(i32::from));
        let created = self
            .changes
            .make("CreateAuthorizer", || call.clone().send())
            .await?;
        created
            .id
            .ok_or_else(|| DeployError::without_id("CreateAuthorizer"))
    }

    /// Gives the API its policy. The probes of its deployments are let in besides, or nobody could tell whether it is
    /// served.
    pub(super) async fn policy(&self, known: &Placeholders, policy: &str) -> Result<(), DeployError> {
        let policy = with_probes(&known.fill(policy)?)?;
        let call = self
            .context
            .clients()
            .apigateway
            .update_rest_api()
            .rest_api_id(&self.id)
            .patch_operations(replace("/policy", &policy));
        self.changes.make("UpdateRestApi", || call.clone().send()).await?;
        Ok(())
    }
}

/// `authorizationType` and `authorizerId` of a method.
pub(super) fn authorization(of: Authorization, ids: &[String]) -> (&'static str, Option<String>) {
    match of {
        Authorization::None => ("NONE", None),
        Authorization::AwsIam => ("AWS_IAM", None),
        Authorization::Custom(index) => ("CUSTOM", ids.get(index).cloned()),
    }
}

fn with_probes(policy: &str) -> Result<String, DeployError> {
    let wrong = |error: &str| DeployError::Impossible(format!("the API's policy: {error}"));
    let mut policy: Value = serde_json::from_str(policy).map_err(|error| wrong(&error.to_string()))?;
    let statements = policy
        .get_mut("Statement")
        .and_then(Value::as_array_mut)
        .ok_or_else(|| wrong("write its Statement as a list"))?;
    statements.push(json!({
        "Effect": "Allow",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": PROBES,
    }));
    Ok(policy.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_lets_probes_in_besides() {
        let policy = with_probes(r#"{"Version": "2012-10-17", "Statement": []}"#).expect("a policy");
        let policy: Value = serde_json::from_str(&policy).expect("JSON");
        assert_eq!(policy["Statement"][0]["Resource"], PROBES);
        assert_eq!(policy["Version"], "2012-10-17");
        for wrong in ["", "{}", r#"{"Statement": {}}"#] {
            assert!(with_probes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_method_names_the_authorizer_by_its_place() {
        let ids = ["a1".to_owned(), "a2".to_owned()];
        assert_eq!(
            authorization(Authorization::Custom(1), &ids),
            ("CUSTOM", Some("a2".to_owned()))
        );
        assert_eq!(authorization(Authorization::AwsIam, &ids), ("AWS_IAM", None));
    }
}
