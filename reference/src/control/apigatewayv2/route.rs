//! Routes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::store::{Api, Store};
use crate::control::apigateway::answer::{Answer, Input, Outcome, bad_request, conflict, not_offered};
use crate::control::apigateway::new_id;
use crate::gateway::http_api::authorizer::Authorization;
use crate::gateway::http_api::route_key::RouteKey;
use crate::wire::AwsError;

/// A route as answers show it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// Made by quick create.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_gateway_managed: Option<bool>,
    api_key_required: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authorization_scopes: Vec<String>,
    authorization_type: String,
    /// What decides, for `CUSTOM` and `JWT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorizer_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation_name: Option<String>,
    /// Seven letters and digits.
    pub route_id: String,
    /// `GET /pets`, `$default`
    pub route_key: String,
    /// `integrations/{id}`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

/// The input of CreateRoute and UpdateRoute.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RouteInput {
    route_key: Option<String>,
    target: Option<String>,
    operation_name: Option<String>,
    authorization_type: Option<String>,
    authorizer_id: Option<String>,
    authorization_scopes: Option<Vec<String>>,
    api_key_required: Option<bool>,
    model_selection_expression: Option<String>,
    request_models: Option<Value>,
    request_parameters: Option<Value>,
    route_response_selection_expression: Option<String>,
}

impl RouteInput {
    /// The text on keys is AWS's own.
    fn check(&self) -> Result<(), AwsError> {
        if self.api_key_required == Some(true) {
            return Err(bad_request(
                "ApiKeyRequired is not currently supported for HTTP APIs.",
            ));
        }
        for (is_asked, what) in [
            (
                self.model_selection_expression.is_some(),
                "modelSelectionExpression",
            ),
            (self.request_models.is_some(), "A route with request models"),
            (
                self.request_parameters.is_some(),
                "A route with request parameters",
            ),
            (
                self.route_response_selection_expression.is_some(),
                "routeResponseSelectionExpression",
            ),
        ] {
            if is_asked {
                return Err(not_offered(what));
            }
        }
        Ok(())
    }
}

impl Route {
    /// A route of that key.
    #[must_use]
    pub fn new(route_key: String, target: Option<String>) -> Self {
        Self {
            api_gateway_managed: None,
            api_key_required: false,
            authorization_scopes: Vec::new(),
            authorization_type: "NONE".to_owned(),
            authorizer_id: None,
            operation_name: None,
            route_id: new_id(7),
            route_key,
            target,
        }
    }

    /// Takes over who may call; the texts on authorizers and scopes are AWS's own.
    fn authorize(&mut self, api: &Api, new: &RouteInput) -> Result<(), AwsError> {
        if let Some(kind) = &new.authorization_type {
            self.authorization_type.clone_from(kind);
        }
        if let Some(id) = &new.authorizer_id {
            self.authorizer_id = Some(id.clone()).filter(|id| !id.is_empty());
        }
        if let Some(scopes) = &new.authorization_scopes {
            self.authorization_scopes.clone_from(scopes);
        }
        let kind = self.authorization_type.as_str();
        let authorizer = self.authorizer_id.as_ref().and_then(|id| api.authorizers.get(id));
        match (
            kind,
            authorizer.map(|authorizer| authorizer.authorizer_type.as_str()),
        ) {
            ("NONE" | "AWS_IAM", _) => self.authorizer_id = None,
            ("CUSTOM", Some("REQUEST")) | ("JWT", Some("JWT")) => {}
            ("CUSTOM", _) => {
                return Err(bad_request(
                    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS \
                     requires a valid authorizer.",
                ));
            }
            ("JWT", _) => {
                return Err(bad_request(
                    "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT \
                     authorizer.",
                ));
            }
            (kind, _) => {
                return Err(bad_request(format!(
                    "Invalid authorization type specified: {kind}"
                )));
            }
        }
        if kind != "JWT" && !self.authorization_scopes.is_empty() {
            return Err(bad_request(
                "Invalid Route authorization type specified. Authorization Scopes are only valid for \
                 COGNITO_USER_POOLS and JWT authorization types",
            ));
        }
        Ok(())
    }

