//! Lambda: invoking a function and changing its policy (https://docs.aws.amazon.com/lambda/latest/api/).

use aws_sdk_lambda::config::Builder;
use aws_sdk_lambda::config::retry::RetryConfig;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{InvocationType, LogType};
use bytes::Bytes;

use super::recorder::Recorder;
use crate::exchange::Exchange;
use crate::target::{CallError, Target};

/// What Invoke is asked for.
#[derive(Debug, Clone, Default)]
pub struct Invoke {
    /// A name or an ARN, with or without a qualifier.
    pub function: String,
    /// `InvocationType`; `None` leaves it out.
    pub invocation_type: Option<String>,
    /// `Qualifier`
    pub qualifier: Option<String>,
    /// `LogType`
    pub log_type: Option<String>,
    /// `Payload`, JSON or not; `None` sends none.
    pub payload: Option<Bytes>,
}

/// What AddPermission is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewStatement {
    /// `StatementId`
    pub statement_id: String,
    /// `Action`
    pub action: String,
    /// `Principal`
    pub principal: String,
    /// `SourceArn`
    pub source_arn: Option<String>,
    /// `SourceAccount`
    pub source_account: Option<String>,
}

/// Makes one call without retries and gives the exchange; an error of the service is an answer too.
macro_rules! exchange {
    ($target:expr, $operation:literal, $call:expr) => {{
        let recorder = Recorder::default();
        let call = $call
            .customize()
            .config_override(Builder::new().retry_config(RetryConfig::disabled()))
            .interceptor(recorder.clone());
        let result = $target.call($operation, call.send()).await;
        answered($operation, result, &recorder)
    }};
}

/// Invokes a function.
///
/// # Errors
/// [`CallError`] where there was no answer.
pub async fn invoke(target: &Target, invoke: Invoke) -> Result<Exchange, CallError> {
    let call = target
        .clients
        .lambda
        .invoke()
        .function_name(invoke.function)
        .set_invocation_type(invoke.invocation_type.as_deref().map(InvocationType::from))
        .set_qualifier(invoke.qualifier)
        .set_log_type(invoke.log_type.as_deref().map(LogType::from))
        .set_payload(invoke.payload.map(|payload| Blob::new(payload.to_vec())));
    exchange!(target, "Invoke", call)
}

/// Adds a statement to a function's policy.
///
/// # Errors
/// [`CallError`] where there was no answer.
pub async fn add_permission(
    target: &Target,
    function: &str,
    statement: NewStatement,
) -> Result<Exchange, CallError> {
    let call = target
        .clients
        .lambda
        .add_permission()
        .function_name(function)
        .statement_id(statement.statement_id)
        .action(statement.action)
        .principal(statement.principal)
        .set_source_arn(statement.source_arn)
        .set_source_account(statement.source_account);
    exchange!(target, "AddPermission", call)
}

/// Asks for a function's policy.
///
/// # Errors
/// [`CallError`] where there was no answer.
pub async fn get_policy(target: &Target, function: &str) -> Result<Exchange, CallError> {
    let call = target.clients.lambda.get_policy().function_name(function);
    exchange!(target, "GetPolicy", call)
}

/// Removes a statement of a function's policy.
///
/// # Errors
/// [`CallError`] where there was no answer.
pub async fn remove_permission(
    target: &Target,
    function: &str,
    statement_id: &str,
) -> Result<Exchange, CallError> {
    let call = target
        .clients
        .lambda
        .remove_permission()
        .function_name(function)
        .statement_id(statement_id);
    exchange!(target, "RemovePermission", call)
}

fn answered<T>(
    operation: &'static str,
    result: Result<T, CallError>,
    recorder: &Recorder,
) -> Result<Exchange, CallError> {
    match (recorder.exchange(), result) {
        (Some(exchange), _) => Ok(exchange),
        (None, Err(error)) => Err(error),
        (None, Ok(_)) => Err(CallError::Refused {
            operation,
            status: None,
            code: "NotRecorded".to_owned(),
            message: "the SDK's answer was not seen".to_owned(),
        }),
    }
}
