//! Misspelt keywords. Gherkin takes a line before the first step that begins with no keyword for prose,
//! so that `Givn an API` silently tests nothing.

use super::near::distance;

const STEPS: [&str; 5] = ["Given", "When", "Then", "And", "But"];
const DIRECTIVES: [&str; 10] = [
    "Feature",
    "Background",
    "Rule",
    "Example",
    "Scenario",
    "Scenario Outline",
    "Scenario Template",
    "Examples",
    "Source",
    "Basis",
];
/// Words that may begin a sentence although they resemble a keyword.
const ORDINARY: [&str; 8] = ["the", "them", "they", "than", "ten", "give", "gives", "hen"];

/// The step keyword that a line of prose begins with or was meant to begin with.
pub(super) fn step(line: &str) -> Option<&'static str> {
    let word = line.split([' ', '\t', ':']).next()?;
    let lower = word.to_lowercase();
    if ORDINARY.contains(&lower.as_str()) {
        return None;
    }
    let slips = |keyword: &&str| {
        let keyword = keyword.to_lowercase();
        match keyword.len() {
            3 => usize::from(keyword != lower) + 2 * usize::from(sorted(&lower) != sorted(&keyword)),
            _ => distance(&lower, &keyword),
        }
    };
    STEPS
        .into_iter()
        .min_by_key(slips)
        .filter(|keyword| slips(keyword) <= 1)
}

/// The directive that a line of prose was meant to be: the line has a colon after a word close to one.
/// Exact directives count too, as gherkin swallows a `Rule:` that follows an example without steps.
pub(super) fn directive(line: &str) -> Option<&'static str> {
    let (word, _) = line.split_once(':')?;
    let limit = if word.len() < 6 { 1 } else { 2 };
    DIRECTIVES
        .into_iter()
        .map(|directive| {
            (
                distance(&word.to_lowercase(), &directive.to_lowercase()),
                directive,
            )
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, directive)| directive)
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<_> = word.chars().collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_step_keyword_is_recognised() {
        for (line, keyword) in [
            ("Givn an API", "Given"),
            ("given an API", "Given"),
            ("Thne the response status is 200", "Then"),
            ("Then exactly", "Then"),
            ("When: a client sends", "When"),
            ("Adn more", "And"),
            ("but less", "But"),
        ] {
            assert_eq!(step(line), Some(keyword), "{line}");
        }
    }

    #[test]
    fn prose_is_no_step() {
        for line in [
            "The client is sent away",
            "They differ",
            "A body",
            "PUT is not sent",
            "An output",
            "",
            "Where it goes",
        ] {
            assert_eq!(step(line), None, "{line}");
        }
    }

    #[test]
    fn a_misspelt_directive_is_recognised_by_its_colon() {
        for (line, keyword) in [
            ("Exmaple: a", "Example"),
            ("Backgrond:", "Background"),
            ("Sorce: https://a", "Source"),
            ("basis: documented", "Basis"),
            ("Rule: swallowed", "Rule"),
            ("Scenario outlin: x", "Scenario Outline"),
        ] {
            assert_eq!(directive(line), Some(keyword), "{line}");
        }
        for line in ["An example of this", "Note: this", "https://a", "302: a redirect"] {
            assert_eq!(directive(line), None, "{line}");
        }
    }
}
