//! Authorizers.

use std::time::Duration;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::store::{Api, Store};
use crate::control::apigateway::answer::{Answer, Input, Outcome, bad_request, conflict, not_offered};
use crate::control::apigateway::new_id;
use crate::gateway::http_api::authorizer::{JwtAuthorizer, LambdaAuthorizer};
use crate::gateway::http_api::expression::Expression;
use crate::gateway::http_api::lambda::{PayloadFormat, function_of};
use crate::wire::AwsError;

/// An authorizer as answers show it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Authorizer {
    #[serde(skip_serializing_if = "Option::is_none")]
    authorizer_credentials_arn: Option<String>,
    /// Six letters and digits.
    pub authorizer_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorizer_payload_format_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorizer_result_ttl_in_seconds: Option<u64>,
    /// `REQUEST` or `JWT`
    pub authorizer_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorizer_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enable_simple_responses: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identity_source: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwt_configuration: Option<JwtConfiguration>,
    name: String,
}

/// Which tokens a JWT authorizer takes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct JwtConfiguration {
    #[serde(default)]
    audience: Vec<String>,
    #[serde(default)]
    issuer: String,
}

/// The input of CreateAuthorizer and UpdateAuthorizer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct AuthorizerInput {
    authorizer_credentials_arn: Option<String>,
    authorizer_payload_format_version: Option<String>,
    authorizer_result_ttl_in_seconds: Option<u64>,
    authorizer_type: Option<String>,
    authorizer_uri: Option<String>,
    enable_simple_responses: Option<bool>,
    identity_source: Option<Vec<String>>,
    identity_validation_expression: Option<String>,
    jwt_configuration: Option<JwtConfiguration>,
    name: Option<String>,
}

impl Authorizer {
    /// One without anything, to be changed.
    fn unset(authorizer_type: String) -> Self {
        Self {
            authorizer_credentials_arn: None,
            authorizer_id: new_id(6),
            authorizer_payload_format_version: None,
            authorizer_result_ttl_in_seconds: None,
            authorizer_type,
            authorizer_uri: None,
            enable_simple_responses: None,
            identity_source: Vec::new(),
            jwt_configuration: None,
            name: String::new(),
        }
    }

    fn changed(&self, new: AuthorizerInput) -> Result<Self, AwsError> {
        if new.identity_validation_expression.is_some() {
            return Err(not_offered("identityValidationExpression"));
        }
        let set = |known: &Option<String>, new: Option<String>| match new {
            Some(new) => Some(new).filter(|new| !new.is_empty()),
            None => known.clone(),
        };
        let changed = Self {
            authorizer_credentials_arn: set(&self.authorizer_credentials_arn, new.authorizer_credentials_arn),
            authorizer_id: self.authorizer_id.clone(),
            authorizer_payload_format_version: set(
                &self.authorizer_payload_format_version,
                new.authorizer_payload_format_version,
            ),
            authorizer_result_ttl_in_seconds: new
                .authorizer_result_ttl_in_seconds
                .or(self.authorizer_result_ttl_in_seconds),
            authorizer_type: new
                .authorizer_type
                .unwrap_or_else(|| self.authorizer_type.clone()),
            authorizer_uri: set(&self.authorizer_uri, new.authorizer_uri),
            enable_simple_responses: new.enable_simple_responses.or(self.enable_simple_responses),
            identity_source: new
                .identity_source
                .unwrap_or_else(|| self.identity_source.clone()),
            jwt_configuration: new.jwt_configuration.or_else(|| self.jwt_configuration.clone()),
            name: new.name.unwrap_or_else(|| self.name.clone()),
        };
        changed.check().map(|()| changed)
    }

    fn check(&self) -> Result<(), AwsError> {
        if self.name.trim().is_empty() || self.name.chars().count() > 128 {
            return Err(bad_request("Invalid authorizer name specified"));
        }
        match self.authorizer_type.as_str() {
            "REQUEST" => self.check_function(),
            "JWT" => self.check_tokens(),
            kind => Err(bad_request(format!("Invalid authorizer type specified: {kind}"))),
        }
    }

