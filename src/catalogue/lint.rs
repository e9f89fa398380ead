//! What a feature has to keep to beyond being Gherkin.

use gherkin::{Background, Feature, LineCol, Rule, Scenario, Step, StepType};

use super::{
    finding::File,
    keyword,
    near::{distance, nearest},
    vocabulary::{StepMatch, Vocabulary},
};

/// Checks what belongs to the feature as a whole.
pub(super) fn feature(feature: &Feature, file: &mut File<'_>) {
    tags(&feature.tags, feature.position, file);
    for scenario in &feature.scenarios {
        file.find(
            scenario.position,
            "move this scenario below a `Rule:`, the requirement that it shows",
        );
    }
    directives(feature.description.as_deref(), feature.position, file);
    if let Some(background) = &feature.background {
        self::background(background, file);
    }
}

/// Checks what belongs to a rule as a whole.
pub(super) fn rule(rule: &Rule, file: &mut File<'_>) {
    tags(&rule.tags, rule.position, file);
    if directives(rule.description.as_deref(), rule.position, file) {
        return;
    }
    for line in prose(rule.description.as_deref()) {
        if let Some(keyword) = keyword::step(line) {
            file.find(
                rule.position,
                format!(
                    "move the step `{line}` below an `Example:`, or reword it: it begins like `{keyword}`"
                ),
            );
        }
    }
    if rule.scenarios.is_empty() {
        file.find(rule.position, "add an `Example:` to this rule: nothing shows it");
    }
    if let Some(background) = &rule.background {
        self::background(background, file);
    }
}

/// Checks a scenario or outline as it is written; `before` are the steps of the backgrounds.
pub(super) fn scenario(scenario: &Scenario, before: &[&Step], file: &mut File<'_>) {
    let at = scenario.position;
    tags(&scenario.tags, at, file);
    if scenario.name.is_empty() {
        file.find(at, format!("name this behaviour after `{}:`", scenario.keyword));
    }
    no_prose(scenario.description.as_deref(), at, file);
    for examples in &scenario.examples {
        tags(&examples.tags, examples.position, file);
        no_prose(examples.description.as_deref(), examples.position, file);
    }
    if scenario.steps.is_empty() {
        file.find(
            at,
            "add steps to this scenario: without them it passes whatever happens",
        );
        return;
    }
    scenario.steps.iter().for_each(|step| doc_string(step, file));
    let count = |ty| {
        before
            .iter()
            .copied()
            .chain(&scenario.steps)
            .filter(|step| step.ty == ty)
            .count()
    };
    match count(StepType::When) {
        1 => {}
        0 => file.find(at, "add a `When` step: nothing happens in this scenario"),
        n => file.find(
            at,
            format!("split this scenario or make it one action: it has {n} `When` steps"),
        ),
    }
    if count(StepType::Then) == 0 {
        file.find(at, "add a `Then` step: nothing is observed in this scenario");
    }
}

/// Checks that exactly one expression matches each step, values of outlines filled in.
pub(super) fn steps<'a>(
    steps: impl IntoIterator<Item = &'a Step>,
    vocabulary: &Vocabulary<'_>,
    file: &mut File<'_>,
) {
    for step in steps {
        match (vocabulary.step)(step) {
            StepMatch::One => {}
            StepMatch::None => {
                file.find(
                    step.position,
                    format!("reword the step `{}`: no step reads like this", text(step)),
                );
            }
            StepMatch::Many(expressions) => file.find(
                step.position,
                format!(
                    "make the step `{}` match one expression only, not all of these: {}",
                    text(step),
                    expressions.join(" | ")
                ),
            ),
        }
    }
}

/// Checks that the tags of a scenario ask for capabilities that exist.
pub(super) fn capabilities(scenario: &super::Scenario, at: LineCol, known: &[&str], file: &mut File<'_>) {
    for need in scenario.needs().filter(|need| !known.contains(need)) {
        let near = nearest(need, known.iter().copied());
        let known = if near.is_empty() {
            known.join(", ")
        } else {
            near.join(" or ")
        };
        file.find(
            at,
            format!("replace @needs-{need}, as no target can offer it; known are: {known}"),
        );
    }
}

fn background(background: &Background, file: &mut File<'_>) {
    no_prose(background.description.as_deref(), background.position, file);
    background.steps.iter().for_each(|step| doc_string(step, file));
}

fn text(step: &Step) -> String {
    format!("{} {}", step.keyword.trim(), step.value)
}

/// Gherkin lets the media type of `"""json` leak into the text and then does not dedent it.
fn doc_string(step: &Step, file: &mut File<'_>) {
    let first = step
        .docstring
        .as_deref()
        .and_then(|text| text.lines().next())
        .unwrap_or_default()
        .trim();
    if !first.is_empty() {
        let at = LineCol {
            line: step.position.line + 1,
            col: step.position.col,
        };
        file.find(
            at,
            format!("remove `{first}` after the opening quotes: a doc string begins on its own line"),
        );
    }
}

