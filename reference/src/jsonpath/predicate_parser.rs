//! The condition of a filter, from text.

use super::{
    ParseError, Pattern,
    cursor::Cursor,
    literal,
    parser::path,
    segment::{Expression, Operand, Operator},
};

/// Longer spellings first, as one may start another.
const OPERATORS: [(&str, Operator); 19] = [
    ("===", Operator::SameTypeAndEqual),
    ("!==", Operator::NotSameTypeOrEqual),
    ("==", Operator::Equal),
    ("=~", Operator::Matches),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("in", Operator::In),
    ("nin", Operator::NotIn),
    ("contains", Operator::Contains),
    ("all", Operator::All),
    ("subsetof", Operator::SubsetOf),
    ("anyof", Operator::AnyOf),
    ("noneof", Operator::NoneOf),
    ("size", Operator::Size),
    ("empty", Operator::Empty),
    ("<>", Operator::NotEqual),
];

/// A condition up to the parenthesis that closes it.
pub(super) fn expression(cursor: &mut Cursor<'_>) -> Result<Expression, ParseError> {
    let mut terms = vec![conjunction(cursor)?];
    while taken_after_blanks(cursor, "||") {
        terms.push(conjunction(cursor)?);
    }
    Ok(only_or(terms, Expression::Or))
}

fn conjunction(cursor: &mut Cursor<'_>) -> Result<Expression, ParseError> {
    let mut terms = vec![cursor.nested(term)?];
    while taken_after_blanks(cursor, "&&") {
        terms.push(cursor.nested(term)?);
    }
    Ok(only_or(terms, Expression::And))
}

fn only_or(mut terms: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    match (terms.len(), terms.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            terms.extend(last);
            join(terms)
        }
    }
}

fn taken_after_blanks(cursor: &mut Cursor<'_>, expected: &str) -> bool {
    cursor.skip_blanks();
    cursor.take(expected)
}

fn term(cursor: &mut Cursor<'_>) -> Result<Expression, ParseError> {
    cursor.skip_blanks();
    if cursor.take("!") {
        return Ok(Expression::Not(Box::new(cursor.nested(term)?)));
    }
    if cursor.take("(") {
        let inner = cursor.nested(expression)?;
        cursor.skip_blanks();
        cursor.expect(")")?;
        return Ok(inner);
    }
    let left = operand(cursor)?;
    cursor.skip_blanks();
    match (operator(cursor), left) {
        (Some(operator), left) => {
            cursor.skip_blanks();
            Ok(Expression::Compare(left, operator, operand(cursor)?))
        }
        (None, Operand::Path(path)) => Ok(Expression::Exists(path)),
        (None, _) => Err(cursor.error("expected an operator")),
    }
}

/// Words are operators in any case, and only as whole words.
fn operator(cursor: &mut Cursor<'_>) -> Option<Operator> {
    let start = cursor.at();
    let word = cursor.take_while(char::is_alphabetic).to_ascii_lowercase();
    if !word.is_empty() {
        let found = OPERATORS.iter().find(|(spelling, _)| *spelling == word);
        if found.is_none() {
            cursor.back_to(start);
        }
        return found.map(|(_, operator)| *operator);
    }
    let symbol = |(spelling, operator): &(&str, Operator)| cursor.take(spelling).then_some(*operator);
    OPERATORS.iter().find_map(symbol)
}

fn operand(cursor: &mut Cursor<'_>) -> Result<Operand, ParseError> {
    match cursor.peek() {
        Some('$' | '@') => path(cursor, true).map(Operand::Path),
        Some('/') => pattern(cursor).map(Box::new).map(Operand::Pattern),
        _ => literal::value(cursor).map(Operand::Value),
    }
}

fn pattern(cursor: &mut Cursor<'_>) -> Result<Pattern, ParseError> {
    cursor.expect("/")?;
    let mut source = String::new();
    loop {
        match cursor.next() {
            None => return Err(cursor.error("the pattern is not closed")),
            Some('/') => break,
            Some('\\') => {
                source.push('\\');
                source.extend(cursor.next());
            }
            Some(c) => source.push(c),
        }
    }
    let flags = cursor.take_while(|c| "idmsuxU".contains(c));
    Pattern::with_flags(&source, flags).map_err(|reason| cursor.error(reason))
}
