//! From the text of a template to its nodes.

use std::{collections::HashMap, sync::Arc};

use super::{
    ParseError,
    ast::{Block, Expression, Macro, Node},
    cursor::Cursor,
};

/// The words that are directives whatever macros there are.
const DIRECTIVES: [&str; 13] = [
    "set", "if", "elseif", "else", "end", "foreach", "break", "stop", "define", "macro", "evaluate",
    "include", "parse",
];

/// Macros by name.
pub(super) type Macros = HashMap<Box<str>, Arc<Macro>>;

#[derive(Debug)]
pub(super) struct Parser<'t> {
    pub(super) cursor: Cursor<'t>,
    macros: Macros,
}

/// What ended a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    End,
    Else,
    ElseIf,
    EndOfText,
}

/// The nodes of one block as they are found.
#[derive(Debug, Default)]
struct Builder {
    nodes: Block,
    text: String,
}

impl Builder {
    fn push(&mut self, node: Node) {
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
    // Recorded by an emulator's author: a template that ends in a lone dollar sign is answered with 500.
    let mut parser = Parser {
        cursor: Cursor::new(source),
        macros: HashMap::new(),
    };
    if source.ends_with('$') {
        parser.cursor.go_to(source.len());
        return Err(parser
            .cursor
            .error("a reference has to follow the dollar sign at the end"));
    }
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
        };
        let block = inner.whole();
        self.macros = inner.macros;
        self.cursor.leave();
        block
    }

    fn block(&mut self) -> Result<(Block, Close), ParseError> {
        self.cursor.enter()?;
        let mut builder = Builder::default();
        let close = self.nodes(&mut builder)?;
        self.cursor.leave();
        Ok((builder.finish(), close))
    }

    /// A block that has to end with `#end`.
    fn body(&mut self, of: &str) -> Result<Block, ParseError> {
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

    /// Steps over `#word`, `#{word}` or `#@word`, and gives the word.
    fn directive_word(&mut self) -> Option<&'t str> {
        let start = self.cursor.at();
        let mut word = None;
        if self.cursor.take("#") {
            let braces = self.cursor.take("{");
            let at = self.cursor.at();
            self.cursor.take("@");
            if self.cursor.take_name().is_some() {
                word = Some(self.cursor.since(at));
            }
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
                Some(word) => return self.directive(word, start, builder),
                None => {
                    builder.text.push('#');
                    self.cursor.skip(1);
                }
            }
        }
        Ok(None)
    }

    fn directive(
        &mut self,
        word: &str,
        start: usize,
        builder: &mut Builder,
    ) -> Result<Option<Close>, ParseError> {
        let close = match word {
            "end" => Some(Close::End),
            "else" => Some(Close::Else),
            "elseif" => Some(Close::ElseIf),
            _ => None,
        };
        if let Some(close) = close {
            if close != Close::ElseIf {
                self.cursor.take_line_end();
            }
            return Ok(Some(close));
        }
        let node = match word {
            "set" if self.opens() => self.set()?,
            "if" => self.if_chain()?,
            "foreach" => self.foreach()?,
            "define" => self.define()?,
            "macro" => return self.macro_definition().map(|()| None),
            "evaluate" => self.evaluate()?,
            "break" => self.without_arguments(Node::Break)?,
            "stop" => self.without_arguments(Node::Stop)?,
            "include" | "parse" => {
                return Err(self
                    .cursor
                    .error(format!("#{word} has no files to read in API Gateway")));
            }
            _ => match self.call(word, start)? {
                Some(node) => node,
                None => {
                    builder.text.push_str(self.cursor.since(start));
                    return Ok(None);
                }
            },
        };
        builder.push(node);
        Ok(None)
    }

    /// Whether an opening parenthesis follows, maybe behind blanks.
    fn opens(&self) -> bool {
        self.cursor
            .rest()
            .trim_start_matches([' ', '\t'])
            .starts_with('(')
    }

    fn open(&mut self) -> Result<(), ParseError> {
        self.cursor.take_while(|c| matches!(c, ' ' | '\t'));
        self.cursor.expect("(")?;
        self.cursor.skip_blanks();
        Ok(())
    }

    fn close(&mut self) -> Result<(), ParseError> {
        self.cursor.skip_blanks();
        self.cursor.expect(")")?;
        self.cursor.take_line_end();
        Ok(())
    }

    fn condition(&mut self) -> Result<Expression, ParseError> {
        self.open()?;
        let condition = self.expression()?;
        self.close()?;
        Ok(condition)
    }

    fn set(&mut self) -> Result<Node, ParseError> {
        let line = self.line();
        self.open()?;
        let target = match self.cursor.peek() {
            Some('$') => self.reference()?,
            _ => None,
        };
        let target = target.ok_or_else(|| self.cursor.error("expected a reference"))?;
        self.cursor.skip_blanks();
        self.cursor.expect("=")?;
        let value = self.expression()?;
        self.close()?;
        Ok(Node::Set { line, target, value })
    }

    fn if_chain(&mut self) -> Result<Node, ParseError> {
        let mut branches = Vec::new();
        loop {
            let condition = self.condition()?;
            let (body, close) = self.block()?;
            branches.push((condition, body));
            let otherwise = match close {
                Close::ElseIf => continue,
                Close::Else => self.body("else")?,
                Close::End => Block::new(),
                Close::EndOfText => return Err(self.cursor.error("#if has no #end")),
            };
            return Ok(Node::If { branches, otherwise });
        }
    }

    /// A variable's name where a directive declares one.
    fn variable(&mut self) -> Result<Box<str>, ParseError> {
        let reference = match self.cursor.peek() {
            Some('$') => self.reference()?,
            _ => None,
        };
        match reference {
            Some(reference) if reference.accesses.is_empty() => Ok(reference.name),
            _ => Err(self.cursor.error("expected a variable")),
        }
    }

    fn foreach(&mut self) -> Result<Node, ParseError> {
        let line = self.line();
        self.open()?;
        let variable = self.variable()?;
        self.cursor.skip_blanks();
        self.cursor.expect("in")?;
        let items = self.expression()?;
        self.close()?;
        let body = self.body("foreach")?;
        Ok(Node::Foreach {
            line,
            variable,
            items,
            body,
        })
    }

    fn define(&mut self) -> Result<Node, ParseError> {
        self.open()?;
        let name = self.variable()?;
        self.close()?;
        let body = Arc::new(self.body("define")?);
        Ok(Node::Define { name, body })
    }

    fn macro_definition(&mut self) -> Result<(), ParseError> {
        self.open()?;
        let name = self
            .cursor
            .take_name()
            .ok_or_else(|| self.cursor.error("expected a macro's name"))?
            .into();
        let mut parameters = Vec::new();
        self.skip_separators();
        while self.cursor.peek() == Some('$') {
            parameters.push(self.variable()?);
            self.skip_separators();
        }
        self.close()?;
        let body = self.body("macro")?;
        self.macros.insert(name, Arc::new(Macro { parameters, body }));
        Ok(())
    }

    fn skip_separators(&mut self) {
        self.cursor.take_while(|c| c.is_whitespace() || c == ',');
    }

    /// `#name(…)`, or `#@name(…) body #end`; none if the word is neither called nor a macro.
    fn call(&mut self, word: &str, start: usize) -> Result<Option<Node>, ParseError> {
        let line = self.line();
        if !self.opens() {
            return Ok(None);
        }
        self.open()?;
        let mut arguments = Vec::new();
        while !self.cursor.rest().starts_with(')') {
            arguments.push(self.expression()?);
            self.skip_separators();
        }
        self.close()?;
        let source = self.cursor.since(start).into();
        let (name, body) = match word.strip_prefix('@') {
            Some(name) => (name, Some(Arc::new(self.body(name)?))),
            None => (word, None),
        };
        Ok(Some(Node::Call {
            line,
            name: name.into(),
            arguments,
            body,
            source,
        }))
    }

    fn evaluate(&mut self) -> Result<Node, ParseError> {
        let line = self.line();
        let source = self.condition()?;
        Ok(Node::Evaluate { line, source })
    }

    /// `#break` and `#stop`; a scope or a message in parentheses changes nothing.
    fn without_arguments(&mut self, node: Node) -> Result<Node, ParseError> {
        if self.cursor.rest().starts_with('(') {
            self.condition()?;
        }
        Ok(node)
    }
}
