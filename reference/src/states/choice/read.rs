//! Reading conditions.

use serde_json::Value;

use super::{Comparison, Condition, Kind, Operand, Test};
use crate::states::{
    definition::Fields,
    query::{DataPath, QueryLanguage},
    timestamp,
};

const TYPED: [(&str, Kind); 5] = [
    ("IsNull", Kind::Null),
    ("IsString", Kind::String),
    ("IsNumeric", Kind::Numeric),
    ("IsBoolean", Kind::Boolean),
    ("IsTimestamp", Kind::Timestamp),
];

/// Every comparison, with the name of the form that takes a path.
static COMPARISONS: [(&str, &str, Kind, Comparison); 16] = [
    (
        "BooleanEquals",
        "BooleanEqualsPath",
        Kind::Boolean,
        Comparison::Equals,
    ),
    (
        "NumericEquals",
        "NumericEqualsPath",
        Kind::Numeric,
        Comparison::Equals,
    ),
    (
        "NumericGreaterThan",
        "NumericGreaterThanPath",
        Kind::Numeric,
        Comparison::GreaterThan,
    ),
    (
        "NumericGreaterThanEquals",
        "NumericGreaterThanEqualsPath",
        Kind::Numeric,
        Comparison::GreaterThanEquals,
    ),
    (
        "NumericLessThan",
        "NumericLessThanPath",
        Kind::Numeric,
        Comparison::LessThan,
    ),
    (
        "NumericLessThanEquals",
        "NumericLessThanEqualsPath",
        Kind::Numeric,
        Comparison::LessThanEquals,
    ),
    (
        "StringEquals",
        "StringEqualsPath",
        Kind::String,
        Comparison::Equals,
    ),
    (
        "StringGreaterThan",
        "StringGreaterThanPath",
        Kind::String,
        Comparison::GreaterThan,
    ),
    (
        "StringGreaterThanEquals",
        "StringGreaterThanEqualsPath",
        Kind::String,
        Comparison::GreaterThanEquals,
    ),
    (
        "StringLessThan",
        "StringLessThanPath",
        Kind::String,
        Comparison::LessThan,
    ),
    (
        "StringLessThanEquals",
        "StringLessThanEqualsPath",
        Kind::String,
        Comparison::LessThanEquals,
    ),
    (
        "TimestampEquals",
        "TimestampEqualsPath",
        Kind::Timestamp,
        Comparison::Equals,
    ),
    (
        "TimestampGreaterThan",
        "TimestampGreaterThanPath",
        Kind::Timestamp,
        Comparison::GreaterThan,
    ),
    (
        "TimestampGreaterThanEquals",
        "TimestampGreaterThanEqualsPath",
        Kind::Timestamp,
        Comparison::GreaterThanEquals,
    ),
    (
        "TimestampLessThan",
        "TimestampLessThanPath",
        Kind::Timestamp,
        Comparison::LessThan,
    ),
    (
        "TimestampLessThanEquals",
        "TimestampLessThanEqualsPath",
        Kind::Timestamp,
        Comparison::LessThanEquals,
    ),
];

/// Reads the condition of a rule; what is wrong is noted.
pub(in crate::states) fn read(fields: &mut Fields<'_>, place: &str) -> Option<Condition> {
    if fields.language() == QueryLanguage::Jsonata {
        fields.require(&["Condition"]);
        return if fields.is_expression("Condition") {
            let expression = fields.expression("Condition")?;
            Some(Condition::Jsonata(format!("{place}Condition"), expression))
        } else {
            fields.boolean("Condition").map(Condition::Constant)
        };
    }
    comparison(fields)
}

/// A rule in JSONPath, or one within another.
fn comparison(fields: &mut Fields<'_>) -> Option<Condition> {
    if fields.has("And") {
        return Some(Condition::And(nested(fields, "And")?));
    }
    if fields.has("Or") {
        return Some(Condition::Or(nested(fields, "Or")?));
    }
    if fields.has("Not") {
        let mut inner = fields.object("Not")?;
        let condition = comparison(&mut inner)?;
        inner.finish();
        return Some(Condition::Not(Box::new(condition)));
    }
    fields.require(&["Variable"]);
    let variable = fields.path("Variable");
    let mut tests = tests(fields);
    if tests.len() != 1 {
        fields.note("Exactly one comparison operator is required");
        return None;
    }
    Some(Condition::Test(variable?, tests.pop()??))
}

fn nested(fields: &mut Fields<'_>, name: &'static str) -> Option<Vec<Condition>> {
    let rules = fields.objects(name)?;
    if rules.is_empty() {
        fields.note_field(name, format!("{name} must not be empty"));
    }
    rules
        .into_iter()
        .map(|mut rule| {
            let condition = comparison(&mut rule);
            rule.finish();
            condition
        })
        .collect()
}

/// Each operator that is there; `None` for one that is not good.
fn tests(fields: &mut Fields<'_>) -> Vec<Option<Test>> {
    let mut tests = Vec::new();
    if fields.has("IsPresent") {
        tests.push(fields.boolean("IsPresent").map(Test::IsPresent));
    }
    if fields.has("StringMatches") {
        tests.push(
            fields
                .string("StringMatches")
                .map(|text| Test::Matches(text.to_owned())),
        );
    }
    for (name, kind) in TYPED {
        if fields.has(name) {
            tests.push(fields.boolean(name).map(|wanted| Test::Is(kind, wanted)));
        }
    }
    for (name, path_name, kind, comparison) in &COMPARISONS {
        if fields.has(name) {
            let operand = literal(fields, name, *kind).map(Operand::Literal);
            tests.push(operand.map(|operand| Test::Compare(*kind, *comparison, operand)));
        }
        if fields.has(path_name) {
            let operand: Option<DataPath> = fields.path(path_name);
            tests.push(operand.map(|path| Test::Compare(*kind, *comparison, Operand::Path(path))));
        }
    }
    tests
}

