//! The intrinsic functions of JSONPath states, `States.Format` and its kin.

mod array;
mod call;
mod encode;
mod format;
mod json;
mod math;
mod number;
mod parse;
mod string;

pub use call::Call;
pub use encode::digest;
pub use math::random_of_seed;
