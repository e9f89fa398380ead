//! The end of a run: what each system made of it, and the counts.

use std::{collections::BTreeMap, fmt::Write};

use super::{
    RunFinished, ScenarioFinished,
    look::{Look, Tone},
};
use crate::verdict::{Tally, Verdict};

/// The slowest scenarios that are named.
const SLOWEST: usize = 5;
/// Characters of a reason that are shown.
const REASON: usize = 100;

/// What is kept of a scenario until the end.
#[derive(Debug)]
struct Line {
    id: String,
    scenario: String,
    took_ms: u64,
    note: Option<(&'static str, String)>,
}

/// Gathers what the end of a run tells.
#[derive(Debug, Default)]
pub(super) struct Summary {
    systems: BTreeMap<String, Tally>,
    lines: Vec<Line>,
}

impl Summary {
    pub(super) fn add(&mut self, finished: &ScenarioFinished) {
        self.systems
            .entry(finished.system.clone())
            .or_default()
            .add(&finished.verdict);
        let note = match &finished.verdict {
            Verdict::Known { reason, link } => {
                let link = link.as_ref().map(|link| format!(" ({link})")).unwrap_or_default();
                Some(("known failures", format!("{}{link}", cut(reason))))
            }
            Verdict::NotOffered { reason } => Some(("not offered", cut(reason))),
            _ => None,
        };
        self.lines.push(Line {
            id: finished.requirement.id.clone(),
            scenario: finished.scenario.clone(),
            took_ms: finished.took_ms,
            note,
        });
    }

    /// The whole text; its last line holds nothing but `N passed, N failed, N skipped`.
    pub(super) fn text(&self, finished: &RunFinished, look: Look) -> String {
        let RunFinished {
            tally,
            resources,
            trouble,
            took_ms,
        } = finished;
        let mut text = String::new();
        self.table(&mut text, tally);
        for kind in ["known failures", "not offered"] {
            self.notes(&mut text, kind, look);
        }
        if look.verbose {
            self.slowest(&mut text);
        }
        if let Some(trouble) = trouble {
            let _ = writeln!(text, "\n{}", look.paint(trouble, Tone::Bad));
        }
        let _ = write!(
            text,
            "\ncreated {}, deleted {}, left {}",
            resources.created, resources.deleted, resources.left
        );
        text.push_str(if resources.left > 0 {
            " (`sweep` deletes what is left)\n"
        } else {
            "\n"
        });
        let counts: Vec<String> = tally
            .by_verdict()
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        let counts = if counts.is_empty() {
            "nothing was run".to_owned()
        } else {
            counts.join(", ")
        };
        let tone = if tally.failed() == 0 {
            Tone::Good
        } else {
            Tone::Bad
        };
        let _ = writeln!(text, "{} in {}", look.paint(&counts, tone), seconds(*took_ms));
        let _ = writeln!(
            text,
            "{} passed, {} failed, {} skipped",
            tally.passed(),
            tally.failed(),
            tally.skipped()
        );
        text
    }

    /// Systems by verdicts; verdicts that nothing has are left out.
    fn table(&self, text: &mut String, all: &Tally) {
        if self.systems.is_empty() {
            return;
        }
        let shown: Vec<usize> = all
            .by_verdict()
            .iter()
            .enumerate()
            .filter(|(i, (_, count))| *i == 0 || *count > 0)
            .map(|(i, _)| i)
            .collect();
        let width = self
            .systems
            .keys()
            .map(|name| name.chars().count())
            .max()
            .unwrap_or(0)
            .max("all".len());
        let headings = all.by_verdict();
        let _ = write!(text, "\n{:width$}", "");
        for &i in &shown {
            let _ = write!(text, "  {}", headings[i].0);
        }
        text.push('\n');
        let all = ("all", *all);
        for (name, tally) in self
            .systems
            .iter()
            .map(|(name, tally)| (name.as_str(), *tally))
            .chain([all])
        {
            let _ = write!(text, "{name:width$}");
            for &i in &shown {
                let _ = write!(text, "  {:>1$}", tally.by_verdict()[i].1, headings[i].0.len());
            }
            text.push('\n');
        }
    }

