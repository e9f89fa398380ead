//! The service as the wire sees it.

use std::sync::{Arc, Mutex, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use percent_encoding::percent_decode_str;

use super::answer::{Input, Outcome};
use super::routes;
use super::store::Store;
use super::test_invoke::Test;
use crate::control::logs::LogSink;
use crate::gateway::{Gateway, Services};
use crate::wire::{Caller, Request, Response, Service};

/// `apigateway`: REST APIs and the stages they are served from.
#[derive(Debug)]
pub struct RestApis {
    store: Mutex<Store>,
    gateway: Arc<Gateway>,
}

impl RestApis {
    /// A service without APIs, in front of the services that integrations call; execution logs go to `logs`.
    #[must_use]
    pub fn new(integrations: Services, logs: Arc<dyn LogSink>) -> Arc<Self> {
        Arc::new(Self {
            store: Mutex::default(),
            gateway: Arc::new(Gateway::new(integrations, logs)),
        })
    }

    /// The data plane that serves the stages created here.
    #[must_use]
    pub fn gateway(&self) -> &Arc<Gateway> {
        &self.gateway
    }

    async fn answer(&self, caller: &Caller, request: Request) -> Outcome {
        let input = Input::of(&caller.region, &request);
        let parts: Vec<_> = request
            .path
            .trim_matches('/')
            .split('/')
            .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
            .collect();
        let parts: Vec<_> = parts.iter().map(String::as_str).collect();
        let verb = request.method.as_str();
        if let ("POST", ["restapis", api, "resources", resource, "methods", method]) =
            (verb, parts.as_slice())
        {
            let test = Test::prepare(&mut self.lock(), &input, [*api, *resource, *method])?;
            return Ok(test.run(&self.gateway).await);
        }
        routes::run(&mut self.lock(), &self.gateway, &input, verb, &parts)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Service for RestApis {
    fn name(&self) -> &'static str {
        "apigateway"
    }

    fn handle<'a>(&'a self, caller: &'a Caller, request: Request) -> BoxFuture<'a, Response> {
        async move {
            match self.answer(caller, request).await {
                Ok(answer) => answer.response(),
                Err(error) => error.rest_json(),
            }
        }
        .boxed()
    }
}
