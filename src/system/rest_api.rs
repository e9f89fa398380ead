//! A REST API and its methods.

use std::collections::BTreeMap;

use super::{Authorization, Authorizer, Integration};

/// A REST API of one stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RestApi {
    /// Its methods in the order in which the scenario names them.
    pub methods: Vec<Method>,
    /// The authorizers of its methods.
    pub authorizers: Vec<Authorizer>,
    /// Its policy, a JSON text whose `Statement` is a list; needs an API of its own. The deployer adds a statement that
    /// lets it see whether a deployment is served.
    pub policy: Option<String>,
    /// `binaryMediaTypes`; needs an API of its own.
    pub binary_media_types: Vec<String>,
    /// The stage's variables; needs an API of its own.
    pub stage_variables: BTreeMap<String, String>,
    /// Customised gateway responses; needs an API of its own.
    pub gateway_responses: Vec<GatewayResponse>,
    /// Whether the stage logs every execution with headers and payloads; needs `own`.
    pub is_logged: bool,
    /// What happens to it after its first deployment, in this order; needs `own`.
    pub afterwards: Vec<Change>,
}

/// A change of an API that is deployed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// The JSON template of a method's default response becomes another one.
    ResponseTemplate {
        /// Index into `RestApi::methods`.
        method: usize,
        /// The new template.
        template: String,
    },
    /// It is deployed again, to the same stage or another one.
    Deployment {
        /// The stage's name.
        stage: String,
        /// The stage's variables; a canary's own.
        variables: BTreeMap<String, String>,
        /// Its share of the stage's requests in percent, if it is a canary.
        canary: Option<u8>,
    },
}

/// A verb and a resource path, written `GET /pets/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Route {
    /// `GET`, `ANY` and so on.
    pub verb: String,
    /// Starts with `/`; segments may be `{name}` or, the last, `{name+}`.
    pub path: String,
}

/// A method of a resource.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Method {
    /// Where it answers.
    pub route: Route,
    /// Who may call it.
    pub authorization: Authorization,
    /// What it does.
    pub integration: Integration,
    /// `method.request.{querystring|header|path}.name` → whether it is required.
    pub request_parameters: BTreeMap<String, bool>,
    /// What is checked of a request before the integration is called.
    pub validator: Option<RequestValidator>,
    /// Content type → the model of the body, a JSON schema.
    pub request_models: BTreeMap<String, String>,
    /// `apiKeyRequired`
    pub requires_api_key: bool,
}

/// What a request validator looks at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct RequestValidator {
    /// `validateRequestBody`
    pub body: bool,
    /// `validateRequestParameters`
    pub parameters: bool,
}

/// A gateway response that the API customises.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GatewayResponse {
    /// For example `MISSING_AUTHENTICATION_TOKEN`.
    pub response_type: String,
    /// Status code; `None` leaves AWS's.
    pub status: Option<u16>,
    /// `gatewayresponse.header.name` without the prefix → mapping expression.
    pub headers: BTreeMap<String, String>,
    /// Content type → template.
    pub templates: BTreeMap<String, String>,
}

impl Method {
    /// A method that demands nothing of a request.
    #[must_use]
    pub fn new(route: Route, integration: Integration) -> Self {
        Self {
            route,
            authorization: Authorization::None,
            integration,
            request_parameters: BTreeMap::new(),
            validator: None,
            request_models: BTreeMap::new(),
            requires_api_key: false,
        }
    }
}

/// A text that is no route.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("read {0:?} as a route: write a verb in capitals, a space and a path, as in \"GET /pets/{{id}}\"")]
pub struct NotARoute(String);

impl std::str::FromStr for Route {
    type Err = NotARoute;

    fn from_str(text: &str) -> Result<Self, NotARoute> {
        match text.split_once(' ') {
            Some((verb, path))
                if !verb.is_empty()
                    && verb.chars().all(|c| c.is_ascii_uppercase())
                    && path.starts_with('/')
                    && !path.contains([' ', '?', '#']) =>
            {
                Ok(Self {
                    verb: verb.to_owned(),
                    path: path.to_owned(),
                })
            }
            _ => Err(NotARoute(text.to_owned())),
        }
    }
}

impl std::fmt::Display for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.verb, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_a_verb_and_a_path() {
        let route: Route = "ANY /pets/{id}".parse().expect("a route");
        assert_eq!((route.verb.as_str(), route.path.as_str()), ("ANY", "/pets/{id}"));
        assert_eq!(route.to_string(), "ANY /pets/{id}");
    }

    #[test]
    fn what_is_no_route_says_how_to_write_one() {
        for text in ["", "GET", "get /x", "GET x", "GET /x y", "GET /x?a=b"] {
            let error = text.parse::<Route>().expect_err(text);
            assert!(error.to_string().contains("GET /pets/{id}"), "{error}");
        }
    }
}
