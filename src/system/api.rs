//! The API that a client calls: of one kind or the other.

use super::{HttpApi, RestApi};

/// A REST API or an HTTP API.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Api {
    /// API Gateway's first kind.
    Rest(RestApi),
    /// API Gateway V2's.
    Http(HttpApi),
}

impl Default for Api {
    fn default() -> Self {
        Self::Rest(RestApi::default())
    }
}

impl From<RestApi> for Api {
    fn from(api: RestApi) -> Self {
        Self::Rest(api)
    }
}

impl From<HttpApi> for Api {
    fn from(api: HttpApi) -> Self {
        Self::Http(api)
    }
}
