//! Parameter mappings: `append:header.x`, `overwrite:path`, `overwrite:statuscode`.

use super::exchange::Exchange;
use super::expression::{Expression, Seen, Side};
use crate::wire::{Headers, Response};

/// Headers that mappings may not touch (developer guide, "Reserved headers"); a `*` stands for any ending.
const RESERVED: [&str; 22] = [
    "access-control-*",
    "apigw-*",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-location",
    "forwarded",
    "keep-alive",
    "origin",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailers",
    "transfer-encoding",
    "upgrade",
    "via",
    "x-amz-*",
    "x-amzn-*",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
];

/// What a mapping does with what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Append,
    Overwrite,
    Remove,
}

/// What a mapping changes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Header(String),
    Query(String),
    Path,
    StatusCode,
}

/// A change of the request.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestMapping(Mapping);

/// A change of the response.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseMapping(Mapping);

#[derive(Debug, Clone, PartialEq)]
struct Mapping {
    change: Change,
    place: Place,
    value: Expression,
}

/// Why a mapping is refused. The texts of the first and the last but one are API Gateway's own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// The key of a response mapping is none.
    #[error("Invalid Response Actioned Parameter destination specified: {0}")]
    ResponseDestination(String),
    /// The key of a request mapping is none.
    #[error("Invalid Request Actioned Parameter destination specified: {0}")]
    RequestDestination(String),
    /// The value is none.
    #[error("Invalid mapping expression specified: {0}")]
    Value(String),
    /// The header is reserved.
    #[error("Operations on header {0} are restricted")]
    Reserved(String),
    /// Not a status code.
    #[error("Invalid status code specified: {0}")]
    StatusCode(String),
}

impl RequestMapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// [`MappingError`]
    pub fn parse(key: &str, value: &str) -> Result<Self, MappingError> {
        let refused = || MappingError::RequestDestination(key.to_owned());
        let (change, place) = destination(key).ok_or_else(refused)?;
        match (&place, change) {
            (Place::StatusCode, _) | (Place::Path, Change::Append | Change::Remove) => Err(refused()),
            _ => Mapping::new(change, place, value, Side::Request).map(Self),
        }
    }

    /// Changes a request. All values are those before the first change.
    pub fn apply(mappings: &[Self], exchange: &mut Exchange) {
        let values: Vec<_> = {
            let seen = Seen {
                exchange,
                response: None,
            };
            mappings.iter().map(|m| m.0.value.value(seen)).collect()
        };
        let mut changes_query = false;
        for (Self(mapping), value) in mappings.iter().zip(values) {
            match (&mapping.place, value) {
                (Place::Header(name), value) => {
                    change_header(&mut exchange.headers, mapping.change, name, value);
                }
                (Place::Query(name), value) => {
                    changes_query = true;
                    if mapping.change == Change::Remove
                        || (mapping.change == Change::Overwrite && value.is_some())
                    {
                        exchange.query.retain(|(n, _)| n != name);
                    }
                    if let Some(value) = value.filter(|_| mapping.change != Change::Remove) {
                        exchange.query.push((name.clone(), value));
                    }
                }
                (Place::Path, Some(value)) => exchange.set_path(value),
                (Place::Path | Place::StatusCode, _) => {}
            }
        }
        if changes_query {
            exchange.raw_query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&exchange.query)
                .finish();
        }
    }
}

impl ResponseMapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// [`MappingError`]
    pub fn parse(key: &str, value: &str) -> Result<Self, MappingError> {
        let refused = || MappingError::ResponseDestination(key.to_owned());
        let (change, place) = destination(key).ok_or_else(refused)?;
        match (&place, change) {
            (Place::Query(_) | Place::Path, _) | (Place::StatusCode, Change::Append | Change::Remove) => {
                return Err(refused());
            }
            (Place::StatusCode, Change::Overwrite) if !value.contains('$') && status(value).is_none() => {
                return Err(MappingError::StatusCode(value.to_owned()));
            }
            _ => {}
        }
        Mapping::new(change, place, value, Side::Response).map(Self)
    }

    /// Changes a response. All values are those before the first change.
    pub fn apply(mappings: &[Self], exchange: &Exchange, response: &mut Response) {
        let values: Vec<_> = {
            let seen = Seen {
                exchange,
                response: Some(response),
            };
            mappings.iter().map(|m| m.0.value.value(seen)).collect()
        };
        for (Self(mapping), value) in mappings.iter().zip(values) {
            match &mapping.place {
                Place::Header(name) => change_header(&mut response.headers, mapping.change, name, value),
                Place::StatusCode => {
                    response.status = value.as_deref().and_then(status).unwrap_or(response.status);
                }
                Place::Query(_) | Place::Path => {}
            }
        }
    }
}

impl Mapping {
    fn new(change: Change, place: Place, value: &str, side: Side) -> Result<Self, MappingError> {
        if let Place::Header(name) = &place
            && is_reserved(name)
        {
            return Err(MappingError::Reserved(name.clone()));
        }
        // What a removal has as its value does not matter: the guide writes `''`.
        let value = if change == Change::Remove { "" } else { value };
        let value = Expression::parse(value, side).ok_or_else(|| MappingError::Value(value.to_owned()))?;
        Ok(Self { change, place, value })
    }
}

