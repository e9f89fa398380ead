//! JSONPath in the Jayway dialect, as mapping templates and state machines use it.

mod path;

pub use path::{NoResult, ParseError, Path};
