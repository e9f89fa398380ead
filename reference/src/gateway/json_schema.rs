//! Models: JSON Schema draft 4, with references to other models of the API.

use std::collections::HashMap;
use std::sync::Arc;

use fancy_regex::Regex;
use serde_json::{Map, Value};

/// References and combinators can make a schema that never ends; a check gives up after this many steps.
const STEPS: usize = 100_000;
/// Schemas nested deeper than this do not fit.
const DEPTH: usize = 128;

/// A model, ready to check bodies.
#[derive(Debug, Clone)]
pub struct Schema {
    root: Value,
    models: Arc<HashMap<String, Value>>,
}

impl Schema {
    /// A model's schema and the API's models, which `$ref` may name by
    /// `https://apigateway.amazonaws.com/restapis/{id}/models/{name}`.
    #[must_use]
    pub fn new(root: Value, models: Arc<HashMap<String, Value>>) -> Self {
        Self { root, models }
    }

    /// What is wrong with a value, in the words of API Gateway's validator where they are recorded; empty if it
    /// fits.
    #[must_use]
    pub fn errors(&self, value: &Value) -> Vec<String> {
        let mut check = Check {
            document: &self.root,
            models: &self.models,
            errors: Vec::new(),
            steps: STEPS,
            depth: 0,
        };
        check.schema(&self.root, value);
        check.errors
    }
}

struct Check<'s> {
    /// The document that `#/…` refers to.
    document: &'s Value,
    models: &'s HashMap<String, Value>,
    errors: Vec<String>,
    steps: usize,
    depth: usize,
}

impl<'s> Check<'s> {
    fn error(&mut self, message: impl Into<String>) {
        self.errors.push(message.into());
    }

    /// Whether the value fits a schema on its own; its errors do not count.
    fn fits(&mut self, schema: &'s Value, value: &Value) -> bool {
        let before = std::mem::take(&mut self.errors);
        self.schema(schema, value);
        let fits = self.errors.is_empty();
        self.errors = before;
        fits
    }

    fn schema(&mut self, schema: &'s Value, value: &Value) {
        if self.steps == 0 || self.depth == DEPTH {
            return self.error("the schema is too deep");
        }
        self.steps -= 1;
        self.depth += 1;
        match schema {
            Value::Object(schema) => self.object_schema(schema, value),
            Value::Bool(false) => self.error("no value is allowed here"),
            _ => {}
        }
        self.depth -= 1;
    }

    fn object_schema(&mut self, schema: &'s Map<String, Value>, value: &Value) {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.reference(reference, value);
        }
        if let Some(types) = schema.get("type")
            && !type_fits(types, value)
        {
            return self.error(format!(
                "instance type ({}) does not match any allowed primitive type (allowed: {})",
                type_of(value),
                allowed(types)
            ));
        }
        if let Some(Value::Array(values)) = schema.get("enum")
            && !values.iter().any(|v| same(v, value))
        {
            self.error("instance value not found in enum");
        }
        self.combinators(schema, value);
        match value {
            Value::Object(object) => self.object(schema, object),
            Value::Array(items) => self.array(schema, items),
            Value::String(text) => self.string(schema, text),
            Value::Number(number) => self.number(schema, number.as_f64().unwrap_or(f64::NAN)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn reference(&mut self, reference: &str, value: &Value) {
        let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let outer = self.document;
        if let Some((_, name)) = base.rsplit_once("/models/") {
            match self.models.get(name) {
                Some(model) => self.document = model,
                None => return self.error(format!("model {name} does not exist")),
            }
        }
        match self.document.pointer(fragment) {
            Some(schema) => self.schema(schema, value),
            None => self.error(format!("{reference} does not exist")),
        }
        self.document = outer;
    }

    fn combinators(&mut self, schema: &'s Map<String, Value>, value: &Value) {
        let list = |name: &str| schema.get(name).and_then(Value::as_array);
        for part in list("allOf").into_iter().flatten() {
            self.schema(part, value);
        }
        if let Some(parts) = list("anyOf")
            && !parts.iter().any(|part| self.fits(part, value))
        {
            self.error("instance failed to match at least one required schema");
        }
        if let Some(parts) = list("oneOf") {
            let fitting = parts.iter().filter(|part| self.fits(part, value)).count();
            if fitting != 1 {
                self.error(format!(
                    "instance failed to match exactly one schema (matched {fitting} out of {})",
                    parts.len()
                ));
            }
        }
        if let Some(part) = schema.get("not")
            && self.fits(part, value)
        {
            self.error("instance matched a schema which it should not have");
        }
    }

    fn object(&mut self, schema: &'s Map<String, Value>, object: &Map<String, Value>) {
        let required = schema.get("required").and_then(Value::as_array);
        let mut missing: Vec<_> = required
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|name| !object.contains_key(*name))
            .collect();
        if !missing.is_empty() {
            missing.sort_unstable();
            self.error(format!(
                "object has missing required properties ({})",
                Value::from(missing)
            ));
        }
        let (least, most) = (size(schema, "minProperties"), size(schema, "maxProperties"));
        if least.is_some_and(|n| object.len() < n) {
            self.error("object has too few properties");
        }
        if most.is_some_and(|n| object.len() > n) {
            self.error("object has too many properties");
        }
        self.properties(schema, object);
        for (name, needed) in schema
            .get("dependencies")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            if !object.contains_key(name) {
                continue;
            }
            match needed {
                Value::Array(names) => {
                    if !names
                        .iter()
                        .filter_map(Value::as_str)
                        .all(|n| object.contains_key(n))
                    {
                        self.error(format!(
                            "property \"{name}\" of object has missing property dependencies"
                        ));
                    }
                }
                other => self.schema(other, &Value::Object(object.clone())),
            }
        }
    }

