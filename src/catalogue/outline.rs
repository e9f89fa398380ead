//! Outlines become one scenario a row, named by the placeholders in the outline's name or by the row's first cell.

use gherkin::{LineCol, Scenario};

use super::finding::File;

/// The scenario itself, or its rows with the values filled in.
pub(super) fn rows(scenario: &Scenario, file: &mut File<'_>) -> Vec<Scenario> {
    if scenario.examples.is_empty() {
        if scenario.keyword.ends_with("Outline") || scenario.keyword.ends_with("Template") {
            file.find(scenario.position, "add an `Examples:` table to this outline");
        }
        return vec![scenario.clone()];
    }
    let mut rows = Vec::new();
    for examples in &scenario.examples {
        let (header, body) = match examples.table.as_ref().and_then(|table| table.rows.split_first()) {
            Some((header, body)) if !body.is_empty() => (header, body),
            _ => {
                file.find(
                    examples.position,
                    "add rows to this `Examples:` table: without them nothing runs",
                );
                continue;
            }
        };
        check_columns(scenario, header, examples.position, file);
        let table = examples
            .table
            .as_ref()
            .map_or(examples.position, |table| table.position);
        for (index, cells) in body.iter().enumerate() {
            let mut row = scenario.clone();
            row.examples = Vec::new();
            row.position = LineCol {
                line: table.line + 1 + index,
                col: table.col,
            };
            row.tags.extend(examples.tags.iter().cloned());
            each_text(&mut row, |text| *text = fill(text, header, cells));
            // A name that holds a placeholder tells the rows apart by itself.
            if row.name == scenario.name {
                row.name = format!("{} [{}]", row.name, cells.first().map_or("", String::as_str));
            }
            rows.push(row);
        }
    }
    rows
}

/// Every placeholder needs a column and every column a placeholder. The first column may go without, as
/// it names the rows.
fn check_columns(scenario: &Scenario, header: &[String], at: LineCol, file: &mut File<'_>) {
    let mut used = Vec::new();
    each_text(&mut scenario.clone(), |text| {
        used.extend(placeholders(text).map(str::to_owned))
    });
    used.sort();
    used.dedup();
    for name in used.iter().filter(|name| !header.contains(name)) {
        file.find(
            scenario.position,
            format!("add a column `{name}` to the examples, or do not write <{name}> in this outline"),
        );
    }
    for (index, column) in header.iter().enumerate() {
        if header[..index].contains(column) {
            file.find(at, format!("rename one of the columns `{column}`"));
        } else if index > 0 && !used.contains(column) {
            file.find(
                at,
                format!("write <{column}> in a step of this outline, or remove the column"),
            );
        }
    }
}

/// Visits all texts of a scenario that placeholders are filled into.
fn each_text(scenario: &mut Scenario, mut visit: impl FnMut(&mut String)) {
    visit(&mut scenario.name);
    for step in &mut scenario.steps {
        visit(&mut step.value);
        step.docstring.iter_mut().for_each(&mut visit);
        step.table
            .iter_mut()
            .flat_map(|table| &mut table.rows)
            .flatten()
            .for_each(&mut visit);
    }
}

/// The names in angle brackets. A template's `$a < 3 && $b > 2` is none: a name is made of letters, digits,
/// dashes, underscores and inner spaces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('>')?;
        let is_name = !name.is_empty()
            && name.trim() == name
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        is_name.then_some(name)
    })
}

/// The text with the cells in place of their columns' names, in one pass: a cell may hold angle brackets.
fn fill(text: &str, header: &[String], cells: &[String]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        filled.push_str(before);
        let cell = header
            .iter()
            .zip(cells)
            .find_map(|(name, cell)| Some((cell, after.strip_prefix(name.as_str())?.strip_prefix('>')?)));
        match cell {
            Some((cell, after)) => {
                filled.push_str(cell);
                rest = after;
            }
            None => {
                filled.push('<');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_names_in_angle_brackets() {
        let text = "a <status> and <the body>, #if($a < 3 && $b > 2) <> < x> <$y>";
        assert_eq!(placeholders(text).collect::<Vec<_>>(), ["status", "the body"]);
    }

    #[test]
    fn filling_in_touches_columns_only_and_never_a_cell() {
        let header = ["a".to_owned(), "b".to_owned()];
        let cells = ["<b>".to_owned(), "2".to_owned()];
        assert_eq!(fill("<a> <b> <c> < 3 <", &header, &cells), "<b> 2 <c> < 3 <");
    }
}
