//! A run, read from its evidence.

use std::io::{self, BufRead};

use aws_sdk_sts::primitives::{DateTime, DateTimeFormat};

use crate::report::{Event, RunFinished, RunStarted, ScenarioFinished};

/// A run that came to its end.
#[derive(Debug, Clone)]
pub struct Run {
    /// What was run.
    pub started: RunStarted,
    /// The scenarios, in the order of the features.
    pub scenarios: Vec<ScenarioFinished>,
    /// How it ended.
    pub finished: RunFinished,
}

/// Why evidence tells of no whole run. Texts fit "failed to {error}".
#[derive(Debug, thiserror::Error)]
pub enum UnreadableRun {
    /// The file cannot be read.
    #[error("read the evidence: {0}")]
    Io(#[from] io::Error),
    /// A line is no event.
    #[error("understand line {line} of the evidence: {message}")]
    Malformed {
        /// Its number, from 1.
        line: usize,
        /// Why not.
        message: String,
    },
    /// The run did not come to its end.
    #[error("find the {0} of the run in the evidence: it was ended before")]
    Incomplete(&'static str),
}

impl Run {
    /// Reads `evidence.jsonl`.
    ///
    /// # Errors
    /// [`UnreadableRun`]
    pub fn read(evidence: impl BufRead) -> Result<Self, UnreadableRun> {
        let (mut started, mut scenarios, mut finished) = (None, Vec::new(), None);
        for (index, line) in evidence.lines().enumerate() {
            let event = serde_json::from_str(&line?).map_err(|error| UnreadableRun::Malformed {
                line: index + 1,
                message: error.to_string(),
            })?;
            match event {
                Event::RunStarted(event) => started = Some(event),
                Event::ScenarioFinished(scenario) => scenarios.push(*scenario),
                Event::RunFinished(event) => finished = Some(event),
            }
        }
        scenarios.sort_by(|a: &ScenarioFinished, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
        Ok(Self {
            started: started.ok_or(UnreadableRun::Incomplete("beginning"))?,
            scenarios,
            finished: finished.ok_or(UnreadableRun::Incomplete("end"))?,
        })
    }

    /// The day on which it began, as `2026-11-22`, in UTC.
    #[must_use]
    pub fn date(&self) -> String {
        let seconds = i64::try_from(self.started.started_ms / 1000).unwrap_or_default();
        let whole = DateTime::from_secs(seconds).fmt(DateTimeFormat::DateTime);
        whole.unwrap_or_default().chars().take(10).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing;

    #[test]
    fn a_run_is_read_in_the_order_of_the_features() {
        let run = testing::run();
        let names: Vec<_> = run.scenarios.iter().map(|s| s.scenario.as_str()).collect();
        assert_eq!(names, ["one", "two", "three", "four", "five", "six"]);
        assert_eq!(run.started.target, "soup");
    }

    #[test]
    fn a_run_that_was_killed_is_no_result() {
        let lines = testing::evidence();
        let (rest, _) = lines.trim_end().rsplit_once('\n').expect("lines");
        let error = Run::read(rest.as_bytes()).expect_err("no end").to_string();
        assert_eq!(
            error,
            "find the end of the run in the evidence: it was ended before"
        );
        let error = Run::read(&b"{}\n"[..]).expect_err("no event").to_string();
        assert!(
            error.starts_with("understand line 1 of the evidence: "),
            "{error}"
        );
    }
}
