//! CORS configurations.

use serde::{Deserialize, Serialize};

use super::store::Store;
use crate::control::apigateway::answer::{Answer, Outcome, bad_request};
use crate::gateway::http_api::cors::Cors;
use crate::wire::AwsError;

const METHODS: [&str; 8] = ["*", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// A CORS configuration as requests and answers have it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CorsConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_credentials: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_headers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_methods: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_origins: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expose_headers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_age: Option<i64>,
}

impl CorsConfiguration {
    /// Checks what only the service knows. The text on credentials is AWS's own.
    ///
    /// # Errors
    /// `BadRequestException`
    pub fn check(&self) -> Result<(), AwsError> {
        let origins = self.allow_origins.as_deref().unwrap_or_default();
        if self.allow_credentials == Some(true) && origins.iter().any(|origin| origin == "*") {
            return Err(bad_request(
                "allow-credentials is not supported if 'allow-origin' is *",
            ));
        }
        if let Some(origin) = origins.iter().find(|origin| !is_origin(origin)) {
            return Err(bad_request(format!("Invalid format for origin {origin}")));
        }
        let methods = self.allow_methods.as_deref().unwrap_or_default();
        if let Some(method) = methods.iter().find(|method| !METHODS.contains(&method.as_str())) {
            return Err(bad_request(format!("Invalid method specified: {method}")));
        }
        match self.max_age {
            Some(seconds) if !(-1..=86_400).contains(&seconds) => {
                Err(bad_request("Max age must be between -1 and 86400 seconds"))
            }
            _ => Ok(()),
        }
    }

    /// The same for the data plane.
    #[must_use]
    pub fn compiled(&self) -> Cors {
        let list = |list: &Option<Vec<String>>| list.clone().unwrap_or_default();
        Cors {
            allow_origins: list(&self.allow_origins),
            allow_methods: list(&self.allow_methods),
            allow_headers: list(&self.allow_headers),
            expose_headers: list(&self.expose_headers),
            max_age: self.max_age,
            allow_credentials: self.allow_credentials.unwrap_or_default(),
        }
    }
}

/// `*`, or a scheme and a host; a star for the whole host only (CORS-016).
fn is_origin(origin: &str) -> bool {
    let host = origin
        .split_once("://")
        .map(|(scheme, host)| (!scheme.is_empty(), host));
    origin == "*" || host.is_some_and(|(has_scheme, host)| has_scheme && (host == "*" || is_host(host)))
}

fn is_host(host: &str) -> bool {
    !host.is_empty() && !host.contains(['*', '/', ' '])
}

/// `DELETE /v2/apis/{api}/cors`
pub fn delete(store: &mut Store, api: &str) -> Outcome {
    store.api(api)?.http_api.cors_configuration = None;
    Ok(Answer::empty(204))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_aws_refuses_is_refused() {
        let refused = |configuration: serde_json::Value| {
            let configuration: CorsConfiguration = serde_json::from_value(configuration).unwrap();
            configuration.check().err().map(|error| error.message)
        };
        for (configuration, message) in [
            (
                json!({"allowOrigins": ["*"], "allowCredentials": true}),
                "allow-credentials is not supported if 'allow-origin' is *",
            ),
            (
                json!({"allowOrigins": ["example.com"]}),
                "Invalid format for origin example.com",
            ),
            (
                json!({"allowOrigins": ["https://*.example.com"]}),
                "Invalid format for origin https://*.example.com",
            ),
            (
                json!({"allowMethods": ["BREW"]}),
                "Invalid method specified: BREW",
            ),
            (
                json!({"maxAge": 86401}),
                "Max age must be between -1 and 86400 seconds",
            ),
        ] {
            assert_eq!(refused(configuration).as_deref(), Some(message));
        }
        let good = json!({"allowOrigins": ["https://*", "http://*", "http://localhost:3000"],
                          "allowMethods": ["*", "GET"], "maxAge": -1, "allowCredentials": true});
        assert_eq!(refused(good), None);
    }
}
