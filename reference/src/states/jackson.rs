//! JSON syntax errors in the words of Jackson, the parser behind Step Functions.
//!
//! Clients see these words in `InvalidExecutionInput` and `INVALID_JSON_DESCRIPTION` (recorded on AWS 2024).

const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/// The first syntax error of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, without the place.
    pub message: String,
    /// `[Source: (String)"…"; line: 1, column: 4]`
    pub location: String,
}

/// Finds the first syntax error, or `None` if Jackson would read the text.
#[must_use]
pub fn syntax_error(text: &str) -> Option<SyntaxError> {
    let mut scanner = Scanner {
        text,
        at: 0,
        open: Vec::new(),
    };
    let message = scanner.document().err()?;
    Some(SyntaxError {
        message,
        location: scanner.location(scanner.at),
    })
}

struct Scanner<'a> {
    text: &'a str,
    /// Bytes consumed.
    at: usize,
    /// The brackets that are open, with where they opened.
    open: Vec<(char, usize)>,
}

impl Scanner<'_> {
    /// Not recursive: nesting is what the client sends.
    fn document(&mut self) -> Result<(), String> {
        loop {
            self.value()?;
            // After a value: close what can be closed, then go on with the next entry.
            loop {
                let Some(&(bracket, _)) = self.open.last() else {
                    return Ok(());
                };
                let (end, kind) = if bracket == '{' {
                    ('}', "Object")
                } else {
                    (']', "Array")
                };
                match self.token()? {
                    ',' if bracket == '{' => {
                        self.field_name()?;
                        break;
                    }
                    ',' => break,
                    c if c == end => {
                        self.open.pop();
                    }
                    c => {
                        return Err(unexpected(
                            c,
                            &format!("was expecting comma to separate {kind} entries"),
                        ));
                    }
                }
            }
        }
    }

    /// Reads one value; of an array or object only up to its first entry.
    fn value(&mut self) -> Result<(), String> {
        loop {
            match self.token()? {
                '{' => {
                    self.open.push(('{', self.at - 1));
                    if self.closes('}') {
                        return Ok(());
                    }
                    self.field_name()?;
                }
                '[' => {
                    self.open.push(('[', self.at - 1));
                    if self.closes(']') {
                        return Ok(());
                    }
                }
                '"' => return self.string(),
                c if c == '-' || c.is_ascii_digit() => return self.number(c),
                c if c.is_alphabetic() || c == '_' || c == '$' => return self.word(c),
                c => return Err(unexpected(c, &format!("expected a valid value {VALUES}"))),
            }
        }
    }

    /// Whether the bracket just opened is closed at once.
    fn closes(&mut self, end: char) -> bool {
        let rest = self.text[self.at..].trim_start_matches([' ', '\t', '\r', '\n']);
        if !rest.starts_with(end) {
            return false;
        }
        self.at = self.text.len() - rest.len() + 1;
        self.open.pop();
        true
    }

    fn field_name(&mut self) -> Result<(), String> {
        match self.token()? {
            '"' => self.string()?,
            c => return Err(unexpected(c, "was expecting double-quote to start field name")),
        }
        match self.token()? {
            ':' => Ok(()),
            c => Err(unexpected(
                c,
                "was expecting a colon to separate field name and value",
            )),
        }
    }

    fn string(&mut self) -> Result<(), String> {
        while let Some(c) = self.next() {
            match c {
                '"' => return Ok(()),
                '\\' => match self.next() {
                    Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => {}
                    Some('u') => self.hex()?,
                    Some(c) => {
                        return Err(format!("Unrecognized character escape '{c}' (code {})", c as u32));
                    }
                    None => break,
                },
                c if (c as u32) < 0x20 => {
                    return Err(format!(
                        "Illegal unquoted character ((CTRL-CHAR, code {})): has to be escaped using backslash \
                         to be included in string value",
                        c as u32
                    ));
                }
                _ => {}
            }
        }
        Err("Unexpected end-of-input: was expecting closing quote for a string value".to_owned())
    }

    fn hex(&mut self) -> Result<(), String> {
        for _ in 0..4 {
            match self.next() {
                Some(c) if c.is_ascii_hexdigit() => {}
                Some(c) => {
                    return Err(unexpected(
                        c,
                        "expected a hex-digit for character escape sequence",
                    ));
                }
                None => {
                    return Err("Unexpected end-of-input in character escape sequence".to_owned());
                }
            }
        }
        Ok(())
    }

    fn number(&mut self, first: char) -> Result<(), String> {
        let start = self.at - first.len_utf8();
        while self
            .peek()
            .is_some_and(|c| c.is_ascii_digit() || ".eE+-".contains(c))
        {
            self.next();
        }
        let number = &self.text[start..self.at];
        if serde_json::from_str::<serde_json::Number>(number).is_ok() {
            return Ok(());
        }
        let digits = number.trim_start_matches('-');
        Err(
            if digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit() {
                "Invalid numeric value: Leading zeroes not allowed".to_owned()
            } else if digits.is_empty() {
                match self.next() {
                    Some(c) => unexpected(
                        c,
                        "expected digit (0-9) to follow minus sign, for valid numeric value",
                    ),
                    None => "No digit following minus sign".to_owned(),
                }
            } else {
                format!("Invalid numeric value '{number}'")
            },
        )
    }

    fn word(&mut self, first: char) -> Result<(), String> {
        let start = self.at - first.len_utf8();
        while self
            .peek()
            .is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$')
        {
            self.next();
        }
        match &self.text[start..self.at] {
            "true" | "false" | "null" => Ok(()),
            word => Err(format!("Unrecognized token '{word}': was expecting {VALUES}")),
        }
    }

    /// The next character that is not white space.
    fn token(&mut self) -> Result<char, String> {
        while let Some(c) = self.next() {
            if !matches!(c, ' ' | '\t' | '\r' | '\n') {
                return Ok(c);
            }
        }
        Err(match self.open.last() {
            Some(&(bracket, at)) => format!(
                "Unexpected end-of-input: expected close marker for {} (start marker at {})",
                if bracket == '{' { "Object" } else { "Array" },
                self.location(at)
            ),
            None => "No content to map due to end-of-input".to_owned(),
        })
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn location(&self, at: usize) -> String {
        const SHOWN: usize = 500;
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let length = self.text.chars().count();
        let shown: String = self.text.chars().take(SHOWN).collect();
        let cut = match length.saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!("[truncated {more} chars]"),
        };
        format!("[Source: (String)\"{shown}\"{cut}; line: {line}, column: {column}]")
    }
}

