//! Mapping templates: the Velocity Template Language as API Gateway runs it.

mod render;

pub use render::{Input, Overrides, Params, ParseError, RenderError, Template};
