//! Functions on JSON text and objects.

use serde_json::Value;

use super::call::Given;
use crate::states::number::json_text;

/// Empty and blank texts give null, `-0` gives 0 (recorded on AWS 2023).
pub(super) fn of_string(given: &[Given]) -> Result<Value, String> {
    let text = given[0]
        .value
        .as_str()
        .ok_or_else(|| format!("Argument 1 must be a string but was: {}", given[0].value))?;
    match text.trim() {
        "" => Ok(Value::Null),
        "-0" => Ok(0.into()),
        text => serde_json::from_str(text).map_err(|_| "Argument 1 is not valid JSON".to_owned()),
    }
}

pub(super) fn to_string(given: &[Given]) -> Result<Value, String> {
    Ok(json_text(&given[0].value).into())
}

/// Shallow: a member of the second object replaces the whole member of the first (recorded on AWS 2023).
pub(super) fn merge(given: &[Given]) -> Result<Value, String> {
    if given[2].value != Value::Bool(false) {
        return Err("Argument 3 must be false: deep merging is not supported".to_owned());
    }
    match (&given[0].value, &given[1].value) {
        (Value::Object(first), Value::Object(second)) => {
            let mut merged = first.clone();
            merged.extend(second.clone());
            Ok(Value::Object(merged))
        }
        _ => Err("Arguments 1 and 2 must be objects".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::call::computed;

    #[test]
    fn texts_become_values_and_back() {
        for (call, input, expected) in [
            ("States.StringToJson($)", json!(""), json!(null)),
            ("States.StringToJson($)", json!(" "), json!(null)),
            ("States.StringToJson($)", json!("-0"), json!(0)),
            ("States.StringToJson($)", json!("{\"a\": [1]}"), json!({"a": [1]})),
            (
                "States.StringToJson('\\{\"a\": 1\\}')",
                json!({}),
                json!({"a": 1}),
            ),
            ("States.JsonToString($)", json!([1, "x"]), json!("[1,\"x\"]")),
            ("States.JsonToString($)", json!(null), json!("null")),
            (
                "States.JsonMerge($.a, $.b, false)",
                json!({"a": {"x": {"y": 1}, "k": 1}, "b": {"x": {"z": 2}}}),
                json!({"x": {"z": 2}, "k": 1}),
            ),
        ] {
            assert_eq!(computed(call, input), Ok(expected), "{call}");
        }
    }

    #[test]
    fn wrong_arguments() {
        for (call, input) in [
            ("States.StringToJson($)", json!("{")),
            ("States.StringToJson($)", json!(1)),
            ("States.JsonMerge($, $, true)", json!({})),
            ("States.JsonMerge($, 1, false)", json!({})),
        ] {
            assert!(computed(call, input).is_err(), "{call}");
        }
    }
}
