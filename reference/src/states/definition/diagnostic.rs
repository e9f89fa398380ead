//! What is wrong with a definition, in AWS's words where they are known.

use std::fmt;

/// One finding of validation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// For example `SCHEMA_VALIDATION_FAILED` (API reference, ValidateStateMachineDefinitionDiagnostic).
    pub code: &'static str,
    /// The text for people.
    pub message: String,
    /// For example `/States/Wait/Timestamp`; not for every code.
    pub location: Option<String>,
}

/// All findings, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

/// As CreateStateMachine puts them into its message.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, diagnostic) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{}: {}", diagnostic.code, diagnostic.message)?;
            match (&diagnostic.location, diagnostic.code) {
                (Some(location), SCHEMA | TRANSITION | INVALID_JSONATA | UNSUPPORTED_JSONATA) => {
                    write!(f, " at {location}")?
                }
                // The place of a syntax error is part of its message.
                (_, JSON) => {}
                // AWS prints the missing location as it is (reported from AWS 2026).
                _ => f.write_str(" at null")?,
            }
        }
        Ok(())
    }
}

pub(super) const SCHEMA: &str = "SCHEMA_VALIDATION_FAILED";
pub(super) const TRANSITION: &str = "MISSING_TRANSITION_TARGET";
pub(super) const JSON: &str = "INVALID_JSON_DESCRIPTION";
/// Reported from AWS 2026, with the parser's words.
pub(super) const INVALID_JSONATA: &str = "INVALID_JSONATA_EXPRESSION";
/// Reported from AWS 2026.
pub(super) const UNSUPPORTED_JSONATA: &str = "UNSUPPORTED_JSONATA_EXPRESSION";
pub(super) const END: &str = "MISSING_END_STATE";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_joined() {
        let found = Diagnostics(vec![
            Diagnostic {
                code: TRANSITION,
                message: "Missing 'Next' target: c".to_owned(),
                location: Some("/States/a/Next".to_owned()),
            },
            Diagnostic {
                code: END,
                message: "Workflow has no terminal state".to_owned(),
                location: None,
            },
        ]);
        assert_eq!(
            found.to_string(),
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: c at /States/a/Next, \
             MISSING_END_STATE: Workflow has no terminal state at null"
        );
    }
}
