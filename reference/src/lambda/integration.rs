//! What API Gateway sees of Lambda.

use futures::FutureExt;
use futures::future::BoxFuture;
use percent_encoding::percent_decode_str;

use super::Invoke;
use crate::control::iam::Denied;
use crate::control::lambda::Functions;
use crate::gateway::{Call, Integration, IntegrationError, Target};
use crate::wire::Response;

const GATEWAY: &str = "apigateway.amazonaws.com";
/// The cause that the execution log gives for a missing function, permission or role (recorded on AWS 2025).
const NO_PERMISSION: &str = "Invalid permissions on Lambda function";
/// Lambda's answer to another verb than POST (recorded on AWS 2015-08-06). It has status 403.
const NO_OPERATION: &str = "<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>\n";

impl Integration for Functions {
    /// Errors of the Lambda service (404, 413, 429 …) are answers with their status; only what API Gateway calls a
    /// configuration error is an error here.
    fn call(&self, call: Call) -> BoxFuture<'_, Result<Response, IntegrationError>> {
        async move {
            let Some(function) = function_of(&call.target) else {
                return Ok(Response::new(403, "application/xml", NO_OPERATION));
            };
            if call.request.method != "POST" {
                return Ok(Response::new(403, "application/xml", NO_OPERATION));
            }
            self.check_permission(&call, &function)?;
            Ok(self
                .invoke_over_http(&call.region, &function, &call.request)
                .await)
        }
        .boxed()
    }
}

impl Functions {
    fn check_permission(&self, call: &Call, function: &str) -> Result<(), IntegrationError> {
        let refuse = |text: String| Err(IntegrationError::Configuration(text));
        match &call.credentials {
            None if self.permits(function, GATEWAY, &call.source_arn) => Ok(()),
            None => refuse(NO_PERMISSION.to_owned()),
            Some(role) => {
                match self
                    .authority()
                    .authorize(role, GATEWAY, "lambda:InvokeFunction", function)
                {
                    Ok(()) => Ok(()),
                    Err(Denied::NotAssumable { .. }) => {
                        refuse("API Gateway does not have permission to assume the provided role".to_owned())
                    }
                    Err(Denied::NotAllowed { .. }) => refuse(NO_PERMISSION.to_owned()),
                }
            }
        }
    }
}

/// The function in `/2015-03-31/functions/{arn}/invocations`.
fn function_of(target: &Target) -> Option<String> {
    let Target::Path(path) = target else {
        return None;
    };
    let rest = path
        .trim_start_matches('/')
        .strip_prefix("2015-03-31/functions/")?;
    let name = rest.strip_suffix("/invocations")?;
    Some(percent_decode_str(name).decode_utf8_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_names_the_function() {
        let named = |path: &str| function_of(&Target::Path(path.to_owned()));
        let arn = "arn:aws:lambda:us-east-1:000000000000:function:f:live";
        assert_eq!(
            named(&format!("/2015-03-31/functions/{arn}/invocations")).as_deref(),
            Some(arn)
        );
        let encoded = "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af%3Alive/invocations";
        assert_eq!(named(encoded).as_deref(), Some(arn));
        assert_eq!(named("/2015-03-31/functions/"), None);
        assert_eq!(function_of(&Target::Action("Invoke".into())), None);
    }
}
