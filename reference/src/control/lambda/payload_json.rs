//! Is a payload JSON? If not, the error is Jackson's.

use serde::de::IgnoredAny;

use crate::wire::AwsError;

const EXPECTED: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const SOURCE: &str = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)";

/// The payload as text; an empty one is `{}` (recorded on AWS: a function invoked without payload sees `{}`).
///
/// # Errors
/// `InvalidRequestContentException` (form recorded on AWS 2025-11-24). What the parser says of the place is exact
/// for payloads that go wrong at their first token and close to it for others.
pub(super) fn read(payload: &[u8]) -> Result<String, AwsError> {
    if payload.iter().all(u8::is_ascii_whitespace) {
        return Ok("{}".to_owned());
    }
    let text = std::str::from_utf8(payload).ok();
    let failure = match text {
        Some(text) => match serde_json::from_str::<IgnoredAny>(text) {
            Ok(_) => return Ok(text.to_owned()),
            Err(error) => error,
        },
        None => match serde_json::from_slice::<IgnoredAny>(payload) {
            Err(error) => error,
            // Only a string of it is not UTF-8.
            Ok(_) => return Err(refusal("Invalid UTF-8 start byte", 1, 1)),
        },
    };
    Err(describe(payload, &failure))
}

fn describe(payload: &[u8], failure: &serde_json::Error) -> AwsError {
    let (line, column) = (failure.line(), failure.column());
    if failure.is_eof() {
        let open = match payload.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => "Object",
            Some(b'[') => "Array",
            _ => return refusal("Unexpected end-of-input in VALUE_STRING", line, column + 1),
        };
        let start =
            format!("expected close marker for {open} (start marker at {SOURCE}; line: 1, column: 1])");
        return refusal(&format!("Unexpected end-of-input: {start}"), line, column + 1);
    }
    let rest = payload
        .split(|byte| *byte == b'\n')
        .nth(line.saturating_sub(1))
        .unwrap_or_default();
    let rest = rest.get(column.saturating_sub(1)..).unwrap_or_default();
    let first = payload
        .iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .unwrap_or(0);
    let word: Vec<u8> = payload[first..]
        .iter()
        .copied()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .take(256)
        .collect();
    if word.first().is_some_and(u8::is_ascii_alphabetic) {
        let token = String::from_utf8_lossy(&word);
        return refusal(
            &format!("Unrecognized token '{token}': was expecting {EXPECTED}"),
            line,
            first + word.len() + 1,
        );
    }
    let byte = rest.first().copied().unwrap_or_default();
    let character = match byte {
        _ if byte.is_ascii_graphic() => format!("'{}' (code {byte})", byte as char),
        _ => format!("(CTRL-CHAR, code {byte})"),
    };
    let expected = EXPECTED.trim_start_matches('(').trim_end_matches(')');
    refusal(
        &format!("Unexpected character ({character}): expected a valid value ({expected})"),
        line,
        column,
    )
}

fn refusal(problem: &str, line: usize, column: usize) -> AwsError {
    let text = format!(
        "Could not parse request body into json: Could not parse payload into json: {problem}\n at {SOURCE}; line: {line}, column: {column}]"
    );
    AwsError::new(400, "InvalidRequestContentException", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_of_any_depth_passes_unchanged() {
        assert_eq!(
            read(b" {\"b\": 1, \"a\": 1e2}\n").unwrap(),
            " {\"b\": 1, \"a\": 1e2}\n"
        );
        assert_eq!(read(b"").unwrap(), "{}");
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(read(deep.as_bytes()).is_ok());
    }

    #[test]
    fn refusals_read_as_recorded() {
        let error = read(b"\x99\xeb'j\x07\xa1zYh").unwrap_err();
        assert_eq!(
            (error.status, error.code.as_str()),
            (400, "InvalidRequestContentException")
        );
        assert_eq!(
            error.message,
            "Could not parse request body into json: Could not parse payload into json: Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1]"
        );
        let error = read(b"not json").unwrap_err();
        assert!(
            error
                .message
                .contains("Unrecognized token 'not': was expecting (JSON String, Number,"),
            "{error}"
        );
        let error = read(b"{").unwrap_err();
        assert!(
            error
                .message
                .contains("Unexpected end-of-input: expected close marker for Object"),
            "{error}"
        );
        let error = read(b"}").unwrap_err();
        assert!(
            error
                .message
                .contains("Unexpected character ('}' (code 125)): expected a valid value"),
            "{error}"
        );
        assert!(read(b"\"\xff\"").is_err());
    }
}
