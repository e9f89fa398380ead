//! HTTP APIs.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::cors::CorsConfiguration;
use super::quick_create;
use super::store::{Api, Store, now};
use crate::control::apigateway::answer::{Answer, Input, Outcome, bad_request, not_offered};
use crate::control::apigateway::new_id;
use crate::wire::AwsError;

const ROUTE_SELECTION: [&str; 2] = [
    "$request.method $request.path",
    "${request.method} ${request.path}",
];

/// An HTTP API as answers show it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpApi {
    api_endpoint: String,
    /// Ten letters and digits.
    pub api_id: String,
    api_key_selection_expression: &'static str,
    /// The CORS configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cors_configuration: Option<CorsConfiguration>,
    created_date: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    disable_execute_api_endpoint: bool,
    ip_address_type: String,
    name: String,
    protocol_type: &'static str,
    route_selection_expression: String,
    /// Tags.
    pub tags: IndexMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
}

/// The input of CreateApi.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateApi {
    name: Option<String>,
    protocol_type: Option<String>,
    #[serde(default)]
    tags: IndexMap<String, String>,
    route_key: Option<String>,
    target: Option<String>,
    credentials_arn: Option<String>,
    #[serde(flatten)]
    rest: Description,
}

/// What CreateApi and UpdateApi have in common.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Description {
    description: Option<String>,
    version: Option<String>,
    cors_configuration: Option<CorsConfiguration>,
    route_selection_expression: Option<String>,
    api_key_selection_expression: Option<String>,
    disable_execute_api_endpoint: Option<bool>,
    disable_schema_validation: Option<bool>,
    ip_address_type: Option<String>,
}

/// The input of UpdateApi.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct UpdateApi {
    name: Option<String>,
    route_key: Option<String>,
    target: Option<String>,
    credentials_arn: Option<String>,
    #[serde(flatten)]
    rest: Description,
}

impl HttpApi {
    fn new(region: &str, name: String, tags: IndexMap<String, String>) -> Self {
        let api_id = new_id(10);
        Self {
            api_endpoint: format!("https://{api_id}.execute-api.{region}.amazonaws.com"),
            api_id,
            api_key_selection_expression: "$request.header.x-api-key",
            cors_configuration: None,
            created_date: now(),
            description: None,
            disable_execute_api_endpoint: false,
            ip_address_type: "ipv4".to_owned(),
            name,
            protocol_type: "HTTP",
            route_selection_expression: ROUTE_SELECTION[0].to_owned(),
            tags,
            version: None,
        }
    }

    fn describe(&mut self, new: Description) -> Result<(), AwsError> {
        for (is_asked, what) in [
            (
                new.disable_execute_api_endpoint == Some(true),
                "An API without its default endpoint",
            ),
            (
                new.disable_schema_validation == Some(true),
                "disableSchemaValidation",
            ),
            (
                new.api_key_selection_expression
                    .as_deref()
                    .is_some_and(|e| e != self.api_key_selection_expression),
                "apiKeySelectionExpression",
            ),
        ] {
            if is_asked {
                return Err(not_offered(what));
            }
        }
        if let Some(expression) = new.route_selection_expression {
            if !ROUTE_SELECTION.contains(&expression.as_str()) {
                return Err(bad_request(
                    "Route selection expression is currently limited to \"${request.method} ${request.path}\"",
                ));
            }
            self.route_selection_expression = expression;
        }
        if let Some(kind) = new.ip_address_type {
            if !["ipv4", "dualstack"].contains(&kind.as_str()) {
                return Err(bad_request("Invalid IP address type specified"));
            }
            self.ip_address_type = kind;
        }
        if let Some(cors) = new.cors_configuration {
            cors.check()?;
            self.cors_configuration = Some(cors);
        }
        self.description = new.description.or(self.description.take());
        self.version = new.version.or(self.version.take());
        Ok(())
    }
}

fn check_name(name: Option<String>) -> Result<String, AwsError> {
    name.filter(|name| !name.trim().is_empty() && name.chars().count() <= 128)
        .ok_or_else(|| bad_request("Invalid API name specified"))
}

/// `POST /v2/apis`
pub fn create(store: &mut Store, input: &Input) -> Outcome {
    let new: CreateApi = input.body()?;
    match new.protocol_type.as_deref() {
        Some("HTTP") => {}
        Some("WEBSOCKET") => return Err(not_offered("An API with the protocol type WEBSOCKET")),
        _ => {
            return Err(bad_request(
                "Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]",
            ));
        }
    }
    let mut http_api = HttpApi::new(&input.region, check_name(new.name)?, new.tags);
    http_api.describe(new.rest)?;
    let mut api = Api {
        http_api,
        region: input.region.clone(),
        authorizers: IndexMap::new(),
        integrations: IndexMap::new(),
        routes: IndexMap::new(),
        stages: IndexMap::new(),
        deployments: IndexMap::new(),
    };
    if let Some(target) = new.target {
        quick_create::fill(&mut api, new.route_key, target, new.credentials_arn)?;
    } else if new.route_key.is_some() || new.credentials_arn.is_some() {
        return Err(bad_request(
            "routeKey and credentialsArn can only be given together with a target",
        ));
    }
    let answer = Answer::created(&api.http_api);
    store.apis.insert(api.http_api.api_id.clone(), api);
    Ok(answer)
}

/// `GET /v2/apis`
pub fn list(store: &Store, input: &Input) -> Outcome {
    let here = store.apis.values().filter(|api| api.region == input.region);
    super::page::page(input, here.map(|api| &api.http_api))
}

/// `GET /v2/apis/{api}`
pub fn get(store: &mut Store, id: &str) -> Outcome {
    Ok(Answer::ok(&store.api(id)?.http_api))
}

/// `PATCH /v2/apis/{api}`
pub fn update(store: &mut Store, input: &Input, id: &str) -> Outcome {
    let new: UpdateApi = input.body()?;
    let api = store.api(id)?;
    if new.route_key.is_some() || new.target.is_some() || new.credentials_arn.is_some() {
        return Err(not_offered("UpdateApi of what quick create made"));
    }
    let mut changed = api.http_api.clone();
    if new.name.is_some() {
        changed.name = check_name(new.name)?;
    }
    changed.describe(new.rest)?;
    api.http_api = changed;
    Ok(Answer::ok(&api.http_api))
}

/// `DELETE /v2/apis/{api}`
pub fn delete(store: &mut Store, id: &str) -> Outcome {
    store.api(id)?;
    store.apis.shift_remove(id);
    Ok(Answer::empty(204))
}
