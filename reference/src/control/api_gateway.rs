//! API Gateway as signatures know it: both versions of its API have the service name `apigateway`.

use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;

use super::apigateway::RestApis;
use super::apigatewayv2::HttpApis;
use crate::gateway::InvokeUrl;
use crate::wire::{Caller, DataPlane, Request, Response, Service};

/// REST APIs and HTTP APIs behind one name and one form of invoke URL.
#[derive(Debug, Clone)]
pub struct ApiGateway {
    rest: Arc<RestApis>,
    http: Arc<HttpApis>,
}

impl ApiGateway {
    /// Both versions.
    #[must_use]
    pub fn new(rest: Arc<RestApis>, http: Arc<HttpApis>) -> Self {
        Self { rest, http }
    }
}

impl Service for ApiGateway {
    fn name(&self) -> &'static str {
        self.rest.name()
    }

    fn handle<'a>(&'a self, caller: &'a Caller, request: Request) -> BoxFuture<'a, Response> {
        if HttpApis::is_for(&request) {
            async move { self.http.handle(caller, &request) }.boxed()
        } else {
            self.rest.handle(caller, request)
        }
    }
}

/// An API's id says which kind of API answers.
impl DataPlane for ApiGateway {
    fn owns(&self, request: &Request) -> bool {
        InvokeUrl::of(request).is_some()
    }

    fn handle(&self, request: Request) -> BoxFuture<'_, Response> {
        async move {
            match InvokeUrl::of(&request) {
                Some(url) if self.http.gateway().knows(&url.api_id) => {
                    self.http.gateway().handle(&url, request).await
                }
                Some(url) => self.rest.gateway().handle(&url, request).await,
                None => Response::empty(404),
            }
        }
        .boxed()
    }

    fn payload_too_long(&self, request: &Request, longest: usize) -> Response {
        match InvokeUrl::of(request) {
            Some(url) if self.http.gateway().knows(&url.api_id) => self.http.gateway().payload_too_long(),
            _ => self.rest.gateway().payload_too_long(longest),
        }
    }
}
