//! What a control-plane service is to the wire.

use futures::future::BoxFuture;

use super::{Request, Response};

/// The one account that everything belongs to.
pub const ACCOUNT: &str = "000000000000";

/// Who calls, as the signature says. Signatures are not verified: the reference is for tests on loopback.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The region of the credential scope, for example `us-east-1`; it stands in the ARNs of what is created.
    pub region: String,
}

/// A service that answers signed requests.
pub trait Service: Send + Sync {
    /// The name in the credential scope of a signature, for example `states`.
    fn name(&self) -> &'static str;

    /// Answers one request; errors are answers too, in the service's own protocol.
    fn handle<'a>(&'a self, caller: &'a Caller, request: Request) -> BoxFuture<'a, Response>;
}
