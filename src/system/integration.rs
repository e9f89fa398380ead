//! What a method does with a request.

use std::collections::{BTreeMap, BTreeSet};

/// An integration with its mappings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Integration {
    /// What stands behind the method.
    pub backend: Backend,
    /// Content type → request template.
    pub request_templates: BTreeMap<String, String>,
    /// `passthroughBehavior`; `None` leaves AWS's default.
    pub passthrough: Option<Passthrough>,
    /// `contentHandling` of the request.
    pub content_handling: Option<ContentHandling>,
    /// `timeoutInMillis`; `None` leaves AWS's default of 29 s.
    pub timeout: Option<i32>,
    /// `integration.request.{header|querystring|path}.name` → mapping expression.
    pub request_parameters: BTreeMap<String, String>,
    /// `httpMethod`; `None` is the POST that both services take.
    pub http_method: Option<String>,
    /// With which role Step Functions is called.
    pub role: Role,
    /// `tlsConfig.insecureSkipVerification`
    pub skips_authority: bool,
    /// Integration responses; empty for a proxy integration.
    pub responses: Vec<IntegrationResponse>,
}

/// What stands behind a method. Indexes point into the system's lists.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Backend {
    /// `AWS` with `states:action/{action}`.
    StepFunctions {
        /// The Step Functions operation, for example `StartSyncExecution`.
        action: String,
    },
    /// `AWS_PROXY` to a function.
    LambdaProxy {
        /// Index into `System::functions`.
        function: usize,
    },
    /// `AWS` to a function: the custom integration.
    Lambda {
        /// Index into `System::functions`.
        function: usize,
    },
    /// `MOCK`.
    Mock,
    /// `HTTP` or `HTTP_PROXY`.
    Http {
        /// Whether it is `HTTP_PROXY`.
        is_proxy: bool,
        /// The integration's HTTP method.
        verb: String,
        /// The URI; `{{invokeUrl}}` is where the system itself answers, `{{closedUrl}}` where nobody does.
        uri: String,
    },
}

/// `contentHandling`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContentHandling {
    /// `CONVERT_TO_TEXT`
    ToText,
    /// `CONVERT_TO_BINARY`
    ToBinary,
}

/// API Gateway's role, `credentials`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// One that may do everything with Step Functions.
    #[default]
    Full,
    /// None is named.
    None,
    /// One that may do this action only, for example `states:StartSyncExecution`.
    Allowing(String),
}

/// `passthroughBehavior`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Passthrough {
    /// `WHEN_NO_MATCH`
    WhenNoMatch,
    /// `WHEN_NO_TEMPLATES`
    WhenNoTemplates,
    /// `NEVER`
    Never,
}

/// An integration response and the method response of the same status.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct IntegrationResponse {
    /// The status that the client gets.
    pub status: u16,
    /// `selectionPattern`; `None` makes it the default response.
    pub selection_pattern: Option<String>,
    /// Content type → response template.
    pub templates: BTreeMap<String, String>,
    /// Response header name → mapping expression (`'*'`, `integration.response.body.url`).
    pub headers: BTreeMap<String, String>,
    /// `contentHandling` of the response.
    pub content_handling: Option<ContentHandling>,
    /// The mapped headers that the method response does not declare.
    pub undeclared: BTreeSet<String>,
    /// Whether the method response is deleted once the integration response refers to it.
    pub lost_method_response: bool,
}

impl Integration {
    /// An integration without mappings.
    #[must_use]
    pub fn new(backend: Backend) -> Self {
        Self {
            backend,
            request_templates: BTreeMap::new(),
            passthrough: None,
            content_handling: None,
            timeout: None,
            request_parameters: BTreeMap::new(),
            http_method: None,
            role: Role::Full,
            skips_authority: false,
            responses: Vec::new(),
        }
    }
}
