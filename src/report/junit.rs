//! JUnit XML: a suite for each feature file.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

use super::{Event, Look, ScenarioFinished, Sink, failure};
use crate::verdict::{Tally, Verdict};

/// Writes the report when the run has finished.
#[derive(Debug)]
pub struct Junit<W> {
    file: W,
    target: String,
    suites: BTreeMap<String, Vec<ScenarioFinished>>,
}

impl<W: Write> Junit<W> {
    /// A report in this file.
    pub fn new(file: W) -> Self {
        Self {
            file,
            target: String::new(),
            suites: BTreeMap::new(),
        }
    }

    fn text(&self) -> String {
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let _ = writeln!(text, "<testsuites name=\"{}\">", escaped(&self.target));
        for (path, scenarios) in &self.suites {
            let mut tally = Tally::default();
            scenarios.iter().for_each(|scenario| tally.add(&scenario.verdict));
            let _ = writeln!(
                text,
                "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\">",
                escaped(path),
                tally.total(),
                tally.fail + tally.fixed,
                tally.could_not_tell + tally.not_reached,
                tally.skipped(),
                seconds(scenarios.iter().map(|scenario| scenario.took_ms).sum()),
            );
            scenarios.iter().for_each(|scenario| case(&mut text, scenario));
            text.push_str("  </testsuite>\n");
        }
        text.push_str("</testsuites>\n");
        text
    }
}

impl<W: Write> Sink for Junit<W> {
    fn take(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::RunStarted(started) => self.target.clone_from(&started.target),
            Event::ScenarioFinished(finished) => {
                self.suites
                    .entry(finished.path.clone())
                    .or_default()
                    .push(ScenarioFinished::clone(finished));
            }
            Event::RunFinished(_) => {
                let text = self.text();
                self.file.write_all(text.as_bytes())?;
                self.file.flush()?;
            }
        }
        Ok(())
    }
}

fn case(text: &mut String, finished: &ScenarioFinished) {
    let ScenarioFinished {
        scenario,
        path,
        line,
        requirement,
        verdict,
        took_ms,
        ..
    } = finished;
    let _ = writeln!(
        text,
        "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{line}\" time=\"{}\">",
        escaped(&requirement.id),
        escaped(scenario),
        escaped(path),
        seconds(*took_ms),
    );
    let whole = || escaped(&failure::text(finished, Look::default()));
    let _ = match verdict {
        Verdict::Pass => Ok(()),
        Verdict::Fail => {
            let count = finished.mismatches.len();
            let plural = if count == 1 { "" } else { "es" };
            writeln!(
                text,
                "      <failure type=\"fail\" message=\"{count} mismatch{plural}\">{}</failure>",
                whole()
            )
        }
        Verdict::Fixed { .. } => {
            writeln!(
                text,
                "      <failure type=\"fixed\" message=\"a known failure passes\">{}</failure>",
                whole()
            )
        }
        Verdict::CouldNotTell { reason } => {
            writeln!(
                text,
                "      <error type=\"could not tell\" message=\"{}\">{}</error>",
                escaped(reason),
                whole()
            )
        }
        Verdict::NotReached => {
            writeln!(
                text,
                "      <error type=\"not reached\" message=\"the run ended before this scenario\"/>"
            )
        }
        Verdict::Known { reason, .. } => {
            writeln!(
                text,
                "      <skipped message=\"known failure: {}\"/>",
                escaped(reason)
            )
        }
        Verdict::NotOffered { reason } => {
            writeln!(
                text,
                "      <skipped message=\"not offered: {}\"/>",
                escaped(reason)
            )
        }
    };
    text.push_str("    </testcase>\n");
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}

/// A text that may stand in an attribute or an element; characters that XML cannot hold become U+FFFD.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn written(events: &[Event]) -> String {
        let mut file = Vec::new();
        let mut junit = Junit::new(&mut file);
        for event in events {
            junit.take(event).expect("room");
        }
        String::from_utf8(file).expect("text")
    }

    #[test]
    fn each_verdict_has_its_element() {
        let reason = || "a \"b\" <c> & d\u{1b}".to_owned();
        let mut events = sample::run();
        let last = events.pop().expect("the end");
        for verdict in [
            Verdict::NotOffered { reason: reason() },
            Verdict::Fixed { reason: reason() },
            Verdict::CouldNotTell { reason: reason() },
            Verdict::NotReached,
        ] {
            events.push(sample::event(sample::with(verdict)));
        }
        events.push(last);
        let text = written(&events);
        let without_texts: Vec<&str> = text
            .lines()
            .filter(|line| line.trim_start().starts_with('<'))
            .map(str::trim)
            .collect();
        let case = "<testcase classname=\"REDIR-003\" name=\"the client is sent away\" \
                    file=\"features/redirect/document.feature\" line=\"31\" time=\"0.034\">";
        let begins = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites name=\"reference\">",
            "<testsuite name=\"features/redirect/document.feature\" tests=\"7\" failures=\"2\" errors=\"2\" skipped=\"2\" time=\"0.238\">",
            case,
            "<failure type=\"fail\" message=\"3 mismatches\">FAIL  the client is sent away",
            "</testcase>",
            case,
            "</testcase>",
            case,
            "<skipped message=\"known failure: answers 200\"/>",
            "</testcase>",
            case,
            "<skipped message=\"not offered: a &quot;b&quot; &lt;c&gt; &amp; d\u{fffd}\"/>",
            "</testcase>",
            case,
            "<failure type=\"fixed\" message=\"a known failure passes\">FIXED  the client is sent away",
            "</testcase>",
            case,
            "<error type=\"could not tell\" message=\"a &quot;b&quot; &lt;c&gt; &amp; d\u{fffd}\">COULD NOT TELL  the client is sent away",
            "</testcase>",
            case,
            "<error type=\"not reached\" message=\"the run ended before this scenario\"/>",
            "</testcase>",
            "</testsuite>",
            "</testsuites>",
        ];
        assert_eq!(
            without_texts
                .iter()
                .filter(|line| !line.starts_with("</failure") && !line.starts_with("</error"))
                .copied()
                .collect::<Vec<_>>(),
            begins
        );
        assert!(text.contains("    found     200\n"), "{text}");
        assert!(text.contains("  &gt; GET /go?a=%2B HTTP/1.1\n"), "{text}");
    }

    #[test]
    fn nothing_is_written_before_the_end() {
        let events = sample::run();
        assert_eq!(written(&events[..3]), "");
    }
}
