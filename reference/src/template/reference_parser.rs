//! References: `$name`, `$!name`, `${name}`, with properties, indexes and method calls.

use super::{
    ParseError,
    ast::{Access, Reference},
    parser::Parser,
};

impl Parser<'_> {
    /// The reference that starts at the cursor's `$`; none if that is only a dollar sign.
    pub(super) fn reference(&mut self) -> Result<Option<Reference>, ParseError> {
        let start = self.cursor.at();
        let line = self.line();
        self.cursor.expect("$")?;
        self.cursor.take("!");
        let formal = self.cursor.take("{");
        let Some(name) = self.cursor.take_name() else {
            self.cursor.go_to(start);
            return Ok(None);
        };
        let mut reference = Reference {
            line,
            name: name.into(),
            accesses: Vec::new(),
        };
        while let Some(access) = self.access()? {
            reference.accesses.push(access);
        }
        if formal {
            self.cursor.expect("}")?;
        }
        Ok(Some(reference))
    }

    fn access(&mut self) -> Result<Option<Access>, ParseError> {
        let start = self.cursor.at();
        if self.cursor.take("[") {
            self.cursor.skip_blanks();
            let index = self.parameter()?;
            self.cursor.skip_blanks();
            self.cursor.expect("]")?;
            return Ok(Some(Access::Index(index)));
        }
        if !self.cursor.take(".") {
            return Ok(None);
        }
        // Only a letter makes the dot a step: `$a._b` is `$a` and a text.
        let letter = self.cursor.peek().is_some_and(|c| c.is_ascii_alphabetic());
        let (true, Some(name)) = (letter, self.cursor.take_name()) else {
            self.cursor.go_to(start);
            return Ok(None);
        };
        if !self.cursor.take("(") {
            return Ok(Some(Access::Property(name.into())));
        }
        let mut arguments = Vec::new();
        self.cursor.skip_blanks();
        while !self.cursor.take(")") {
            if !arguments.is_empty() {
                self.cursor.expect(",")?;
            }
            arguments.push(self.parameter()?);
            self.cursor.skip_blanks();
        }
        Ok(Some(Access::Method(name.into(), arguments)))
    }
}
