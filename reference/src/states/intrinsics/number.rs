//! Arguments that have to be numbers.

use serde_json::Value;

use super::call::Given;

/// A whole number, rounded half up as Java's `Math.round` does: 1.5 is 2, -1.5 is -1 (recorded on AWS 2023).
pub(super) fn rounded(given: &Given, position: usize) -> Result<i64, String> {
    let number = match &given.value {
        Value::Number(number) => number.as_i64().map_or_else(|| number.as_f64().map(round), Some),
        _ => None,
    };
    number.ok_or_else(|| format!("Argument {position} must be a number but was: {}", given.value))
}

/// A whole number that must not have a fraction.
pub(super) fn whole(given: &Given, position: usize) -> Result<i64, String> {
    given
        .value
        .as_i64()
        .ok_or_else(|| format!("Argument {position} must be an integer but was: {}", given.value))
}

// The cast saturates, as Java's does.
fn round(number: f64) -> i64 {
    (number + 0.5).floor() as i64
}
