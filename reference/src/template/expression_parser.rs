//! Expressions: what stands in the parentheses of a directive or a method call.

use super::{
    ParseError,
    ast::{Expression, Operator},
    parser::Parser,
};

/// Operators by precedence, weakest first; longer spellings before their beginnings.
const LEVELS: [&[(&str, Operator)]; 6] = [
    &[("||", Operator::Or), ("or", Operator::Or)],
    &[("&&", Operator::And), ("and", Operator::And)],
    &[
        ("==", Operator::Equal),
        ("eq", Operator::Equal),
        ("!=", Operator::NotEqual),
        ("ne", Operator::NotEqual),
    ],
    &[
        ("<=", Operator::LessOrEqual),
        ("le", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("ge", Operator::GreaterOrEqual),
        ("<", Operator::Less),
        ("lt", Operator::Less),
        (">", Operator::Greater),
        ("gt", Operator::Greater),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[
        ("*", Operator::Multiply),
        ("/", Operator::Divide),
        ("%", Operator::Modulo),
    ],
];

impl Parser<'_> {
    /// An expression; blanks and newlines around it are skipped.
    pub(super) fn expression(&mut self) -> Result<Expression, ParseError> {
        self.cursor.enter()?;
        let expression = self.level(0);
        self.cursor.leave();
        expression
    }

    fn level(&mut self, level: usize) -> Result<Expression, ParseError> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let first = self.level(level + 1)?;
        let mut rest = Vec::new();
        while let Some(operator) = self.operator(operators) {
            rest.push((operator, self.level(level + 1)?));
        }
        Ok(if rest.is_empty() {
            first
        } else {
            Expression::Chain(Box::new(first), rest)
        })
    }

    fn operator(&mut self, operators: &[(&str, Operator)]) -> Option<Operator> {
        self.cursor.skip_blanks();
        operators
            .iter()
            .find_map(|(spelling, operator)| self.take_word(spelling).then_some(*operator))
    }

    /// Steps over `spelling`; a word has to end there, and a minus must not begin a number: `$a -1` are two values
    /// beside each other.
    fn take_word(&mut self, spelling: &str) -> bool {
        let Some(behind) = self.cursor.rest().strip_prefix(spelling) else {
            return false;
        };
        if spelling == "-"
            && behind
                .trim_start_matches('.')
                .starts_with(|c: char| c.is_ascii_digit())
        {
            return false;
        }
        let is_word = spelling.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_word && behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            return false;
        }
        self.cursor.take(spelling)
    }

    fn unary(&mut self) -> Result<Expression, ParseError> {
        self.cursor.skip_blanks();
        if self.cursor.take("!") || self.take_word("not") {
            self.cursor.enter()?;
            let operand = self.unary();
            self.cursor.leave();
            return Ok(Expression::Not(Box::new(operand?)));
        }
        self.primary()
    }

    /// What may stand as an argument, an index or in a list or map: a literal or a reference, no operators (grammar
    /// of Velocity 1.7, which AWS's guide refers to; no recording shows another).
    pub(super) fn parameter(&mut self) -> Result<Expression, ParseError> {
        self.cursor.skip_blanks();
        if self.cursor.peek() == Some('(') {
            return Err(self.cursor.error("expected a literal or a reference"));
        }
        self.cursor.enter()?;
        let parameter = self.primary();
        self.cursor.leave();
        parameter
    }

    fn primary(&mut self) -> Result<Expression, ParseError> {
        match self.cursor.peek() {
            Some('$') => match self.reference()? {
                Some(reference) => Ok(Expression::Reference(reference)),
                None => Err(self.cursor.error("expected a reference")),
            },
            Some('(') => {
                self.cursor.skip(1);
                let inner = self.expression()?;
                self.cursor.skip_blanks();
                self.cursor.expect(")")?;
                Ok(inner)
            }
            Some('"') => self.double_quoted(),
            Some('\'') => Ok(Expression::Text(self.quoted('\'')?.into())),
            Some('[') => self.list_or_range(),
            Some('{') => self.map(),
            Some(c) if c.is_ascii_digit() || matches!(c, '-' | '.') => self.number(),
            _ if self.take_word("true") => Ok(Expression::Bool(true)),
            _ if self.take_word("false") => Ok(Expression::Bool(false)),
            _ => Err(self.cursor.error("expected an expression")),
        }
    }

    /// The text between quotes. A doubled quote stands for one; a backslash does not escape (recorded on AWS
    /// 2023: `\n` stays two characters, and `\"` ends the string).
    fn quoted(&mut self, quote: char) -> Result<String, ParseError> {
        self.cursor.skip(1);
        let mut text = String::new();
        loop {
            text.push_str(self.cursor.take_while(|c| c != quote));
            if self.cursor.at_end() {
                return Err(self.cursor.error("the string is not closed"));
            }
            self.cursor.skip(1);
            if self.cursor.peek() != Some(quote) {
                return Ok(text);
            }
            self.cursor.skip(1);
            text.push(quote);
        }
    }

    fn double_quoted(&mut self) -> Result<Expression, ParseError> {
        let outer = self.cursor.at();
        let text = unicode_unescaped(self.quoted('"')?);
        if !text.contains(['$', '#']) {
            return Ok(Expression::Text(text.into()));
        }
        let end = self.cursor.at();
        self.cursor.go_to(outer);
        let block = self.interpolated(&text);
        self.cursor.go_to(end);
        block.map(Expression::Interpolated)
    }

    fn list_or_range(&mut self) -> Result<Expression, ParseError> {
        self.cursor.expect("[")?;
        let mut items = Vec::new();
        self.cursor.skip_blanks();
        while !self.cursor.take("]") {
            if !items.is_empty() {
                self.cursor.expect(",")?;
            }
            items.push(self.parameter()?);
            self.cursor.skip_blanks();
            if items.len() == 1 && self.cursor.take("..") {
                let end = self.parameter()?;
                self.cursor.skip_blanks();
                self.cursor.expect("]")?;
                let start = items.remove(0);
                return Ok(Expression::Range(Box::new(start), Box::new(end)));
            }
        }
        Ok(Expression::List(items))
    }

    fn map(&mut self) -> Result<Expression, ParseError> {
        self.cursor.expect("{")?;
        let mut entries = Vec::new();
        self.cursor.skip_blanks();
        while !self.cursor.take("}") {
            if !entries.is_empty() {
                self.cursor.expect(",")?;
            }
            let key = self.parameter()?;
            self.cursor.skip_blanks();
            self.cursor.expect(":")?;
            entries.push((key, self.parameter()?));
            self.cursor.skip_blanks();
        }
        Ok(Expression::Map(entries))
    }

    fn number(&mut self) -> Result<Expression, ParseError> {
        let start = self.cursor.at();
        self.cursor.take("-");
        self.cursor.take_while(|c| c.is_ascii_digit());
        let rest = self.cursor.rest();
        if !rest.starts_with("..") && rest.starts_with('.') {
            self.cursor.skip(1);
            self.cursor.take_while(|c| c.is_ascii_digit());
        }
        if self.cursor.rest().starts_with(['e', 'E']) {
            let before = self.cursor.at();
            self.cursor.skip(1);
            let _sign = self.cursor.take("-") || self.cursor.take("+");
            if self.cursor.take_while(|c| c.is_ascii_digit()).is_empty() {
                self.cursor.go_to(before);
            }
        }
        let text = self.cursor.since(start);
        if let Ok(integer) = text.parse() {
            return Ok(Expression::Integer(integer));
        }
        match text.parse::<f64>() {
            Ok(float) if float.is_finite() => Ok(Expression::Float(float)),
            _ => Err(self.cursor.error("expected a number")),
        }
    }
}

/// `\u0041` in double quotes is that character.
fn unicode_unescaped(text: String) -> String {
    if !text.contains("\\u") {
        return text;
    }
    let mut units = Vec::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let code = rest
            .strip_prefix("\\u")
            .and_then(|r| r.get(..4))
            .and_then(|h| u16::from_str_radix(h, 16).ok());
        match code {
            Some(unit) => {
                units.push(unit);
                rest = &rest[6..];
            }
            None => {
                units.extend(c.encode_utf16(&mut [0; 2]).iter());
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    String::from_utf16_lossy(&units)
}
