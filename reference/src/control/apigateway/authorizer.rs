//! Authorizers: functions that methods ask who may call them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Input, Outcome, bad_request, conflict, not_found, not_offered};
use super::patch::{self, Field, Kind};
use super::store::{Api, Store, new_id};
use crate::gateway::authorizer as compiled;
use crate::gateway::endpoint::{Endpoint, ServiceUri};
use crate::gateway::integration_response::SelectionPattern;
use crate::gateway::parameter_mapping::Source;
use crate::wire::AwsError;

/// How long an answer holds unless it is said otherwise, in seconds.
const DEFAULT_TTL: i64 = 300;
/// And at most.
const LONGEST_TTL: i64 = 3600;

/// An authorizer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Authorizer {
    /// Six letters and digits.
    #[serde(default)]
    pub id: String,
    /// Unique in its API.
    #[serde(default)]
    pub name: String,
    /// `TOKEN` or `REQUEST`.
    #[serde(default, rename = "type")]
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    auth_type: Option<String>,
    /// `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorizer_uri: Option<String>,
    /// The role to invoke the function as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorizer_credentials: Option<String>,
    /// Mapping expressions, separated by commas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_source: Option<String>,
    /// What a token must match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_validation_expression: Option<String>,
    /// Seconds.
    #[serde(default = "default_ttl")]
    pub authorizer_result_ttl_in_seconds: i64,
}

fn default_ttl() -> i64 {
    DEFAULT_TTL
}

const FIELDS: [Field; 6] = [
    Field {
        name: "name",
        kind: Kind::Text,
    },
    Field {
        name: "authorizerUri",
        kind: Kind::Text,
    },
    Field {
        name: "authorizerCredentials",
        kind: Kind::Text,
    },
    Field {
        name: "identitySource",
        kind: Kind::Text,
    },
    Field {
        name: "identityValidationExpression",
        kind: Kind::Text,
    },
    Field {
        name: "authorizerResultTtlInSeconds",
        kind: Kind::Number,
    },
];

impl Authorizer {
    /// Checks what was asked for; the id is new.
    ///
    /// # Errors
    /// `BadRequestException`
    pub fn new(asked: Self, api: &Api) -> Result<Self, AwsError> {
        let authorizer = Self {
            id: new_id(6),
            ..asked
        };
        authorizer.check(api)?;
        Ok(authorizer)
    }

    fn check(&self, api: &Api) -> Result<(), AwsError> {
        if self.name.trim().is_empty() {
            return Err(bad_request("Authorizer name cannot be empty"));
        }
        let others = || api.authorizers.values().filter(|other| other.id != self.id);
        if others().any(|other| other.name == self.name) {
            let text = "Authorizer name must be unique. Authorizer {} already exists in this RestApi.";
            return Err(bad_request(text.replace("{}", &self.name)));
        }
        match self.kind.as_str() {
            "TOKEN" | "REQUEST" => {}
            "COGNITO_USER_POOLS" => return Err(not_offered("An authorizer of type COGNITO_USER_POOLS")),
            _ => {
                return Err(bad_request(
                    "Invalid authorizer type specified. Valid options are TOKEN, REQUEST, COGNITO_USER_POOLS",
                ));
            }
        }
        let uri = self.authorizer_uri.as_deref().unwrap_or_default();
        if !ServiceUri::parse(uri).is_ok_and(|uri| uri.invokes_function()) {
            return Err(bad_request(format!(
                "Invalid Authorizer URI: {uri}. Authorizer URI should be a valid API Gateway ARN that represents a \
                 Lambda function invocation."
            )));
        }
        if !(0..=LONGEST_TTL).contains(&self.authorizer_result_ttl_in_seconds) {
            return Err(bad_request(format!(
                "Invalid Authorizer result TTL specified. Must be between 0 and {LONGEST_TTL} seconds"
            )));
        }
        self.identity()?;
        self.validation().map(drop)
    }

