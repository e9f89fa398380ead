//! What an authorizer's function answers: who the caller is and what they may do. REST APIs and HTTP APIs have this in
//! common (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html).

use serde_json::{Map, Value};

use crate::policy::{Decision, Document, Facts, Kind};

/// The action that a policy lets a caller do.
pub(in crate::gateway) const INVOKE: &str = "execute-api:Invoke";

/// A caller that an authorizer knows, and what they may do.
#[derive(Debug, Clone)]
pub struct Grant {
    /// `principalId`
    pub principal_id: String,
    /// `context` as the function gave it.
    pub context: Map<String, Value>,
    policy: Document,
}

/// An answer that is no grant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadGrant {
    /// Not a JSON object.
    #[error("read the authorizer's answer: it is no JSON object")]
    NoObject,
    /// A member is missing, or of another type.
    #[error("read the authorizer's answer: its {0} is missing or of another type")]
    Member(&'static str),
    /// The policy is none.
    #[error("read the authorizer's answer: {0}")]
    Policy(String),
}

impl Grant {
    /// Reads the function's answer. `principalId` and `policyDocument` must be there.
    ///
    /// # Errors
    /// [`BadGrant`]
    pub fn parse(answer: &[u8]) -> Result<Self, BadGrant> {
        let Ok(Value::Object(answer)) = serde_json::from_slice(answer) else {
            return Err(BadGrant::NoObject);
        };
        let principal_id = answer.get("principalId").and_then(Value::as_str);
        let policy = answer
            .get("policyDocument")
            .filter(|policy| policy.is_object())
            .ok_or(BadGrant::Member("policyDocument"))?;
        let context = match answer.get("context") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(context)) => context.clone(),
            Some(_) => return Err(BadGrant::Member("context")),
        };
        Ok(Self {
            principal_id: principal_id.ok_or(BadGrant::Member("principalId"))?.to_owned(),
            policy: Document::parse(&policy.to_string(), Kind::Identity)
                .map_err(|malformed| BadGrant::Policy(malformed.to_string()))?,
            context,
        })
    }

    /// What the policy says about calling a method or route:
    /// `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{verb}/{path}`.
    #[must_use]
    pub fn decide(&self, arn: &str, facts: &Facts) -> Decision {
        self.policy.decide(INVOKE, arn, facts)
    }

    /// `context` as a REST API passes it on: numbers and booleans as text.
    ///
    /// # Errors
    /// [`BadGrant::Member`] if a value is an object, a list or null, which the guide does not allow.
    pub fn texts(&self) -> Result<Map<String, Value>, BadGrant> {
        let text = |(name, value): (&String, &Value)| match value {
            Value::String(_) => Ok((name.clone(), value.clone())),
            Value::Number(_) | Value::Bool(_) => Ok((name.clone(), Value::from(value.to_string()))),
            Value::Null | Value::Array(_) | Value::Object(_) => Err(BadGrant::Member("context")),
        };
        self.context.iter().map(text).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ARN: &str = "arn:aws:execute-api:us-east-1:000000000000:api/live/GET/soup";

    fn answer(effect: &str, resource: &str) -> Value {
        json!({"principalId": "ann", "policyDocument": {"Version": "2012-10-17", "Statement": [
            {"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource}]}})
    }

    fn parse(answer: &Value) -> Result<Grant, BadGrant> {
        Grant::parse(answer.to_string().as_bytes())
    }

    #[test]
    fn the_policy_decides_about_the_method() {
        let decide = |effect, resource| {
            parse(&answer(effect, resource))
                .unwrap()
                .decide(ARN, &Facts::default())
        };
        assert_eq!(decide("Allow", ARN), Decision::Allow);
        assert_eq!(
            decide("Allow", "arn:aws:execute-api:*:*:api/*/GET/*"),
            Decision::Allow
        );
        assert_eq!(
            decide("Allow", "arn:aws:execute-api:*:*:api/*/PUT/*"),
            Decision::Silent
        );
        assert_eq!(decide("Deny", "*"), Decision::Deny);
    }

    #[test]
    fn the_context_becomes_text() {
        let mut given = answer("Allow", "*");
        given["context"] = json!({"name": "Ann", "number": 1, "share": 0.5, "flag": true});
        let grant = parse(&given).unwrap();
        assert_eq!(grant.principal_id, "ann");
        let texts = json!({"name": "Ann", "number": "1", "share": "0.5", "flag": "true"});
        assert_eq!(Value::Object(grant.texts().unwrap()), texts);
        given["context"] = json!({"list": [1]});
        assert_eq!(parse(&given).unwrap().texts(), Err(BadGrant::Member("context")));
    }

    #[test]
    fn what_is_no_grant_is_told() {
        let without = |name: &str| {
            let mut given = answer("Allow", "*");
            given.as_object_mut().unwrap().remove(name);
            parse(&given).unwrap_err()
        };
        assert_eq!(without("principalId"), BadGrant::Member("principalId"));
        assert_eq!(without("policyDocument"), BadGrant::Member("policyDocument"));
        assert_eq!(parse(&json!(null)).unwrap_err(), BadGrant::NoObject);
        assert_eq!(Grant::parse(b"{").unwrap_err(), BadGrant::NoObject);
        let mut given = answer("Perhaps", "*");
        assert!(matches!(parse(&given), Err(BadGrant::Policy(_))));
        given = answer("Allow", "*");
        given["context"] = json!("ann");
        assert_eq!(parse(&given).unwrap_err(), BadGrant::Member("context"));
    }
}