fn literal(fields: &mut Fields<'_>, name: &'static str, kind: Kind) -> Option<Value> {
    match kind {
        Kind::Boolean => fields.boolean(name).map(Value::from),
        Kind::Numeric => {
            fields.number(name)?;
            fields.raw(name).cloned()
        }
        Kind::Timestamp => {
            let text = fields.string(name)?;
            if timestamp::parse(text).is_none() {
                fields.note_field(name, "String does not match RFC3339 timestamp");
                return None;
            }
            Some(text.into())
        }
        Kind::String | Kind::Null => fields.string(name).map(Value::from),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use serde_json::json;

    use super::*;
    use crate::states::query::{Context, Frame, States};

    fn holds(rule: Value, input: Value) -> Result<bool, String> {
        let found = RefCell::default();
        let mut fields =
            Fields::of(&rule, String::new(), QueryLanguage::JsonPath, &found).ok_or("no object")?;
        let condition = read(&mut fields, "").ok_or_else(|| format!("{found:?}"))?;
        let context = Context::for_tests();
        let data = input.clone().into();
        let states = States::before(&data, &context);
        let frame = Frame {
            input: &input,
            context: &context,
        };
        condition.holds(frame, states).map_err(|fault| fault.message)
    }

    fn test(operator: &str, operand: Value) -> Value {
        let mut rule = json!({"Variable": "$.v"});
        rule[operator] = operand;
        rule
    }

    #[test]
    fn operators_work_on_their_own_type_only() {
        for (operator, operand, value, expected) in [
            ("StringEquals", json!("a b"), json!("a b"), true),
            ("StringEquals", json!("a\nb"), json!("a\r\nb"), false),
            ("StringEquals", json!("1"), json!(1), false),
            ("StringLessThan", json!("b"), json!("a"), true),
            ("StringGreaterThanEquals", json!("a"), json!("a"), true),
            ("StringMatches", json!("a*"), json!("abc"), true),
            ("NumericEquals", json!(0), json!(0.0), true),
            ("NumericEquals", json!(0), json!("0"), false),
            ("NumericLessThanEquals", json!(1.5), json!(1), true),
            ("NumericGreaterThan", json!(1), json!(null), false),
            ("BooleanEquals", json!(true), json!(true), true),
            ("BooleanEquals", json!(false), json!(0), false),
            (
                "TimestampEquals",
                json!("2024-01-01T01:00:00+01:00"),
                json!("2024-01-01T00:00:00Z"),
                true,
            ),
            (
                "TimestampLessThan",
                json!("2024-01-01T00:00:00Z"),
                json!("2023-12-31T23:59:59.999Z"),
                true,
            ),
            (
                "TimestampLessThan",
                json!("2024-01-01T00:00:00Z"),
                json!("1999"),
                false,
            ),
            ("IsNull", json!(true), json!(null), true),
            ("IsNull", json!(false), json!(null), false),
            ("IsString", json!(true), json!("2024-01-01T00:00:00Z"), true),
            ("IsTimestamp", json!(true), json!("2024-01-01T00:00:00Z"), true),
            ("IsTimestamp", json!(false), json!("2024-01-01"), true),
            ("IsNumeric", json!(true), json!("1"), false),
            ("IsBoolean", json!(true), json!(false), true),
            ("IsPresent", json!(true), json!(null), true),
        ] {
            assert_eq!(
                holds(test(operator, operand.clone()), json!({"v": value})),
                Ok(expected),
                "{value} {operator} {operand}"
            );
        }
    }

    #[test]
    fn operands_can_be_paths() {
        let rule = test("NumericEqualsPath", json!("$.w"));
        assert_eq!(holds(rule.clone(), json!({"v": 1, "w": 1.0})), Ok(true));
        assert_eq!(holds(rule.clone(), json!({"v": 1, "w": "1"})), Ok(false));
        assert!(holds(rule, json!({"v": 1})).is_err());
    }

    #[test]
    fn presence_guards_what_follows() {
        let guarded = json!({"And": [
            {"Variable": "$.v", "IsPresent": true},
            {"Not": {"Variable": "$.v", "NumericEquals": 1}},
        ]});
        assert_eq!(holds(guarded.clone(), json!({})), Ok(false));
        assert_eq!(holds(guarded, json!({"v": 2})), Ok(true));
        assert_eq!(
            holds(test("IsNull", json!(true)), json!({})),
            Err(
                "Invalid path '$.v': The choice state's condition path references an invalid value."
                    .to_owned()
            )
        );
    }

    #[test]
    fn a_rule_has_one_operator() {
        for rule in [
            json!({"Variable": "$.v"}),
            json!({"Variable": "$.v", "IsNull": true, "IsString": true}),
            json!({"Variable": "v", "IsNull": true}),
            json!({"IsNull": true}),
            json!({"Variable": "$.v", "NumericEquals": "1"}),
            json!({"And": []}),
            json!({"Not": 1}),
            json!({"Variable": "$.v", "TimestampEquals": "today"}),
        ] {
            let text = rule.to_string();
            // Whatever is wrong is noted, or there is no condition.
            let found = RefCell::default();
            let mut fields = Fields::of(&rule, String::new(), QueryLanguage::JsonPath, &found).unwrap();
            assert!(
                read(&mut fields, "").is_none() || !found.borrow().is_empty(),
                "{text}"
            );
        }
    }
}
