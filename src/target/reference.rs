//! The reference implementation, in this process. The one place of the suite that names it; all that
//! follows goes over HTTP.

use apigw_reference::Server;

use super::StartError;

/// Starts it on a free port of loopback.
pub(super) async fn start() -> Result<(Server, String), StartError> {
    let server = Server::start(0).await.map_err(|error| StartError::Reference {
        message: error.to_string(),
    })?;
    let endpoint = format!("http://{}", server.address());
    Ok((server, endpoint))
}
