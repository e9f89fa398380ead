//! The service as API Gateway calls it.

use futures::future::BoxFuture;
use serde_json::Value;

use super::{States, errors, operations, requests::parse, wire_form::Form};
use crate::{
    control::iam::Denied,
    gateway::{Call, Integration, IntegrationError, Target},
    wire::{ACCOUNT, AwsError, Response},
};

/// Members of requests that name what is acted upon, as policies see it.
const RESOURCES: [&str; 4] = [
    "stateMachineArn",
    "executionArn",
    "resourceArn",
    "stateMachineVersionArn",
];

impl Integration for States {
    fn call(&self, call: Call) -> BoxFuture<'_, Result<Response, IntegrationError>> {
        Box::pin(async move {
            let operation = match &call.target {
                Target::Action(operation) if operations::exists(operation) => operation,
                _ => return Ok(Form::Gateway.error(&errors::unknown_operation())),
            };
            if let Err(error) = self.permit(&call, operation)? {
                return Ok(Form::Gateway.error(&error));
            }
            let trace = call.request.headers.get("X-Amzn-Trace-Id").map(sampled);
            Ok(self
                .answer(
                    Form::Gateway,
                    operation,
                    &call.region,
                    &call.request,
                    trace.as_deref(),
                )
                .await)
        })
    }
}

impl States {
    /// Whether the role may do what is asked. The outer error is API Gateway's, the inner one the service's.
    fn permit(&self, call: &Call, operation: &str) -> Result<Result<(), AwsError>, IntegrationError> {
        let Some(role) = &call.credentials else {
            // The service knows no resource policies: without a role the call is not signed.
            let message = "Missing Authentication Token".to_owned();
            return Ok(Err(AwsError::new(
                400,
                "MissingAuthenticationTokenException",
                message,
            )));
        };
        let resource = match parse(&call.request.body) {
            Ok(body) => RESOURCES
                .iter()
                .find_map(|name| body.get(*name).and_then(Value::as_str))
                .unwrap_or("*")
                .to_owned(),
            // What cannot be read is refused as such, after the role was taken.
            Err(_) => "*".to_owned(),
        };
        let action = format!("states:{operation}");
        match self
            .authority
            .authorize(role, "apigateway.amazonaws.com", &action, &resource)
        {
            Ok(()) => Ok(Ok(())),
            Err(denied @ Denied::NotAssumable { .. }) => {
                Err(IntegrationError::Configuration(denied.to_string()))
            }
            Err(Denied::NotAllowed { .. }) => Ok(Err(access_denied(role, &action, &resource))),
        }
    }
}

/// 400, not 403, and `Message` with a capital (reported from live answers).
fn access_denied(role: &str, action: &str, resource: &str) -> AwsError {
    let name = role.rsplit('/').next().unwrap_or_default();
    AwsError::new(
        400,
        "AccessDeniedException",
        format!(
            "User: arn:aws:sts::{ACCOUNT}:assumed-role/{name}/BackplaneAssumeRoleSession is not authorized to \
             perform: {action} on resource: {resource} because no identity-based policy allows the {action} action"
        ),
    )
}

/// The trace as the service shows it, always with a decision about sampling.
fn sampled(header: &str) -> String {
    if header.contains("Sampled=") {
        header.to_owned()
    } else {
        format!("{header};Sampled=1")
    }
}
