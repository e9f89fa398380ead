//! Conditions and their evaluation.

use super::Test;
use crate::states::query::{DataPath, Fault, Frame, Jsonata, States};

/// What a rule asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All must hold.
    And(Vec<Condition>),
    /// One must hold.
    Or(Vec<Condition>),
    /// It must not hold.
    Not(Box<Condition>),
    /// A value must pass a test.
    Test(DataPath, Test),
    /// `Condition`, an expression in the field at this place.
    Jsonata(String, Jsonata),
    /// `Condition`, as it stands.
    Constant(bool),
}

impl Condition {
    /// Whether it holds. What decides early ends early, so `IsPresent` can guard what follows it.
    ///
    /// # Errors
    /// [`Fault`] if a path leads nowhere (ASL-019), except where presence is what is asked.
    pub fn holds(&self, frame: Frame<'_>, states: States<'_>) -> Result<bool, Fault> {
        match self {
            Self::Jsonata(place, expression) => Ok(expression
                .evaluate_to("boolean", place, states)?
                .as_bool()
                .unwrap_or(false)),
            Self::Constant(holds) => Ok(*holds),
            Self::And(conditions) => {
                for condition in conditions {
                    if !condition.holds(frame, states)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Or(conditions) => {
                for condition in conditions {
                    if condition.holds(frame, states)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Self::Not(condition) => Ok(!condition.holds(frame, states)?),
            Self::Test(variable, Test::IsPresent(wanted)) => Ok(variable.read(frame).is_ok() == *wanted),
            Self::Test(variable, test) => test.passes(&*read(variable, frame)?, frame),
        }
    }
}

/// Reads a path of a rule.
pub(super) fn read<'v>(
    path: &DataPath,
    frame: Frame<'v>,
) -> Result<std::borrow::Cow<'v, serde_json::Value>, Fault> {
    path.read(frame).map_err(|_| {
        Fault::runtime(format!(
            "Invalid path '{}': The choice state's condition path references an invalid value.",
            path.text()
        ))
    })
}
