//! From the text of a template to its nodes.

use std::{collections::HashMap, sync::Arc};

use super::{
    ParseError,
    ast::{Block, Macro, Node},
    cursor::Cursor,
};

/// The words that are directives whatever macros there are.
const DIRECTIVES: [&str; 14] = [
    "set", "if", "elseif", "else", "end", "foreach", "break", "stop", "define", "macro", "evaluate",
    "literal", "include", "parse",
];

/// Macros by name.
pub(super) type Macros = HashMap<Box<str>, Arc<Macro>>;

#[derive(Debug)]
pub(super) struct Parser<'t> {
    pub(super) cursor: Cursor<'t>,
    pub(super) macros: Macros,
    /// Where the directive stands that closed the last block.
    pub(super) closed_at: usize,
    /// Whether this is text in double quotes, which Velocity parses with a blank behind it.
    in_string: bool,
}

/// What ended a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    End,
    Else,
    ElseIf,
    EndOfText,
}

/// The nodes of one block as they are found.
#[derive(Debug, Default)]
pub(super) struct Builder {
    nodes: Block,
    pub(super) text: String,
}

impl Builder {
    pub(super) fn push(&mut self, node: Node) {
        self.flush();
        self.nodes.push(node);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.nodes.push(Node::Text(std::mem::take(&mut self.text).into()));
        }
    }

    fn finish(mut self) -> Block {
        self.flush();
        self.nodes
    }
}

/// Parses a whole template.
pub(super) fn parse(source: &str) -> Result<(Block, Macros), ParseError> {
    let mut parser = Parser {
        cursor: Cursor::new(source),
        macros: HashMap::new(),
        closed_at: 0,
        in_string: false,
    };
    let block = parser.whole()?;
    Ok((block, parser.macros))
}

impl<'t> Parser<'t> {
    pub(super) fn line(&self) -> usize {
        self.cursor.line()
    }

    fn whole(&mut self) -> Result<Block, ParseError> {
        match self.block()? {
            (block, Close::EndOfText) => Ok(block),
            _ => Err(self.cursor.error("a block ends here that was not opened")),
        }
    }

    /// Text in double quotes, which is a template of its own that knows the same macros.
    pub(super) fn interpolated(&mut self, text: &str) -> Result<Block, ParseError> {
        self.cursor.enter()?;
        let mut inner = Parser {
            cursor: self.cursor.inner(text),
            macros: std::mem::take(&mut self.macros),
            closed_at: 0,
            in_string: true,
        };
        let block = inner.whole();
        self.macros = inner.macros;
        self.cursor.leave();
        block
    }

    pub(super) fn block(&mut self) -> Result<(Block, Close), ParseError> {
        self.cursor.enter()?;
        let mut builder = Builder::default();
        let close = self.nodes(&mut builder)?;
        self.cursor.leave();
        Ok((builder.finish(), close))
    }

    /// A block that has to end with `#end`.
    pub(super) fn body(&mut self, of: &str) -> Result<Block, ParseError> {
        match self.block()? {
            (block, Close::End) => Ok(block),
            (_, Close::EndOfText) => Err(self.cursor.error(format!("#{of} has no #end"))),
            _ => Err(self.cursor.error(format!("#else without #if in #{of}"))),
        }
    }

    fn nodes(&mut self, builder: &mut Builder) -> Result<Close, ParseError> {
        loop {
            let run = self.cursor.take_while(|c| !matches!(c, '$' | '#' | '\\'));
            // Velocity's token for #set includes the blanks before it, unless they belong to a longer text.
            // Recorded on AWS 2023: swallowed between two directives, kept behind a newline of the text.
            if !(self.at_set() && run.trim_matches([' ', '\t']).is_empty()) {
                builder.text.push_str(run);
            }
            match self.cursor.peek() {
                None => return Ok(Close::EndOfText),
                Some('$') => self.reference_in_text(builder, 0)?,
                Some('\\') => self.backslashes(builder)?,
                Some(_) => {
                    if let Some(close) = self.hash(builder)? {
                        return Ok(close);
                    }
                }
            }
        }
    }

