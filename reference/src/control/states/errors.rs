//! The service's refusals, in AWS's words.

use crate::wire::AwsError;

fn refusal(code: &str, message: String) -> AwsError {
    AwsError::new(400, code, message)
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident => $code:literal, $text:literal;)*) => {
        $($(#[$doc])*
        pub(super) fn $name(of: &str) -> AwsError {
            refusal($code, format!($text, of = of))
        })*
    };
}

refusals! {
    activity_does_not_exist => "ActivityDoesNotExist", "Activity Does Not Exist: '{of}'";
    execution_already_exists => "ExecutionAlreadyExists", "Execution Already Exists: '{of}'";
    execution_does_not_exist => "ExecutionDoesNotExist", "Execution Does Not Exist: '{of}'";
    invalid_arn => "InvalidArn", "Invalid Arn: '{of}'";
    invalid_definition => "InvalidDefinition", "Invalid State Machine Definition: '{of}'";
    invalid_input => "InvalidExecutionInput", "Invalid State Machine Execution Input: '{of}'";
    invalid_logging => "InvalidLoggingConfiguration", "Invalid Logging Configuration: {of}";
    invalid_name => "InvalidName", "Invalid Name: '{of}'";
    invalid_output => "InvalidOutput", "Invalid Output: '{of}'";
    invalid_task_token => "InvalidToken", "Invalid Token: '{of}'";
    machine_already_exists => "StateMachineAlreadyExists", "State Machine Already Exists: '{of}'";
    machine_does_not_exist => "StateMachineDoesNotExist", "State Machine Does Not Exist: '{of}'";
    resource_not_found => "ResourceNotFound", "Resource not found: '{of}'";
    serialization => "SerializationException", "{of}";
    task_timed_out => "TaskTimedOut", "Task Timed Out: '{of}'";
    validation => "ValidationException", "{of}";
}

/// For an operation that the service does not have, or that this implementation does not offer; there is no
/// message (published transcript of a live answer).
pub(super) fn unknown_operation() -> AwsError {
    refusal("UnknownOperationException", String::new())
}

/// For an operation that is not for this kind of state machine (recorded on AWS 2024).
pub(super) fn type_not_supported() -> AwsError {
    refusal(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine".to_owned(),
    )
}
