//! Gherkin's parser, with messages that say what to do.

use gherkin::{Feature, GherkinEnv, LineCol};

use super::{finding::File, keyword};

/// The feature in a text, or findings at the lines that spoil it.
pub(super) fn feature(text: &str, file: &mut File<'_>) -> Option<Feature> {
    let sound = check_tables(text, file);
    let error = match Feature::parse(text, GherkinEnv::default()) {
        Ok(feature) => return Some(feature),
        Err(error) => error.to_string(),
    };
    if let Some((at, line)) = stray(text) {
        let message = match keyword::step(line) {
            Some(keyword) => format!("begin `{line}` with `{keyword}`, spelt so"),
            None => match keyword::directive(line) {
                Some(directive) => format!("begin `{line}` with `{directive}:`, spelt so"),
                None => format!("write a step, a scenario, a rule or a tag instead of `{line}`"),
            },
        };
        file.find(at, message);
    } else if sound {
        // The position is private to gherkin; its message begins `Error at 12:5: `. It is where reading
        // stopped for good, often below the mistake.
        let mut numbers = error
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|number| number.parse().ok());
        let at = LineCol {
            line: numbers.next().unwrap_or(1),
            col: numbers.next().unwrap_or(1),
        };
        file.find(at, "repair what ends here: `Feature:` may be missing, a doc string open, or a tag followed by nothing");
    }
    None
}

/// Whether all rows of each table have as many cells as its first row. Gherkin cuts longer rows silently.
fn check_tables(text: &str, file: &mut File<'_>) -> bool {
    let mut sound = true;
    let mut columns = None;
    for (at, line) in outside_doc_strings(text) {
        if !line.starts_with('|') {
            if !line.is_empty() && !line.starts_with('#') {
                columns = None;
            }
            continue;
        }
        let cells = line.replace("\\\\", "").replace("\\|", "").matches('|').count() - 1;
        let wanted = *columns.get_or_insert(cells);
        if cells != wanted {
            let plural = if wanted == 1 { "" } else { "s" };
            file.find(
                at,
                format!("give this row {wanted} cell{plural}, as the first row has"),
            );
            sound = false;
        }
    }
    sound
}

/// The first line after a step that can be nothing.
fn stray(text: &str) -> Option<(LineCol, &str)> {
    const STEPS: [&str; 6] = ["Given ", "When ", "Then ", "And ", "But ", "* "];
    const DIRECTIVES: [&str; 7] = [
        "Background:",
        "Rule:",
        "Example:",
        "Scenario:",
        "Scenario Outline:",
        "Scenario Template:",
        "Examples:",
    ];
    let begins_with = |line: &str, words: &[&str]| words.iter().any(|word| line.starts_with(word));
    let mut below_step = false;
    outside_doc_strings(text).find(|(_, line)| {
        if begins_with(line, &STEPS) {
            below_step = true;
        } else if begins_with(line, &DIRECTIVES) {
            below_step = false;
        } else {
            return below_step && !line.is_empty() && !line.starts_with(['#', '@', '|']);
        }
        false
    })
}

/// The lines, trimmed, with their positions; doc strings and their fences left out.
fn outside_doc_strings(text: &str) -> impl Iterator<Item = (LineCol, &str)> {
    let mut fence = None;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let trimmed = line.trim();
        if let Some(mark) = fence {
            fence = (!line.contains(mark)).then_some(mark);
            return None;
        }
        if let Some(mark) = ["\"\"\"", "```"]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark))
        {
            fence = (!trimmed[mark.len()..].contains(mark)).then_some(mark);
            return None;
        }
        let col = line.len() - line.trim_start().len() + 1;
        Some((LineCol { line: index + 1, col }, trimmed))
    })
}

#[cfg(test)]
mod tests {
    use crate::catalogue::testing::findings;

    #[test]
    fn a_stray_line_is_named_and_not_where_reading_stopped() {
        let feature = |line: &str| {
            format!("Feature: F\n  Rule: R\n    Example: e\n      When a\n      {line}\n      Then b\n")
        };
        for (line, expected) in [
            ("Thne x", "5:7: begin `Thne x` with `Then`, spelt so"),
            ("Exmaple: x", "5:7: begin `Exmaple: x` with `Example:`, spelt so"),
            (
                "this happens",
                "5:7: write a step, a scenario, a rule or a tag instead of `this happens`",
            ),
        ] {
            assert_eq!(findings(&feature(line)), [expected]);
        }
    }

    #[test]
    fn tables_are_checked_outside_of_doc_strings_only() {
        let fence = "\"\"\"";
        let text = format!(
            "Feature: F\n  Rule: R\n    Example: e\n      When a\n      {fence}\n      Thne\n      | a |\n      {fence}\n      \
             | a | b |\n      # c\n      | \\| | x |\n      | 1 |\n"
        );
        assert_eq!(
            findings(&text),
            ["12:7: give this row 2 cells, as the first row has"]
        );
    }

    #[test]
    fn what_is_no_feature_at_all_is_a_finding() {
        for text in [
            "",
            "nothing\n",
            "Feature: F\n  Rule: R\n  Example: e\n    When a\n      \"\"\"\n      open\n",
            "@a\n",
        ] {
            let found = findings(text);
            assert!(
                found.len() == 1 && found[0].contains("repair what ends here"),
                "{text:?} {found:#?}"
            );
        }
    }
}
