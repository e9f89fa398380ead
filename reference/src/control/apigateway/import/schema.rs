//! Schemas of a definition as models of an API.

use serde_json::Value;
use uuid::Uuid;

/// The name in `#/definitions/{name}` or `#/components/schemas/{name}`.
#[must_use]
pub fn referred(schema: &Value) -> Option<String> {
    let reference = schema.get("$ref")?.as_str()?;
    ["#/definitions/", "#/components/schemas/"]
        .into_iter()
        .find_map(|start| reference.strip_prefix(start))
        .map(str::to_owned)
}

/// The schema as a model has it: its references by URL, its required names sorted (recorded on AWS). The nesting is
/// bounded by the parsers of the definition.
#[must_use]
pub fn as_model(schema: &Value, api_id: &str) -> Value {
    match schema {
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| match referred(schema).filter(|_| name == "$ref")
            {
                Some(model) => {
                    let url = format!("https://apigateway.amazonaws.com/restapis/{api_id}/models/{model}");
                    (name.clone(), Value::from(url))
                }
                None if name == "required" && value.is_array() => (name.clone(), sorted(value)),
                None => (name.clone(), as_model(value, api_id)),
            };
            Value::Object(members.iter().map(member).collect())
        }
        Value::Array(items) => items.iter().map(|item| as_model(item, api_id)).collect(),
        other => other.clone(),
    }
}

fn sorted(required: &Value) -> Value {
    let mut names = required.clone();
    if let Value::Array(names) = &mut names {
        names.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    }
    names
}

/// A name for a schema that stands where it is used.
#[must_use]
pub fn new_name() -> String {
    let id = Uuid::new_v4().simple().to_string();
    format!("MODEL{}", &id[..6])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_become_urls_wherever_they_stand() {
        let schema = json!({"items": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/definitions/B"}], "x": {"$ref": "y"}, "required": ["b", "a"]});
        let url =
            |name| json!({"$ref": format!("https://apigateway.amazonaws.com/restapis/api1/models/{name}")});
        assert_eq!(
            as_model(&schema, "api1"),
            json!({"items": [url("A"), url("B")], "x": {"$ref": "y"}, "required": ["a", "b"]})
        );
    }
}