    fn notes(&self, text: &mut String, wanted: &str, look: Look) {
        let notes: Vec<(&Line, &str)> = self
            .lines
            .iter()
            .filter_map(|line| {
                line.note
                    .as_ref()
                    .filter(|(kind, _)| *kind == wanted)
                    .map(|(_, note)| (line, note.as_str()))
            })
            .collect();
        if notes.is_empty() {
            return;
        }
        if !look.verbose {
            let _ = writeln!(text, "\n{wanted}: {} (--verbose names them)", notes.len());
            return;
        }
        let _ = writeln!(text, "\n{wanted}:");
        for (line, note) in notes {
            let _ = writeln!(text, "  {}  {}: {note}", line.id, line.scenario);
        }
    }

    fn slowest(&self, text: &mut String) {
        let mut lines: Vec<&Line> = self.lines.iter().filter(|line| line.took_ms > 0).collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.took_ms));
        if lines.is_empty() {
            return;
        }
        let _ = writeln!(text, "\nslowest:");
        for line in lines.into_iter().take(SLOWEST) {
            let _ = writeln!(
                text,
                "  {:>8}  {}  {}",
                seconds(line.took_ms),
                line.id,
                line.scenario
            );
        }
    }
}

/// The first line of a reason, cut.
fn cut(reason: &str) -> String {
    let line = reason.lines().next().unwrap_or_default();
    match line.char_indices().nth(REASON) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03} s", milliseconds / 1000, milliseconds % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Resources, sample};

    fn summary() -> (Summary, RunFinished) {
        let (mut summary, mut tally) = (Summary::default(), Tally::default());
        let known = Verdict::Known {
            reason: "answers 200".to_owned(),
            link: Some("https://example.com/1".to_owned()),
        };
        let not_offered = Verdict::NotOffered {
            reason: "no HTTP APIs".to_owned(),
        };
        for (system, verdict, took_ms) in [
            ("redirect", Verdict::Pass, 10),
            ("redirect", Verdict::Fail, 1234),
            ("async", known, 20),
            ("async", Verdict::Pass, 5),
            ("lambda-async", not_offered, 0),
        ] {
            tally.add(&verdict);
            summary.add(&ScenarioFinished {
                system: system.to_owned(),
                took_ms,
                ..sample::with(verdict)
            });
        }
        let resources = Resources {
            created: 41,
            deleted: 40,
            left: 1,
        };
        (
            summary,
            RunFinished {
                tally,
                resources,
                trouble: None,
                took_ms: 2150,
            },
        )
    }

    #[test]
    fn a_summary_ends_with_the_counts_alone_on_a_line() {
        let (summary, finished) = summary();
        assert_eq!(
            summary.text(&finished, Look::default()),
            "
              pass  fail  known  not offered
async            1     0      1            0
lambda-async     0     0      0            1
redirect         1     1      0            0
all              2     1      1            1

known failures: 1 (--verbose names them)

not offered: 1 (--verbose names them)

created 41, deleted 40, left 1 (`sweep` deletes what is left)
2 pass, 1 fail, 1 known, 1 not offered in 2.150 s
2 passed, 1 failed, 2 skipped
"
        );
    }

    #[test]
    fn verbose_names_what_is_counted_otherwise() {
        let (summary, mut finished) = summary();
        finished.trouble = Some("reach the target: it is gone".to_owned());
        let text = summary.text(
            &finished,
            Look {
                verbose: true,
                ..Look::default()
            },
        );
        assert!(
            text.contains(
                "
known failures:
  REDIR-003  the client is sent away: answers 200 (https://example.com/1)

not offered:
  REDIR-003  the client is sent away: no HTTP APIs

slowest:
   1.234 s  REDIR-003  the client is sent away
   0.020 s  REDIR-003  the client is sent away
   0.010 s  REDIR-003  the client is sent away
   0.005 s  REDIR-003  the client is sent away

reach the target: it is gone

created 41,"
            ),
            "{text}"
        );
    }

    #[test]
    fn a_run_of_nothing_has_no_table() {
        let finished = RunFinished {
            tally: Tally::default(),
            resources: Resources::default(),
            trouble: None,
            took_ms: 1,
        };
        assert_eq!(
            Summary::default().text(&finished, Look::default()),
            "\ncreated 0, deleted 0, left 0\nnothing was run in 0.001 s\n0 passed, 0 failed, 0 skipped\n"
        );
    }

    #[test]
    fn long_reasons_are_cut() {
        assert_eq!(cut("one\ntwo"), "one");
        assert_eq!(cut(&"é".repeat(101)), format!("{}…", "é".repeat(100)));
    }
}
