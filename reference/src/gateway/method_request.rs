//! What a method demands of a request before the integration is called.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::api_keys::{ApiKeys, Client};
use super::binary::utf8;
use super::context::note_api_key;
use super::exchange::Exchange;
use super::failure::Failure;
use super::json_schema::Schema;
use super::passthrough::media_type;
use super::response_type::ResponseType;

/// A method's demands.
#[derive(Debug, Default)]
pub struct MethodRequest {
    /// Whether an API key is needed.
    pub api_key_required: bool,
    /// The required parameters, if the method's validator looks at parameters.
    pub required: RequiredParameters,
    /// The models by content type, if the method's validator looks at the body.
    pub models: IndexMap<String, Arc<Schema>>,
}

/// Names of required parameters.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct RequiredParameters {
    /// Header names.
    pub headers: Vec<String>,
    /// Path parameters.
    pub path: Vec<String>,
    /// Query parameters.
    pub query: Vec<String>,
}

impl MethodRequest {
    /// Checks the API key, which comes first (recorded on AWS), and notes it in `$context`. The requests of a method
    /// that needs none belong to no client, whatever key they carry (recorded on AWS 2019-02-26).
    ///
    /// # Errors
    /// [`Failure`] with the gateway response to send.
    pub fn check_key(
        &self,
        exchange: &mut Exchange,
        api_id: &str,
        keys: &ApiKeys,
    ) -> Result<Option<Client>, Failure> {
        if !self.api_key_required {
            return Ok(None);
        }
        let key = exchange
            .headers
            .get("x-api-key")
            .ok_or_else(Failure::invalid_api_key)?;
        let client = keys
            .client(key, api_id, &exchange.stage)
            .ok_or_else(Failure::invalid_api_key)?;
        note_api_key(&mut exchange.context, &client.key, &client.key_id);
        Ok(Some(client))
    }

    /// Checks the parameters, then the body; the first failure counts (recorded on AWS).
    ///
    /// # Errors
    /// [`Failure`] with the gateway response to send.
    pub fn check_content(&self, exchange: &Exchange) -> Result<(), Failure> {
        self.required.check(exchange)?;
        self.check_body(exchange)
    }

    /// A body whose content type has no model is not looked at; an empty one does not parse.
    fn check_body(&self, exchange: &Exchange) -> Result<(), Failure> {
        let model = self
            .models
            .get(media_type(&exchange.headers))
            .or_else(|| self.models.get("$default"));
        let Some(model) = model else { return Ok(()) };
        let body = utf8(exchange.body.clone()).bytes;
        let errors = match serde_json::from_slice(&body) {
            Ok(value) => model.errors(&value),
            Err(_) => vec!["Unknown error parsing request body".to_owned()],
        };
        if errors.is_empty() {
            return Ok(());
        }
        let errors = format!("[{}]", errors.join(", "));
        Err(Failure {
            log: Some(format!(
                "Request body does not match model schema for content type {}: {errors}",
                media_type(&exchange.headers)
            )),
            validation_error: Some(errors),
            ..Failure::bad_body("Invalid request body")
        })
    }
}

impl RequiredParameters {
    /// Reads `method.request.{header|path|querystring}.{name}` of those that are required.
    pub fn of<'p>(parameters: impl IntoIterator<Item = &'p str>) -> Self {
        let mut required = Self::default();
        for parameter in parameters {
            let name = parameter.strip_prefix("method.request.").unwrap_or_default();
            match name.split_once('.') {
                Some(("header", name)) => required.headers.push(name.to_owned()),
                Some(("path", name)) => required.path.push(name.to_owned()),
                Some(("querystring", name)) => required.query.push(name.to_owned()),
                _ => {}
            }
        }
        required
    }

    /// All missing ones are named at once: headers, path, query (recorded on AWS). Blank counts as missing.
    fn check(&self, exchange: &Exchange) -> Result<(), Failure> {
        let has = |value: Option<&str>| value.is_some_and(|v| !v.trim().is_empty());
        let headers = self.headers.iter().filter(|n| !has(exchange.headers.get(n)));
        let path = self
            .path
            .iter()
            .filter(|n| !has(exchange.path_parameters.get(*n).map(String::as_str)));
        let query = self
            .query
            .iter()
            .filter(|n| !has(exchange.params.querystring.get(*n).map(String::as_str)));
        let missing: Vec<_> = headers.chain(path).chain(query).map(String::as_str).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let message = format!("Missing required request parameters: [{}]", missing.join(", "));
        Err(Failure::new(ResponseType::BadRequestParameters, message).traced())
    }
}

/// The models of an API by name, for references between them.
pub type Models = HashMap<String, serde_json::Value>;
