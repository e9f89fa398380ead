//! Who may invoke a function.

use super::context::Context;
use super::{DeployError, DeployedFunction};
use crate::system::{Function, Permission};

/// A statement of a function's policy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Grant {
    function: String,
    source_arn: String,
}

impl Context {
    /// Lets API Gateway invoke a function as its system says. `base` is the path below which the system
    /// stands.
    pub(super) async fn grant(
        &self,
        function: &Function,
        deployed: &DeployedFunction,
        api: &str,
        base: &str,
    ) -> Result<(), DeployError> {
        let pattern = match &function.permission {
            Permission::None => return Ok(()),
            // "arn:aws:execute-api:{region}:{account}:{api}/*/*/*": any stage, verb and path
            // (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html).
            Permission::Granted => "*/*/*".to_owned(),
            Permission::SourceArn(pattern) => below(pattern, base),
        };
        if !function.exists {
            return Ok(());
        }
        let grant = Grant {
            function: deployed.name.clone(),
            source_arn: self.arn("execute-api", &format!("{api}/{pattern}")),
        };
        let make = || async {
            let statement = self
                .clients()
                .lambda
                .add_permission()
                .function_name(&grant.function)
                .statement_id(format!("apigw-{}", uuid::Uuid::new_v4().simple()))
                .action("lambda:InvokeFunction")
                .principal("apigateway.amazonaws.com")
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
