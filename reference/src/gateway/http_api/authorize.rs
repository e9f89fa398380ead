//! Whether a client may pass a route.

use super::authorizer::Authorization;
use super::exchange::Exchange;
use super::failure::Failure;
use super::identity::Identity;
use super::routes::Route;

/// Asks the route's authorizer; `None` where there is none to ask.
///
/// # Errors
/// [`Failure`]: 401, 403 or 500.
pub fn authorize(route: &Route, _exchange: &Exchange) -> Result<Option<Identity>, Failure> {
    match &route.authorization {
        Authorization::None => Ok(None),
        Authorization::Iam => Err(Failure::Forbidden),
        Authorization::Lambda(_) | Authorization::Jwt { .. } => Err(Failure::Unauthorized),
    }
}
