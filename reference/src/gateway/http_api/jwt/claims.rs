//! What a token claims: whether that is enough, and how integrations see it.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::gateway::http_api::authorizer::JwtAuthorizer;

/// Checks issuer, audience and times, which are seconds. A token without `exp` is refused: it "must be after the
/// current time".
///
/// # Errors
/// [`Refusal`]
pub fn check(claims: &Map<String, Value>, authorizer: &JwtAuthorizer, now: f64) -> Result<(), Refusal> {
    if claims.get("iss").and_then(Value::as_str) != Some(authorizer.issuer.as_str()) {
        return Err(Refusal::Issuer);
    }
    // "API Gateway validates client_id only if aud is not present."
    let audience = claims.get("aud").or_else(|| claims.get("client_id"));
    let is_known = |name: &Value| {
        name.as_str()
            .is_some_and(|name| authorizer.audience.iter().any(|a| a == name))
    };
    let is_for_us = match audience {
        Some(Value::Array(names)) => names.iter().any(is_known),
        Some(name) => is_known(name),
        None => false,
    };
    if !is_for_us {
        return Err(Refusal::Audience);
    }
    if !claims
        .get("exp")
        .and_then(Value::as_f64)
        .is_some_and(|end| end > now)
    {
        return Err(Refusal::Expired);
    }
    for begin in ["nbf", "iat"].iter().filter_map(|name| claims.get(*name)) {
        if !begin.as_f64().is_some_and(|begin| begin <= now) {
            return Err(Refusal::NotYet);
        }
    }
    Ok(())
}

/// The scopes of a token: `scope`, separated by spaces (RFC 6749, section 3.3), or else `scp`, which may be a list.
pub fn scopes(claims: &Map<String, Value>) -> Vec<&str> {
    match claims.get("scope").or_else(|| claims.get("scp")) {
        Some(Value::String(scopes)) => scopes.split_whitespace().collect(),
        Some(Value::Array(scopes)) => scopes.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The claims as integrations see them, all of them texts: a list is `[a b]`, an object compact JSON; a null is left
/// out (measured on AWS 2026-08-05).
pub fn texts(claims: &Map<String, Value>) -> Map<String, Value> {
    claims
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.clone(), Value::from(text(value).into_owned())))
        .collect()
}

fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().map(text).collect();
            Cow::Owned(format!("[{}]", elements.join(" ")))
        }
        other => Cow::Owned(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::gateway::http_api::expression::Expression;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    fn checked(changes: Value) -> Result<(), Refusal> {
        let authorizer = JwtAuthorizer {
            id: "a".to_owned(),
            issuer: "https://i.example".to_owned(),
            audience: vec!["menu".to_owned(), "bar".to_owned()],
            identity_source: Expression::identity_source("$request.header.Authorization").unwrap(),
        };
        let mut claims = object(json!({"iss": "https://i.example", "aud": "menu", "exp": 1001, "iat": 1000}));
        claims.extend(object(changes));
        claims.retain(|_, value| !value.is_null());
        check(&claims, &authorizer, 1000.0)
    }

    #[test]
    fn issuer_audience_and_times_have_to_fit() {
        for (changes, expected) in [
            (json!({}), Ok(())),
            (json!({"iss": "https://i.example/"}), Err(Refusal::Issuer)),
            (json!({"iss": null}), Err(Refusal::Issuer)),
            (json!({"aud": ["x", "bar"]}), Ok(())),
            (json!({"aud": ["x"]}), Err(Refusal::Audience)),
            (
                json!({"aud": "menu2", "client_id": "menu"}),
                Err(Refusal::Audience),
            ),
            (json!({"aud": null, "client_id": "menu"}), Ok(())),
            (json!({"aud": null, "client_id": "x"}), Err(Refusal::Audience)),
            (json!({"aud": null}), Err(Refusal::Audience)),
            (json!({"exp": 1000}), Err(Refusal::Expired)),
            (json!({"exp": 1000.5}), Ok(())),
            (json!({"exp": "2000"}), Err(Refusal::Expired)),
            (json!({"exp": null}), Err(Refusal::Expired)),
            (json!({"nbf": 1001}), Err(Refusal::NotYet)),
            (json!({"nbf": 999}), Ok(())),
            (json!({"iat": 1001}), Err(Refusal::NotYet)),
            (json!({"iat": null}), Ok(())),
        ] {
            assert_eq!(checked(changes.clone()), expected, "{changes}");
        }
    }

    #[test]
    fn scopes_have_two_names() {
        for (claims, expected) in [
            (json!({"scope": "a b"}), &["a", "b"][..]),
            (json!({"scp": ["a", "b"]}), &["a", "b"]),
            (json!({"scp": "a"}), &["a"]),
            (json!({"scope": 1}), &[]),
            (json!({}), &[]),
        ] {
            assert_eq!(scopes(&object(claims.clone())), expected, "{claims}");
        }
    }

    #[test]
    fn claims_become_texts() {
        let claims = json!({
            "groups": ["admin", "poweruser"], "verified": true, "nickname": null, "address": {"country": "JP"},
            "scope": "read write", "exp": 1_700_000_000, "mixed": [1, {"a": []}],
        });
        assert_eq!(
            Value::Object(texts(&object(claims))),
            json!({
                "groups": "[admin poweruser]", "verified": "true", "address": "{\"country\":\"JP\"}",
                "scope": "read write", "exp": "1700000000", "mixed": "[1 {\"a\":[]}]",
            })
        );
    }
}
