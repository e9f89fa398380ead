//! Pieces of Markdown that survive in a table.

/// Characters of something found that are shown.
const LONGEST: usize = 80;

/// Something found, as code: one line, cut.
pub(super) fn code(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").replace('`', "'");
    let text = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    if text.is_empty() {
        "empty".to_owned()
    } else {
        format!("`{}`", text.replace('|', "\\|"))
    }
}

/// Prose in a cell of a table. Code in it stays as it is.
pub(super) fn cell(text: &str) -> String {
    let text = text.replace('\n', " ");
    let mut escaped = String::with_capacity(text.len());
    let (mut is_code, mut before) = (false, ' ');
    for c in text.chars() {
        match c {
            '`' => is_code = !is_code,
            '|' if before != '\\' => escaped.push('\\'),
            '<' if !is_code => {
                escaped.push_str("&lt;");
                before = c;
                continue;
            }
            '*' | '_' if !is_code => escaped.push('\\'),
            _ => {}
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_in_its_cell() {
        assert_eq!(code("a\n  b | `c`"), "`a b \\| 'c'`");
        assert_eq!(code(""), "empty");
        assert_eq!(code(&"é".repeat(81)), format!("`{}…`", "é".repeat(80)));
    }

    #[test]
    fn prose_is_not_markup() {
        assert_eq!(
            cell("a | b *c* <d> `<e> \\| *`"),
            "a \\| b \\*c\\* &lt;d> `<e> \\| *`"
        );
    }
}
