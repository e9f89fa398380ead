//! Which room a request is for: a deployed stage or a control-plane service.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::future::BoxFuture;
use serde_json::json;
use uuid::Uuid;

use super::credential::Scope;
use super::http1::Handler;
use super::{AwsError, Caller, Request, Response, Service};

/// The path that answers 200 and the names of the services on offer, to see that the reference is ready.
const HEALTH: &str = "/_reference/health";

/// The longest body that a stage takes: 10 MiB (LIMIT-006, LIMIT-007).
const LONGEST_PAYLOAD: usize = 10_485_760;

/// The longest body that a service takes: 50 MB of function code, base64-encoded, and what is around it.
const LONGEST_CALL: usize = 70 * 1024 * 1024;

/// The data plane as the wire sees it.
pub trait DataPlane: Send + Sync {
    /// Whether the request's path or `Host` is that of an invoke URL, deployed or not.
    fn owns(&self, request: &Request) -> bool;

    /// Answers a request that it [owns](Self::owns).
    fn handle(&self, request: Request) -> BoxFuture<'_, Response>;

    /// The answer to a request that it owns and whose body is longer than `longest` bytes.
    fn payload_too_long(&self, request: &Request, longest: usize) -> Response;
}

/// Sends every request to its room.
pub struct Dispatch {
    services: BTreeMap<&'static str, Arc<dyn Service>>,
    data_planes: Vec<Arc<dyn DataPlane>>,
}

impl Dispatch {
    /// A dispatch to these rooms.
    #[must_use]
    pub fn new(
        services: impl IntoIterator<Item = Arc<dyn Service>>,
        data_planes: impl IntoIterator<Item = Arc<dyn DataPlane>>,
    ) -> Self {
        let services = services
            .into_iter()
            .map(|service| (service.name(), service))
            .collect();
        Self {
            services,
            data_planes: data_planes.into_iter().collect(),
        }
    }

    fn data_plane_of(&self, request: &Request) -> Option<&dyn DataPlane> {
        let mut planes = self.data_planes.iter();
        planes.find(|plane| plane.owns(request)).map(Arc::as_ref)
    }

    async fn call(&self, request: Request) -> Response {
        let mut response = match self.service(&request) {
            Ok((service, caller)) => service.handle(&caller, request).await,
            Err(refusal) => refusal,
        };
        if response.headers.get("x-amzn-RequestId").is_none() {
            response
                .headers
                .push("x-amzn-RequestId", Uuid::new_v4().to_string());
        }
        response
    }

    fn service(&self, request: &Request) -> Result<(&dyn Service, Caller), Response> {
        let Scope { region, service } = Scope::of(request).map_err(|error| error.rest_json())?;
        match self.services.get(service.as_str()) {
            Some(service) => Ok((service.as_ref(), Caller { region })),
            None => Err(self.not_offered(&service)),
        }
    }

    /// Carries the error both as REST-JSON and as AWS JSON do, since the protocol of the service is not known.
    fn not_offered(&self, service: &str) -> Response {
        let message = format!(
            "the reference does not offer the service '{service}', only {}",
            self.names().join(", ")
        );
        let error = AwsError::new(501, "NotImplementedException", message);
        let mut response = error.aws_json("application/json");
        response.headers.push("x-amzn-ErrorType", error.code);
        response
    }

    fn names(&self) -> Vec<&'static str> {
        self.services.keys().copied().collect()
    }
}

impl Handler for Dispatch {
    fn body_limit(&self, request: &Request) -> usize {
        if self.data_plane_of(request).is_some() {
            LONGEST_PAYLOAD
        } else {
            LONGEST_CALL
        }
    }

    fn body_too_long(&self, request: &Request) -> Response {
        if let Some(plane) = self.data_plane_of(request) {
            return plane.payload_too_long(request, LONGEST_PAYLOAD);
        }
        let message = format!("Request must be smaller than {LONGEST_CALL} bytes");
        AwsError::new(413, "RequestEntityTooLargeException", message).rest_json()
    }

    fn handle(&self, request: Request) -> BoxFuture<'_, Response> {
        match self.data_plane_of(&request) {
            Some(plane) => plane.handle(request),
            None if request.path == HEALTH && request.method == "GET" => {
                let response = Response::json(200, &json!({ "services": self.names() }));
                Box::pin(async { response })
            }
            None => Box::pin(self.call(request)),
        }
    }
}

impl std::fmt::Debug for Dispatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dispatch")
            .field("services", &self.names())
            .field("data_planes", &self.data_planes.len())
            .finish()
    }
}
