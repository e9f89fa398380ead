//! The events that functions behind an HTTP API get.

mod format_1;
mod format_2;
mod payload;

pub use format_1::event as format_1;
pub use format_2::event as format_2;
