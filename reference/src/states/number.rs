//! Numbers and JSON text as Java writes them: Step Functions is a Java service, and it shows.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, ser::Formatter};

/// A double as Java's `Double.toString`: `1.0`, `0.05`, `1.573573209347E9`.
///
/// API Gateway shows dates of Step Functions in this form (recorded on AWS 2019 to 2024).
#[must_use]
pub fn double_text(number: f64) -> String {
    if number == 0.0 || !number.is_finite() {
        return if number.is_sign_negative() { "-0.0" } else { "0.0" }.to_owned();
    }
    let magnitude = number.abs();
    if (1e-3..1e7).contains(&magnitude) {
        let text = number.to_string();
        return if text.contains('.') { text } else { text + ".0" };
    }
    let text = format!("{number:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => text,
    }
}

/// Compact JSON with doubles as Java writes them.
#[must_use]
pub fn json_text(value: &Value) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, JavaNumbers);
    match value.serialize(&mut serializer) {
        Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
        // Writing a value to memory cannot fail; serde_json's own form is as good a JSON text.
        Err(_) => value.to_string(),
    }
}

struct JavaNumbers;

impl Formatter for JavaNumbers {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(double_text(value).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn doubles_read_as_in_java() {
        for (number, text) in [
            (1_573_573_209.347, "1.573573209347E9"),
            (1_721_709_848.53, "1.72170984853E9"),
            (1.0, "1.0"),
            (0.05, "0.05"),
            (-2.5, "-2.5"),
            (1e7, "1.0E7"),
            (1e-5, "1.0E-5"),
            (9_999_999.0, "9999999.0"),
            (0.0, "0.0"),
        ] {
            assert_eq!(double_text(number), text);
        }
    }

    #[test]
    fn json_is_compact_and_keeps_the_order_of_keys() {
        assert_eq!(
            json_text(&json!({"b": [1, 2.5, 1e10], "a": "ü\n"})),
            r#"{"b":[1,2.5,1.0E10],"a":"ü\n"}"#
        );
    }
}
