//! JWT authorizers: whether a token is its issuer's, for this API, and in time (developer guide, "Control access to
//! HTTP APIs with JWT authorizers").

mod authorize;
mod claims;
mod discovery;
mod keys;
mod refusal;
mod token;

pub use authorize::authorize;
pub use keys::KeyCache;
