//! Requests: which operation one is for, and its answer in the form that the sender reads.

use futures::future::BoxFuture;
use serde_json::{Map, Value};

use super::{States, errors, operations, service::Call, wire_form::Form};
use crate::wire::{AwsError, Caller, Request, Response, Service};

impl States {
    /// Answers a request whose operation is known, in the form that its sender reads.
    pub(super) async fn answer(
        &self,
        form: Form,
        operation: &str,
        region: &str,
        request: &Request,
        trace: Option<&str>,
    ) -> Response {
        let body = match parse(&request.body) {
            Ok(body) => body,
            Err(error) => return form.error(&error),
        };
        let call = Call {
            operation,
            region,
            body: &body,
            trace,
        };
        let mut response = match operations::perform(self, call).await {
            Ok(body) => form.answer(&body),
            Err(error) => form.error(&error),
        };
        let id = uuid::Uuid::new_v4().to_string();
        response.headers.push("x-amzn-RequestId", id);
        response
    }
}

/// The members of a request. Members that the service does not know are left alone, as AWS leaves them.
///
/// # Errors
/// `SerializationException` if it is no JSON object.
pub(super) fn parse(body: &[u8]) -> Result<Map<String, Value>, AwsError> {
    serde_json::from_slice(body).map_err(|_| errors::serialization(""))
}

impl Service for States {
    fn name(&self) -> &'static str {
        "states"
    }

    fn handle<'a>(&'a self, caller: &'a Caller, request: Request) -> BoxFuture<'a, Response> {
        Box::pin(async move {
            let target = request.headers.get("x-amz-target").unwrap_or_default();
            let Some(operation) = target.strip_prefix("AWSStepFunctions.") else {
                return Form::Sdk.error(&errors::unknown_operation());
            };
            self.answer(Form::Sdk, operation, &caller.region, &request, None)
                .await
        })
    }
}
