//! TestInvokeMethod: runs a method as it is now, without a deployment.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::answer::{Answer, Input, not_found};
use super::snapshot;
use super::store::{Api, Store};
use crate::gateway::routing::{Route, Routes};
use crate::gateway::stage::Version;
use crate::gateway::{Gateway, InvokeUrl, api};
use crate::wire::{AwsError, Headers, Request};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TestInvokeMethod {
    path_with_query_string: Option<String>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    headers: IndexMap<String, String>,
    #[serde(default)]
    multi_value_headers: IndexMap<String, Vec<String>>,
    #[serde(default)]
    stage_variables: IndexMap<String, String>,
}

/// A test that is ready to run without the store.
#[derive(Debug)]
pub struct Test {
    url: InvokeUrl,
    version: Version,
    request: Request,
    route: Route,
}

impl Test {
    /// Reads `POST …/methods/{verb}`. A path that does not fit the resource leaves its parameters empty; no path at
    /// all makes them the literal `{name}` (recorded on AWS).
    ///
    /// # Errors
    /// `NotFoundException`
    pub fn prepare(
        store: &mut Store,
        input: &Input,
        [api, resource, verb]: [&str; 3],
    ) -> Result<Self, AwsError> {
        let test: TestInvokeMethod = input.body()?;
        let api = store.api(api)?;
        let from = api.resource(resource)?.clone();
        if !from.methods.contains_key("ANY") {
            api.method(resource, verb)?;
        }
        let compiled = Arc::new(snapshot::testable(api, &from));
        let whole = test.path_with_query_string.unwrap_or_else(|| from.path.clone());
        let (path, query) = match whole.split_once('?') {
            Some((path, query)) => (path.to_owned(), Some(query.to_owned())),
            None => (whole, None),
        };
        let parameters = Routes::new([Arc::clone(&compiled)])
            .find(verb, &path)
            .map(|route| route.path_parameters)
            .unwrap_or_default();
        let route = Route::to(compiled, verb, parameters)
            .ok_or_else(|| not_found("Invalid Integration identifier specified"))?;
        let mut headers: Headers = test.headers.into_iter().collect();
        for (name, values) in &test.multi_value_headers {
            headers.remove(name);
            values.iter().for_each(|value| headers.push(name, value));
        }
        Ok(Self {
            url: InvokeUrl {
                api_id: api.rest_api.id.clone(),
                stage: "test-invoke-stage".to_owned(),
                path: path.clone(),
                domain: Some("testPrefix.testDomainName".to_owned()),
            },
            version: version(api, test.stage_variables),
            request: Request {
                method: verb.to_owned(),
                path,
                query,
                headers,
                body: Bytes::from(test.body.unwrap_or_default()),
                peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
            },
            route,
        })
    }

    /// Runs the method. Of a failure's headers only `x-amzn-ErrorType` is told (recorded on AWS).
    pub async fn run(self, gateway: &Gateway) -> Answer {
        let started = Instant::now();
        let (mut response, log) = gateway
            .test(&self.url, &self.version, self.request, &self.route)
            .await;
        if response.headers.get("x-amzn-ErrorType").is_some() {
            response.headers.remove("Content-Type");
        }
        let mut single = Map::new();
        let mut multi: Map<String, Value> = Map::new();
        for (name, value) in response.headers.iter() {
            single.insert(name.to_owned(), Value::from(value));
            if let Value::Array(values) = multi.entry(name).or_insert_with(|| json!([])) {
                values.push(Value::from(value));
            }
        }
        Answer::ok(json!({
            "status": response.status,
            "body": String::from_utf8_lossy(&response.body),
            "headers": single,
            "multiValueHeaders": multi,
            "log": log,
            "latency": u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        }))
    }
}

fn version(source: &Api, variables: IndexMap<String, String>) -> Version {
    let api = snapshot::of(source, "test-invoke").unwrap_or_else(|_| api::Api {
        id: source.rest_api.id.clone(),
        region: source.region.clone(),
        deployment_id: "test-invoke".to_owned(),
        routes: Routes::default(),
        gateway_responses: crate::gateway::gateway_response::GatewayResponses::default(),
        binary_media_types: crate::gateway::binary::BinaryMediaTypes::new(
            source.rest_api.binary_media_types.clone(),
        ),
        policy: None,
    });
    Version {
        api: Arc::new(api),
        variables: Arc::new(variables),
        is_canary: None,
    }
}
