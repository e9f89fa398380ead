//! From the text of a path to its segments.

use super::{
    ParseError, Path,
    cursor::Cursor,
    function::Function,
    literal,
    predicate_parser::expression,
    segment::{Operand, Segment},
};

/// Longer texts are refused; Step Functions and API Gateway cap the documents that hold paths well below.
const MAX_LENGTH: usize = 100_000;

/// Parses a whole text.
pub(super) fn parse(text: &str) -> Result<Path, ParseError> {
    let trimmed = text.trim();
    let completed;
    let source = if trimmed.starts_with(['$', '@']) {
        trimmed
    } else {
        completed = format!("$.{trimmed}");
        &completed
    };
    let mut cursor = Cursor::new(source);
    if source.len() > MAX_LENGTH {
        return Err(cursor.error("the path is too long"));
    }
    let path = path(&mut cursor, false)?;
    if cursor.peek().is_some() {
        return Err(cursor.error("expected '.' or '['"));
    }
    Ok(path)
}

/// A path; inside a filter or an argument list (`nested`) it ends where an operator or a delimiter starts.
pub(super) fn path(cursor: &mut Cursor<'_>, nested: bool) -> Result<Path, ParseError> {
    let from_item = cursor.take("@");
    if !from_item {
        cursor.expect("$")?;
    }
    let mut segments = Vec::new();
    loop {
        if cursor.take("..") {
            segments.push(Segment::Scan);
            segments.push(step(cursor, nested)?);
        } else if cursor.take(".") || cursor.peek() == Some('[') {
            segments.push(step(cursor, nested)?);
        } else {
            return Ok(Path { from_item, segments });
        }
    }
}

fn step(cursor: &mut Cursor<'_>, nested: bool) -> Result<Segment, ParseError> {
    match cursor.peek() {
        None => Err(cursor.error("path must not end with a '.' or '..'")),
        Some('.') => Err(cursor.error("character '.' is not valid here")),
        Some('[') => bracket(cursor),
        Some('*') => {
            cursor.next();
            Ok(Segment::Wildcard)
        }
        Some(_) => property_or_call(cursor, nested),
    }
}

fn property_or_call(cursor: &mut Cursor<'_>, nested: bool) -> Result<Segment, ParseError> {
    let name = cursor.take_while(|c| !ends_name(c, nested)).to_owned();
    if name.is_empty() {
        return Err(cursor.error("expected a property name"));
    }
    if cursor.take("(") {
        let function = Function::named(&name)
            .ok_or_else(|| cursor.error(format!("function with name: {name} does not exist")))?;
        return Ok(Segment::Call(function, cursor.nested(arguments)?));
    }
    if !nested && cursor.peek() == Some(' ') {
        return Err(
            cursor.error("use bracket notation ['my prop'] if the property contains blank characters")
        );
    }
    Ok(Segment::Properties {
        names: vec![name],
        quote: '\'',
    })
}

fn ends_name(c: char, nested: bool) -> bool {
    matches!(c, '.' | '[' | '(' | ' ') || nested && (c.is_whitespace() || "<>=~!&|),".contains(c))
}

fn arguments(cursor: &mut Cursor<'_>) -> Result<Vec<Operand>, ParseError> {
    let mut arguments = Vec::new();
    cursor.skip_blanks();
    if cursor.take(")") {
        return Ok(arguments);
    }
    loop {
        cursor.skip_blanks();
        arguments.push(match cursor.peek() {
            Some('$' | '@') => Operand::Path(path(cursor, true)?),
            _ => Operand::Value(literal::value(cursor)?),
        });
        cursor.skip_blanks();
        if cursor.take(")") {
            return Ok(arguments);
        }
        cursor.expect(",")?;
    }
}

fn bracket(cursor: &mut Cursor<'_>) -> Result<Segment, ParseError> {
    cursor.expect("[")?;
    cursor.skip_blanks();
    let segment = match cursor.peek() {
        Some(quote @ ('\'' | '"')) => properties(cursor, quote)?,
        Some('*') => {
            cursor.next();
            Segment::Wildcard
        }
        Some('?') => {
            cursor.next();
            cursor.skip_blanks();
            cursor.expect("(")?;
            let condition = cursor.nested(expression)?;
            cursor.skip_blanks();
            cursor.expect(")")?;
            Segment::Filter(condition)
        }
        Some(c) if c.is_ascii_digit() || matches!(c, '-' | ':') => indexes_or_slice(cursor)?,
        _ => return Err(cursor.error("could not parse token, expected ?, ', 0-9, *")),
    };
    cursor.skip_blanks();
    cursor.expect("]")?;
    Ok(segment)
}

fn properties(cursor: &mut Cursor<'_>, quote: char) -> Result<Segment, ParseError> {
    let mut names = Vec::new();
    loop {
        names.push(literal::string(cursor)?);
        cursor.skip_blanks();
        if !cursor.take(",") {
            return Ok(Segment::Properties { names, quote });
        }
        cursor.skip_blanks();
        if !matches!(cursor.peek(), Some('\'' | '"')) {
            return Err(cursor.error("found an empty property"));
        }
    }
}

fn indexes_or_slice(cursor: &mut Cursor<'_>) -> Result<Segment, ParseError> {
    let start = cursor.at();
    let text = cursor.take_while(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | ',' | ' '));
    let number = |text: &str| text.trim().parse::<i64>().ok();
    let parsed = if text.contains(':') {
        // Jayway reads two bounds and takes no notice of a step.
        let mut bounds = text.split(':').map(|b| {
            if b.trim().is_empty() {
                Some(None)
            } else {
                number(b).map(Some)
            }
        });
        match (bounds.next(), bounds.next()) {
            (Some(Some(None)), Some(Some(None))) => None,
            (Some(Some(from)), Some(Some(to))) => Some(Segment::Slice { from, to }),
            _ => None,
        }
    } else {
        text.split(',')
            .map(number)
            .collect::<Option<Vec<_>>>()
            .map(Segment::Indexes)
    };
    parsed.ok_or_else(|| {
        cursor.back_to(start);
        cursor.error("failed to parse the array index or slice")
    })
}
