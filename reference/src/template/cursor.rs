//! A position in the text of a template.

use std::cell::Cell;

use super::ParseError;

/// Directives, expressions and references may nest this deep in a template's text.
const MAX_DEPTH: usize = 48;

#[derive(Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    /// Lines before this text, when it is a string inside a template.
    lines_before: usize,
    /// Up to where newlines were counted, and how many there are.
    counted: Cell<(usize, usize)>,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            lines_before: 0,
            counted: Cell::default(),
        }
    }

    /// A cursor over a string literal that stands at this cursor's line.
    pub(super) fn inner<'s>(&self, text: &'s str) -> Cursor<'s> {
        Cursor {
            text,
            at: 0,
            depth: self.depth,
            lines_before: self.line() - 1,
            counted: Cell::default(),
        }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn since(&self, start: usize) -> &'t str {
        &self.text[start..self.at]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn at_end(&self) -> bool {
        self.at == self.text.len()
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Steps over `expected` if it comes next.
    pub(super) fn take(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    pub(super) fn expect(&mut self, expected: &str) -> Result<(), ParseError> {
        if self.take(expected) {
            Ok(())
        } else {
            let found = self
                .peek()
                .map_or_else(|| "the end".to_owned(), |c| format!("{c:?}"));
            Err(self.error(format!("expected {expected:?}, found {found}")))
        }
    }

    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let taken = &rest[..rest.find(|c| !wanted(c)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    pub(super) fn skip_blanks(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// A name: a letter or `_`, then letters, digits, `_` and `-`.
    ///
    /// The hyphen belongs to the name even at its end: `$start-$end` is `$start-` and `$end`.
    pub(super) fn take_name(&mut self) -> Option<&'t str> {
        if !self.peek().is_some_and(|c| c.is_ascii_alphabetic() || c == '_') {
            return None;
        }
        Some(self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
    }

    /// A directive's or macro's name: a letter, `_` or `@`, then letters, digits, `_` and `@`. No hyphen: `#end-b` is
    /// `#end` and a text.
    pub(super) fn take_word(&mut self) -> Option<&'t str> {
        if !self
            .peek()
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '@'))
        {
            return None;
        }
        Some(self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '@')))
    }

    /// A directive takes the rest of its line with it if nothing but blanks is left there.
    pub(super) fn take_line_end(&mut self) {
        let blanks = self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        let behind = &self.rest()[blanks..];
        let newline = ["\r\n", "\n", "\r"]
            .into_iter()
            .find(|newline| behind.starts_with(newline));
        if let Some(newline) = newline {
            self.at += blanks + newline.len();
        }
    }

    pub(super) fn line(&self) -> usize {
        let (counted, lines) = self.counted.get();
        let (from, lines) = if counted <= self.at {
            (counted, lines)
        } else {
            (0, 0)
        };
        let newlines = self.text.as_bytes()[from..self.at]
            .iter()
            .filter(|b| **b == b'\n')
            .count();
        self.counted.set((self.at, lines + newlines));
        self.lines_before + lines + newlines + 1
    }

    pub(super) fn error(&self, reason: impl Into<String>) -> ParseError {
        let before = &self.text[..self.at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        ParseError {
            line: self.line(),
            column: before[line_start..].chars().count() + 1,
            reason: reason.into(),
        }
    }

    pub(super) fn enter(&mut self) -> Result<(), ParseError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error("the template nests too deeply"));
        }
        self.depth += 1;
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }
}
