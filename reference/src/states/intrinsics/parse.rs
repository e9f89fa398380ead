//! The syntax of calls.

use serde_json::Value;

use super::call::{Argument, Call};
use crate::states::query::DataPath;

/// How deep calls may be nested (Step Functions guide).
const MAX_NESTING: usize = 10;

/// Parses a whole text as one call.
pub(super) fn call(text: &str) -> Option<Call> {
    let (call, rest) = one_call(text, MAX_NESTING)?;
    rest.trim().is_empty().then_some(call)
}

/// A call at the start of the text, and what follows it.
fn one_call(text: &str, nesting: usize) -> Option<(Call, &str)> {
    let nesting = nesting.checked_sub(1)?;
    let (name, after) = text.split_once('(')?;
    let mut arguments = Vec::new();
    let mut rest = after.trim_start();
    if let Some(after) = rest.strip_prefix(')') {
        rest = after;
    } else {
        loop {
            let (argument, after) = argument(rest, nesting)?;
            arguments.push(argument);
            rest = after.trim_start();
            if let Some(after) = rest.strip_prefix(')') {
                rest = after;
                break;
            }
            rest = rest.strip_prefix(',')?.trim_start();
        }
    }
    let whole = &text[..text.len() - rest.len()];
    Some((Call::new(whole, name.trim_end(), arguments)?, rest))
}

fn argument(text: &str, nesting: usize) -> Option<(Argument, &str)> {
    if let Some(quoted) = text.strip_prefix('\'') {
        let end = closing_quote(quoted)?;
        return Some((Argument::Text(quoted[..end].to_owned()), &quoted[end + 1..]));
    }
    if text.starts_with("States.") {
        let (call, rest) = one_call(text, nesting)?;
        return Some((Argument::Call(call), rest));
    }
    let end = if text.starts_with('$') {
        path_end(text)
    } else {
        text.find([',', ')']).unwrap_or(text.len())
    };
    let (token, rest) = (text[..end].trim_end(), &text[end..]);
    let argument = if token.starts_with('$') {
        Argument::Path(DataPath::parse(token)?)
    } else {
        match serde_json::from_str(token).ok()? {
            value @ (Value::Null | Value::Bool(_) | Value::Number(_)) => Argument::Constant(value),
            _ => return None,
        }
    };
    Some((argument, rest))
}

/// Where the quote is closed; a backslash protects the character behind it.
fn closing_quote(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' => return Some(at),
            '\\' => {
                chars.next();
            }
            _ => {}
        }
    }
    None
}

/// A path ends at a comma or bracket that is not its own.
fn path_end(text: &str) -> usize {
    let mut open = 0usize;
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if let Some(q) = quote {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                c if c == q => quote = None,
                _ => {}
            }
            continue;
        }
        match c {
            '\'' | '"' => quote = Some(c),
            '[' | '(' => open += 1,
            ')' | ',' if open == 0 => return at,
            ']' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn arguments_of_every_kind() {
        for text in [
            "States.UUID()",
            "States.Array(1, -2.5, true, null, 'it\\'s, (so)', $.a['b,c)'][0], $$.State.Name)",
            "States.Array($.items[?(@.x == 1 && @.y == 'a')], $.list.length())",
            "States.Array( States.UUID( ) )",
        ] {
            assert_eq!(
                call(text).map(|call| call.text().to_owned()).as_deref(),
                Some(text)
            );
        }
    }

    #[test]
    fn what_is_no_call() {
        let deep = "States.Array(".repeat(11) + &")".repeat(11);
        for text in [
            "",
            "States.UUID",
            "States.UUID(",
            "States.UUID())",
            "States.Array(1,)",
            "States.Array('open)",
            "States.Array([1])",
            "States.Unknown()",
            "States.UUID(1)",
            &deep,
        ] {
            assert_eq!(call(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_without_panic(text in "(States\\.[A-Za-z]{0,6})?[$.'\\\\(),\\[\\]a1 ü]{0,30}") {
            let _ = call(&text);
        }
    }
}
