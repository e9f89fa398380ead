//! JSON with expressions in it: Arguments, Output, Assign, ItemSelector, Items.

use serde_json::{Map, Value};

use super::{Jsonata, JsonataError, States, expression::all};
use crate::states::{
    data::{MAX_WORKING_BYTES, weight},
    query::Fault,
};

/// A parsed template.
#[derive(Debug, Clone, PartialEq)]
pub struct JsonataTemplate(Node);

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Constant(Value),
    Expression(Jsonata),
    Array(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl JsonataTemplate {
    /// Parses a template.
    ///
    /// # Errors
    /// [`JsonataError`] for the first expression that is none.
    pub fn parse(value: &Value) -> Result<Self, JsonataError> {
        node(value, String::new()).map(Self)
    }

    /// The expression, if the template is nothing else.
    #[must_use]
    pub fn as_expression(&self) -> Option<&Jsonata> {
        match &self.0 {
            Node::Expression(expression) => Some(expression),
            _ => None,
        }
    }

    /// Builds the value, for a field with this name.
    ///
    /// # Errors
    /// `States.QueryEvaluationError`
    pub fn render(&self, field: &str, states: States<'_>) -> Result<Value, Fault> {
        let mut expressions = Vec::new();
        collect(&self.0, field, &mut expressions);
        let values = all(&expressions, states)?;
        let built: usize = values.iter().map(weight).sum();
        if built > MAX_WORKING_BYTES {
            return Err(Fault::runtime("The value that the template builds is too large."));
        }
        Ok(build(&self.0, &mut values.into_iter()))
    }
}

fn node(value: &Value, place: String) -> Result<Node, JsonataError> {
    Ok(match value {
        Value::String(text) => match Jsonata::parse(text) {
            Ok(Some(expression)) => Node::Expression(expression),
            Ok(None) => Node::Constant(value.clone()),
            Err(rejection) => return Err(JsonataError { place, rejection }),
        },
        Value::Array(items) => Node::Array(
            items
                .iter()
                .enumerate()
                .map(|(i, item)| node(item, format!("{place}[{i}]")))
                .collect::<Result<_, _>>()?,
        ),
        Value::Object(members) => Node::Object(
            members
                .iter()
                .map(|(name, value)| Ok((name.clone(), node(value, format!("{place}/{name}"))?)))
                .collect::<Result<_, _>>()?,
        ),
        other => Node::Constant(other.clone()),
    })
}

/// The expressions in the order in which [`build`] asks for their values.
fn collect<'n>(node: &'n Node, place: &str, found: &mut Vec<(String, &'n Jsonata)>) {
    match node {
        Node::Constant(_) => {}
        Node::Expression(expression) => found.push((place.to_owned(), expression)),
        Node::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                collect(item, &format!("{place}[{i}]"), found);
            }
        }
        Node::Object(members) => {
            for (name, member) in members {
                collect(member, &format!("{place}/{name}"), found);
            }
        }
    }
}

fn build(node: &Node, values: &mut impl Iterator<Item = Value>) -> Value {
    match node {
        Node::Constant(value) => value.clone(),
        Node::Expression(_) => values.next().unwrap_or_default(),
        Node::Array(items) => items.iter().map(|item| build(item, values)).collect(),
        Node::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, member)| (name.clone(), build(member, values)))
                .collect::<Map<_, _>>(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::states::{data::Data, query::Context};

    fn rendered(template: Value) -> Result<Value, Option<String>> {
        let context = Context::for_tests();
        let input = Data::from(json!({"a": 1}));
        JsonataTemplate::parse(&template)
            .unwrap()
            .render("Output", States::before(&input, &context))
            .map_err(|fault| fault.location)
    }

    #[test]
    fn expressions_are_replaced_where_they_stand() {
        assert_eq!(
            rendered(
                json!({"c": [null, "{% $states.input %}", {"k": "{% true %}"}], "n.$": "$", "s": " {% 1 %}"})
            ),
            Ok(json!({"c": [null, {"a": 1}, {"k": true}], "n.$": "$", "s": " {% 1 %}"}))
        );
    }

    #[test]
    fn a_fault_names_its_place() {
        for (template, place) in [
            (json!("{% $none %}"), "Output"),
            (json!({"a": 1, "b": {"c": "{% $none %}"}}), "Output/b/c"),
            (json!([1, "{% $none %}"]), "Output[1]"),
        ] {
            assert_eq!(rendered(template), Err(Some(place.to_owned())));
        }
        let error = JsonataTemplate::parse(&json!({"a": ["{% 1 + %}"]})).unwrap_err();
        assert_eq!(error.place, "/a[0]");
    }
}
