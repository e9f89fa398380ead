//! Which variables a definition reads.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::states::query::{Expression, check};

/// Names of variables by the name of the state, as DescribeStateMachine shows them.
pub type VariableReferences = BTreeMap<String, BTreeSet<String>>;

/// The functions of JSONata and of Step Functions, which look like variables.
const FUNCTIONS: &str = "abs append assert average base64decode base64encode boolean ceil clone contains count \
    decodeUrl decodeUrlComponent distinct each encodeUrl encodeUrlComponent error eval exists filter floor \
    formatBase formatInteger formatNumber fromMillis hash join keys length lookup lowercase map match max merge \
    millis min not now number pad parse parseInteger partition power random range reduce replace reverse round \
    shuffle sift single sort split spread sqrt string substring substringAfter substringBefore sum toMillis trim \
    type uppercase uuid zip";

/// The references of all states in a definition.
pub(super) fn references(definition: &Value) -> VariableReferences {
    let mut found = VariableReferences::new();
    workflow(definition, definition["QueryLanguage"] == "JSONata", &mut found);
    found
}

fn workflow(value: &Value, jsonata: bool, found: &mut VariableReferences) {
    for (name, state) in value["States"].as_object().into_iter().flatten() {
        let Some(members) = state.as_object() else {
            continue;
        };
        let own = match members.get("QueryLanguage") {
            None => jsonata,
            Some(language) => language == "JSONata",
        };
        let mut names = BTreeSet::new();
        if own {
            expressions(state, &mut names);
        } else {
            paths(members, &mut names);
        }
        if !names.is_empty() {
            found.entry(name.clone()).or_default().extend(names);
        }
        for inner in ["ItemProcessor", "Iterator"] {
            workflow(&state[inner], jsonata, found);
        }
        for branch in state["Branches"].as_array().into_iter().flatten() {
            workflow(branch, jsonata, found);
        }
    }
}

/// Every JSONata expression of a state, without the workflows in it.
fn expressions(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let inner = text.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}"));
            for name in inner
                .and_then(|inner| check(inner.trim()).ok())
                .unwrap_or_default()
            {
                if name != "states" && !FUNCTIONS.split_whitespace().any(|function| function == name) {
                    names.insert(name);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| expressions(item, names)),
        Value::Object(members) => {
            for (name, member) in members {
                if !is_workflow(name, member) {
                    expressions(member, names);
                }
            }
        }
        _ => {}
    }
}

/// Every path and intrinsic function of a state, without the workflows in it.
fn paths(members: &Map<String, Value>, names: &mut BTreeSet<String>) {
    for (name, member) in members {
        match member {
            Value::String(text) if name.ends_with(".$") || name.ends_with("Path") || name == "Variable" => {
                if let Ok(expression) = Expression::parse(text) {
                    names.extend(expression.variables().into_iter().map(str::to_owned));
                }
            }
            // A Pass state's Result is a literal.
            Value::Object(inner) if name != "Result" && !is_workflow(name, member) => paths(inner, names),
            Value::Array(items) if name != "Result" && !is_workflow(name, member) => {
                for item in items.iter().filter_map(Value::as_object) {
                    paths(item, names);
                }
            }
            _ => {}
        }
    }
}

fn is_workflow(name: &str, value: &Value) -> bool {
    match name {
        "ItemProcessor" | "Iterator" => value.get("States").is_some(),
        "Branches" => value.is_array(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Recorded on AWS 2024-11-20.
    #[test]
    fn states_are_listed_with_what_they_read() {
        let definition = json!({"States": {
            "Start": {"Type": "Pass", "Assign": {"Question": "$x"}, "Result": {"a.$": "$y"}},
            "MapIterateState": {
                "Type": "Map",
                "ItemSelector": {"AnnouncePokemon.$": "States.Format($AnswerTemplate, $$.Map.Item.Value)"},
                "ItemProcessor": {"States": {"Pass": {"Type": "Pass", "Parameters": {
                    "Question.$": "$Question", "Answer.$": "$.AnnouncePokemon", "text": "$text"}}}},
            },
            "Wait": {"Type": "Wait", "SecondsPath": "$waitTime"},
            "J": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": ["{% $sum($b) + $a + $states.input.c %}"]},
        }});
        assert_eq!(
            serde_json::to_value(references(&definition)).unwrap(),
            json!({
                "J": ["a", "b"], "MapIterateState": ["AnswerTemplate"], "Pass": ["Question"], "Wait": ["waitTime"]
            })
        );
    }
}
