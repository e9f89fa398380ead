//! `{% … %}`

use serde_json::Value;

use super::{
    Rejection, States,
    engine::{check, evaluate},
    session::Outcome,
};
use crate::states::{failure::names, query::Fault};

/// An expression that parses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jsonata(String);

/// A text in the delimiters that is no expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonataError {
    /// Where in the field: `/name` and `[0]`.
    pub place: String,
    /// Why.
    pub rejection: Rejection,
}

impl Jsonata {
    /// Reads a text; `None` if it is not an expression but stands for itself. The delimiters must be the very
    /// first and last characters (recorded on AWS 2024).
    ///
    /// # Errors
    /// [`Rejection`] if it is in the delimiters, but AWS would refuse it.
    pub fn parse(text: &str) -> Result<Option<Self>, Rejection> {
        let Some(inner) = text.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}")) else {
            return Ok(None);
        };
        let inner = inner.trim();
        check(inner)?;
        Ok(Some(Self(inner.to_owned())))
    }

    /// Without the delimiters.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The value, for the field at this place.
    ///
    /// # Errors
    /// `States.QueryEvaluationError`
    pub fn evaluate(&self, field: &str, states: States<'_>) -> Result<Value, Fault> {
        let mut values = all(&[(field.to_owned(), self)], states)?;
        values
            .pop()
            .ok_or_else(|| self.fault(field, "returned nothing (undefined)."))
    }

    /// The value, if it is of the type with this name.
    ///
    /// # Errors
    /// `States.QueryEvaluationError`
    pub fn evaluate_to(&self, wanted: &str, field: &str, states: States<'_>) -> Result<Value, Fault> {
        let value = self.evaluate(field, states)?;
        let found = type_name(&value);
        if found == wanted {
            return Ok(value);
        }
        // Recorded on AWS 2024-11-19.
        let what = format!(
            "returned an unexpected result type. Expected '{wanted}', but was '{found}' for value: {value}"
        );
        Err(self.fault(field, &what))
    }

    fn fault(&self, field: &str, what: &str) -> Fault {
        Fault {
            error: names::QUERY_EVALUATION_ERROR,
            message: format!(
                "The JSONata expression '{}' specified for the field '{field}' {what}",
                self.0
            ),
            location: Some(field.to_owned()),
        }
    }
}

