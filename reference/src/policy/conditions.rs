//! The `Condition` of a statement (IAM guide, "Condition operators").

use serde_json::{Map, Value};

use super::{Facts, ip_range, wildcard};

/// Whether every condition is known to hold.
///
/// A condition on a key of which nothing is known, or with an operator that is not known, is not guessed: the
/// statement does not apply, be it an Allow or a Deny.
pub(super) fn hold(conditions: &Map<String, Value>, facts: &Facts) -> bool {
    conditions.iter().all(|(operator, keys)| {
        keys.as_object().is_some_and(|keys| {
            keys.iter()
                .all(|(key, values)| holds(operator, key, values, facts))
        })
    })
}

/// How an operator compares.
#[derive(Debug, Clone, Copy)]
struct Operator {
    is_met: fn(&str, &str) -> bool,
    /// `StringNotEquals` and its like: no value may match, and a key that the request lacks matches none.
    negated: bool,
    /// `…IfExists`: holds for a request without the key.
    if_exists: bool,
}

impl Operator {
    fn named(name: &str) -> Option<Self> {
        let (name, if_exists) = match name.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let (is_met, negated): (fn(&str, &str) -> bool, bool) = match name {
            "StringEquals" => (|wanted, found| wanted == found, false),
            "StringNotEquals" => (|wanted, found| wanted == found, true),
            "StringEqualsIgnoreCase" => (|wanted, found| wanted.eq_ignore_ascii_case(found), false),
            "StringNotEqualsIgnoreCase" => (|wanted, found| wanted.eq_ignore_ascii_case(found), true),
            "StringLike" => (wildcard::matches, false),
            "StringNotLike" => (wildcard::matches, true),
            "ArnEquals" | "ArnLike" => (wildcard::arn_matches, false),
            "ArnNotEquals" | "ArnNotLike" => (wildcard::arn_matches, true),
            "IpAddress" => (ip_range::contains, false),
            "NotIpAddress" => (ip_range::contains, true),
            "Bool" => (|wanted, found| wanted.eq_ignore_ascii_case(found), false),
            _ => return None,
        };
        Some(Self {
            is_met,
            negated,
            if_exists,
        })
    }
}

fn holds(operator: &str, key: &str, values: &Value, facts: &Facts) -> bool {
    let (Some(operator), Some(found)) = (Operator::named(operator), facts.get(key)) else {
        return false;
    };
    let Some(found) = found else {
        return operator.negated || operator.if_exists;
    };
    let matches = |value: &Value| match value {
        Value::String(wanted) => (operator.is_met)(wanted, found),
        Value::Bool(wanted) => (operator.is_met)(&wanted.to_string(), found),
        _ => false,
    };
    let any = match values {
        Value::Array(values) => values.iter().any(matches),
        value => matches(value),
    };
    any != operator.negated
}

/// The first operator or key that is not known, for who refuses what would not be decided.
pub(super) fn unknown<'c>(conditions: &'c Map<String, Value>, facts: &Facts) -> Option<&'c str> {
    conditions.iter().find_map(|(operator, keys)| {
        if Operator::named(operator).is_none() {
            return Some(operator.as_str());
        }
        let mut keys = keys.as_object().into_iter().flat_map(Map::keys);
        keys.find(|key| facts.get(key).is_none()).map(String::as_str)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn facts() -> Facts {
        Facts::default()
            .with("aws:SourceAccount", Some("000000000000"))
            .with("aws:SourceIp", Some("203.0.113.7"))
            .with("aws:SourceVpc", None)
    }

    fn holds(conditions: Value) -> bool {
        hold(conditions.as_object().unwrap(), &facts())
    }

    #[test]
    fn only_what_is_known_holds() {
        assert!(holds(json!({})));
        assert!(holds(
            json!({"StringEquals": {"AWS:sourceaccount": ["1", "000000000000"]}})
        ));
        assert!(holds(json!({"StringLike": {"aws:SourceAccount": "0*"}})));
        assert!(!holds(
            json!({"StringEquals": {"aws:SourceAccount": "111111111111"}})
        ));
        assert!(!holds(
            json!({"StringEquals": {"aws:SourceAccount": "000000000000", "aws:SourceArn": "arn"}})
        ));
        assert!(!holds(json!({"StringNotEquals": {"aws:SourceArn": "arn"}})));
        assert!(!holds(json!({"NumericLessThan": {"aws:SourceAccount": 1}})));
        assert!(!holds(json!({"Bool": true})));
    }

    #[test]
    fn a_negated_operator_wants_no_value_to_match() {
        assert!(holds(json!({"StringNotEquals": {"aws:SourceAccount": "1"}})));
        assert!(!holds(
            json!({"StringNotEquals": {"aws:SourceAccount": ["1", "000000000000"]}})
        ));
        assert!(holds(
            json!({"NotIpAddress": {"aws:SourceIp": ["192.0.2.0/24", "198.51.100.0/24"]}})
        ));
        assert!(!holds(
            json!({"NotIpAddress": {"aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"]}})
        ));
        assert!(holds(json!({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})));
    }

    #[test]
    fn a_key_that_the_request_lacks_meets_negations_alone() {
        assert!(!holds(json!({"StringEquals": {"aws:SourceVpc": "vpc-1"}})));
        assert!(holds(json!({"StringNotEquals": {"aws:SourceVpc": "vpc-1"}})));
        assert!(holds(json!({"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}})));
    }

    #[test]
    fn what_is_not_known_can_be_named() {
        let unknown =
            |conditions: Value| unknown(conditions.as_object().unwrap(), &facts()).map(str::to_owned);
        assert_eq!(unknown(json!({"IpAddress": {"aws:SourceIp": "::/0"}})), None);
        assert_eq!(
            unknown(json!({"IpAddress": {"aws:VpcSourceIp": "::/0"}})).as_deref(),
            Some("aws:VpcSourceIp")
        );
        assert_eq!(
            unknown(json!({"DateLessThan": {"aws:SourceIp": "x"}})).as_deref(),
            Some("DateLessThan")
        );
    }
}
