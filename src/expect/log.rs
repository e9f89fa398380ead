//! Expectations on the lines of a log.

use super::{ExpectedText, Mismatch};

/// Expects these lines among others, in this order.
///
/// # Errors
/// The mismatch: the first line that is missing, and the whole log.
pub fn lines(found: &[String], expected: &[ExpectedText]) -> Result<(), Mismatch> {
    let mut rest = found.iter();
    for line in expected {
        if !rest.any(|found| line.accepts(found)) {
            return Err(Mismatch::Value {
                subject: "stage's log of the request".to_owned(),
                expected: format!("in its order the line\n{line}"),
                found: match found {
                    [] => "no line at all".to_owned(),
                    found => found.join("\n"),
                },
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_among_others_but_only_in_order() {
        let found = ["a 1", "b", "c"].map(str::to_owned);
        let expected = |texts: &[&str]| -> Vec<ExpectedText> {
            texts.iter().map(|text| text.parse().expect("a text")).collect()
        };
        assert_eq!(lines(&found, &expected(&["{{matches a [0-9]}}", "c"])), Ok(()));
        assert!(lines(&found, &expected(&["c", "b"])).is_err());
        assert!(lines(&found, &expected(&["b", "b"])).is_err());
        assert!(lines(&[], &expected(&["b"])).is_err());
    }
}
