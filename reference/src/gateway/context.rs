//! `$context`, and the same facts for Lambda's event.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::api::Api;
use super::request_ids::RequestIds;
use super::routing::Route;
use crate::wire::ACCOUNT;

/// What `$context` is made of.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The deployment that answers.
    pub api: &'a Api,
    /// The stage's name.
    pub stage: &'a str,
    /// Whether the canary's deployment answers; `None` without a canary.
    pub is_canary: Option<bool>,
    /// The method, if there is one.
    pub route: Option<&'a Route>,
    /// The ids.
    pub ids: &'a RequestIds,
    /// The host without a port.
    pub domain: &'a str,
    /// The client's verb.
    pub http_method: &'a str,
    /// The path with the stage.
    pub path: String,
    /// The TCP peer.
    pub source_ip: String,
    /// The `User-Agent` header.
    pub user_agent: Option<&'a str>,
    /// When the request came.
    pub at: Timestamp,
}

impl Facts<'_> {
    /// `$context` with its keys in AWS's order (recorded on AWS), without the overrides.
    #[must_use]
    pub fn context(self) -> Map<String, Value> {
        let mut context = Map::with_capacity(18);
        let mut put = |name: &str, value: Value| context.insert(name.to_owned(), value);
        if let Some(route) = self.route {
            put("resourceId", Value::from(route.resource.id.as_str()));
            if let Some(name) = &route.method().operation_name {
                put("operationName", Value::from(name.as_str()));
            }
            put("resourcePath", Value::from(route.resource.path.as_str()));
        }
        put("httpMethod", Value::from(self.http_method));
        put("extendedRequestId", Value::from(self.ids.extended.as_str()));
        put("requestTime", Value::from(common_log_time(self.at)));
        put("path", Value::from(self.path));
        put("accountId", Value::from(ACCOUNT));
        put("protocol", Value::from("HTTP/1.1"));
        put("stage", Value::from(self.stage));
        let prefix = self.domain.split('.').next().unwrap_or_default();
        put("domainPrefix", Value::from(prefix));
        put("requestTimeEpoch", Value::from(self.at.as_millisecond()));
        put("requestId", Value::from(self.ids.request.as_str()));
        put("identity", identity(self.source_ip, self.user_agent));
        put("domainName", Value::from(self.domain));
        put("deploymentId", Value::from(self.api.deployment_id.as_str()));
        put("apiId", Value::from(self.api.id.as_str()));
        if let Some(is_canary) = self.is_canary {
            put("isCanaryRequest", Value::from(is_canary));
        }
        context
    }
}

/// `$context.identity` of a method without authorisation.
fn identity(source_ip: String, user_agent: Option<&str>) -> Value {
    let keys = [
        "cognitoIdentityPoolId",
        "accountId",
        "cognitoIdentityId",
        "caller",
        "sourceIp",
        "principalOrgId",
        "accessKey",
        "cognitoAuthenticationType",
        "cognitoAuthenticationProvider",
        "userArn",
        "userAgent",
        "user",
    ];
    let mut identity: Map<_, _> = keys.iter().map(|key| ((*key).to_owned(), Value::Null)).collect();
    identity["sourceIp"] = Value::from(source_ip);
    identity["userAgent"] = user_agent.map_or(Value::Null, Value::from);
    Value::Object(identity)
}

/// `09/Apr/2015:12:34:56 +0000`
fn common_log_time(at: Timestamp) -> String {
    at.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string()
}

/// Notes the API key that a request was let in with.
pub fn note_api_key(context: &mut Map<String, Value>, key: &str, id: &str) {
    if let Some(Value::Object(identity)) = context.get_mut("identity") {
        identity.insert("apiKey".to_owned(), Value::from(key));
        identity.insert("apiKeyId".to_owned(), Value::from(id));
    }
}

/// Notes what TestInvokeMethod shows instead of a client (recorded on AWS).
pub fn note_test(context: &mut Map<String, Value>) {
    note_api_key(context, "test-invoke-api-key", "test-invoke-api-key-id");
    if let Some(Value::Object(identity)) = context.get_mut("identity") {
        identity["sourceIp"] = Value::from("test-invoke-source-ip");
        identity["userAgent"] = Value::from("Apache-HttpClient/4.5.x (Java/1.8.0_102)");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_time_is_in_common_log_format() {
        let at = Timestamp::from_second(1_428_582_896).unwrap();
        assert_eq!(common_log_time(at), "09/Apr/2015:12:34:56 +0000");
    }
}