/// The values of several expressions, each with its place.
pub(super) fn all(expressions: &[(String, &Jsonata)], states: States<'_>) -> Result<Vec<Value>, Fault> {
    if expressions.is_empty() {
        return Ok(Vec::new());
    }
    let texts: Vec<String> = expressions
        .iter()
        .map(|(_, expression)| expression.0.clone())
        .collect();
    let variables = states.variables_json(&texts);
    let outcomes = evaluate(states.json(), variables, texts);
    expressions
        .iter()
        .zip(outcomes)
        .map(|((field, expression), outcome)| match outcome {
            Outcome::Value(json) => serde_json::from_str(&json).map_err(|_| {
                expression.fault(
                    field,
                    "threw an error during evaluation: The value is nested too deeply",
                )
            }),
            // Recorded on AWS 2024-11-21.
            Outcome::Undefined => Err(expression.fault(field, "returned nothing (undefined).")),
            Outcome::Error(reason) => {
                Err(expression.fault(field, &format!("threw an error during evaluation{reason}")))
            }
        })
        .collect()
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::states::{data::Data, query::Context};

    fn evaluated(expression: &str, input: Value) -> Result<Value, String> {
        let context = Context::for_tests().assigned([("count".to_owned(), Data::from(json!(3)))]);
        let expression = Jsonata::parse(&format!("{{% {expression} %}}"))
            .map_err(|e| format!("{e:?}"))?
            .ok_or("no expression")?;
        expression
            .evaluate("Output", States::before(&Data::from(input), &context))
            .map_err(|fault| {
                let (_, reason) = fault.message.split_once("for the field 'Output' ").unwrap();
                reason.to_owned()
            })
    }

    #[test]
    fn expressions_have_values() {
        for (expression, input, expected) in [
            ("$states.input.a + $count", json!({"a": 1}), json!(4)),
            (
                "$merge([$states.input, {'b': 2}])",
                json!({"a": 1}),
                json!({"a": 1, "b": 2}),
            ),
            ("$states.context.Execution.Name", json!({}), json!("e")),
            ("$contains('hello$world', /^hello\\$/)", json!({}), json!(true)),
            ("$variable := 1", json!({}), json!(1)),
            // AWS's own functions; recorded on AWS 2024-11.
            ("$partition([0], 1)", json!({}), json!([[0]])),
            ("$partition([0, 1, 2], 2)", json!({}), json!([[0, 1], [2]])),
            ("$range(0, 10, 3)", json!({}), json!([0, 3, 6, 9])),
            ("$range(1, 9, 9)", json!({}), json!(1)),
            ("$parse('-0')", json!({}), json!(0)),
            (
                "$parse('{\"Arg1\": 1, \"Arg2\": []}')",
                json!({}),
                json!({"Arg1": 1, "Arg2": []}),
            ),
            (
                "$hash('input data', 'SHA-1')",
                json!({}),
                json!("aaff4a450a104cd177d28d18d74485e8cae074b7"),
            ),
            ("$random(7) = $random(7)", json!({}), json!(true)),
            ("$length($uuid())", json!({}), json!(36)),
            ("$base64encode('ü')", json!({}), json!("w7w=")),
            ("$base64decode('w7w=')", json!({}), json!("ü")),
            // Reported from AWS 2026.
            ("[1/0, 1]", json!({}), json!(["Infinity", 1])),
            ("$range(-1.7, 2, 1)", json!({}), json!([-1, 0, 1, 2])),
            (
                "($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(90))",
                json!({}),
                json!(90),
            ),
        ] {
            assert_eq!(evaluated(expression, input), Ok(expected), "{expression}");
        }
    }

    #[test]
    fn what_goes_wrong_is_told_in_the_words_of_aws() {
        let error = "threw an error during evaluation";
        for (expression, expected) in [
            ("$doesNotExist", "returned nothing (undefined).".to_owned()),
            (
                "$randomSeeded(1)",
                format!("{error}. T1006: Attempted to invoke a non-function"),
            ),
            (
                "$eval('1')",
                format!("{error}. T1006: Attempted to invoke a non-function"),
            ),
            (
                "$sum(['a'])",
                format!("{error}. T0412: Argument 1 of function \"sum\" must be an array of \"numbers\""),
            ),
            ("$error('mine')", format!("{error}. D3137: mine")),
            ("$sum", format!("{error}: The expression returned a function")),
            (
                "{'f': function($x) { $x }}",
                format!("{error}: The expression returned a function"),
            ),
        ] {
            assert_eq!(evaluated(expression, json!({})), Err(expected), "{expression}");
        }
    }

    #[test]
    fn nothing_runs_without_end() {
        let began = Instant::now();
        for expression in [
            "($f := function() { $f() }; $f())",
            "($f := function($n) { 1 + $f($n) }; $f(1))",
            "($f := function($s) { $f($s & $s) }; $f('x'))",
            "$match($join($map([1..40], function() { 'a' })) & 'b', /^(a+)+$/)",
        ] {
            let found = evaluated(expression, json!({}));
            assert!(
                found.as_ref().is_err_and(|reason| reason.starts_with("threw")),
                "{expression}: {found:?}"
            );
        }
        assert!(began.elapsed().as_secs() < 60);
        assert_eq!(evaluated("1", json!({})), Ok(json!(1)));
    }

    #[test]
    fn results_have_types() {
        let context = Context::for_tests();
        let input = Data::empty();
        let expression = Jsonata::parse("{% {'foo': 'bar'} %}").unwrap().unwrap();
        let fault = expression
            .evaluate_to("array", "Items", States::before(&input, &context))
            .unwrap_err();
        assert_eq!(
            fault.message,
            "The JSONata expression '{'foo': 'bar'}' specified for the field 'Items' returned an unexpected \
             result type. Expected 'array', but was 'object' for value: {\"foo\":\"bar\"}"
        );
        assert_eq!(fault.location.as_deref(), Some("Items"));
    }

    #[test]
    fn what_aws_refuses_is_refused() {
        for text in [" {% 1 %}", "{% 1 %} ", "{ 1 }", "$states.input", "{%}"] {
            assert_eq!(Jsonata::parse(text), Ok(None), "{text}");
        }
        for (text, expected) in [
            (
                "{% 1 + %}",
                Rejection::Invalid("Unexpected end of expression".to_owned()),
            ),
            (
                "{% a[1,2) %}",
                Rejection::Invalid("Expected \"]\", got \",\"".to_owned()),
            ),
            ("{% phone %}", Rejection::TopLevel("phone".to_owned())),
            ("{% {'a': phone.b} %}", Rejection::TopLevel("phone".to_owned())),
        ] {
            assert_eq!(Jsonata::parse(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn free_variables_are_found() {
        for (text, expected) in [
            ("$a + $states.input.b", &["a", "states"][..]),
            ("($a := 1; $a + $b)", &["b"]),
            ("function($x) { $x + $y }(1)", &["y"]),
            ("$map($list, function($v) { $v * $n })", &["map", "list", "n"]),
            ("$list[$ > $least].name", &["list", "least"]),
        ] {
            let mut found = check(text).unwrap();
            found.sort_unstable();
            let mut expected = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_text_is_too_odd(text in "[ -~]{0,40}") {
            if let Ok(Some(expression)) = Jsonata::parse(&format!("{{%{text}%}}")) {
                let context = Context::for_tests();
                let input = Data::empty();
                let _ = expression.evaluate("Output", States::before(&input, &context));
            }
        }
    }
}
