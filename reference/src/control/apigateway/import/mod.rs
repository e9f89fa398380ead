//! ImportRestApi and PutRestApi: REST APIs from Swagger 2.0 and OpenAPI 3 definitions.

mod document;
mod importer;
mod operation;
mod operations;
mod schema;
mod security;
mod yaml;

pub use document::Document;
pub use operations::{import, put};
