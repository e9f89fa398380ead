//! The account's settings.

use serde_json::{Value, json};

use super::answer::{Answer, Input, Outcome};
use super::patch::{Field, Kind, Rejection, apply};
use super::store::Store;

fn shown(store: &Store) -> Value {
    let mut shown = json!({
        "throttleSettings": {"burstLimit": 5000, "rateLimit": 10000.0},
        "features": ["UsagePlans"],
        "apiKeyVersion": "4",
    });
    if let Some(role) = &store.log_role {
        shown["cloudwatchRoleArn"] = Value::from(role.as_str());
    }
    shown
}

/// `GET /account`
pub fn get(store: &Store) -> Outcome {
    Ok(Answer::ok(shown(store)))
}

/// `PATCH /account`
pub fn update(store: &mut Store, input: &Input) -> Outcome {
    const FIELDS: [Field; 1] = [Field {
        name: "cloudwatchRoleArn",
        kind: Kind::Text,
    }];
    let Value::Object(mut members) = shown(store) else {
        return get(store);
    };
    for change in input.patch("updateAccountInput")? {
        apply(&mut members, &FIELDS, &change).map_err(|r: Rejection| change.refused(&r, &FIELDS))?;
    }
    let role = members.get("cloudwatchRoleArn").and_then(Value::as_str);
    store.log_role = role.filter(|r| !r.is_empty()).map(str::to_owned);
    get(store)
}
