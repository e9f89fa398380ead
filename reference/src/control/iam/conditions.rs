//! The `Condition` of a statement.

use serde_json::{Map, Value};

use super::wildcard;
use crate::wire::ACCOUNT;

/// Whether every condition is known to hold.
///
/// Known is only the account, of which there is one. A condition on anything else is not guessed: the
/// statement does not apply, be it an Allow or a Deny.
pub(super) fn hold(conditions: &Map<String, Value>) -> bool {
    conditions.iter().all(|(operator, keys)| {
        keys.as_object()
            .is_some_and(|keys| keys.iter().all(|(key, values)| holds(operator, key, values)))
    })
}

fn holds(operator: &str, key: &str, values: &Value) -> bool {
    // Context keys ignore case (IAM guide, "Condition").
    if !key.eq_ignore_ascii_case("aws:SourceAccount") {
        return false;
    }
    let is_met = |value: &Value| match (operator, value.as_str()) {
        ("StringEquals", Some(value)) => value == ACCOUNT,
        ("StringLike", Some(value)) => wildcard::matches(value, ACCOUNT),
        _ => false,
    };
    match values {
        Value::Array(values) => values.iter().any(is_met),
        value => is_met(value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_is_known_holds() {
        let hold = |conditions: Value| hold(conditions.as_object().unwrap());
        assert!(hold(json!({})));
        assert!(hold(
            json!({"StringEquals": {"AWS:sourceaccount": ["1", ACCOUNT]}})
        ));
        assert!(hold(json!({"StringLike": {"aws:SourceAccount": "0*"}})));
        assert!(!hold(
            json!({"StringEquals": {"aws:SourceAccount": "111111111111"}})
        ));
        assert!(!hold(
            json!({"StringEquals": {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": "arn"}})
        ));
        assert!(!hold(json!({"StringNotEquals": {"aws:SourceAccount": "1"}})));
        assert!(!hold(json!({"Bool": true})));
    }
}