    /// The same for the data plane; `None` if its authorizer is no longer there.
    #[must_use]
    pub fn authorization(&self, api: &Api) -> Option<Authorization> {
        let authorizer = || api.authorizers.get(self.authorizer_id.as_ref()?);
        match self.authorization_type.as_str() {
            "AWS_IAM" => Some(Authorization::Iam),
            "CUSTOM" => Some(Authorization::Lambda(Arc::new(authorizer()?.lambda()?))),
            "JWT" => Some(Authorization::Jwt {
                authorizer: Arc::new(authorizer()?.jwt()?),
                scopes: self.authorization_scopes.clone(),
            }),
            _ => Some(Authorization::None),
        }
    }

    /// The integration that answers.
    #[must_use]
    pub fn integration_id(&self) -> Option<&str> {
        self.target.as_deref()?.strip_prefix("integrations/")
    }
}

/// Checks a key and that no other route has it or one like it; the texts are AWS's own.
///
/// # Errors
/// `BadRequestException`, `ConflictException`
pub fn check_key(api: &Api, key: &str, own_id: Option<&str>) -> Result<(), AwsError> {
    let parsed = RouteKey::parse(key).ok_or_else(|| {
        bad_request(
            "The provided route key is not formatted properly for HTTP protocol. Format should be \
             \"[HTTP METHOD] /[RESOURCE PATH]\" or \"$default\"",
        )
    })?;
    let others = api
        .routes
        .values()
        .filter(|r| Some(r.route_id.as_str()) != own_id);
    for other in others {
        if other.route_key == key {
            return Err(conflict(format!(
                "Route with key {key} already exists for this API"
            )));
        }
        if RouteKey::parse(&other.route_key).is_some_and(|other| other.conflicts_with(&parsed)) {
            return Err(conflict(format!(
                "The provided route key \"{key}\" has a conflicting variable on the same hierarchical level as \
                 \"{}\"",
                other.route_key
            )));
        }
    }
    Ok(())
}

fn check_target(api: &Api, target: Option<&str>) -> Result<(), AwsError> {
    let Some(target) = target else {
        return Ok(());
    };
    let id = target
        .strip_prefix("integrations/")
        .ok_or_else(|| bad_request(format!("Invalid target specified: {target}")))?;
    if api.integrations.contains_key(id) {
        Ok(())
    } else {
        Err(bad_request("Invalid Integration identifier specified"))
    }
}

/// `POST /v2/apis/{api}/routes`
pub fn create(store: &mut Store, input: &Input, api: &str) -> Outcome {
    let new: RouteInput = input.body()?;
    let api = store.api(api)?;
    new.check()?;
    let key = new.route_key.clone().unwrap_or_default();
    check_key(api, &key, None)?;
    let target = new.target.clone().filter(|t| !t.is_empty());
    check_target(api, target.as_deref())?;
    let mut route = Route::new(key, target);
    route.authorize(api, &new)?;
    route.operation_name = new.operation_name;
    let answer = Answer::created(&route);
    api.routes.insert(route.route_id.clone(), route);
    Ok(answer)
}

/// `GET /v2/apis/{api}/routes`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    super::page::page(input, store.api(api)?.routes.values())
}

/// `GET /v2/apis/{api}/routes/{route}`
pub fn get(store: &mut Store, api: &str, id: &str) -> Outcome {
    Ok(Answer::ok(store.api(api)?.route(id)?))
}

/// `PATCH /v2/apis/{api}/routes/{route}`
pub fn update(store: &mut Store, input: &Input, api: &str, id: &str) -> Outcome {
    let new: RouteInput = input.body()?;
    let api = store.api(api)?;
    new.check()?;
    let mut changed = api.route(id)?.clone();
    changed.authorize(api, &new)?;
    if let Some(key) = new.route_key {
        check_key(api, &key, Some(id))?;
        changed.route_key = key;
    }
    if let Some(target) = new.target {
        let target = Some(target).filter(|t| !t.is_empty());
        check_target(api, target.as_deref())?;
        changed.target = target;
    }
    changed.operation_name = new.operation_name.or(changed.operation_name);
    let answer = Answer::ok(&changed);
    *api.route(id)? = changed;
    Ok(answer)
}

/// `DELETE /v2/apis/{api}/routes/{route}`
pub fn delete(store: &mut Store, api: &str, id: &str) -> Outcome {
    let api = store.api(api)?;
    api.route(id)?;
    api.routes.shift_remove(id);
    Ok(Answer::empty(204))
}
