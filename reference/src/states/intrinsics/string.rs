//! Functions on strings.

use serde_json::Value;

use super::call::Given;

/// Splits on any character of the delimiter and drops empty parts (recorded on AWS 2023).
pub(super) fn split(given: &[Given]) -> Result<Value, String> {
    match (given[0].value.as_str(), given[1].value.as_str()) {
        (Some(text), Some(delimiters)) => Ok(text
            .split(|c| delimiters.contains(c))
            .filter(|part| !part.is_empty())
            .collect()),
        _ => Err("Both arguments must be strings".to_owned()),
    }
}

pub(super) fn uuid(_: &[Given]) -> Result<Value, String> {
    Ok(uuid::Uuid::new_v4().to_string().into())
}

/// A quoted argument without its backslashes.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            plain.extend(chars.next());
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::call::computed;

    #[test]
    fn strings_are_split_on_any_delimiter() {
        for (text, delimiters, parts) in [
            (",,,,", ",", json!([])),
            (", , ,", ",", json!([" ", " "])),
            (
                "This.is+a,test=string",
                ".+,=",
                json!(["This", "is", "a", "test", "string"]),
            ),
            (
                "split on T and \nnew line",
                "T\n",
                json!(["split on ", " and ", "new line"]),
            ),
        ] {
            assert_eq!(
                computed(
                    "States.StringSplit($.t, $.d)",
                    json!({"t": text, "d": delimiters})
                ),
                Ok(parts)
            );
        }
    }

    #[test]
    fn uuids_differ() {
        let uuid = || computed("States.UUID()", json!({})).unwrap();
        assert_eq!(uuid().as_str().unwrap().len(), 36);
        assert_ne!(uuid(), uuid());
    }
}
