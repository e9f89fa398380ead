//! What a MOCK integration reads from its rendered request template.

/// The `statusCode` of a MOCK integration's request.
///
/// API Gateway parses it leniently (json-smart in permissive mode): recorded on AWS are `{statusCode: 200}` and
/// `{"statusCode": 200,}`. So keys and values may be bare or in either quotes, and commas may be superfluous.
///
/// `None` if the text is not even that, or names no status.
#[must_use]
pub fn status_code(text: &str) -> Option<u16> {
    let mut reader = Reader { rest: text.trim() };
    reader.take('{')?;
    let mut status = None;
    loop {
        reader.skip(|c| c.is_whitespace() || c == ',');
        if reader.take('}').is_some() {
            break;
        }
        if reader.rest.starts_with(['{', '[']) {
            return None;
        }
        let key = reader.scalar(&[':'])?;
        reader.skip(char::is_whitespace);
        reader.take(':')?;
        reader.skip(char::is_whitespace);
        if reader.rest.starts_with(['{', '[']) {
            reader.nested()?;
        } else {
            let value = reader.scalar(&[',', '}'])?;
            if key == "statusCode" {
                status = value.parse().ok();
            }
        }
    }
    status.filter(|s| (100..=599).contains(s))
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn skip(&mut self, what: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(what);
    }

    fn take(&mut self, c: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(c)?;
        Some(())
    }

    /// A quoted string, or bare text up to one of `ends`.
    fn scalar(&mut self, ends: &[char]) -> Option<&'t str> {
        let quote = self.rest.chars().next()?;
        if matches!(quote, '"' | '\'') {
            let inner = &self.rest[1..];
            let end = end_of_string(inner, quote)?;
            self.rest = &inner[end + 1..];
            return Some(&inner[..end]);
        }
        let end = self.rest.find(ends)?;
        let (bare, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(bare.trim())
    }

    /// Skips an object or array; only the nesting of brackets and strings counts.
    fn nested(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            let c = self.rest.chars().next()?;
            self.rest = &self.rest[c.len_utf8()..];
            match c {
                '{' | '[' => depth += 1,
                '}' | ']' => depth = depth.saturating_sub(1),
                '"' => self.rest = &self.rest[end_of_string(self.rest, '"')? + 1..],
                _ => {}
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}

/// The offset of the closing quote; a backslash protects the character after it.
fn end_of_string(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lenient_json_names_the_status() {
        for text in [
            r#"{"statusCode": 200}"#,
            "{statusCode: 200}",
            r#"{"statusCode": 200,}"#,
            "\n  {\n \"statusCode\" : \"200\"\n}\n",
            r#"{ "a": {"b": ["}"]}, "statusCode":200 , "c": [1, {}] }"#,
            "{'statusCode': 200, '': ''}",
            r#"{"statusCode": 200 ,, }"#,
            r#"{"statusCode": 200 , null: null }"#,
            "{statusCode: 200, foo'}: [ba r]}",
        ] {
            assert_eq!(status_code(text), Some(200), "{text}");
        }
    }

    #[test]
    fn anything_else_names_none() {
        for text in [
            "",
            "{",
            "200",
            "statusCode: 200",
            r#"{"statusCode': 200 }"#,
            "{'statusCode: 200 }",
            "{statusCode: 200, {foo: [ba r]}",
            r#"{"status": 200}"#,
            r#"{"statusCode": "many"}"#,
            r#"{"statusCode": 99999}"#,
            r#"{"a": [[[["#,
            r#"{"a": "\"#,
        ] {
            assert_eq!(status_code(text), None, "{text}");
        }
    }
}
