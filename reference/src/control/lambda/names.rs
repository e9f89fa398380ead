//! Function names as requests give them: a name, a partial or full ARN, with or without a qualifier.

use std::sync::LazyLock;

use fancy_regex::Regex;

use super::fault;
use crate::wire::{ACCOUNT, AwsError};

/// The pattern in AWS's own error text (recorded 2025-11-25).
const PATTERN: &str = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";
const MAX_QUALIFIER: usize = 128;
/// Names longer than any ARN of a function are refused before the pattern is tried.
const MAX_NAME: usize = 256;

static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = r"^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:(?<region>(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[a-zA-Z0-9_.-]+)(?::(?<qualifier>\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9_-]+))?$";
    Regex::new(pattern).ok()
});

/// The version that is meant if none is named.
pub(super) const LATEST: &str = "$LATEST";

/// A function name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// The region of the ARN, if there is one.
    pub(super) region: Option<String>,
    /// The bare name.
    pub(super) name: String,
    /// Version or alias, from the name or apart from it.
    pub(super) qualifier: Option<String>,
}

impl Reference {
    /// Takes a name apart. `qualifier` is the one given apart from the name.
    ///
    /// # Errors
    /// As recorded on AWS 2025-11-25: `ValidationException`, or `InvalidParameterValueException` if two qualifiers
    /// differ.
    pub(super) fn parse(text: &str, qualifier: Option<&str>) -> Result<Self, AwsError> {
        let mut broken = Vec::new();
        if qualifier.is_some_and(|qualifier| qualifier.len() > MAX_QUALIFIER) {
            let value = qualifier.unwrap_or_default();
            broken.push(format!(
                "Value '{value}' at 'qualifier' failed to satisfy constraint: Member must have length less than or equal to {MAX_QUALIFIER}"
            ));
        }
        let regex = NAME.as_ref().filter(|_| text.len() <= MAX_NAME);
        let Some(found) = regex.and_then(|regex| regex.captures(text).ok().flatten()) else {
            broken.push(format!(
                "Value '{text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: {PATTERN}"
            ));
            return Err(fault::validation(&broken));
        };
        if !broken.is_empty() {
            return Err(fault::validation(&broken));
        }
        let part = |name| found.name(name).map(|part| part.as_str().to_owned());
        if part("account").is_some_and(|account| account != ACCOUNT) {
            let text = "The function belongs to another account; the reference has only one.";
            return Err(AwsError::new(403, "AccessDeniedException", text));
        }
        let derived = part("qualifier");
        if let (Some(derived), Some(given)) = (&derived, qualifier)
            && derived != given
        {
            return Err(fault::invalid(
                "The derived qualifier from the function name does not match the specified qualifier.",
            ));
        }
        Ok(Self {
            region: part("region"),
            name: part("name").unwrap_or_default(),
            qualifier: derived.or_else(|| qualifier.map(str::to_owned)),
        })
    }

    /// Version or alias, `$LATEST` if none is named.
    pub(super) fn qualifier_or_latest(&self) -> &str {
        self.qualifier.as_deref().unwrap_or(LATEST)
    }
}

/// The ARN of a function without a qualifier.
fn arn(region: &str, name: &str) -> String {
    format!("arn:aws:lambda:{region}:{ACCOUNT}:function:{name}")
}

/// The ARN with the qualifier, if there is one.
pub(super) fn qualified_arn(region: &str, name: &str, qualifier: Option<&str>) -> String {
    match qualifier {
        Some(qualifier) => format!("{}:{qualifier}", arn(region, name)),
        None => arn(region, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<String>, String, Option<String>) {
        let reference = Reference::parse(text, None).unwrap();
        (reference.region, reference.name, reference.qualifier)
    }

    #[test]
    fn names_come_in_every_form() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(parts("f"), (None, "f".into(), None));
        assert_eq!(parts("f:1"), (None, "f".into(), some("1")));
        assert_eq!(parts("f:$LATEST"), (None, "f".into(), some("$LATEST")));
        assert_eq!(parts("function:f"), (None, "f".into(), None));
        assert_eq!(
            parts("000000000000:function:f:live"),
            (None, "f".into(), some("live"))
        );
        let full = "arn:aws:lambda:eu-west-1:000000000000:function:my_f.n-1:live";
        assert_eq!(parts(full), (some("eu-west-1"), "my_f.n-1".into(), some("live")));
        // Recorded on AWS 2025-11-25: without a name the word "function" is the name.
        assert_eq!(
            parts("arn:aws:lambda:us-east-1:000000000000:function").1,
            "function"
        );
    }

    #[test]
    fn names_that_aws_refuses_are_refused_with_its_text() {
        for text in [
            "my-function!",
            "invalid-account:function:my-function",
            "arn:aws:lambda:invalid-region:000000000000:function:my-function",
            "arn:aws:ec2:us-east-1:000000000000:instance:i-1234567890abcdef0",
            "arn:aws:lambda:us-east-1:000000000000:function:my-function:1:2",
            "function:my-function:$LATEST:extra",
            "arn:aws:lambda:us-east-1:000000000000:function:my-function:$LATES",
        ] {
            let error = Reference::parse(text, None).unwrap_err();
            assert_eq!(error.code, "ValidationException", "{text}");
            assert_eq!(
                error.message,
                format!(
                    "1 validation error detected: Value '{text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: {PATTERN}"
                )
            );
        }
        let long = "a".repeat(129);
        let error = Reference::parse("x!", Some(&long)).unwrap_err();
        assert!(
            error
                .message
                .starts_with("2 validation errors detected: Value 'aaa"),
            "{error}"
        );
    }

    #[test]
    fn two_qualifiers_must_agree() {
        assert!(Reference::parse("f:1", Some("1")).is_ok());
        let error = Reference::parse("f:$LATEST", Some("1")).unwrap_err();
        assert_eq!(error.code, "InvalidParameterValueException");
    }
}
