//! A deployment: an API compiled for serving. It never changes.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use super::authorizer::Authorizer;
use super::binary::BinaryMediaTypes;
use super::endpoint::Endpoint;
use super::gateway_response::GatewayResponses;
use super::integration_request::IntegrationRequest;
use super::integration_response::IntegrationResponses;
use super::method_request::MethodRequest;
use super::parameter_mapping::Source;
use super::resource_policy::ResourcePolicy;
use super::routing::Routes;

/// A deployment of a REST API.
#[derive(Debug)]
pub struct Api {
    /// The REST API's id.
    pub id: String,
    /// Its region.
    pub region: String,
    /// The deployment's id.
    pub deployment_id: String,
    /// The resources by path.
    pub routes: Routes,
    /// What the gateway itself answers.
    pub gateway_responses: GatewayResponses,
    /// Media types that are bytes rather than text.
    pub binary_media_types: BinaryMediaTypes,
    /// Who may call it, besides what its methods say.
    pub policy: Option<ResourcePolicy>,
}

/// A resource and its methods.
#[derive(Debug)]
pub struct Resource {
    /// The resource's id.
    pub id: String,
    /// Its path with variables in braces, for example `/pets/{id}`.
    pub path: String,
    /// By verb or `ANY`.
    pub methods: HashMap<String, Method>,
}

/// A method with all that stands behind it.
#[derive(Debug)]
pub struct Method {
    /// As configured: a verb or `ANY`.
    pub http_method: String,
    /// `$context.operationName`.
    pub operation_name: Option<String>,
    /// Who may call it.
    pub authorization: Authorization,
    /// What a request must satisfy.
    pub request: MethodRequest,
    /// The status codes that method responses declare.
    pub statuses: HashSet<u16>,
    /// What answers.
    pub integration: MethodIntegration,
}

/// A method's `authorizationType`.
#[derive(Debug, Default)]
pub enum Authorization {
    /// `NONE`
    #[default]
    None,
    /// `AWS_IAM`: whoever signs.
    AwsIam,
    /// `CUSTOM`: whom a function lets in.
    Custom(Arc<Authorizer>),
}

/// A method's integration.
#[derive(Debug)]
pub enum MethodIntegration {
    /// `MOCK`: the gateway answers itself.
    Mock {
        /// How the request is made.
        request: IntegrationRequest,
        /// How the answer is made.
        responses: IntegrationResponses,
    },
    /// `AWS`: an operation of a service, with mappings.
    Aws {
        /// Whom to call.
        endpoint: Endpoint,
        /// How the request is made.
        request: IntegrationRequest,
        /// How the answer is made.
        responses: IntegrationResponses,
        /// After this the client gets 504.
        timeout: Duration,
    },
    /// `HTTP`: a request to a backend on this machine, with mappings.
    Http {
        /// Whom to call.
        endpoint: Endpoint,
        /// How the request is made.
        request: IntegrationRequest,
        /// How the answer is made.
        responses: IntegrationResponses,
        /// After this the client gets 504.
        timeout: Duration,
    },
    /// `HTTP_PROXY`: the client's request for a backend on this machine.
    HttpProxy {
        /// Whom to call.
        endpoint: Endpoint,
        /// What is added to the client's request; no templates.
        request: IntegrationRequest,
        /// After this the client gets 504.
        timeout: Duration,
    },
    /// `AWS_PROXY`: a Lambda function that gets the request and makes the response.
    AwsProxy {
        /// Whom to call.
        endpoint: Endpoint,
        /// Mapped headers: ignored, yet an illegal one fails the request (recorded on AWS).
        headers: Vec<(String, Source)>,
        /// After this the client gets 504.
        timeout: Duration,
    },
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A resource whose methods are mocks without templates.
    pub(crate) fn resource(path: &str, verbs: &[&str]) -> Resource {
        let methods = verbs.iter().map(|verb| {
            let method = Method {
                http_method: (*verb).to_owned(),
                operation_name: None,
                authorization: Authorization::None,
                request: MethodRequest::default(),
                statuses: HashSet::new(),
                integration: MethodIntegration::Mock {
                    request: IntegrationRequest::default(),
                    responses: IntegrationResponses::default(),
                },
            };
            ((*verb).to_owned(), method)
        });
        Resource {
            id: "abc123".to_owned(),
            path: path.to_owned(),
            methods: methods.collect(),
        }
    }
}
