//! Filter patterns for unstructured log events (CloudWatch Logs guide, "Filter pattern syntax").

use super::parameters::invalid;
use crate::wire::AwsError;

/// A pattern: words and phrases that must, may or must not occur. Case counts.
///
/// A term is looked for anywhere in the message; whether AWS wants it to be a word of its own is not known.
/// Patterns for JSON (`{…}`), columns (`[…]`) and regular expressions (`%…%`) are refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FilterPattern {
    required: Vec<String>,
    excluded: Vec<String>,
    optional: Vec<String>,
}

impl FilterPattern {
    /// Reads a pattern; an empty one matches everything.
    ///
    /// # Errors
    /// `InvalidParameterException`
    pub(super) fn parse(text: &str) -> Result<Self, AwsError> {
        let mut pattern = Self::default();
        let mut rest = text.trim_start();
        if rest.starts_with(['{', '[', '%']) {
            return Err(invalid(
                "the reference offers filter patterns of words and quoted phrases only, not those for JSON, \
                 columns or regular expressions",
            ));
        }
        while !rest.is_empty() {
            let terms = match rest.as_bytes()[0] {
                b'-' => &mut pattern.excluded,
                b'?' => &mut pattern.optional,
                _ => &mut pattern.required,
            };
            let (term, after) = take_term(rest.strip_prefix(['-', '?']).unwrap_or(rest))?;
            terms.push(term);
            rest = after.trim_start();
        }
        // The guide: combined with other terms, all those with a question mark are ignored.
        if !pattern.required.is_empty() || !pattern.excluded.is_empty() {
            pattern.optional.clear();
        }
        Ok(pattern)
    }

    /// Whether a message is one that the pattern asks for.
    pub(super) fn matches(&self, message: &str) -> bool {
        let occurs = |term: &String| message.contains(term.as_str());
        self.required.iter().all(occurs)
            && !self.excluded.iter().any(occurs)
            && (self.optional.is_empty() || self.optional.iter().any(occurs))
    }
}

/// A phrase in double quotes or a word, and what follows it.
fn take_term(text: &str) -> Result<(String, &str), AwsError> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        // The guide: terms with other characters stand in double quotes.
        if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return Err(invalid("Invalid filter pattern"));
        }
        return Ok((word.to_owned(), rest));
    };
    let mut phrase = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return Ok((phrase, &quoted[at + 1..])),
            '\\' => match characters.next() {
                Some((_, escaped @ ('"' | '\\'))) => phrase.push(escaped),
                Some((_, other)) => phrase.extend(['\\', other]),
                None => break,
            },
            c => phrase.push(c),
        }
    }
    Err(invalid("Invalid filter pattern"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matches(pattern: &str, message: &str) -> bool {
        FilterPattern::parse(pattern).unwrap().matches(message)
    }

    #[test]
    fn the_examples_of_the_guide_hold() {
        assert!(matches("ERROR", "[ERROR 400] BAD REQUEST"));
        assert!(!matches("ERROR", "[error 400] BAD REQUEST"));
        assert!(matches("ERROR ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS"));
        assert!(!matches("ERROR ARGUMENTS", "[ERROR 401] UNAUTHORIZED REQUEST"));
        assert!(matches("?ERROR ?ARGUMENTS", "[ERROR 401] UNAUTHORIZED REQUEST"));
        assert!(!matches("?ERROR ?ARGUMENTS", "[WARN] UNAUTHORIZED REQUEST"));
        assert!(matches(
            "?ERROR ?ARGUMENTS REQUEST",
            "[WARN] UNAUTHORIZED REQUEST"
        ));
        assert!(matches(
            "\"INTERNAL SERVER ERROR\"",
            "[ERROR 500] INTERNAL SERVER ERROR"
        ));
        assert!(!matches("ERROR -ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS"));
        assert!(matches("ERROR -\"MISSING X\"", "[ERROR 419] MISSING ARGUMENTS"));
    }

    #[test]
    fn an_empty_pattern_matches_everything() {
        assert!(matches("", "x") && matches("  ", "") && matches("\"\"", "x"));
    }

    #[test]
    fn quotes_can_be_escaped() {
        assert!(matches(r#""{\"a\":1}" b"#, r#"{"a":1} b"#));
        assert!(matches(r#""a\d\\""#, r"a\d\"));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for pattern in [
            "a-b",
            "\"open",
            "\"open\\",
            "-",
            "? a",
            "{ $.a = 1 }",
            "[a, b]",
            "%a%",
            "a:b",
        ] {
            assert_eq!(
                FilterPattern::parse(pattern).unwrap_err().code,
                "InvalidParameterException",
                "{pattern}"
            );
        }
    }

    proptest! {
        #[test]
        fn arbitrary_patterns_never_panic(pattern in "[-?\"\\\\ aü{]{0,20}", message in ".{0,20}") {
            let _ = FilterPattern::parse(&pattern).map(|pattern| pattern.matches(&message));
        }
    }
}
