//! Lists, a page at a time.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::control::apigateway::answer::{Answer, Input, Outcome, bad_request};

/// Without `maxResults` a list is whole, as long as it may be.
const LONGEST: usize = 500;

/// A page of a list, by `maxResults` and `nextToken`.
///
/// # Errors
/// `BadRequestException` if either is none.
pub fn page<T: Serialize>(input: &Input, items: impl IntoIterator<Item = T>) -> Outcome {
    let number = |name: &str| match input.query(name) {
        None => Ok(None),
        Some(text) => match text.parse::<usize>() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(bad_request(format!("Invalid {name} specified"))),
        },
    };
    let start = number("nextToken")?.unwrap_or(0);
    let limit = number("maxResults")?.unwrap_or(LONGEST).clamp(1, LONGEST);
    let mut rest = items.into_iter().skip(start);
    let page: Vec<_> = rest.by_ref().take(limit).map(|item| json!(item)).collect();
    let mut answer = Map::new();
    answer.insert("items".to_owned(), Value::Array(page));
    if rest.next().is_some() {
        answer.insert("nextToken".to_owned(), Value::from((start + limit).to_string()));
    }
    Ok(Answer::ok(answer))
}
