//! What differs from what was expected, and how it reads.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Paths that are named; the diff shows them all.
const PATHS: usize = 8;

/// One difference between what a scenario expects and what was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mismatch {
    /// The target refused a call that AWS accepts, so that what the scenario describes could not be made.
    Refused {
        /// The call, for example `PutIntegration`.
        operation: String,
        /// The error's name.
        code: String,
        /// What it says.
        message: String,
    },
    /// The target lives, but a request to the stage got no whole answer.
    NoAnswer {
        /// What happened instead.
        reason: String,
    },
    /// Another status code.
    Status {
        /// The code that was expected.
        expected: u16,
        /// The code of the response.
        found: u16,
    },
    /// No header line of that name.
    MissingHeader {
        /// The header's name.
        name: String,
        /// The value or matcher that was expected.
        expected: String,
    },
    /// A header that must not be there.
    UnexpectedHeader {
        /// The header's name.
        name: String,
        /// The values of its lines.
        found: Vec<String>,
    },
    /// A header with another value, or with another number of lines.
    Header {
        /// The header's name.
        name: String,
        /// The values or matchers that were expected, one a line.
        expected: Vec<String>,
        /// The values of its lines.
        found: Vec<String>,
    },
    /// Another text.
    Text {
        /// What holds the text, for example `body`.
        subject: String,
        /// The lines that differ, `-` expected and `+` found.
        diff: String,
    },
    /// No JSON where JSON was expected.
    NotJson {
        /// What should have held JSON, for example `body`.
        subject: String,
        /// What the JSON parser says.
        error: String,
        /// How the text begins.
        found: String,
    },
    /// Another JSON document.
    Json {
        /// What holds the document, for example `body` or `execution input`.
        subject: String,
        /// The paths that differ.
        paths: Vec<String>,
        /// The lines that differ, `-` expected and `+` found.
        diff: String,
    },
    /// Another value at a path of a JSON document.
    JsonMember {
        /// What holds the document.
        subject: String,
        /// The path, for example `$.output`.
        path: String,
        /// The value or matcher that was expected; `None`: no such member.
        expected: Option<String>,
        /// The value found; `None`: no such member.
        found: Option<String>,
    },
    /// Another number of executions.
    ExecutionCount {
        /// The number that was expected.
        expected: usize,
        /// The number that was seen in the window for it.
        found: usize,
    },
    /// Another number of invocations.
    InvocationCount {
        /// The number that was expected.
        expected: usize,
        /// The number that was seen in the window for it.
        found: usize,
    },
    /// It took longer, or came earlier, than it may.
    Time {
        /// What took the time, for example `response`.
        subject: String,
        /// The limit in words, for example `at most 2 s`.
        expected: String,
        /// The time taken, in milliseconds.
        found_ms: u64,
    },
    /// Another value of something else, for example of an execution's status.
    Value {
        /// What has the value.
        subject: String,
        /// What was expected.
        expected: String,
        /// What was found.
        found: String,
    },
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let no_member = || "no such member".to_owned();
        let values = |values: &[String]| match values {
            [] => "no such header".to_owned(),
            values => values.join("\n            "),
        };
        match self {
            Self::Refused {
                operation,
                code,
                message,
            } => pair(f, operation, "accepted", format!("{code}: {message}")),
            Self::NoAnswer { reason } => pair(f, "answer", "an answer", format!("none: {reason}")),
            Self::Status { expected, found } => pair(f, "status", expected, found),
            Self::MissingHeader { name, expected } => {
                pair(f, &format!("header {name}"), expected, "no such header")
            }
            Self::UnexpectedHeader { name, found } => {
                pair(f, &format!("header {name}"), "no such header", values(found))
            }
            Self::Header {
                name,
                expected,
                found,
            } => pair(f, &format!("header {name}"), values(expected), values(found)),
            Self::Text { subject, diff } => {
                writeln!(f, "{subject}")?;
                differing(f, diff)
            }
            Self::NotJson {
                subject,
                error,
                found,
            } => pair(
                f,
                subject,
                "JSON",
                format!("no JSON ({error})\n            {found}"),
            ),
            Self::Json { subject, paths, diff } => {
                let more = paths.len().saturating_sub(PATHS);
                let more = if more > 0 {
                    format!(" and {more} more")
                } else {
                    String::new()
                };
                writeln!(
                    f,
                    "{subject}, at {}{more}",
                    paths[..paths.len().min(PATHS)].join(", ")
                )?;
                differing(f, diff)
            }
            Self::JsonMember {
                subject,
                path,
                expected,
                found,
            } => pair(
                f,
                &format!("{subject} at {path}"),
                expected.clone().unwrap_or_else(no_member),
                found.clone().unwrap_or_else(no_member),
            ),
            Self::ExecutionCount { expected, found } => pair(f, "executions started", expected, found),
            Self::InvocationCount { expected, found } => pair(f, "invocations", expected, found),
            Self::Time {
                subject,
                expected,
                found_ms,
            } => pair(
                f,
                &format!("time of the {subject}"),
                expected,
                format!("{found_ms} ms"),
            ),
            Self::Value {
                subject,
                expected,
                found,
            } => pair(f, subject, expected, found),
        }
    }
}

fn pair(
    f: &mut fmt::Formatter<'_>,
    subject: &str,
    expected: impl fmt::Display,
    found: impl fmt::Display,
) -> fmt::Result {
    write!(f, "{subject}\n  expected  {expected}\n  found     {found}")
}

fn differing(f: &mut fmt::Formatter<'_>, diff: &str) -> fmt::Result {
    write!(f, "  - expected  + found")?;
    diff.lines().try_for_each(|line| write!(f, "\n  {line}"))
}