fn tags(tags: &[String], at: LineCol, file: &mut File<'_>) {
    for tag in tags {
        if tag.starts_with("retry") {
            file.find(
                at,
                format!("remove @{tag}: wait inside a step, as a repeated scenario hides what it saw"),
            );
        }
        let near = ["core", "extended", "edge", "own-api"]
            .into_iter()
            .find(|known| distance(tag, known) == 1);
        if let Some(known) = near {
            file.find(at, format!("write @{known} instead of @{tag}"));
        }
    }
}

/// The lines of a description, comments left out.
fn prose(description: Option<&str>) -> impl Iterator<Item = &str> {
    description
        .unwrap_or_default()
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether gherkin swallowed directives: what stood below them was swallowed, too, and is not looked at.
fn directives(description: Option<&str>, at: LineCol, file: &mut File<'_>) -> bool {
    let fields = ["Source:", "Basis:"];
    let mut found = false;
    for line in prose(description).filter(|line| !fields.iter().any(|field| line.starts_with(field))) {
        if let Some(directive) = keyword::directive(line) {
            found = true;
            file.find(
                at,
                format!("write `{directive}:` where it may stand, instead of the prose `{line}`"),
            );
        }
    }
    found
}

fn no_prose(description: Option<&str>, at: LineCol, file: &mut File<'_>) {
    for line in prose(description) {
        let meant = keyword::step(line).or_else(|| keyword::directive(line));
        file.find(
            at,
            match meant {
                Some(keyword) => format!("begin `{line}` with `{keyword}`, spelt so"),
                None => {
                    format!("begin `{line}` with Given, When, Then, And or But, or make it a comment (#)")
                }
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::catalogue::{
        Catalogue,
        testing::{any, findings},
    };

    /// A rule with the examples given; its first example begins at line 7.
    fn rule(examples: &str) -> String {
        format!(
            "Feature: F\n\n  @SYNC-001 @core\n  Rule: R\n    Source: https://a\n    Basis: documented\n{examples}"
        )
    }

    const WHOLE: &str = "    Example: whole\n      When a\n      Then b\n";

    #[test]
    fn a_sound_rule_has_no_findings() {
        assert_eq!(findings(&rule(WHOLE)), [""; 0]);
    }

    #[test]
    fn each_defect_has_its_message() {
        let bare = |tags: &str, fields: &str| format!("Feature: F\n  {tags}\n  Rule: R\n{fields}{WHOLE}");
        let fields = "    Source: https://a\n    Basis: documented\n";
        let cases = [
            (
                bare("@core", fields),
                "3:3: give this rule an id tag such as @REDIR-003",
            ),
            (
                bare("@SYNC-001 @SYNC-002 @core", fields),
                "3:3: keep one of the 2 id tags: a rule is one requirement",
            ),
            (
                bare("@REDI-001 @core", fields),
                "3:3: replace the area of @REDI-001, which is not known: REDIR or RESP",
            ),
            (
                bare("@SYNC-1 @core", fields),
                "3:3: write the number of @SYNC-1 with three digits, as in @SYNC-003",
            ),
            (
                bare("@SYNC-001", fields),
                "3:3: give this rule exactly one level tag: @core, @extended or @edge",
            ),
            (
                bare("@SYNC-001 @core @edge", fields),
                "3:3: give this rule exactly one level tag: @core, @extended or @edge",
            ),
            (
                bare("@SYNC-001 @core", "    Basis: documented\n"),
                "3:3: add a line `Source:` with the page or the recorded fact that states this rule",
            ),
            (
                bare("@SYNC-001 @core", "    Source: https://a\n"),
                "3:3: add a line `Basis:` that begins with `documented`, `documented, recorded contradicts`, \
                 `recorded` with a date, or `derived`",
            ),
            (
                bare("@SYNC-001 @core", "    Source: https://a\n    Basis: recorded\n"),
                "3:3: begin the line `Basis:` with `documented`, `documented, recorded contradicts`, \
                 `recorded` with a date, or `derived`, instead of `recorded`",
            ),
            (
                format!("Feature: F\n{WHOLE}"),
                "2:5: move this scenario below a `Rule:`, the requirement that it shows",
            ),
            (rule(""), "4:3: add an `Example:` to this rule: nothing shows it"),
            (
                rule("    Example: e\n"),
                "7:5: add steps to this scenario: without them it passes whatever happens",
            ),
            (
                rule("    Example: e\n      Given a\n      Then b\n"),
                "7:5: add a `When` step: nothing happens in this scenario",
            ),
            (
                rule("    Example: e\n      When a\n      And b\n      Then c\n"),
                "7:5: split this scenario or make it one action: it has 2 `When` steps",
            ),
            (
                rule("    Example: e\n      Given a\n      When b\n"),
                "7:5: add a `Then` step: nothing is observed in this scenario",
            ),
            (
                rule("    Example:\n      When a\n      Then b\n"),
                "7:5: name this behaviour after `Example:`",
            ),
            (
                rule("    Example: e\n      Givn a\n      When b\n      Then c\n"),
                "7:5: begin `Givn a` with `Given`, spelt so",
            ),
            (
                rule("    Example: e\n      Provided a\n      When b\n      Then c\n"),
                "7:5: begin `Provided a` with Given, When, Then, And or But, or make it a comment (#)",
            ),
            (
                rule("    Example: e\n      When b\n      Thne c\n"),
                "9:7: begin `Thne c` with `Then`, spelt so",
            ),
            (
                rule("    Exmaple: e\n      When b\n      Then c\n"),
                "4:3: write `Example:` where it may stand, instead of the prose `Exmaple: e`",
            ),
            (
                rule(&format!("{WHOLE}    Exmaple: e\n      When b\n      Then c\n")),
                "10:5: begin `Exmaple: e` with `Example:`, spelt so",
            ),
            (
                rule(&format!("{WHOLE}{WHOLE}")),
                "10:5: rename `whole`: line 7 has that name",
            ),
            (
                rule("    Scenario Outline: e\n      When a\n      Then b\n"),
                "7:5: add an `Examples:` table to this outline",
            ),
            (
                rule("    Scenario Outline: e\n      When a\n      Then b\n      Examples:\n        | x |\n"),
                "10:7: add rows to this `Examples:` table: without them nothing runs",
            ),
            (
                rule(
                    "    Scenario Outline: e\n      When a\n      Then <b>\n      Examples:\n        | x |\n        | 1 |\n",
                ),
                "7:5: add a column `b` to the examples, or do not write <b> in this outline",
            ),
            (
                rule(
                    "    Scenario Outline: e\n      When a\n      Then b\n      Examples:\n        | x | y |\n        | 1 | 2 |\n",
                ),
                "10:7: write <y> in a step of this outline, or remove the column",
            ),
            (
                rule(
                    "    Scenario Outline: e\n      When a\n      Then b\n      Examples:\n        | x |\n        | 1 |\n        | 1 |\n",
                ),
                "13:9: rename `e [1]`: line 12 has that name",
            ),
            (
                rule(
                    "    Scenario Outline: e\n      When a\n      Then b\n      Examples:\n        | x |\n        | 1 | 2 |\n",
                ),
                "12:9: give this row 1 cell, as the first row has",
            ),
            (
                rule("    Example: e\n      When a\n        | x | y |\n        | 1 |\n      Then b\n"),
                "10:9: give this row 2 cells, as the first row has",
            ),
            (
                rule(&format!("    @retry(3)\n{WHOLE}")),
                "8:5: remove @retry(3): wait inside a step, as a repeated scenario hides what it saw",
            ),
            (
                rule(&format!("    @own-apis\n{WHOLE}")),
                "8:5: write @own-api instead of @own-apis",
            ),
            (
                rule(&format!("    @needs-binry\n{WHOLE}")),
                "8:5: replace @needs-binry, as no target can offer it; known are: binary",
            ),
            (
                rule(
                    "    Example: e\n      When a\n        \"\"\"json\n        {}\n        \"\"\"\n      Then b\n",
                ),
                "9:7: remove `json` after the opening quotes: a doc string begins on its own line",
            ),
        ];
        for (text, expected) in cases {
            let found = findings(&text);
            assert!(
                found.iter().any(|line| line.ends_with(expected)),
                "{text}\nhas {found:#?}\nnot {expected}"
            );
            assert_eq!(found.len(), 1, "{text}\nhas {found:#?}");
        }
    }

    #[test]
    fn an_id_belongs_to_one_rule_in_all_features() {
        let files =
            ["features/sync/a.feature", "features/sync/b.feature"].map(|path| (path.to_owned(), rule(WHOLE)));
        let findings = Catalogue::parse(files, &any()).expect_err("the same id twice");
        assert_eq!(
            findings.to_string(),
            "accept the features:\nfeatures/sync/b.feature:4:3: give this rule an id of its own: \
             @SYNC-001 is at features/sync/a.feature:4"
        );
    }

    #[test]
    fn a_feature_stands_in_the_folder_of_its_system() {
        let file = ("features/a.feature".to_owned(), rule(WHOLE));
        let findings = Catalogue::parse([file], &any()).expect_err("no folder");
        assert!(
            findings
                .to_string()
                .contains("1:1: move this feature into a folder named after its system")
        );
    }

    #[test]
    fn all_findings_of_a_file_are_told() {
        let text = rule("    Example: e\n      Given a\n    Example: e\n      When a\n").replace("@core", "");
        assert_eq!(findings(&text).len(), 5, "{:#?}", findings(&text));
    }
}
