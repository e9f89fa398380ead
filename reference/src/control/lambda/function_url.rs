//! The URL of a function or of one of its aliases.

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::fault;
use super::function::Function;
use super::names;
use crate::wire::AwsError;

/// A function URL; its id never changes.
#[derive(Debug, Clone)]
pub(super) struct FunctionUrl {
    pub(super) id: String,
    pub(super) auth_type: AuthType,
    created: String,
    modified: String,
}

/// Who may call a URL at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AuthType {
    /// `NONE`: anybody whom the policy lets.
    None,
    /// `AWS_IAM`: whoever signs.
    AwsIam,
}

/// What a request says of a URL.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings {
    pub(super) auth_type: Option<AuthType>,
    /// Whether it names the invoke mode; then the answer does too (recorded on AWS 2025-11-25).
    pub(super) names_mode: bool,
}

impl AuthType {
    /// AWS's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::AwsIam => "AWS_IAM",
        }
    }
}

impl Settings {
    /// Reads the body of CreateFunctionUrlConfig or UpdateFunctionUrlConfig. Text about the invoke mode recorded on AWS
    /// 2025-11-24; streaming and CORS are not offered here.
    pub(super) fn read(body: &Value) -> Result<Self, AwsError> {
        let outside = |at: &str, value: &Value, set: &str| {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Err(fault::validation(&[format!(
                "Value '{value}' at '{at}' failed to satisfy constraint: Member must satisfy enum value set: {set}"
            )]))
        };
        let auth_type = match &body["AuthType"] {
            Value::Null => None,
            Value::String(name) if name == "NONE" => Some(AuthType::None),
            Value::String(name) if name == "AWS_IAM" => Some(AuthType::AwsIam),
            other => return outside("authType", other, "[NONE, AWS_IAM]"),
        };
        match &body["InvokeMode"] {
            Value::Null => {}
            Value::String(mode) if mode == "BUFFERED" => {}
            Value::String(mode) if mode == "RESPONSE_STREAM" => {
                return Err(fault::invalid(
                    "InvokeMode RESPONSE_STREAM is not offered by the reference",
                ));
            }
            other => return outside("invokeMode", other, "[RESPONSE_STREAM, BUFFERED]"),
        }
        if body["Cors"].as_object().is_some_and(|cors| !cors.is_empty()) {
            return Err(fault::invalid(
                "Cors of a function URL is not offered by the reference",
            ));
        }
        Ok(Self {
            auth_type,
            names_mode: !body["InvokeMode"].is_null(),
        })
    }
}

impl FunctionUrl {
    pub(super) fn new(auth_type: AuthType) -> Self {
        let now = now();
        Self {
            id: Uuid::new_v4().simple().to_string(),
            auth_type,
            created: now.clone(),
            modified: now,
        }
    }

    /// Changes what a request names.
    pub(super) fn update(&mut self, settings: Settings) {
        self.auth_type = settings.auth_type.unwrap_or(self.auth_type);
        self.modified = now();
    }

    /// The URL as answers show it, but for what not all of them have. Names below localhost are loopback (RFC 6761);
    /// `port` is the one that the caller of Lambda's API used, with its colon.
    pub(super) fn describe(&self, function: &Function, qualifier: Option<&str>, port: &str) -> Value {
        let (id, region) = (&self.id, &function.region);
        json!({
            "FunctionUrl": format!("http://{id}.lambda-url.{region}.localhost{port}/"),
            "FunctionArn": names::qualified_arn(region, &function.name, qualifier),
            "AuthType": self.auth_type.name(),
            "CreationTime": self.created,
        })
    }

    /// When it was last changed, as answers show it.
    pub(super) fn modified(&self) -> &str {
        &self.modified
    }
}

fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}
