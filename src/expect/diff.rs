//! How two texts or documents differ, line by line.

use std::time::Duration;

use serde_json::Value;
use similar::{ChangeTag, TextDiff};

/// Lines of a diff that are shown; the exchange below it and the evidence hold the rest.
const SHOWN: usize = 120;
const CONTEXT: usize = 3;

/// The lines that differ, with three lines around them: `- ` expected, `+ ` found.
pub(super) fn of_texts(expected: &str, found: &str) -> String {
    let diff = TextDiff::configure()
        .timeout(Duration::from_millis(500))
        .diff_lines(expected, found);
    let one_ends = expected.ends_with('\n') != found.ends_with('\n');
    let mut lines = Vec::new();
    for (index, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        if index > 0 {
            lines.push("  …".to_owned());
        }
        for change in group.iter().flat_map(|operation| diff.iter_changes(operation)) {
            let (mark, line) = (change.tag(), change.value());
            let (line, ends) = line.strip_suffix('\n').map_or((line, false), |line| (line, true));
            let note = if one_ends && !ends && !line.is_empty() {
                " (no newline at the end)"
            } else {
                ""
            };
            lines.push(match mark {
                ChangeTag::Delete => format!("- {}{note}", visible(line)),
                ChangeTag::Insert => format!("+ {}{note}", visible(line)),
                ChangeTag::Equal => format!("  {line}"),
            });
        }
    }
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if more > 0 {
        lines.push(format!("  … {more} more lines"));
    }
    lines.join("\n")
}

/// A line whose control characters and spaces at the end can be seen.
fn visible(line: &str) -> String {
    let text = line.trim_end_matches(' ');
    let spaces = line.len() - text.len();
    text.chars()
        .flat_map(|c| {
            if c.is_control() && c != '\t' {
                c.escape_default().collect()
            } else {
                vec![c]
            }
        })
        .chain(std::iter::repeat_n('·', spaces))
        .collect()
}

/// The differing lines of two documents; `None` is no document.
pub(super) fn of_documents(expected: Option<&Value>, found: Option<&Value>) -> String {
    of_texts(&pretty(expected), &pretty(found))
}

/// One line a value, without commas at the ends: an added last member would make the line above it differ.
fn pretty(value: Option<&Value>) -> String {
    let text = value.map_or_else(String::new, |value| format!("{value:#}\n"));
    text.replace(",\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_lines_are_left_out() {
        let text = |first: &str, last: &str| {
            let middle: String = (1..10).map(|n| format!("{n}\n")).collect();
            format!("{first}\n{middle}{last}\n")
        };
        assert_eq!(
            of_texts(&text("a", "x"), &text("b", "y")),
            "- a\n+ b\n  1\n  2\n  3\n  …\n  7\n  8\n  9\n- x\n+ y"
        );
    }

    #[test]
    fn what_cannot_be_seen_is_made_visible() {
        assert_eq!(of_texts("a\n", "a"), "- a\n+ a (no newline at the end)");
        assert_eq!(of_texts("a", ""), "- a");
        assert_eq!(of_texts("a\r\nb", "a  \nb"), "- a\\r\n+ a··\n  b");
        assert_eq!(of_texts("a", "\u{1b}[31ma"), "- a\n+ \\u{1b}[31ma");
    }

    #[test]
    fn long_diffs_are_cut() {
        let lines: String = (0..200).map(|n| format!("{n}\n")).collect();
        let diff = of_texts("", &lines);
        assert_eq!(diff.lines().count(), 121);
        assert!(diff.ends_with("+ 119\n  … 80 more lines"), "{diff}");
    }

    #[test]
    fn commas_make_no_difference() {
        let (expected, found) = (
            serde_json::json!({"a": 1}),
            serde_json::json!({"a": 1, "b": ",\n"}),
        );
        assert_eq!(
            of_documents(Some(&expected), Some(&found)),
            "  {\n    \"a\": 1\n+   \"b\": \",\\n\"\n  }"
        );
    }
}
