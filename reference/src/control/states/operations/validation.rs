//! Checking definitions.

use serde_json::{Value, json};

use super::super::{
    answers::object,
    constraints::{DEFINITION, Input},
    errors,
    service::{Answer, Call},
};
use crate::{
    states::definition::{Definition, Diagnostic, MachineType},
    wire::AwsError,
};

pub(super) const TYPES: [&str; 2] = ["STANDARD", "EXPRESS"];

/// The type that a word names; STANDARD if there is none.
pub(super) fn machine_type(word: Option<&str>) -> MachineType {
    match word {
        Some("EXPRESS") => MachineType::Express,
        _ => MachineType::Standard,
    }
}

/// Reads a definition for CreateStateMachine and UpdateStateMachine.
///
/// # Errors
/// `InvalidDefinition`
pub(super) fn definition(text: &str, kind: MachineType) -> Result<Definition, AwsError> {
    Definition::parse(text, kind).map_err(|found| errors::invalid_definition(&found.to_string()))
}

pub(super) fn validate(call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let text = input.required("definition", DEFINITION)?;
    let kind = input.choice("type", &TYPES)?;
    let most = input.integer("maxResults", 0, 100)?;
    input.choice("severity", &["ERROR", "WARNING"])?;
    input.finish()?;
    let found = match Definition::parse(text, machine_type(kind)) {
        Ok(_) => Vec::new(),
        Err(found) => found.0,
    };
    let most = most
        .and_then(|most| usize::try_from(most).ok())
        .filter(|&most| most > 0);
    let shown = most.unwrap_or(100).min(found.len());
    let result = if found.is_empty() { "OK" } else { "FAIL" };
    Ok(object([
        ("result", result.into()),
        ("diagnostics", found[..shown].iter().map(diagnostic).collect()),
        ("truncated", (shown < found.len()).into()),
    ]))
}

fn diagnostic(found: &Diagnostic) -> Value {
    let mut shown = json!({"severity": "ERROR", "code": found.code, "message": found.message});
    if let Some(location) = &found.location {
        shown["location"] = location.as_str().into();
    }
    shown
}
