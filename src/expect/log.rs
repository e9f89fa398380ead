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

/// Expects these lines in this order, and no others.
///
/// # Errors
/// The mismatch: what [`lines`] says, or the whole log if it has more.
pub fn only_lines(found: &[String], expected: &[ExpectedText]) -> Result<(), Mismatch> {
    lines(found, expected)?;
    if found.len() == expected.len() {
        return Ok(());
    }
    let expected: Vec<_> = expected.iter().map(ToString::to_string).collect();
    Err(Mismatch::Value {
        subject: "stage's log of the request".to_owned(),
        expected: format!("nothing but the lines\n{}", expected.join("\n")),
        found: found.join("\n"),
    })
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
        assert_eq!(only_lines(&found, &expected(&["a 1", "b", "c"])), Ok(()));
        assert!(only_lines(&found, &expected(&["a 1", "c"])).is_err());
    }
}
