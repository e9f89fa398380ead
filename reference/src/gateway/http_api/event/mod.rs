//! The events that functions behind an HTTP API get.

mod authorizer;
mod format_1;
mod format_2;
mod payload;

pub use authorizer::{Asked, authorizer_format_1, authorizer_format_2};
pub use format_1::event as format_1;
pub use format_2::event as format_2;
use serde_json::Value;

/// A request context says nothing of an authorizer where there is none.
fn without_null_authorizer(context: &mut Value) {
    if let Some(members) = context
        .as_object_mut()
        .filter(|members| members["authorizer"].is_null())
    {
        members.shift_remove("authorizer");
    }
}
