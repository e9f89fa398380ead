//! The whole definition.

use std::{cell::RefCell, sync::Arc};

use indexmap::IndexMap;
use serde_json::Value;

use super::{
    Diagnostic, Diagnostics, Fields, State, VariableReferences,
    diagnostic::{JSON, SCHEMA},
    transitions, variables,
};
use crate::states::{jackson, query::QueryLanguage};

/// The longest run of a Standard execution is a year; TimeoutSeconds may not exceed what AWS's schema allows.
const MAX_TIMEOUT_SECONDS: u64 = 99_999_999;

/// STANDARD or EXPRESS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MachineType {
    /// Durable, with a history.
    Standard,
    /// Short, with logs only.
    Express,
}

/// A valid definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its states.
    pub workflow: Workflow,
    /// After how many seconds an execution is timed out.
    pub timeout_seconds: Option<u64>,
    /// The variables that states read, by the state's name.
    pub variable_references: VariableReferences,
}

/// States and where to start: the whole machine, a branch of a Parallel, the processor of a Map.
#[derive(Debug, Clone, PartialEq)]
pub struct Workflow {
    /// The first state.
    pub start_at: String,
    /// All states by name.
    pub states: Arc<IndexMap<String, State>>,
}

impl Definition {
    /// Reads and validates a definition.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(text: &str, kind: MachineType) -> Result<Self, Diagnostics> {
        let value: Value = serde_json::from_str(text).map_err(|_| Diagnostics(vec![syntax(text)]))?;
        let found = RefCell::default();
        let definition = if value.is_object() {
            read(&value, kind, &found)
        } else {
            None
        };
        let found = found.into_inner();
        match definition {
            Some(definition) if found.is_empty() => Ok(definition),
            None if found.is_empty() => Err(Diagnostics(vec![no_object()])),
            _ => Err(Diagnostics(found)),
        }
    }
}

fn read(value: &Value, kind: MachineType, found: &RefCell<Vec<Diagnostic>>) -> Option<Definition> {
    let mut fields = Fields::of(value, String::new(), QueryLanguage::default(), found)?;
    fields.language = language(&mut fields).unwrap_or_default();
    if fields.string("Version").is_some_and(|version| version != "1.0") {
        fields.note_field("Version", "Version must be '1.0'");
    }
    let timeout_seconds = fields.integer("TimeoutSeconds", 1, MAX_TIMEOUT_SECONDS);
    let workflow = Workflow::read(&mut fields, kind);
    fields.finish();
    // Transitions are only looked at in what is otherwise good, as a missing state would be told twice.
    if found.borrow().is_empty() {
        transitions::check(workflow.as_ref()?, "", found);
    }
    Some(Definition {
        workflow: workflow?,
        timeout_seconds,
        variable_references: variables::references(value),
    })
}

/// The query language that an object names.
pub(super) fn language(fields: &mut Fields<'_>) -> Option<QueryLanguage> {
    match fields.string("QueryLanguage")? {
        "JSONPath" => Some(QueryLanguage::JsonPath),
        "JSONata" => Some(QueryLanguage::Jsonata),
        _ => {
            fields.note_not_one_of("QueryLanguage", &["JSONPath", "JSONata"]);
            None
        }
    }
}

impl Workflow {
    /// Reads StartAt and States.
    pub(super) fn read(fields: &mut Fields<'_>, kind: MachineType) -> Option<Self> {
        fields.require(&["States", "StartAt"]);
        let start_at = fields.string("StartAt").map(str::to_owned);
        let at = fields.place("States");
        let states = fields.raw("States")?;
        let Some(members) = states.as_object() else {
            fields.note_field("States", "Expected value of type Object");
            return None;
        };
        if members.is_empty() {
            fields.note_field("States", "States must not be empty");
        }
        let mut read = IndexMap::new();
        for (name, state) in members {
            let place = format!("{at}/{name}");
            if name.chars().count() > 80 {
                fields.found.borrow_mut().push(Diagnostic {
                    code: "INVALID_STATE_NAME",
                    message: "State name must not have more than 80 characters".to_owned(),
                    location: Some(place.clone()),
                });
            }
            if let Some(state) = Fields::of(state, place, fields.language, fields.found)
                .and_then(|fields| State::read(fields, kind))
            {
                read.insert(name.clone(), state);
            }
        }
        Some(Self {
            start_at: start_at?,
            states: Arc::new(read),
        })
    }
}

fn no_object() -> Diagnostic {
    Diagnostic {
        code: SCHEMA,
        message: "Definition must be a valid JSON object".to_owned(),
        location: None,
    }
}

pub(super) fn syntax(text: &str) -> Diagnostic {
    if text.trim().is_empty() {
        return no_object();
    }
    match jackson::syntax_error(text) {
        Some(error) => Diagnostic {
            code: JSON,
            message: format!("{}\n at {}", error.message, error.location),
            location: Some(error.location),
        },
        // Jackson would read it, serde_json does not: nested too deep, or half a surrogate pair.
        None => Diagnostic {
            code: "TOO_DEEPLY_NESTED",
            message: "The definition is nested too deeply".to_owned(),
            location: None,
        },
    }
}
