//! A request as the operations see it.

use serde_json::{Value, json};

use super::fault;
use super::names::Reference;
use crate::wire::{AwsError, Request};

/// What a request gives an operation.
pub(super) struct Input {
    pub(super) region: String,
    /// The first variable part of the path: a function's name or an ARN.
    pub(super) name: String,
    /// The second, if there is one: an alias or a statement id.
    pub(super) second: String,
    pub(super) body: Value,
    /// The port of the `Host` header, with its colon; empty if it names none.
    pub(super) port: String,
    query: Vec<(String, String)>,
}

/// What an operation gives: status and, unless it is 204, a body.
pub(super) type Output = Result<(u16, Value), AwsError>;

impl Input {
    /// A request with the parts of its path, decoded, and its body, read.
    pub(super) fn new(request: &Request, region: &str, parts: &[&str], body: Value) -> Self {
        let part = |at: usize| parts.get(at).copied().unwrap_or_default().to_owned();
        let query = request.query.as_deref().unwrap_or_default();
        let host = request.headers.get("Host").unwrap_or_default();
        let port = host.rfind(':').and_then(|at| host.get(at..));
        let port = port.filter(|port| port.bytes().skip(1).all(|byte| byte.is_ascii_digit()));
        Self {
            region: region.to_owned(),
            name: part(2),
            second: part(4),
            body,
            port: port.unwrap_or_default().to_owned(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        }
    }

    /// A query parameter.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// All values of a query parameter.
    pub(super) fn query_all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.query
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// The function and version that path and query name.
    pub(super) fn reference(&self) -> Result<Reference, AwsError> {
        Reference::parse(&self.name, self.query("Qualifier"))
    }

    /// Refuses a change based on another revision than the current one.
    pub(super) fn check_revision(&self, current: &str) -> Result<(), AwsError> {
        match self.body["RevisionId"].as_str() {
            Some(wanted) if wanted != current => Err(AwsError::new(
                412,
                "PreconditionFailedException",
                "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
            )),
            _ => Ok(()),
        }
    }

    /// Cuts a list into the page that is asked for. The marker is the number of what was shown.
    pub(super) fn page(&self, all: Vec<Value>, member: &str, most: usize) -> Output {
        let start = match self.query("Marker") {
            None => 0,
            Some(marker) => marker
                .parse::<usize>()
                .map_err(|_| fault::invalid("The marker is not valid"))?,
        };
        let wanted = self.query("MaxItems").and_then(|text| text.parse::<usize>().ok());
        let count = wanted.unwrap_or(most).clamp(1, most);
        let rest = all.len().saturating_sub(start) > count;
        let shown: Vec<Value> = all.into_iter().skip(start).take(count).collect();
        let mut answer = json!({ member: shown });
        if rest {
            answer["NextMarker"] = Value::from((start + count).to_string());
        }
        Ok((200, answer))
    }
}
