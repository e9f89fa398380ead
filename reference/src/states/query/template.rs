//! Payload templates: Parameters, ResultSelector, ItemSelector.

use serde_json::{Map, Value};

use super::{Expression, Fault, Frame, order::as_hash_map};
use crate::states::data::{MAX_WORKING_BYTES, weight};

/// A parsed template.
#[derive(Debug, Clone, PartialEq)]
pub struct Template(Node);

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Constant(Value),
    Array(Vec<Node>),
    Object {
        constant: Vec<(String, Node)>,
        /// Names without `.$`, in the order in which they come out.
        computed: Vec<(String, Expression)>,
    },
}

/// A member of a template whose value is no expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The name, with `.$`.
    pub field: String,
}

impl Template {
    /// Parses a template. Members whose name ends in `.$` are computed, everything else stands for itself.
    ///
    /// # Errors
    /// [`TemplateError`] names the first member that is no expression.
    pub fn parse(value: &Value) -> Result<Self, TemplateError> {
        node(value).map(Self)
    }

    /// Builds the value.
    ///
    /// # Errors
    /// [`Fault`] of the first expression that has no value.
    pub fn render(&self, frame: Frame<'_>) -> Result<Value, Fault> {
        render(&self.0, frame, &mut 0)
    }
}

fn node(value: &Value) -> Result<Node, TemplateError> {
    Ok(match value {
        Value::Object(members) => {
            let mut constant = Vec::new();
            let mut computed = Vec::new();
            for (name, value) in members {
                if let Some(bare) = name.strip_suffix(".$") {
                    let expression = value
                        .as_str()
                        .and_then(|text| Expression::parse(text).ok())
                        .ok_or_else(|| TemplateError { field: name.clone() })?;
                    computed.push((bare.to_owned(), expression));
                } else {
                    constant.push((name.clone(), node(value)?));
                }
            }
            as_hash_map(&mut computed, |(name, _)| name);
            Node::Object { constant, computed }
        }
        Value::Array(items) => Node::Array(items.iter().map(node).collect::<Result<_, _>>()?),
        other => Node::Constant(other.clone()),
    })
}

/// `built` counts what has been built so far.
fn render(node: &Node, frame: Frame<'_>, built: &mut usize) -> Result<Value, Fault> {
    Ok(match node {
        Node::Constant(value) => value.clone(),
        Node::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| render(item, frame, built))
                .collect::<Result<_, _>>()?,
        ),
        Node::Object { constant, computed } => {
            let mut members = Map::new();
            for (name, value) in constant {
                members.insert(name.clone(), render(value, frame, built)?);
            }
            for (name, expression) in computed {
                let value = expression.evaluate(&format!("{name}.$"), frame)?;
                *built += weight(&value);
                if *built > MAX_WORKING_BYTES {
                    return Err(Fault::runtime("The value that the template builds is too large."));
                }
                members.insert(name.clone(), value);
            }
            Value::Object(members)
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::states::query::Context;

    fn rendered(template: Value, input: Value) -> String {
        let context = Context::for_tests();
        let frame = Frame {
            input: &input,
            context: &context,
        };
        Template::parse(&template)
            .unwrap()
            .render(frame)
            .unwrap()
            .to_string()
    }

    #[test]
    fn constants_come_before_computed_members() {
        assert_eq!(
            rendered(
                json!({"FunctionName.$": "$", "Payload": {"Input.$": "$", "n": [1, {"x.$": "$"}]}}),
                json!("i")
            ),
            r#"{"Payload":{"n":[1,{"x":"i"}],"Input":"i"},"FunctionName":"i"}"#
        );
    }

    #[test]
    fn a_template_cannot_multiply_its_input_without_end() {
        let members = (0..100).map(|i| (format!("m{i}.$"), json!("$"))).collect();
        let template = Template::parse(&Value::Object(members)).unwrap();
        let context = Context::for_tests();
        let input = json!("x".repeat(crate::states::data::MAX_BYTES - 2));
        let frame = Frame {
            input: &input,
            context: &context,
        };
        let fault = template.render(frame).unwrap_err();
        assert_eq!(fault.message, "The value that the template builds is too large.");
    }

    #[test]
    fn a_computed_member_needs_an_expression() {
        for template in [
            json!({"a": {"b.$": "text"}}),
            json!({"b.$": 1}),
            json!([{"b.$": "States.Nothing()"}]),
        ] {
            assert_eq!(
                Template::parse(&template),
                Err(TemplateError {
                    field: "b.$".to_owned()
                })
            );
        }
    }
}
