//! Assign: variables get values.

use serde_json::Value;

use super::{Fault, Frame, JsonataTemplate, States, Template};
use crate::states::{
    data::{Data, MAX_BYTES},
    failure::names,
};

/// How many characters a variable's name may have (Step Functions guide, "Passing data between states with
/// variables").
const MAX_NAME: usize = 80;

/// A parsed Assign.
#[derive(Debug, Clone, PartialEq)]
pub enum Assign {
    /// Members whose name ends in `.$` are computed.
    JsonPath(Template),
    /// For the field at this place: `Assign`, `Choices[0]/Assign`, `Catch[0]/Assign`.
    Jsonata(String, JsonataTemplate),
}

/// Variables with their new values.
pub type Assigned = Vec<(String, Data)>;

impl Assign {
    /// The values; a JSONata Assign has none here.
    ///
    /// # Errors
    /// [`Fault`] if something is not there or too large.
    pub(super) fn in_frame(&self, frame: Frame<'_>) -> Result<Assigned, Fault> {
        match self {
            Self::JsonPath(template) => variables(template.render(frame)?),
            Self::Jsonata(..) => Ok(Assigned::new()),
        }
    }

    /// The values; a JSONPath Assign has none here.
    ///
    /// # Errors
    /// `States.QueryEvaluationError`, or something is too large.
    pub(super) fn in_states(&self, states: States<'_>) -> Result<Assigned, Fault> {
        match self {
            Self::Jsonata(place, template) => variables(template.render(place, states)?),
            Self::JsonPath(_) => Ok(Assigned::new()),
        }
    }
}

/// Whether a variable may have this name. Unicode's rules for identifiers, as ASL wants them, come down to this.
#[must_use]
pub fn is_variable_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
        && name.chars().count() <= MAX_NAME
        && name != "states"
}

/// One Assign may hold 256 KiB together (Step Functions guide).
fn variables(value: Value) -> Result<Assigned, Fault> {
    let Value::Object(members) = value else {
        return Err(Fault::runtime("Assign must be an object."));
    };
    let assigned: Assigned = members
        .into_iter()
        .map(|(name, value)| (name, Data::from(value)))
        .collect();
    let bytes: usize = assigned.iter().map(|(_, data)| data.text().len()).sum();
    if bytes > MAX_BYTES {
        return Err(Fault {
            error: names::DATA_LIMIT_EXCEEDED,
            message: "The size of the variables that the field 'Assign' sets exceeds the maximum number of \
                      bytes service limit."
                .to_owned(),
            location: None,
        });
    }
    if assigned.iter().any(|(_, data)| data.too_deep()) {
        return Err(Fault::runtime("A variable is nested too deeply."));
    }
    Ok(assigned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers() {
        for (name, good) in [
            ("a", true),
            ("_a1", true),
            ("größe", true),
            ("1a", false),
            ("a-b", false),
            ("", false),
            ("states", false),
        ] {
            assert_eq!(is_variable_name(name), good, "{name}");
        }
        assert!(is_variable_name(&"n".repeat(80)));
        assert!(!is_variable_name(&"n".repeat(81)));
    }

    #[test]
    fn an_assign_has_a_limit() {
        let long = "x".repeat(MAX_BYTES);
        let fault = variables(serde_json::json!({"a": long})).unwrap_err();
        assert_eq!(fault.error, "States.DataLimitExceeded");
    }
}
