//! A Lambda function.

use std::collections::BTreeMap;

/// A function behind an API.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Function {
    /// The handler's file in `features/functions`, without `.mjs`.
    pub handler: String,
    /// Time limit in seconds.
    pub timeout: u16,
    /// Environment variables.
    pub environment: BTreeMap<String, String>,
    /// Who may invoke it.
    pub permission: Permission,
    /// Whether it is created at all; otherwise only its ARN is used.
    pub exists: bool,
    /// Whether the scenario needs one of its own: its invocations are counted although the event cannot
    /// carry the scenario's nonce, or it is changed.
    pub own: bool,
    /// `ReservedConcurrentExecutions`; `None` reserves none.
    pub reserved_concurrency: Option<u16>,
    /// `MaximumRetryAttempts` of its asynchronous invocations; `None` leaves AWS's two.
    pub retries: Option<u8>,
    /// The alias of its version 1, which is published if there is one.
    pub alias: Option<String>,
    /// Its own URL.
    pub url: Option<FunctionUrl>,
}

/// A function's URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FunctionUrl {
    /// Whether its `AuthType` is `AWS_IAM` instead of `NONE`.
    pub is_signed: bool,
    /// Who may call it.
    pub access: UrlAccess,
}

/// The statements of a function's policy that are about its URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum UrlAccess {
    /// What AWS's console adds: everybody may call the URL without a signature.
    Everybody,
    /// None at all.
    Nobody,
    /// This one alone.
    Statement(UrlStatement),
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UrlStatement {
    /// For example `lambda:InvokeFunctionUrl`.
    pub action: String,
    /// Whether it names everybody, or the function's own account.
    pub is_for_everybody: bool,
    /// The condition `lambda:FunctionUrlAuthType`.
    pub auth_type: Option<String>,
}

/// The function's resource policy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Permission {
    /// API Gateway may invoke it for the API at hand.
    Granted,
    /// No statement at all.
    None,
    /// API Gateway may invoke it from a source ARN: what follows the API's id, for example `*/GET/pets`.
    SourceArn(String),
    /// Another service's principal may invoke it, for example `events.amazonaws.com`.
    Principal(String),
    /// API Gateway may do this with it, for example `lambda:GetFunction`.
    Action(String),
}

impl Function {
    /// A function that API Gateway may invoke, with a time limit of 10 s.
    #[must_use]
    pub fn new(handler: &str) -> Self {
        Self {
            handler: handler.to_owned(),
            timeout: 10,
            environment: BTreeMap::new(),
            permission: Permission::Granted,
            exists: true,
            own: false,
            reserved_concurrency: None,
            retries: None,
            alias: None,
            url: None,
        }
    }
}
