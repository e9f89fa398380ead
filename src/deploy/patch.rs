//! Patch operations, in which changes of REST APIs are written.

use aws_sdk_apigateway::types::{Op, PatchOperation};

/// Gives the member at a path another value.
pub(super) fn replace(path: &str, value: &str) -> PatchOperation {
    PatchOperation::builder()
        .op(Op::Replace)
        .path(path)
        .value(value)
        .build()
}
