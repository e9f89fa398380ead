//! What a person sees: each failure as it happens, and a summary.

use std::io::{self, Write};

use super::{Event, Look, ScenarioFinished, Sink, failure, look::Tone, summary::Summary};
use crate::verdict::Verdict;

/// Columns of the line of progress; a line that wraps cannot be written over.
const WIDTH: usize = 79;
const START_OF_LINE: &str = "\r\x1b[2K";

/// Prints to a terminal or a file. Quiet: a scenario that is as it should be shows in the counts only.
#[derive(Debug)]
pub struct Console<W> {
    out: W,
    look: Look,
    summary: Summary,
    scenarios: usize,
    finished: usize,
}

impl<W: Write> Console<W> {
    /// A console on this output.
    pub fn new(out: W, look: Look) -> Self {
        Self {
            out,
            look,
            summary: Summary::default(),
            scenarios: 0,
            finished: 0,
        }
    }

    fn finished(&mut self, finished: &ScenarioFinished) -> io::Result<()> {
        self.finished += 1;
        self.summary.add(finished);
        if let Verdict::Fail | Verdict::Fixed { .. } | Verdict::CouldNotTell { .. } = finished.verdict {
            self.clear()?;
            writeln!(self.out, "\n{}", failure::text(finished, self.look).trim_end())?;
        }
        if self.look.progress {
            let line: String = format!("{}/{}  {}", self.finished, self.scenarios, finished.scenario)
                .chars()
                .take(WIDTH)
                .collect();
            write!(self.out, "{START_OF_LINE}{}", self.look.paint(&line, Tone::Faint))?;
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        if self.look.progress {
            write!(self.out, "{START_OF_LINE}")
        } else {
            Ok(())
        }
    }
}

impl<W: Write> Sink for Console<W> {
    fn take(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::RunStarted(started) => {
                self.scenarios = started.scenarios;
                let plural = if started.scenarios == 1 { "" } else { "s" };
                writeln!(
                    self.out,
                    "{} scenario{plural} on {}",
                    started.scenarios, started.target
                )?;
            }
            Event::ScenarioFinished(finished) => self.finished(finished)?,
            Event::RunFinished(finished) => {
                self.clear()?;
                write!(self.out, "{}", self.summary.text(finished, self.look))?;
            }
        }
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn printed(look: Look) -> String {
        let mut out = Vec::new();
        let mut console = Console::new(&mut out, look);
        for event in sample::run() {
            console.take(&event).expect("room");
        }
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_quiet_run_prints_failures_and_the_summary() {
        let text = printed(Look::default());
        assert!(
            text.starts_with("3 scenarios on reference\n\nFAIL  the client is sent away\n  at features/"),
            "{text}"
        );
        assert_eq!(text.matches("FAIL").count(), 1);
        assert!(text.ends_with("\n1 passed, 1 failed, 1 skipped\n"), "{text}");
        assert!(!text.contains(['\x1b', '\r']), "{text}");
    }

    #[test]
    fn a_terminal_sees_one_line_of_progress() {
        let text = printed(Look {
            progress: true,
            ..Look::default()
        });
        assert!(
            text.starts_with("3 scenarios on reference\n\r\x1b[2K\nFAIL"),
            "{text:?}"
        );
        let progress: Vec<String> = (1..=3)
            .map(|n| format!("\r\x1b[2K{n}/3  the client is sent away"))
            .collect();
        assert!(
            text.contains(&format!("{}\r\x1b[2K\n", progress.concat())),
            "{text:?}"
        );
    }
}