    /// The texts on the format, simple responses and caching are AWS's own; the range of the time is the API
    /// reference's.
    fn check_function(&self) -> Result<(), AwsError> {
        let Some(version) = self.authorizer_payload_format_version.as_deref() else {
            return Err(bad_request(
                "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer",
            ));
        };
        if PayloadFormat::named(version).is_none() {
            return Err(bad_request(format!(
                "AuthorizerPayloadFormatVersion {version} is not supported for REQUEST authorizer"
            )));
        }
        if version == "1.0" && self.enable_simple_responses == Some(true) {
            return Err(bad_request(
                "EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion \"2.0\".",
            ));
        }
        match self.authorizer_result_ttl_in_seconds {
            Some(3601..) => {
                return Err(bad_request(
                    "AuthorizerResultTtlInSeconds must be between 0 and 3600",
                ));
            }
            Some(1..) if self.identity_source.is_empty() => {
                return Err(bad_request(
                    "Identity source must be set if authorizer caching is enabled (TTL is greater than 0)",
                ));
            }
            _ => {}
        }
        if let Some(source) = self
            .identity_source
            .iter()
            .find(|s| Expression::identity_source(s).is_none())
        {
            return Err(invalid_source(source));
        }
        if self.jwt_configuration.is_some() {
            return Err(bad_request(
                "JwtConfiguration is only supported for JWT authorizers",
            ));
        }
        let uri = self.authorizer_uri.as_deref().unwrap_or_default();
        let is_invocation = uri.starts_with("arn:aws:apigateway:")
            && (uri.contains("${stageVariables.") || function_of(uri, &IndexMap::new()).is_some());
        match is_invocation {
            true => Ok(()),
            false => Err(bad_request("Invalid Authorizer URI specified")),
        }
    }

    /// One source, a header or a query parameter; an issuer and at least one audience (API reference). That the
    /// issuer can be reached is seen when a token comes.
    fn check_tokens(&self) -> Result<(), AwsError> {
        for (is_asked, member) in [
            (self.authorizer_uri.is_some(), "AuthorizerUri"),
            (
                self.authorizer_credentials_arn.is_some(),
                "AuthorizerCredentialsArn",
            ),
            (
                self.authorizer_payload_format_version.is_some(),
                "AuthorizerPayloadFormatVersion",
            ),
            (
                self.authorizer_result_ttl_in_seconds.is_some(),
                "AuthorizerResultTtlInSeconds",
            ),
            (
                self.enable_simple_responses == Some(true),
                "EnableSimpleResponses",
            ),
        ] {
            if is_asked {
                return Err(bad_request(format!(
                    "{member} is only supported for REQUEST authorizers"
                )));
            }
        }
        let source = match self.identity_source.as_slice() {
            [source] => source,
            _ => return Err(bad_request("A JWT authorizer has a single identity source")),
        };
        let is_of_request = source.starts_with("$request.") && Expression::identity_source(source).is_some();
        if !is_of_request {
            return Err(invalid_source(source));
        }
        let configuration = self.jwt_configuration.clone().unwrap_or_default();
        let is_url = ["https://", "http://"].iter().any(|scheme| {
            let host = configuration.issuer.strip_prefix(scheme);
            host.is_some_and(|host| !host.is_empty())
        });
        if !is_url {
            return Err(bad_request(format!(
                "Invalid issuer: {}. Issuer must have a valid discovery endpoint ended with \
                 '/.well-known/openid-configuration'",
                configuration.issuer
            )));
        }
        match configuration.audience.iter().any(|audience| !audience.is_empty()) {
            true => Ok(()),
            false => Err(bad_request("A JWT authorizer has at least one audience")),
        }
    }

