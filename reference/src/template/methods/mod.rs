//! The Java methods and properties that values have.

mod dispatch;
pub(super) mod list;
pub(super) mod map;
mod number;
mod string;

pub(super) use dispatch::{call, position, property, size};
