//! An HTTP API, its routes and stages.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{HttpAuthorization, HttpAuthorizer, Route};

/// An HTTP API (`ProtocolType: HTTP` of API Gateway V2).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct HttpApi {
    /// Its routes in the order in which the scenario names them.
    pub routes: Vec<HttpRoute>,
    /// The authorizers that its routes name.
    pub authorizers: Vec<HttpAuthorizer>,
    /// Its CORS configuration; needs an API of its own.
    pub cors: Option<Cors>,
    /// Its stages; none stands for one that is called `$default`. Needs an API of its own.
    pub stages: Vec<HttpStage>,
}

/// A route with its integration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HttpRoute {
    /// What it matches.
    pub key: RouteKey,
    /// What it asks of its clients.
    pub authorization: HttpAuthorization,
    /// What it does.
    pub integration: HttpIntegration,
}

/// What a route matches.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RouteKey {
    /// `GET /pets/{id}`
    Path(Route),
    /// `$default`: everything that no other route matches; needs an API of its own.
    Default,
}

/// An integration with its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HttpIntegration {
    /// What stands behind the route.
    pub backend: HttpBackend,
    /// `requestParameters`: for an AWS service its operation's parameters, else the mappings of the request, such
    /// as `overwrite:header.name`, to their values.
    pub request_parameters: BTreeMap<String, String>,
    /// `responseParameters`: status → mapping of the response → value.
    pub response_parameters: BTreeMap<u16, BTreeMap<String, String>>,
    /// `timeoutInMillis`; `None` leaves AWS's 30 s.
    pub timeout: Option<i32>,
}

/// What stands behind a route.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum HttpBackend {
    /// `AWS_PROXY` to a function.
    Lambda {
        /// Index into `System::functions`.
        function: usize,
        /// `payloadFormatVersion`: `1.0` or `2.0`.
        payload_format: String,
        /// `integrationUri` where it is not simply the function's ARN.
        uri: Option<String>,
    },
    /// `HTTP_PROXY`
    Http {
        /// The verb that is sent, or `ANY` for the client's.
        verb: String,
        /// The URI; `{{invokeUrl}}` is where the system itself answers.
        uri: String,
    },
    /// `AWS_PROXY` with an `integrationSubtype`: an operation of an AWS service.
    Service {
        /// For example `StepFunctions-StartSyncExecution`.
        subtype: String,
    },
}

/// `corsConfiguration`, in AWS's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Cors {
    /// Origins: whole ones, `*`, `https://*`, `http://*`.
    pub allow_origins: Vec<String>,
    /// Methods.
    pub allow_methods: Vec<String>,
    /// Request headers.
    pub allow_headers: Vec<String>,
    /// Response headers.
    pub expose_headers: Vec<String>,
    /// Seconds.
    pub max_age: Option<i32>,
    /// Whether credentials are allowed.
    pub allow_credentials: Option<bool>,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HttpStage {
    /// `$default` or the first segment of its paths.
    pub name: String,
    /// Its variables.
    pub variables: BTreeMap<String, String>,
    /// Whether changes show without CreateDeployment.
    pub auto_deploy: bool,
}

impl HttpStage {
    /// A stage without variables.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            variables: BTreeMap::new(),
            auto_deploy: false,
        }
    }
}

impl Default for HttpStage {
    fn default() -> Self {
        Self::new("$default")
    }
}

impl std::str::FromStr for RouteKey {
    type Err = <Route as std::str::FromStr>::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "$default" => Ok(Self::Default),
            text => text.parse().map(Self::Path),
        }
    }
}

impl std::fmt::Display for RouteKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("$default"),
            Self::Path(route) => route.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_key_is_a_route_or_the_default() {
        for text in ["GET /pets/{id}", "ANY /{proxy+}", "$default"] {
            assert_eq!(text.parse::<RouteKey>().expect(text).to_string(), text);
        }
        assert!("$other".parse::<RouteKey>().is_err());
    }

    #[test]
    fn a_cors_configuration_is_read_in_awss_words() {
        let text = r#"{"allowOrigins": ["https://a.example"], "maxAge": 300, "allowCredentials": true}"#;
        let cors: Cors = serde_json::from_str(text).expect("a configuration");
        assert_eq!(cors.allow_origins, ["https://a.example"]);
        assert_eq!((cors.max_age, cors.allow_credentials), (Some(300), Some(true)));
        assert!(serde_json::from_str::<Cors>(r#"{"AllowOrigins": ["*"]}"#).is_err());
    }
}