    /// The same for the data plane; `None` for one of the other type.
    #[must_use]
    pub fn lambda(&self) -> Option<LambdaAuthorizer> {
        Some(LambdaAuthorizer {
            id: self.authorizer_id.clone(),
            uri: self
                .authorizer_uri
                .clone()
                .filter(|_| self.authorizer_type == "REQUEST")?,
            credentials: self.authorizer_credentials_arn.clone(),
            format: PayloadFormat::named(self.authorizer_payload_format_version.as_deref()?)?,
            has_simple_responses: self.enable_simple_responses.unwrap_or_default(),
            // "You can enable caching by specifying" a time: without one there is none (developer guide).
            ttl: Duration::from_secs(self.authorizer_result_ttl_in_seconds.unwrap_or_default()),
            identity_sources: self
                .identity_source
                .iter()
                .filter_map(|source| Expression::identity_source(source))
                .collect(),
        })
    }

    /// The same for the data plane; `None` for one of the other type.
    #[must_use]
    pub fn jwt(&self) -> Option<JwtAuthorizer> {
        let configuration = self
            .jwt_configuration
            .clone()
            .filter(|_| self.authorizer_type == "JWT")?;
        Some(JwtAuthorizer {
            id: self.authorizer_id.clone(),
            issuer: configuration.issuer,
            audience: configuration.audience,
            identity_source: Expression::identity_source(self.identity_source.first()?)?,
        })
    }
}

fn invalid_source(source: &str) -> AwsError {
    bad_request(format!("Invalid identity source specified: {source}"))
}

fn check_name(api: &Api, name: &str, own_id: Option<&str>) -> Result<(), AwsError> {
    let mut others = api
        .authorizers
        .values()
        .filter(|other| Some(other.authorizer_id.as_str()) != own_id);
    match others.any(|other| other.name == name) {
        true => Err(conflict(format!(
            "Authorizer with name {name} already exists for this API"
        ))),
        false => Ok(()),
    }
}

/// `POST /v2/apis/{api}/authorizers`
pub fn create(store: &mut Store, input: &Input, api: &str) -> Outcome {
    let new: AuthorizerInput = input.body()?;
    let api = store.api(api)?;
    let authorizer = Authorizer::unset(new.authorizer_type.clone().unwrap_or_default()).changed(new)?;
    check_name(api, &authorizer.name, None)?;
    let answer = Answer::created(&authorizer);
    api.authorizers
        .insert(authorizer.authorizer_id.clone(), authorizer);
    Ok(answer)
}

/// `GET /v2/apis/{api}/authorizers`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    super::page::page(input, store.api(api)?.authorizers.values())
}

/// `GET /v2/apis/{api}/authorizers/{authorizer}`
pub fn get(store: &mut Store, api: &str, id: &str) -> Outcome {
    Ok(Answer::ok(store.api(api)?.authorizer(id)?))
}

/// `PATCH /v2/apis/{api}/authorizers/{authorizer}`
pub fn update(store: &mut Store, input: &Input, api: &str, id: &str) -> Outcome {
    let new: AuthorizerInput = input.body()?;
    let api = store.api(api)?;
    let changed = api.authorizer(id)?.changed(new)?;
    check_name(api, &changed.name, Some(id))?;
    let answer = Answer::ok(&changed);
    *api.authorizer(id)? = changed;
    Ok(answer)
}

/// `DELETE /v2/apis/{api}/authorizers/{authorizer}`; the text is AWS's own.
pub fn delete(store: &mut Store, api: &str, id: &str) -> Outcome {
    let api = store.api(api)?;
    let name = api.authorizer(id)?.name.clone();
    if let Some(route) = api
        .routes
        .values()
        .find(|route| route.authorizer_id.as_deref() == Some(id))
    {
        return Err(conflict(format!(
            "Cannot delete authorizer '{name}', is referenced in route: {}",
            route.route_key
        )));
    }
    api.authorizers.shift_remove(id);
    Ok(Answer::empty(204))
}