fn destination(key: &str) -> Option<(Change, Place)> {
    let (change, place) = key.split_once(':')?;
    let change = match change {
        "append" => Change::Append,
        "overwrite" => Change::Overwrite,
        "remove" => Change::Remove,
        _ => return None,
    };
    let place = match place.split_once('.') {
        Some(("header", name)) if !name.is_empty() => Place::Header(name.to_owned()),
        Some(("querystring", name)) if !name.is_empty() => Place::Query(name.to_owned()),
        None if place == "path" => Place::Path,
        None if place == "statuscode" => Place::StatusCode,
        _ => return None,
    };
    Some((change, place))
}

fn is_reserved(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    RESERVED.iter().any(|reserved| match reserved.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *reserved,
    })
}

fn status(text: &str) -> Option<u16> {
    text.parse().ok().filter(|status| (200..=599).contains(status))
}

/// A value that is missing changes nothing.
fn change_header(headers: &mut Headers, change: Change, name: &str, value: Option<String>) {
    match (change, value) {
        (Change::Remove, _) => headers.remove(name),
        (Change::Append, Some(value)) => headers.push(name, value),
        (Change::Overwrite, Some(value)) => headers.set(name, value),
        (Change::Append | Change::Overwrite, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::http_api::exchange::tests::exchange;

    #[test]
    fn requests_are_changed_from_what_they_were() {
        let mut changed = exchange(
            "GET",
            "/pets/42?a=1&b=2&b=3",
            &[("X-A", "old"), ("X-B", "gone")],
            "",
        );
        let mappings: Vec<_> = [
            ("append:header.x-a", "$request.querystring.b"),
            ("overwrite:header.X-C", "${request.path.id}/${stageVariables.v}"),
            ("overwrite:header.X-D", "$request.header.missing"),
            ("remove:header.x-b", "''"),
            ("overwrite:querystring.a", "$request.header.X-B"),
            ("append:querystring.c", "x y"),
            ("remove:querystring.b", "''"),
            ("overwrite:path", "/toys/$request"),
        ]
        .into_iter()
        .map(|(key, value)| RequestMapping::parse(key, value).unwrap())
        .collect();
        RequestMapping::apply(&mappings, &mut changed);
        assert_eq!(changed.headers.all("x-a").collect::<Vec<_>>(), ["old", "2,3"]);
        assert_eq!(changed.headers.get("x-c"), Some("42/w"));
        assert_eq!(
            (changed.headers.get("x-b"), changed.headers.get("x-d")),
            (None, None)
        );
        assert_eq!(changed.raw_query, "a=gone&c=x+y");
        assert_eq!(changed.path, "/toys/$request");
    }

    #[test]
    fn responses_are_changed_from_what_they_were() {
        let exchange = exchange("GET", "/pets/42", &[], "");
        let mut response = Response::json(500, &serde_json::json!({"code": "418"}));
        response.headers.push("x-a", "1");
        response.headers.push("x-b", "2");
        let mappings: Vec<_> = [
            ("overwrite:statuscode", "$response.body.code"),
            ("append:header.x-a", "$response.header.x-b"),
            ("overwrite:header.x-b", "$context.stage"),
            ("remove:header.content-type", "''"),
        ]
        .into_iter()
        .map(|(key, value)| ResponseMapping::parse(key, value).unwrap())
        .collect();
        ResponseMapping::apply(&mappings, &exchange, &mut response);
        assert_eq!(response.status, 418);
        let lines: Vec<_> = response.headers.iter().collect();
        assert_eq!(lines, [("x-a", "1"), ("x-a", "2"), ("x-b", "dev")]);
    }

    #[test]
    fn what_is_no_mapping_is_refused() {
        for (key, value, error) in [
            (
                "append:cookie.a",
                "x",
                "Invalid Request Actioned Parameter destination specified: append:cookie.a",
            ),
            (
                "append:path",
                "x",
                "Invalid Request Actioned Parameter destination specified: append:path",
            ),
            (
                "header.a",
                "x",
                "Invalid Request Actioned Parameter destination specified: header.a",
            ),
            (
                "overwrite:statuscode",
                "200",
                "Invalid Request Actioned Parameter destination specified: overwrite:statuscode",
            ),
            (
                "append:header.a",
                "$request.cookie.a",
                "Invalid mapping expression specified: $request.cookie.a",
            ),
            (
                "append:header.X-Amzn-Y",
                "x",
                "Operations on header X-Amzn-Y are restricted",
            ),
            (
                "remove:header.Authorization",
                "''",
                "Operations on header Authorization are restricted",
            ),
        ] {
            assert_eq!(RequestMapping::parse(key, value).unwrap_err().to_string(), error);
        }
        for (key, value, error) in [
            (
                "append:querystring.a",
                "x",
                "Invalid Response Actioned Parameter destination specified: append:querystring.a",
            ),
            ("overwrite:statuscode", "99", "Invalid status code specified: 99"),
            (
                "append:header.a",
                "$request.header.a",
                "Invalid mapping expression specified: $request.header.a",
            ),
        ] {
            assert_eq!(ResponseMapping::parse(key, value).unwrap_err().to_string(), error);
        }
    }
}
