//! The roles that a run's services assume: one each, created when the first system needs it. Where there is no
//! IAM, nothing can be created and any ARN is as good as another: roles then only have names.

use serde_json::{Value, json};
use tokio::sync::OnceCell;

use super::DeployError;
use super::context::{Context, Shared};
use super::ledger::Kind;
use crate::system::Role;

/// The name of the one inline policy of each role.
pub(super) const POLICY: &str = "apigw-conformance";

const API_GATEWAY: &str = "apigateway.amazonaws.com";

/// ARNs of the roles that exist.
#[derive(Debug, Default)]
pub(super) struct Roles {
    api: OnceCell<String>,
    /// API Gateway's roles that allow one action only.
    narrow: Shared<String, String>,
    states: OnceCell<String>,
    lambda: OnceCell<String>,
}

impl Context {
    /// The role with which API Gateway calls Step Functions.
    pub(super) async fn api_role(&self) -> Result<&str, DeployError> {
        // Some scenarios name what is no ARN, or none of the run's: the service's own refusal is what they are about.
        let policy = allow(&["states:*"], "*");
        self.role(&self.roles.api, "api", API_GATEWAY, vec![policy]).await
    }

    /// The ARN of the role that an integration names.
    pub(super) async fn role_for(&self, role: &Role) -> Result<Option<String>, DeployError> {
        match role {
            Role::None => Ok(None),
            Role::Full => Ok(Some(self.api_role().await?.to_owned())),
            Role::Allowing(action) => {
                let make = || async {
                    let purpose = format!("api-{}", action.rsplit(':').next().unwrap_or_default());
                    let policy = allow(&[action], "*");
                    self.create_role(&purpose, API_GATEWAY, vec![policy]).await
                };
                self.roles.narrow.get(action.clone(), make).await.map(Some)
            }
        }
    }

    /// The role with which state machines run.
    pub(super) async fn states_role(&self) -> Result<&str, DeployError> {
        let invoke = allow(
            &["lambda:InvokeFunction"],
            &self.arn("lambda", &format!("function:{}", self.run.name("*"))),
        );
        // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html: log delivery knows no resources.
        let log = allow(
            &[
                "logs:CreateLogDelivery",
                "logs:CreateLogStream",
                "logs:DeleteLogDelivery",
                "logs:DescribeLogGroups",
                "logs:DescribeResourcePolicies",
                "logs:GetLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutLogEvents",
                "logs:PutResourcePolicy",
                "logs:UpdateLogDelivery",
            ],
            "*",
        );
        self.role(
            &self.roles.states,
            "states",
            "states.amazonaws.com",
            vec![invoke, log],
        )
        .await
    }

    /// The role with which functions run.
    pub(super) async fn lambda_role(&self) -> Result<&str, DeployError> {
        let groups = self.arn("logs", &format!("log-group:/aws/lambda/{}", self.run.name("*")));
        let log = allow(
            &["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            &groups,
        );
        self.role(&self.roles.lambda, "lambda", "lambda.amazonaws.com", vec![log])
            .await
    }

    async fn role<'a>(
        &self,
        cell: &'a OnceCell<String>,
        purpose: &str,
        service: &str,
        statements: Vec<Value>,
    ) -> Result<&'a str, DeployError> {
        let create = || self.create_role(purpose, service, statements);
        cell.get_or_try_init(create).await.map(String::as_str)
    }

    async fn create_role(
        &self,
        purpose: &str,
        service: &str,
        statements: Vec<Value>,
    ) -> Result<String, DeployError> {
        let name = self.run.name(purpose);
        let iam = &self.clients().iam;
        let trust = json!({"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"});
        let role = iam
            .create_role()
            .role_name(&name)
            .assume_role_policy_document(policy(&[trust]))
            .description("A run of apigw-conformance; may be deleted when it has ended");
        let arn = format!("arn:aws:iam::{}:role/{name}", self.target.account);
        let created = self
            .create(
                &Kind::Role.named(&name),
                self.target.call("CreateRole", role.send()),
            )
            .await;
        let created = match created {
            Err(error) if error.is_unknown_operation() => return Ok(arn),
            created => created?,
        };
        let attached = iam
            .put_role_policy()
            .role_name(&name)
            .policy_name(POLICY)
            .policy_document(policy(&statements));
        self.target.call("PutRolePolicy", attached.send()).await?;
        Ok(created.role.map_or(arn, |role| role.arn))
    }
}

fn policy(statements: &[Value]) -> String {
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

fn allow(actions: &[&str], resource: &str) -> Value {
    json!({"Effect": "Allow", "Action": actions, "Resource": resource})
}