    fn at_set(&self) -> bool {
        let rest = self.cursor.rest();
        ["#set", "#{set}"]
            .into_iter()
            .filter_map(|word| rest.strip_prefix(word))
            .any(|behind| behind.trim_start_matches([' ', '\t']).starts_with('('))
    }

    fn reference_in_text(&mut self, builder: &mut Builder, backslashes: usize) -> Result<(), ParseError> {
        let start = self.cursor.at();
        if let Some(reference) = self.reference()? {
            let escaped = (backslashes % 2 == 1).then(|| self.cursor.since(start).into());
            builder.push(Node::Reference {
                reference,
                backslashes: backslashes / 2,
                escaped,
            });
        } else if self.cursor.rest() == "$" && !self.in_string {
            // Seen by an emulator's author: AWS answers 500.
            return Err(self
                .cursor
                .error("a reference has to follow the dollar sign at the end"));
        } else {
            builder.text.push_str(&"\\".repeat(backslashes));
            builder.text.push('$');
            self.cursor.skip(1);
        }
        Ok(())
    }

    /// Backslashes escape only what would otherwise be a reference or a directive (recorded on AWS 2023).
    fn backslashes(&mut self, builder: &mut Builder) -> Result<(), ParseError> {
        let count = self.cursor.take_while(|c| c == '\\').len();
        if self.cursor.peek() == Some('$') {
            return self.reference_in_text(builder, count);
        }
        let start = self.cursor.at();
        let word = self.directive_word();
        if word.is_some_and(|word| self.is_directive(word)) {
            builder.text.push_str(&"\\".repeat(count / 2));
            if count % 2 == 1 {
                builder.text.push_str(self.cursor.since(start));
            } else {
                self.cursor.go_to(start);
            }
        } else {
            builder.text.push_str(&"\\".repeat(count));
            self.cursor.go_to(start);
        }
        Ok(())
    }

    fn is_directive(&self, word: &str) -> bool {
        DIRECTIVES.contains(&word) || self.macros.contains_key(word)
    }

    /// Steps over `#word`, `#{word}` or `#@word`, and gives the word; a `@` in front belongs to it.
    fn directive_word(&mut self) -> Option<&'t str> {
        let start = self.cursor.at();
        let mut word = None;
        if self.cursor.take("#") {
            let braces = self.cursor.take("{");
            word = self.cursor.take_word();
            if braces && !self.cursor.take("}") {
                word = None;
            }
        }
        if word.is_none() {
            self.cursor.go_to(start);
        }
        word
    }

    /// A comment, a raw block, a directive, or only a hash.
    fn hash(&mut self, builder: &mut Builder) -> Result<Option<Close>, ParseError> {
        let rest = self.cursor.rest();
        if rest.starts_with("##") {
            self.cursor.take_while(|c| c != '\n' && c != '\r');
            self.cursor.take_line_end();
        } else if rest.starts_with("#*") {
            self.cursor
                .skip(rest.find("*#").map_or(rest.len(), |end| end + 2));
        } else if let Some(raw) = rest.strip_prefix("#[[") {
            let end = raw
                .find("]]#")
                .ok_or_else(|| self.cursor.error("#[[ has no ]]#"))?;
            builder.text.push_str(&raw[..end]);
            self.cursor.skip(end + 6);
        } else {
            let start = self.cursor.at();
            match self.directive_word() {
                Some(word) => {
                    let close = self.directive(word, start, builder)?;
                    if close.is_some() {
                        self.closed_at = start;
                    }
                    return Ok(close);
                }
                None => {
                    builder.text.push('#');
                    self.cursor.skip(1);
                }
            }
        }
        Ok(None)
    }
}
