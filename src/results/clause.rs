//! What an implementation does instead, in a few words.

use super::markdown::code;
use crate::expect::Mismatch;
use crate::report::ScenarioFinished;
use crate::verdict::Verdict;

/// Differences of one scenario that are told; the rest mostly follows from them.
const CLAUSES: usize = 3;
/// Paths of a JSON document up to which its lines tell more than their names.
const FEW: usize = 2;
/// Paths of a JSON document that are named.
const PATHS: usize = 4;
/// The header that carries what differs from run to run.
const NONCE: &str = "x-conformance-nonce";

/// What speaks against a scenario, as Markdown; empty for one that passed.
pub(super) fn clause(scenario: &ScenarioFinished) -> String {
    let text = match &scenario.verdict {
        Verdict::Pass | Verdict::NotReached => String::new(),
        Verdict::Known { reason, link: None } | Verdict::NotOffered { reason } => reason.clone(),
        Verdict::Known {
            reason,
            link: Some(link),
        } => format!("{reason} ([reported]({link}))"),
        Verdict::Fixed { reason } => format!("it passes, although listed as: {reason}"),
        Verdict::CouldNotTell { reason } => reason.lines().next().unwrap_or_default().to_owned(),
        Verdict::Fail => {
            let told = unlike(&scenario.mismatches).map(of).take(CLAUSES);
            told.collect::<Vec<_>>().join("; ")
        }
    };
    // A page that is made again should differ only in what has changed.
    match nonce(scenario) {
        Some(nonce) if !nonce.is_empty() => text.replace(nonce, "…"),
        _ => text,
    }
}

/// All but those that say of the same thing, once more, what it is.
fn unlike(mismatches: &[Mismatch]) -> impl Iterator<Item = &Mismatch> {
    let is = |mismatch: &Mismatch| match mismatch {
        Mismatch::Value { subject, found, .. } => Some((subject.clone(), found.clone())),
        _ => None,
    };
    let mut seen = Vec::new();
    mismatches.iter().filter(move |mismatch| match is(mismatch) {
        Some(same) if seen.contains(&same) => false,
        Some(new) => {
            seen.push(new);
            true
        }
        None => true,
    })
}

fn nonce(scenario: &ScenarioFinished) -> Option<&str> {
    let headers = &scenario.exchanges.first()?.request.headers;
    let found = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(NONCE));
    found.map(|(_, value)| value.as_str())
}

fn of(mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::Refused {
            operation,
            code: name,
            message,
        } => format!("{operation} is refused: {}", code(&format!("{name}: {message}"))),
        Mismatch::NoAnswer { reason } => format!("no answer: {reason}"),
        Mismatch::Status { expected, found } => format!("the status is {found} instead of {expected}"),
        Mismatch::MissingHeader { name, .. } => format!("there is no header {name}"),
        Mismatch::UnexpectedHeader { name, found } => {
            format!("there is a header {name}: {}", code(&found.join(", ")))
        }
        Mismatch::Header {
            name,
            expected,
            found,
        } => format!(
            "the header {name} is {} instead of {}",
            code(&found.join(", ")),
            code(&expected.join(", "))
        ),
        Mismatch::Text { subject, diff } => differing(subject, diff),
        Mismatch::NotJson { subject, found, .. } => format!("the {subject} is no JSON: {}", code(found)),
        Mismatch::Json { subject, paths, diff } if paths.len() <= FEW => differing(subject, diff),
        Mismatch::Json { subject, paths, .. } => {
            let more = if paths.len() > PATHS { " and elsewhere" } else { "" };
            let named: Vec<_> = paths.iter().take(PATHS).map(|path| code(path)).collect();
            format!("the {subject} differs at {}{more}", named.join(", "))
        }
        Mismatch::JsonMember {
            subject,
            path,
            expected,
            found,
        } => match (found, expected) {
            (None, _) => format!("the {subject} has no {}", code(path)),
            (Some(found), None) => format!("the {subject} has {}: {}", code(path), code(found)),
            (Some(found), Some(expected)) => format!(
                "{} of the {subject} is {} instead of {}",
                code(path),
                code(found),
                code(expected)
            ),
        },
        Mismatch::ExecutionCount { expected, found } => {
            format!("executions started: {found} instead of {expected}")
        }
        Mismatch::InvocationCount { expected, found } => {
            format!("invocations: {found} instead of {expected}")
        }
        Mismatch::Time {
            subject,
            expected,
            found_ms,
        } => format!("the {subject} takes {found_ms} ms instead of {expected}"),
        Mismatch::Value {
            subject,
            expected,
            found,
        } => {
            // Mostly words, such as: a text that contains …
            let expected = expected.split_whitespace().collect::<Vec<_>>().join(" ");
            format!("the {subject} is {} instead of {expected}", code(found))
        }
    }
}

