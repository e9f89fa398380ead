//! Who may invoke a function.

use super::context::Context;
use super::{DeployError, DeployedFunction};
use crate::system::{Function, Permission, Placeholders};

/// Whose invocations a function's policy allows.
const API_GATEWAY: &str = "apigateway.amazonaws.com";
/// What it allows.
const INVOKE: &str = "lambda:InvokeFunction";

/// How a source ARN names everything of an API, after the API's id.
#[derive(Debug, Clone, Copy)]
pub(super) enum Everything {
    /// Any stage, verb and path
    /// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html).
    RestApi,
    /// The authorizers of a REST API
    /// (https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html).
    Authorizers,
    /// Any stage and route: a route's key is a verb and a path, or `$default`
    /// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html).
    HttpApi,
}

/// A statement of a function's policy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Grant {
    function: String,
    principal: String,
    action: String,
    source_arn: String,
}

impl Context {
    /// Lets a function be invoked as its system says. `base` is the path below which the system
    /// stands.
    pub(super) async fn grant(
        &self,
        function: &Function,
        deployed: &DeployedFunction,
        api: &str,
        base: &str,
        known: &Placeholders,
        everything: Everything,
    ) -> Result<(), DeployError> {
        let anything = || match everything {
            Everything::RestApi => "*/*/*".to_owned(),
            Everything::Authorizers => "authorizers/*".to_owned(),
            Everything::HttpApi => "*/*".to_owned(),
        };
        let (principal, action, pattern) = match &function.permission {
            Permission::None => return Ok(()),
            Permission::Granted => (API_GATEWAY, INVOKE, anything()),
            Permission::SourceArn(pattern) => (API_GATEWAY, INVOKE, below(&known.fill(pattern)?, base)),
            Permission::Principal(principal) => (principal.as_str(), INVOKE, anything()),
            Permission::Action(action) => (API_GATEWAY, action.as_str(), anything()),
        };
        if !function.exists {
            return Ok(());
        }
        let grant = Grant {
            function: deployed.name.clone(),
            principal: principal.to_owned(),
            action: action.to_owned(),
            source_arn: self.arn("execute-api", &format!("{api}/{pattern}")),
        };
        let make = || async {
            let statement = self
                .clients()
                .lambda
                .add_permission()
                .function_name(&grant.function)
                .statement_id(format!("apigw-{}", uuid::Uuid::new_v4().simple()))
                .action(&grant.action)
                .principal(&grant.principal)
                .source_arn(&grant.source_arn);
            match self.target.call("AddPermission", statement.send()).await {
                // Where functions have no policies, all may be invoked: what the client sees tells.
                Err(error) if DeployError::from(error.clone()).is_unknown_operation() => Ok(()),
                outcome => Ok(outcome.map(drop)?),
            }
        };
        self.grants.get(grant.clone(), make).await
    }
}

/// A scenario's pattern `stage/VERB/path` for a system that stands below `base`.
fn below(pattern: &str, base: &str) -> String {
    match pattern.splitn(3, '/').collect::<Vec<_>>()[..] {
        [stage, verb, path] => format!("{stage}/{verb}{base}/{path}"),
        _ => pattern.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_arn_names_the_path_where_the_system_stands() {
        assert_eq!(below("*/GET/pets/*", "/s-1"), "*/GET/s-1/pets/*");
        assert_eq!(below("*/GET/pets", ""), "*/GET/pets");
        assert_eq!(below("*/*", "/s-1"), "*/*");
    }
}