    /// Where the caller's identity stands. Path parameters cannot be part of it (guide, "REQUEST input format").
    fn identity(&self) -> Result<Vec<Source>, AwsError> {
        let text = self.identity_source.as_deref().unwrap_or_default();
        let invalid = |part: &str| bad_request(format!("Invalid mapping expression specified: {part}"));
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let sources: Vec<_> = parts
            .map(|part| {
                Source::of_request(part)
                    .filter(|source| match source {
                        Source::Header(_) => true,
                        Source::Query(_) | Source::Context(_) | Source::StageVariable(_) => {
                            self.kind == "REQUEST"
                        }
                        _ => false,
                    })
                    .ok_or_else(|| invalid(part))
            })
            .collect::<Result<_, _>>()?;
        let is_cached = self.authorizer_result_ttl_in_seconds > 0;
        match (self.kind.as_str(), sources.len()) {
            ("TOKEN", 1) => Ok(sources),
            ("TOKEN", _) => Err(invalid(text)),
            (_, 0) if is_cached => Err(bad_request(
                "Identity source is required when authorization caching is enabled",
            )),
            _ => Ok(sources),
        }
    }

    fn validation(&self) -> Result<Option<SelectionPattern>, AwsError> {
        let pattern = self.identity_validation_expression.as_deref();
        let compiled = |pattern: &str| {
            SelectionPattern::compile(pattern)
                .map_err(|_| bad_request(format!("Invalid identity validation expression: {pattern}")))
        };
        pattern.filter(|p| !p.is_empty()).map(compiled).transpose()
    }

    /// As a deployment has it.
    ///
    /// # Errors
    /// `BadRequestException` if it is not sound.
    pub fn compiled(&self) -> Result<compiled::Authorizer, AwsError> {
        Ok(compiled::Authorizer {
            id: self.id.clone(),
            kind: match self.kind.as_str() {
                "TOKEN" => compiled::Kind::Token {
                    validation: self.validation()?,
                },
                _ => compiled::Kind::Request,
            },
            identity: self.identity()?,
            endpoint: Endpoint {
                uri: self.authorizer_uri.clone().unwrap_or_default(),
                http_method: "POST".to_owned(),
                credentials: self
                    .authorizer_credentials
                    .clone()
                    .filter(|role| !role.is_empty()),
                skips_authority: false,
            },
            ttl: Duration::from_secs(self.authorizer_result_ttl_in_seconds.unsigned_abs()),
        })
    }
}

/// `POST /restapis/{api}/authorizers`
pub fn create(store: &mut Store, input: &Input, api: &str) -> Outcome {
    let api = store.api(api)?;
    let authorizer = Authorizer::new(input.body()?, api)?;
    let answer = Answer::created(&authorizer);
    api.authorizers.insert(authorizer.id.clone(), authorizer);
    Ok(answer)
}

fn of<'s>(store: &'s mut Store, api: &str, id: &str) -> Result<&'s mut Authorizer, AwsError> {
    store
        .api(api)?
        .authorizers
        .get_mut(id)
        .ok_or_else(|| not_found("Invalid Authorizer identifier specified"))
}

/// `GET /restapis/{api}/authorizers`
pub fn list(store: &mut Store, input: &Input, api: &str) -> Outcome {
    Ok(input.page(store.api(api)?.authorizers.values()))
}

/// `GET /restapis/{api}/authorizers/{id}`
pub fn get(store: &mut Store, api: &str, id: &str) -> Outcome {
    Ok(Answer::ok(of(store, api, id)?))
}

/// `PATCH /restapis/{api}/authorizers/{id}`
pub fn update(store: &mut Store, input: &Input, api: &str, id: &str) -> Outcome {
    let mut changed = of(store, api, id)?.clone();
    patch::update(&mut changed, &FIELDS, &input.patch("updateAuthorizerInput")?)?;
    changed.check(store.api(api)?)?;
    let authorizer = of(store, api, id)?;
    *authorizer = changed;
    Ok(Answer::ok(&*authorizer))
}

/// `DELETE /restapis/{api}/authorizers/{id}`
pub fn delete(store: &mut Store, api: &str, id: &str) -> Outcome {
    of(store, api, id)?;
    let api = store.api(api)?;
    let mut methods = api
        .resources
        .values()
        .flat_map(|resource| resource.methods.values());
    if methods.any(|method| method.authorizer_id.as_deref() == Some(id)) {
        return Err(conflict(format!(
            "Cannot delete authorizer {id}, is referenced in a method"
        )));
    }
    api.authorizers.shift_remove(id);
    Ok(Answer::empty(202))
}
