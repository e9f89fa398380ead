//! What API Gateway says of a payload that starts like JSON and is none.

/// The error in the words that a client sees: API Gateway passes on the exception of its parser, json-smart in its
/// permissive mode (recorded on AWS 2015: `{a` gives "… Unexpected End Of File position 1: null"). That parser takes
/// bare words, either quotes and superfluous commas; `None` if it would take this payload as well.
#[must_use]
pub fn parse_exception(payload: &str) -> Option<String> {
    let mut reader = Reader {
        text: payload.as_bytes(),
        at: 0,
    };
    let fault = reader.value(&[], 0).err()?;
    let (at, reason) = match fault {
        Fault::End(at, what) => (at, format!("Unexpected End Of File position {{}}: {what}")),
        Fault::Character(at, c) => (at, format!("Unexpected character ({c}) at position {{}}.")),
        Fault::Token(at, c) => (at, format!("Unexpected token {c} at position {{}}.")),
        Fault::TooDeep => return None,
    };
    let reason = reason.replacen("{}", &java_length(payload, at).to_string(), 1);
    Some(format!(
        "Could not process payloadnet.minidev.json.parser.ParseException: {reason}"
    ))
}

/// json-smart stops at this depth, and so does this.
const DEEPEST: usize = 400;

/// Where in the text, in bytes, and what.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    End(usize, &'static str),
    Character(usize, char),
    Token(usize, char),
    TooDeep,
}

struct Reader<'t> {
    text: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// The end was met while something was expected; json-smart names the position before it.
    fn end(&self, what: &'static str) -> Fault {
        Fault::End(self.text.len().saturating_sub(1), what)
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(|c| c <= b' ') {
            self.at += 1;
        }
    }

    /// A value; a bare word ends before one of `stops`.
    fn value(&mut self, stops: &[u8], depth: usize) -> Result<(), Fault> {
        if depth > DEEPEST {
            return Err(Fault::TooDeep);
        }
        self.skip_blanks();
        match self.peek() {
            None => Err(self.end("EOF")),
            Some(c @ (b':' | b'}' | b']')) => Err(Fault::Character(self.at, char::from(c))),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(quote @ (b'"' | b'\'')) => self.string(quote),
            Some(_) => {
                self.bare(stops);
                Ok(())
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<(), Fault> {
        loop {
            self.at += 1;
            self.skip_blanks();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b',') => continue,
                Some(c @ (b':' | b']' | b'[' | b'{')) => {
                    return Err(Fault::Character(self.at, char::from(c)));
                }
                Some(quote @ (b'"' | b'\'')) => self.string(quote)?,
                _ => self.bare(b":"),
            }
            self.skip_blanks();
            match self.peek() {
                Some(b':') => self.at += 1,
                Some(c) => return Err(Fault::Character(self.at - 1, char::from(c))),
                None => return Err(self.end("null")),
            }
            self.value(b",}", depth + 1)?;
            self.skip_blanks();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b',') => {}
                Some(c) => return Err(Fault::Token(self.at - 1, char::from(c))),
                None => return Err(self.end("null")),
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<(), Fault> {
        self.at += 1;
        loop {
            self.skip_blanks();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b',') => self.at += 1,
                _ => self.value(b",]", depth + 1)?,
            }
        }
    }

    fn bare(&mut self, stops: &[u8]) {
        while self.peek().is_some_and(|c| !stops.contains(&c)) {
            self.at += 1;
        }
    }

    fn string(&mut self, quote: u8) -> Result<(), Fault> {
        if !self.text[self.at + 1..].contains(&quote) {
            return Err(Fault::End(self.text.len(), "null"));
        }
        loop {
            self.at += 1;
            match self.peek() {
                Some(b'\\') => self.at += 1,
                Some(c) if c == quote => {
                    self.at += 1;
                    return Ok(());
                }
                Some(_) => {}
                None => return Err(self.end("null")),
            }
        }
    }
}

/// How many UTF-16 units the first `bytes` bytes are: positions count in those.
fn java_length(text: &str, bytes: usize) -> usize {
    text.char_indices()
        .take_while(|(at, _)| *at < bytes)
        .map(|(_, c)| c.len_utf16())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recorded_text_and_its_kin() {
        for (payload, reason) in [
            ("{a", "Unexpected End Of File position 1: null"),
            ("{\"a\"", "Unexpected End Of File position 3: null"),
            ("{\"a", "Unexpected End Of File position 3: null"),
            ("{\"a\":", "Unexpected End Of File position 4: EOF"),
            ("{\"ä\":[1,", "Unexpected End Of File position 7: EOF"),
            ("{\"a\":1", "Unexpected End Of File position 5: null"),
            ("{\"a\":}", "Unexpected character (}) at position 5."),
            ("{\"a\":\"b\" \"c\"}", "Unexpected token \" at position 8."),
            ("[1}", "Unexpected End Of File position 2: EOF"),
        ] {
            let expected =
                format!("Could not process payloadnet.minidev.json.parser.ParseException: {reason}");
            assert_eq!(parse_exception(payload), Some(expected), "{payload}");
        }
    }

    #[test]
    fn what_json_smart_takes_has_no_error() {
        for payload in ["{a: 1}", "{'a': [b, , c],}", "[] x", "{}"] {
            assert_eq!(parse_exception(payload), None, "{payload}");
        }
        assert_eq!(parse_exception(&"[".repeat(100_000)), None);
    }
}
