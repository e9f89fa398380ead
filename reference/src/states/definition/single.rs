//! One state by itself, for TestState.

use std::cell::RefCell;

use serde_json::Value;

use super::{Definition, Diagnostics, Fields, MachineType, State, Workflow, machine};
use crate::states::query::QueryLanguage;

/// Why there is no state to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoState {
    /// The definition is not valid.
    Invalid(Diagnostics),
    /// It is, but has no state of that name.
    NotFound,
}

/// Reads the definition of one state; or, with a name, that of a whole state machine, and finds the state in it,
/// also within a Map or Parallel (recorded on AWS 2025).
///
/// # Errors
/// [`NoState`]
pub fn single(text: &str, name: Option<&str>) -> Result<State, NoState> {
    // A state machine of either type could have the state.
    let kind = MachineType::Standard;
    if let Some(name) = name {
        let definition = Definition::parse(text, kind).map_err(NoState::Invalid)?;
        return find(&definition.workflow, name).ok_or(NoState::NotFound);
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(_) => return Err(NoState::Invalid(Diagnostics(vec![machine::syntax(text)]))),
    };
    let found = RefCell::default();
    let state = Fields::of(&value, String::new(), QueryLanguage::default(), &found)
        .and_then(|fields| State::read(fields, kind));
    match (state, found.into_inner()) {
        (Some(state), found) if found.is_empty() => Ok(state),
        (_, found) => Err(NoState::Invalid(Diagnostics(found))),
    }
}

fn find(workflow: &Workflow, name: &str) -> Option<State> {
    if let Some(state) = workflow.states.get(name) {
        return Some(state.clone());
    }
    workflow.states.values().find_map(|state| match state {
        State::Map(map) => find(&map.processor, name),
        State::Parallel(parallel) => parallel.branches.iter().find_map(|branch| find(branch, name)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_needs_no_machine_and_no_targets() {
        let state = single(r#"{"Type":"Pass","Next":"Elsewhere"}"#, None).unwrap();
        assert_eq!(state.type_name(), "Pass");
        let Err(NoState::Invalid(found)) = single(r#"{"Type":"Pas","End":true}"#, None) else {
            panic!("taken");
        };
        assert_eq!(
            found.to_string(),
            "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, \
             Succeed, Fail, Choice, Parallel, Map] at /Type"
        );
        assert!(matches!(single("{", None), Err(NoState::Invalid(_))));
        assert!(matches!(single("[]", None), Err(NoState::Invalid(_))));
    }

    #[test]
    fn a_state_is_found_in_a_machine_by_its_name() {
        let machine = r#"{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":
            {"StartAt":"I","States":{"I":{"Type":"Succeed"}}}}}}"#;
        assert_eq!(single(machine, Some("M")).unwrap().type_name(), "Map");
        assert_eq!(single(machine, Some("I")).unwrap().type_name(), "Succeed");
        assert_eq!(single(machine, Some("N")), Err(NoState::NotFound));
    }
}
