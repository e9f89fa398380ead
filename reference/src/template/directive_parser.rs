//! Directives: `#set`, `#if`, `#foreach` and their like, and the calls of macros.

use std::sync::Arc;

use super::{
    ParseError,
    ast::{Block, Expression, Macro, Node},
    parser::{Builder, Close, Parser},
};

impl Parser<'_> {
    /// The directive `word`, whose hash stands at `start`; what it closes, if it closes a block.
    pub(super) fn directive(
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
            "literal" if self.opens() => self.literal()?,
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
        let items = self.parameter()?;
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
            .take_word()
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

    /// A block that is its own source.
    fn literal(&mut self) -> Result<Node, ParseError> {
        self.open()?;
        self.close()?;
        let start = self.cursor.at();
        self.body("literal")?;
        let length = self.closed_at.saturating_sub(start);
        let source = self.cursor.since(start).get(..length).unwrap_or_default();
        Ok(Node::Text(source.into()))
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
            arguments.push(self.argument(word)?);
            self.skip_separators();
        }
        self.close()?;
        let (name, body) = match word.strip_prefix('@') {
            Some(name) => (name, Some(Arc::new(self.body(name)?))),
            None => (word, None),
        };
        let source = self.cursor.since(start).into();
        Ok(Some(Node::Call {
            line,
            name: name.into(),
            arguments,
            body,
            source,
        }))
    }

    /// An argument of a macro's call. What is only text, such as `#section(intro)`, may hold words as well.
    fn argument(&mut self, word: &str) -> Result<Expression, ParseError> {
        if self.macros.contains_key(word) {
            return self.parameter();
        }
        match self.cursor.take_word() {
            Some("true") => Ok(Expression::Bool(true)),
            Some("false") => Ok(Expression::Bool(false)),
            Some(text) => Ok(Expression::Text(text.into())),
            None => self.parameter(),
        }
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
