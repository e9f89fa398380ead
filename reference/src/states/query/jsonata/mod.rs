//! JSONata, evaluated by its reference implementation.

mod engine;
mod expression;
mod session;
mod states;
mod template;

pub use engine::{Rejection, check};
pub use expression::{Jsonata, JsonataError};
pub use states::States;
pub use template::JsonataTemplate;
