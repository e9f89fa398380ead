//! Java regular expressions (`java.util.regex`) on an engine that reads a slightly different language.

use fancy_regex::{Regex, RegexBuilder};

/// Steps back that one match may take; a pattern that needs more counts as not matching.
const BACKTRACK_LIMIT: usize = 200_000;

/// POSIX classes that Java writes `\p{…}`, as the inside of a bracket expression.
const POSIX: [(&str, &str); 13] = [
    ("Lower", "a-z"),
    ("Upper", "A-Z"),
    ("ASCII", r"\x00-\x7F"),
    ("Alpha", "a-zA-Z"),
    ("Digit", "0-9"),
    ("Alnum", "a-zA-Z0-9"),
    ("Punct", "!-/:-@\\[-`{-~"),
    ("Graph", "!-~"),
    ("Print", " -~"),
    ("Blank", r" \t"),
    ("Cntrl", r"\x00-\x1F\x7F"),
    ("XDigit", "0-9a-fA-F"),
    ("Space", WHITE_SPACE),
];
const WHITE_SPACE: &str = r" \t\n\x0B\f\r";

/// A compiled Java pattern.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    source: String,
    whole: Regex,
    anywhere: Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Pattern {
    /// Compiles a pattern; the error says what is wrong with it.
    pub(crate) fn new(source: &str) -> Result<Self, String> {
        Self::with_flags(source, "")
    }

    /// Compiles `/source/flags`; flags are Java's embedded ones.
    pub(crate) fn with_flags(source: &str, flags: &str) -> Result<Self, String> {
        let rust_flags: String = flags.chars().filter(|c| "imsx".contains(*c)).collect();
        let prefix = if rust_flags.is_empty() {
            String::new()
        } else {
            format!("(?{rust_flags})")
        };
        let body = translate(source);
        let compile = |text: String| {
            RegexBuilder::new(&text)
                .backtrack_limit(BACKTRACK_LIMIT)
                .delegate_size_limit(1 << 20)
                .build()
                .map_err(|e| format!("not a regular expression: {e}"))
        };
        Ok(Self {
            source: format!("{prefix}{source}"),
            whole: compile(format!(r"{prefix}\A(?:{body})\z"))?,
            anywhere: compile(format!("{prefix}{body}"))?,
        })
    }

    /// Java's `String.matches`: the whole text has to match.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.whole.is_match(text).unwrap_or(false)
    }

    /// The engine, for searching and replacing.
    pub(crate) fn regex(&self) -> &Regex {
        &self.anywhere
    }
}

/// Rewrites what Java and the engine read differently: `\d`, `\w`, `\s` are ASCII in Java, `\Q…\E` quotes,
/// POSIX classes have other names, and `\<` is a plain character.
fn translate(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 16);
    let mut class_depth = 0usize;
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = escape(rest, class_depth > 0, &mut out),
            '[' => {
                class_depth += 1;
                out.push('[');
            }
            ']' => {
                class_depth = class_depth.saturating_sub(1);
                out.push(']');
            }
            _ => out.push(c),
        }
    }
    out
}

/// Writes the escape that follows a backslash; gives the text behind it.
fn escape<'t>(rest: &'t str, in_class: bool, out: &mut String) -> &'t str {
    let Some(c) = rest.chars().next() else {
        out.push('\\');
        return rest;
    };
    let after = &rest[c.len_utf8()..];
    let mut class = |inside: &str, negated: bool| match (in_class, negated) {
        (true, false) => out.push_str(inside),
        (_, true) => out.push_str(&format!("[^{inside}]")),
        (false, false) => out.push_str(&format!("[{inside}]")),
    };
    match c {
        'd' | 'D' => class("0-9", c == 'D'),
        'w' | 'W' => class("a-zA-Z0-9_", c == 'W'),
        's' | 'S' => class(WHITE_SPACE, c == 'S'),
        'h' => class(r" \t\xA0", false),
        'p' | 'P' => {
            if let Some((name, behind)) = after.strip_prefix('{').and_then(|a| a.split_once('}'))
                && let Some((_, inside)) = POSIX.iter().find(|(posix, _)| *posix == name)
            {
                class(inside, c == 'P');
                return behind;
            }
            out.push('\\');
            out.push(c);
        }
        'Q' => {
            let (quoted, behind) = after.split_once("\\E").unwrap_or((after, ""));
            out.push_str(&fancy_regex::escape(quoted));
            return behind;
        }
        'Z' => out.push_str(r"(?=\n?\z)"),
        '<' | '>' | '\'' | '"' | '`' | '/' | ' ' | ',' | ';' | ':' | '=' | '@' | '!' | '%' | '_' => {
            out.push(c)
        }
        _ => {
            out.push('\\');
            out.push(c);
        }
    }
    after
}
