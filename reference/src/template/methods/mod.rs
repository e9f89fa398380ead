//! The Java methods and properties that values have.

mod dispatch;
mod format;
pub(super) mod list;
pub(super) mod map;
mod number;
mod string;

pub(super) use dispatch::{call, from_start, position, property, size};