/// The lines that differ, `-` expected and `+` found.
fn differing(subject: &str, diff: &str) -> String {
    let lines = |sign: char| {
        let lines = diff.lines().filter_map(|line| line.strip_prefix(sign));
        lines.map(str::trim).collect::<Vec<_>>().join(" ")
    };
    let (expected, found) = (lines('-'), lines('+'));
    match (expected.is_empty(), found.is_empty()) {
        (false, true) => format!("the {subject} lacks {}", code(&expected)),
        (true, _) => format!("the {subject} has {} as well", code(&found)),
        (false, false) => format!(
            "the {subject} has {} instead of {}",
            code(&found),
            code(&expected)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing;

    #[test]
    fn each_kind_of_difference_has_its_words() {
        let text = |text: &str| text.to_owned();
        for (mismatch, expected) in [
            (
                Mismatch::Refused {
                    operation: text("PutIntegration"),
                    code: text("NotImplemented"),
                    message: text("a|b"),
                },
                "PutIntegration is refused: `NotImplemented: a\\|b`",
            ),
            (
                Mismatch::Status {
                    expected: 302,
                    found: 504,
                },
                "the status is 504 instead of 302",
            ),
            (
                Mismatch::Header {
                    name: text("X-Hot"),
                    expected: vec![text("true")],
                    found: vec![text("True")],
                },
                "the header X-Hot is `True` instead of `true`",
            ),
            (
                Mismatch::Text {
                    subject: text("body"),
                    diff: text("- {}\n+ just a string"),
                },
                "the body has `just a string` instead of `{}`",
            ),
            (
                Mismatch::Text {
                    subject: text("body"),
                    diff: text("- {}"),
                },
                "the body lacks `{}`",
            ),
            (
                Mismatch::Json {
                    subject: text("event"),
                    paths: vec![text("$.q")],
                    diff: text("  {\n-   \"q\": \"last\"\n+   \"q\": \"first\"\n  }"),
                },
                "the event has `\"q\": \"first\"` instead of `\"q\": \"last\"`",
            ),
            (
                Mismatch::Json {
                    subject: text("event"),
                    paths: ["$.a", "$.b", "$.c", "$.d", "$.e"].map(text).to_vec(),
                    diff: String::new(),
                },
                "the event differs at `$.a`, `$.b`, `$.c`, `$.d` and elsewhere",
            ),
            (
                Mismatch::JsonMember {
                    subject: text("body"),
                    path: text("$.status"),
                    expected: Some(text("\"FAILED\"")),
                    found: None,
                },
                "the body has no `$.status`",
            ),
            (
                Mismatch::Value {
                    subject: text("body"),
                    expected: text("a text that contains leek"),
                    found: text("soup"),
                },
                "the body is `soup` instead of a text that contains leek",
            ),
        ] {
            assert_eq!(of(&mismatch), expected);
        }
    }

    #[test]
    fn what_is_found_is_told_once() {
        let value = |expected: &str| Mismatch::Value {
            subject: "body".to_owned(),
            expected: expected.to_owned(),
            found: "soup".to_owned(),
        };
        let told: Vec<_> = unlike(&[value("a"), value("b")]).map(of).collect();
        assert_eq!(told, ["the body is `soup` instead of a"]);
    }

    #[test]
    fn what_differs_from_run_to_run_is_left_out() {
        let scenario = testing::failing("one", "GET /s-abc123/x", Some("abc123"));
        assert_eq!(clause(&scenario), "the body has `GET /s-…/x` as well");
    }
}
