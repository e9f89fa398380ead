//! The service as the wire sees it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use percent_encoding::percent_decode_str;

use super::deployment::deploy_automatically;
use super::operations;
use super::store::{Api, Store};
use crate::control::apigateway::access_log::AccessLogSettings;
use crate::control::apigateway::answer::{Input, Outcome};
use crate::control::logs::LogSink;
use crate::gateway::Services;
use crate::gateway::http_api::HttpGateway;
use crate::gateway::http_api::stage::Stage;
use crate::wire::{Caller, Request, Response};

/// `apigateway` below `/v2`: HTTP APIs and the stages they are served from.
#[derive(Debug)]
pub struct HttpApis {
    store: Mutex<Store>,
    gateway: Arc<HttpGateway>,
}

impl HttpApis {
    /// A service without APIs, in front of the services that integrations call; access logs go to `logs`.
    #[must_use]
    pub fn new(integrations: Services, logs: Arc<dyn LogSink>) -> Arc<Self> {
        Arc::new(Self {
            store: Mutex::default(),
            gateway: Arc::new(HttpGateway::new(integrations, logs)),
        })
    }

    /// The data plane that serves the stages created here.
    #[must_use]
    pub fn gateway(&self) -> &Arc<HttpGateway> {
        &self.gateway
    }

    /// Whether a request of the service `apigateway` is for this version of it.
    #[must_use]
    pub fn is_for(request: &Request) -> bool {
        request.path.starts_with("/v2/")
    }

    /// Answers one request; errors are answers too.
    #[must_use]
    pub fn handle(&self, caller: &Caller, request: &Request) -> Response {
        match self.answer(caller, request) {
            Ok(answer) => answer.response(),
            Err(error) => error.rest_json(),
        }
    }

    fn answer(&self, caller: &Caller, request: &Request) -> Outcome {
        let input = Input::of(&caller.region, request);
        let path = request.path.strip_prefix("/v2/").unwrap_or_default();
        let parts: Vec<_> = path
            .trim_end_matches('/')
            .split('/')
            .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
            .collect();
        let parts: Vec<_> = parts.iter().map(String::as_str).collect();
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let known = store.apis.len();
        let answer = operations::run(&mut store, &input, &request.method, &parts)?;
        if request.method != "GET" {
            match parts.as_slice() {
                ["apis"] if store.apis.len() > known => {
                    if let Some((_, api)) = store.apis.last_mut() {
                        deploy_automatically(api);
                        self.serve(api);
                    }
                }
                ["apis", id, below @ ..] => match store.apis.get_mut(*id) {
                    Some(api) => {
                        if below.first() != Some(&"deployments") {
                            deploy_automatically(api);
                        }
                        self.serve(api);
                    }
                    None => self.gateway.withdraw(id),
                },
                _ => {}
            }
        }
        Ok(answer)
    }

    /// What the stages serve after a change.
    fn serve(&self, api: &Api) {
        let stages: HashMap<_, _> = api
            .stages
            .iter()
            .filter_map(|(name, stage)| {
                let deployment = api.deployments.get(stage.deployment_id.as_ref()?)?;
                let served = Stage {
                    api: Arc::clone(&deployment.snapshot),
                    variables: Arc::new(stage.stage_variables.clone()),
                    access_log: stage
                        .access_log_settings
                        .as_ref()
                        .and_then(AccessLogSettings::compiled),
                };
                Some((name.clone(), served))
            })
            .collect();
        self.gateway.publish(&api.http_api.api_id, stages);
    }
}
