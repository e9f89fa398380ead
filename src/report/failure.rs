//! A scenario that makes the run red, in full.

use std::fmt::Write;

use super::{
    ScenarioFinished,
    look::{Look, Tone},
};
use crate::verdict::Verdict;

/// The scenario and its requirement with sentence and source, every mismatch, every exchange and the command
/// that sends the last request again.
pub(super) fn text(finished: &ScenarioFinished, look: Look) -> String {
    let ScenarioFinished {
        scenario,
        path,
        line,
        requirement,
        verdict,
        mismatches,
        exchanges,
        ..
    } = finished;
    let mut text = String::new();
    let (heading, tone) = match verdict {
        Verdict::Fail => ("FAIL", Tone::Bad),
        Verdict::Fixed { .. } => ("FIXED", Tone::Bad),
        _ => ("COULD NOT TELL", Tone::Unsure),
    };
    let _ = writeln!(text, "{}  {scenario}", look.paint(heading, tone));
    let _ = writeln!(
        text,
        "{}",
        look.paint(&format!("  at {path}:{line}"), Tone::Faint)
    );
    let _ = writeln!(
        text,
        "  {} ({}): {}",
        requirement.id, requirement.level, requirement.sentence
    );
    for source in &requirement.sources {
        let _ = writeln!(text, "  source: {source}");
    }
    let _ = writeln!(text, "  basis: {}", requirement.basis);
    match verdict {
        Verdict::Fixed { reason } => {
            let _ = writeln!(
                text,
                "\n  passes although it is listed as a known failure; take it off the list"
            );
            let _ = writeln!(text, "  listed reason: {reason}");
            return text;
        }
        Verdict::CouldNotTell { reason } => {
            text.push('\n');
            indent(&mut text, reason);
        }
        _ => {}
    }
    for mismatch in mismatches {
        text.push('\n');
        indent(&mut text, &mismatch.to_string());
    }
    for exchange in exchanges {
        let _ = writeln!(
            text,
            "\n  {}",
            look.paint(
                &format!("exchange, {} ms", exchange.took.as_millis()),
                Tone::Faint
            )
        );
        indent(&mut text, &exchange.to_text());
    }
    if let Some(last) = exchanges.last() {
        let _ = writeln!(text, "\n  {}", look.paint("again", Tone::Faint));
        // Not indented beyond its first line: a body's lines are part of the command.
        let _ = writeln!(text, "  {}", last.request.to_curl());
    }
    text
}

fn indent(text: &mut String, block: &str) {
    for line in block.lines() {
        let _ = writeln!(text, "  {line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_failure_reads_from_what_was_expected_to_the_wire() {
        assert_eq!(
            text(&sample::failed(), Look::default()),
            r#"FAIL  the client is sent away
  at features/redirect/document.feature:31
  REDIR-003 (core): An output with statusCode 302 and a Location becomes that redirect
  source: https://docs.aws.amazon.com/a
  source: https://docs.aws.amazon.com/b
  basis: documented; the override recorded on AWS 2024-08-02

  status
    expected  302
    found     200

  header Location
    expected  https://example.com/
    found     no such header

  body, at $.statusCode
    - expected  + found
      {
    -   "statusCode": 200
    +   "statusCode": 302
      }

  exchange, 12 ms
  > GET /go?a=%2B HTTP/1.1
  > host: 127.0.0.1:4566
  < HTTP/1.1 200
  < content-type: application/json
  <
  < {"account": "111122223333", "statusCode": 302}

  again
  curl -sS -i --path-as-is -g 'http://127.0.0.1:4566/go?a=%2B' -H 'Accept:' -H 'User-Agent:'
"#
        );
    }

    #[test]
    fn what_could_not_be_told_says_why() {
        let reason = "create the state machine: throttled\nafter 5 attempts".to_owned();
        assert_eq!(
            text(&sample::with(Verdict::CouldNotTell { reason }), Look::default()),
            "COULD NOT TELL  the client is sent away
  at features/redirect/document.feature:31
  REDIR-003 (core): An output with statusCode 302 and a Location becomes that redirect
  source: https://docs.aws.amazon.com/a
  source: https://docs.aws.amazon.com/b
  basis: documented; the override recorded on AWS 2024-08-02

  create the state machine: throttled
  after 5 attempts
"
        );
    }

    #[test]
    fn what_is_fixed_asks_for_the_list_to_be_corrected() {
        let fixed = text(
            &sample::with(Verdict::Fixed {
                reason: "answers 200".to_owned(),
            }),
            Look::default(),
        );
        assert!(fixed.starts_with("FIXED  the client is sent away\n"), "{fixed}");
        assert!(
            fixed.ends_with(
                "\n\n  passes although it is listed as a known failure; take it off the list\n  \
                 listed reason: answers 200\n"
            ),
            "{fixed}"
        );
    }

    #[test]
    fn headings_are_coloured_where_wanted() {
        let look = Look {
            colour: true,
            ..Look::default()
        };
        assert!(text(&sample::failed(), look).starts_with("\x1b[1;31mFAIL\x1b[0m  the client"));
    }
}
