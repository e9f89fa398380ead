//! What an operation demands of its caller: an API key, a signature, an authorizer
//! (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html).

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::answer::{bad_request, not_offered};
use super::super::authorizer::Authorizer;
use super::document::text_of;
use super::importer::Importer;
use super::operation::Operation;
use crate::wire::AwsError;

/// What a method takes over of it.
#[derive(Debug)]
pub struct Security {
    /// `NONE`, `AWS_IAM` or `CUSTOM`.
    pub authorization_type: String,
    /// The authorizer of `CUSTOM`.
    pub authorizer_id: Option<String>,
    /// Whether an API key is needed.
    pub api_key_required: bool,
}

impl Importer<'_> {
    /// Only an operation's own requirements count, not those of the whole definition (important notes). Those that
    /// API Gateway has no use for are left out with a warning.
    pub(super) fn security(&mut self, operation: Operation<'_>) -> Result<Security, AwsError> {
        let auth = operation.get("x-amazon-apigateway-auth");
        let auth = auth.and_then(|auth| auth.get("type")).map(text_of);
        let mut security = Security {
            authorization_type: auth.map_or("NONE".to_owned(), |auth| auth.to_uppercase()),
            authorizer_id: None,
            api_key_required: false,
        };
        for name in operation.security() {
            let document = self.document;
            let scheme = document.security_scheme(name).unwrap_or(&Value::Null);
            let member = |member: &str| scheme.get(member).map(text_of).unwrap_or_default();
            match member("x-amazon-apigateway-authtype").to_lowercase().as_str() {
                "awssigv4" => "AWS_IAM".clone_into(&mut security.authorization_type),
                "cognito_user_pools" => return Err(not_offered(format!("The authorizer {name}"))),
                "" if is_api_key(scheme) => security.api_key_required = true,
                "" => self.warnings.push(format!(
                    "Unsupported security definition type '{}' for '{name}'. Ignoring.",
                    member("type")
                )),
                _ => {
                    security.authorizer_id = Some(self.authorizer(name, scheme)?);
                    "CUSTOM".clone_into(&mut security.authorization_type);
                }
            }
        }
        Ok(security)
    }

    /// The id of the authorizer that a security scheme describes; it is made where it is first used.
    fn authorizer(&mut self, name: &str, scheme: &Value) -> Result<String, AwsError> {
        if let Some(known) = self.api.authorizers.values().find(|a| a.name == name) {
            return Ok(known.id.clone());
        }
        let mut input = json!({ "name": name, "authType": scheme["x-amazon-apigateway-authtype"] });
        let described = scheme
            .get("x-amazon-apigateway-authorizer")
            .and_then(Value::as_object);
        if let (Some(input), Some(described)) = (input.as_object_mut(), described) {
            input.extend(described.clone());
        }
        let kind = input.get("type").map(text_of).unwrap_or_default().to_uppercase();
        // A token stands in the header that the scheme itself names.
        if kind == "TOKEN" && input.get("identitySource").is_none() {
            let header = scheme.get("name").map(text_of).unwrap_or_default();
            input["identitySource"] = Value::from(format!("method.request.header.{header}"));
        }
        input["type"] = Value::from(kind);
        let asked = Authorizer::deserialize(&input).map_err(|e| bad_request(e.to_string()))?;
        let authorizer = Authorizer::new(asked, &self.api)?;
        let id = authorizer.id.clone();
        self.api.authorizers.insert(id.clone(), authorizer);
        Ok(id)
    }
}

/// The scheme that stands for API Gateway's own keys.
fn is_api_key(scheme: &Value) -> bool {
    let member = |member: &str| scheme.get(member).map(text_of).unwrap_or_default();
    member("type") == "apiKey" && member("in") == "header" && member("name").eq_ignore_ascii_case("x-api-key")
}
