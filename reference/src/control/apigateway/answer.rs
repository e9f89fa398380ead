//! What operations take and give.

use bytes::Bytes;
use indexmap::IndexMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::patch::PatchOperation;
use crate::wire::{AwsError, Request, Response};

/// An operation's input.
#[derive(Debug)]
pub struct Input {
    /// The region of the caller.
    pub region: String,
    /// The query parameters; the last value of each.
    query: IndexMap<String, String>,
    /// Every `tagKeys` of UntagResource.
    pub tag_keys: Vec<String>,
    /// The body as sent: what ImportRestApi and PutRestApi take.
    pub document: Bytes,
    body: Option<Value>,
}

/// An operation's outcome.
pub type Outcome = Result<Answer, AwsError>;

/// An operation's success.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    body: Option<Value>,
}

impl Input {
    /// Reads a request's query and body.
    #[must_use]
    pub fn of(region: &str, request: &Request) -> Self {
        let body = if request.body.is_empty() {
            Some(json!({}))
        } else {
            serde_json::from_slice(&request.body).ok()
        };
        let query = request.query.as_deref().unwrap_or_default();
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Self {
            region: region.to_owned(),
            tag_keys: pairs
                .iter()
                .filter(|(n, _)| n == "tagKeys")
                .map(|(_, v)| v.clone())
                .collect(),
            query: pairs.into_iter().collect(),
            document: request.body.clone(),
            body,
        }
    }

    /// A query parameter.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// The body as the operation's input shape.
    ///
    /// # Errors
    /// `BadRequestException` if it is no JSON, or a member is missing or of another type.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, AwsError> {
        T::deserialize(self.json()?).map_err(|e| bad_request(format!("Invalid request input: {e}")))
    }

    /// The patch operations of an update; `shape` is the input's name, for the error.
    ///
    /// # Errors
    /// `ValidationException` if an `op` is none.
    pub fn patch(&self, shape: &str) -> Result<Vec<PatchOperation>, AwsError> {
        PatchOperation::list(self.json()?.get("patchOperations"), shape)
    }

    fn json(&self) -> Result<&Value, AwsError> {
        self.body
            .as_ref()
            .ok_or_else(|| bad_request("Invalid request input"))
    }

    /// A page of a list, by `limit` (25 unless said otherwise, at most 500) and `position`.
    #[must_use]
    pub fn page<T: Serialize>(&self, items: impl IntoIterator<Item = T>) -> Answer {
        let number = |name: &str| self.query(name).and_then(|n| n.parse::<usize>().ok());
        let (start, limit) = (
            number("position").unwrap_or(0),
            number("limit").unwrap_or(25).clamp(1, 500),
        );
        let mut rest = items.into_iter().skip(start);
        let page: Vec<_> = rest.by_ref().take(limit).map(|item| json!(item)).collect();
        let mut answer = Map::new();
        if rest.next().is_some() {
            answer.insert("position".to_owned(), Value::from((start + limit).to_string()));
        }
        answer.insert("item".to_owned(), Value::Array(page));
        Answer::ok(answer)
    }
}

impl Answer {
    /// 200 with a body.
    pub fn ok(body: impl Serialize) -> Self {
        Self::with(200, body)
    }

    /// 201 with a body.
    pub fn created(body: impl Serialize) -> Self {
        Self::with(201, body)
    }

    /// No body: 202 or 204.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self { status, body: None }
    }

    fn with(status: u16, body: impl Serialize) -> Self {
        Self {
            status,
            body: Some(json!(body)),
        }
    }

    /// As HTTP.
    #[must_use]
    pub fn response(self) -> Response {
        match self.body {
            Some(body) => Response::json(self.status, &body),
            None => Response::empty(self.status),
        }
    }
}

/// `BadRequestException`
pub fn bad_request(message: impl Into<String>) -> AwsError {
    AwsError::new(400, "BadRequestException", message)
}

/// `NotFoundException`
pub fn not_found(message: impl Into<String>) -> AwsError {
    AwsError::new(404, "NotFoundException", message)
}

/// `ConflictException`
pub fn conflict(message: impl Into<String>) -> AwsError {
    AwsError::new(409, "ConflictException", message)
}

/// The refusal of what AWS can do and this reference cannot.
pub fn not_offered(what: impl std::fmt::Display) -> AwsError {
    bad_request(format!("{what} is not offered by this reference implementation"))
}
