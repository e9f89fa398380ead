//! Typed expectations and how a mismatch reads.
//!
//! Every expectation is a function that returns `Result<(), Mismatch>`: [`response`] looks at a response,
//! [`document`] at a text or document from elsewhere, [`count`] at effects and times. Values that are known
//! only by their form are written as matchers in double braces, see [`ExpectedJson`] and [`Matcher`].

mod clf_time;
pub mod count;
mod diff;
pub mod document;
mod json;
pub mod log;
mod matcher;
mod mismatch;
pub mod partial;
mod path;
pub mod response;
mod text;

pub use clf_time::clf_time;
pub use json::{Comparison, ExpectedJson, NotExpectedJson};
pub use matcher::{Matcher, NotAMatcher};
pub use mismatch::Mismatch;
pub use path::{JsonPath, NotAPath};
pub use text::ExpectedText;