    fn properties(&mut self, schema: &'s Map<String, Value>, object: &Map<String, Value>) {
        let named = schema.get("properties").and_then(Value::as_object);
        let patterns: Vec<_> = schema
            .get("patternProperties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .filter_map(|(pattern, schema)| Some((Regex::new(pattern).ok()?, schema)))
            .collect();
        let mut extra = Vec::new();
        for (name, value) in object {
            let mut is_known = false;
            if let Some(schema) = named.and_then(|n| n.get(name)) {
                is_known = true;
                self.schema(schema, value);
            }
            for (_, schema) in patterns.iter().filter(|(p, _)| p.is_match(name).unwrap_or(false)) {
                is_known = true;
                self.schema(schema, value);
            }
            match schema.get("additionalProperties") {
                Some(Value::Bool(false)) if !is_known => extra.push(Value::from(name.as_str()).to_string()),
                Some(additional @ Value::Object(_)) if !is_known => self.schema(additional, value),
                _ => {}
            }
        }
        if !extra.is_empty() {
            extra.sort_unstable();
            self.error(format!(
                "object instance has properties which are not allowed by the schema: [{}]",
                extra.join(",")
            ));
        }
    }

    fn array(&mut self, schema: &'s Map<String, Value>, items: &[Value]) {
        if size(schema, "minItems").is_some_and(|n| items.len() < n) {
            self.error("array is too short");
        }
        if size(schema, "maxItems").is_some_and(|n| items.len() > n) {
            self.error("array is too long");
        }
        if schema.get("uniqueItems") == Some(&Value::Bool(true)) {
            let mut seen = std::collections::HashSet::new();
            if !items.iter().all(|item| seen.insert(item.to_string())) {
                self.error("array must not contain duplicate elements");
            }
        }
        match schema.get("items") {
            Some(Value::Array(schemas)) => {
                for (schema, item) in schemas.iter().zip(items) {
                    self.schema(schema, item);
                }
                let rest = items.get(schemas.len()..).unwrap_or_default();
                match schema.get("additionalItems") {
                    Some(Value::Bool(false)) if !rest.is_empty() => self.error("array is too long"),
                    Some(additional @ Value::Object(_)) => {
                        rest.iter().for_each(|item| self.schema(additional, item));
                    }
                    _ => {}
                }
            }
            Some(every) => items.iter().for_each(|item| self.schema(every, item)),
            None => {}
        }
    }

    fn string(&mut self, schema: &Map<String, Value>, text: &str) {
        let length = text.chars().count();
        if size(schema, "minLength").is_some_and(|n| length < n) {
            self.error(format!("string \"{text}\" is too short (length: {length})"));
        }
        if size(schema, "maxLength").is_some_and(|n| length > n) {
            self.error(format!("string \"{text}\" is too long (length: {length})"));
        }
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
            && !Regex::new(pattern).is_ok_and(|p| p.is_match(text).unwrap_or(false))
        {
            self.error(format!(
                "ECMA 262 regex \"{pattern}\" does not match input string \"{text}\""
            ));
        }
    }

    fn number(&mut self, schema: &Map<String, Value>, number: f64) {
        let bound = |name: &str| schema.get(name).and_then(Value::as_f64);
        let is_strict = |name: &str| schema.get(name) == Some(&Value::Bool(true));
        if let Some(least) = bound("minimum")
            && (number < least || number <= least && is_strict("exclusiveMinimum"))
        {
            self.error("numeric instance is lower than the required minimum");
        }
        if let Some(most) = bound("maximum")
            && (number > most || number >= most && is_strict("exclusiveMaximum"))
        {
            self.error("numeric instance is greater than the required maximum");
        }
        if let Some(step) = bound("multipleOf").filter(|step| *step > 0.0) {
            let quotient = number / step;
            if (quotient - quotient.round()).abs() > f64::EPSILON * quotient.abs().max(1.0) {
                self.error("remainder of division is not zero");
            }
        }
    }
}

fn size(schema: &Map<String, Value>, name: &str) -> Option<usize> {
    schema.get(name)?.as_u64()?.try_into().ok()
}

fn same(a: &Value, b: &Value) -> bool {
    a == b || matches!((a.as_f64(), b.as_f64()), (Some(a), Some(b)) if a == b)
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn type_fits(types: &Value, value: &Value) -> bool {
    let fits = |name: &Value| {
        name.as_str().is_some_and(|name| {
            let actual = type_of(value);
            name == actual || name == "any" || name == "number" && actual == "integer"
        })
    };
    match types {
        Value::Array(names) => names.iter().any(fits),
        name => fits(name),
    }
}

fn allowed(types: &Value) -> String {
    match types {
        Value::Array(names) => Value::Array(names.clone()).to_string(),
        name => Value::Array(vec![name.clone()]).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn errors(schema: Value, value: Value) -> Vec<String> {
        Schema::new(schema, Arc::default()).errors(&value)
    }

    #[test]
    fn the_words_are_as_recorded() {
        let schema = json!({
            "type": "object", "required": ["bar"], "properties": {"bar": {}}, "additionalProperties": false,
        });
        assert_eq!(
            errors(schema, json!({"foo": 1})).join(", "),
            "object has missing required properties ([\"bar\"]), \
             object instance has properties which are not allowed by the schema: [\"foo\"]"
        );
    }

    #[test]
    fn each_keyword_lets_pass_and_refuses() {
        for (schema, fits, does_not) in [
            (json!({"type": "number"}), json!(1), json!("1")),
            (json!({"type": ["string", "null"]}), json!(null), json!(1)),
            (json!({"enum": [1, "a"]}), json!(1.0), json!("b")),
            (
                json!({"minimum": 1, "exclusiveMinimum": true}),
                json!(2),
                json!(1),
            ),
            (json!({"maximum": 1}), json!(1), json!(1.5)),
            (json!({"multipleOf": 0.1}), json!(0.3), json!(0.25)),
            (json!({"minLength": 2, "maxLength": 3}), json!("äöü"), json!("a")),
            (json!({"pattern": "^a.c$"}), json!("abc"), json!("ac")),
            (
                json!({"items": {"type": "string"}, "minItems": 1}),
                json!(["a"]),
                json!([1]),
            ),
            (
                json!({"items": [{"type": "string"}], "additionalItems": false}),
                json!(["a"]),
                json!(["a", 1]),
            ),
            (json!({"uniqueItems": true}), json!([1, 2]), json!([1, 1])),
            (
                json!({"patternProperties": {"^x": {"type": "string"}}}),
                json!({"x1": "a"}),
                json!({"x1": 1}),
            ),
            (
                json!({"additionalProperties": {"type": "string"}}),
                json!({"a": "b"}),
                json!({"a": 1}),
            ),
            (
                json!({"maxProperties": 1}),
                json!({"a": 1}),
                json!({"a": 1, "b": 2}),
            ),
            (
                json!({"dependencies": {"a": ["b"]}}),
                json!({"b": 1}),
                json!({"a": 1}),
            ),
            (
                json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
                json!("a"),
                json!(1),
            ),
            (
                json!({"oneOf": [{"type": "integer"}, {"minimum": 2}]}),
                json!(1),
                json!(3),
            ),
            (
                json!({"allOf": [{"minimum": 1}, {"maximum": 2}]}),
                json!(2),
                json!(3),
            ),
            (json!({"not": {"type": "string"}}), json!(1), json!("a")),
            (
                json!({"$ref": "#/definitions/a", "definitions": {"a": {"type": "string"}}}),
                json!("a"),
                json!(1),
            ),
        ] {
            assert_eq!(errors(schema.clone(), fits), Vec::<String>::new(), "{schema}");
            assert_ne!(errors(schema.clone(), does_not), Vec::<String>::new(), "{schema}");
        }
    }

    #[test]
    fn models_refer_to_each_other_also_in_circles() {
        let reference =
            |name| json!({"$ref": format!("https://apigateway.amazonaws.com/restapis/a1/models/{name}")});
        let person = json!({
            "type": "object", "required": ["name"],
            "properties": {"name": {"type": "string"}, "house": reference("House")},
        });
        let house = json!({"properties": {"contains": {"type": "array", "items": reference("Person")}}});
        let endless = json!({"allOf": [reference("Endless"), reference("Endless")]});
        let models = [
            ("House", house),
            ("Person", person.clone()),
            ("Endless", endless.clone()),
        ];
        let models = Arc::new(
            models
                .map(|(n, m)| (n.to_owned(), m))
                .into_iter()
                .collect::<HashMap<_, _>>(),
        );
        let schema = Schema::new(person, Arc::clone(&models));
        assert!(
            schema
                .errors(&json!({"name": "a", "house": {"contains": [{"name": "b"}]}}))
                .is_empty()
        );
        assert!(
            !schema
                .errors(&json!({"name": "a", "house": {"contains": [{"random": 1}]}}))
                .is_empty()
        );
        assert!(!Schema::new(endless, models).errors(&json!(1)).is_empty());
    }
}
