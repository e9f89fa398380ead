//! Whether a client may pass a route.

use super::authorizer::Authorization;
use super::exchange::Exchange;
use super::failure::Failure;
use super::identity::Identity;
use super::jwt::{self, KeyCache};
use super::routes::Route;
use crate::wire::Response;

/// Asks the route's authorizer; `None` where there is none to ask.
///
/// # Errors
/// The answer to the client: 401, 403 or 500.
pub async fn authorize(
    keys: &KeyCache,
    route: &Route,
    exchange: &Exchange,
) -> Result<Option<Identity>, Response> {
    match &route.authorization {
        Authorization::None => Ok(None),
        Authorization::Iam => Err(Failure::Forbidden.response()),
        Authorization::Lambda(_) => Err(Failure::Unauthorized.response()),
        Authorization::Jwt { authorizer, scopes } => jwt::authorize(keys, (authorizer, scopes), exchange)
            .await
            .map(Some),
    }
}