fn unexpected(c: char, wanted: &str) -> String {
    format!("Unexpected character ('{c}' (code {})): {wanted}", c as u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn errors_read_as_recorded() {
        for (text, message) in [
            (
                "not some json",
                "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', \
                 'true' or 'false')",
            ),
            (
                "{'not': 'json'",
                "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
            ),
        ] {
            assert_eq!(syntax_error(text).unwrap().message, message);
        }
        assert_eq!(
            syntax_error("not a definition").unwrap().location,
            "[Source: (String)\"not a definition\"; line: 1, column: 4]"
        );
    }

    #[test]
    fn json_has_no_error() {
        for text in [
            "{}",
            " [1, {\"a\": [\"\\u00e9\", null]}, []] ",
            "-1.5e3",
            "\"x\"",
            "true",
        ] {
            assert_eq!(syntax_error(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_open_at_the_end_is_named() {
        let error = syntax_error("{\"a\": [1,").unwrap();
        assert!(
            error.message.contains("expected close marker for Array"),
            "{}",
            error.message
        );
    }

    proptest! {
        #[test]
        fn any_text_is_judged_without_panic(text in "[\\[\\]{}\",:0-9a-z.\\\\\\- \nü]{0,40}") {
            if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
                prop_assert_eq!(syntax_error(&text), None);
            }
        }
    }
}
