//! How many scenarios have which verdict, and what that means for the whole run.

use serde::{Deserialize, Serialize};

use super::Verdict;

/// Scenarios by verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are named after the verdicts")]
pub struct Tally {
    pub pass: usize,
    pub fail: usize,
    pub known: usize,
    pub fixed: usize,
    pub not_offered: usize,
    pub could_not_tell: usize,
    pub not_reached: usize,
}

/// What a run says; also its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// 0: everything that was judged is as required or listed.
    Conforms = 0,
    /// 1: something is not. A failure that was seen is a failure, whatever else could not be told.
    DoesNotConform = 1,
    /// 2: the command line, the features or a list is wrong.
    WrongUsage = 2,
    /// 3: something could not be told or was not reached, or nothing was judged at all.
    CouldNotTell = 3,
}

impl Tally {
    /// Counts a verdict.
    pub fn add(&mut self, verdict: &Verdict) {
        *match verdict {
            Verdict::Pass => &mut self.pass,
            Verdict::Fail => &mut self.fail,
            Verdict::Known { .. } => &mut self.known,
            Verdict::Fixed { .. } => &mut self.fixed,
            Verdict::NotOffered { .. } => &mut self.not_offered,
            Verdict::CouldNotTell { .. } => &mut self.could_not_tell,
            Verdict::NotReached => &mut self.not_reached,
        } += 1;
    }

    /// The counts with the names of their verdicts, in the order of reports.
    #[must_use]
    pub fn by_verdict(&self) -> [(&'static str, usize); 7] {
        [
            ("pass", self.pass),
            ("fail", self.fail),
            ("known", self.known),
            ("fixed", self.fixed),
            ("not offered", self.not_offered),
            ("could not tell", self.could_not_tell),
            ("not reached", self.not_reached),
        ]
    }

    /// All scenarios.
    #[must_use]
    pub fn total(&self) -> usize {
        self.passed() + self.failed() + self.skipped()
    }

    /// Scenarios that passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.pass
    }

    /// Scenarios that make the run red.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.fail + self.fixed + self.could_not_tell + self.not_reached
    }

    /// Scenarios that count neither way: listed failures, and what the target does not offer.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.known + self.not_offered
    }

    /// What the run says.
    #[must_use]
    pub fn conclusion(&self) -> Conclusion {
        let judged = self.pass + self.fail + self.known + self.fixed;
        if self.fail + self.fixed > 0 {
            Conclusion::DoesNotConform
        } else if self.could_not_tell + self.not_reached > 0 || judged == 0 {
            Conclusion::CouldNotTell
        } else {
            Conclusion::Conforms
        }
    }
}

impl Conclusion {
    /// The process's exit code.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        self as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_counted() {
        let reason = || "r".to_owned();
        let mut tally = Tally::default();
        for verdict in [
            Verdict::Pass,
            Verdict::Pass,
            Verdict::Fail,
            Verdict::Known {
                reason: reason(),
                link: None,
            },
            Verdict::Fixed { reason: reason() },
            Verdict::NotOffered { reason: reason() },
            Verdict::CouldNotTell { reason: reason() },
            Verdict::NotReached,
        ] {
            tally.add(&verdict);
            let counted = tally
                .by_verdict()
                .into_iter()
                .find(|(name, _)| *name == verdict.name());
            assert!(counted.is_some_and(|(_, count)| count > 0), "{verdict:?}");
        }
        assert_eq!(
            (tally.passed(), tally.failed(), tally.skipped(), tally.total()),
            (2, 4, 2, 8)
        );
    }

    #[test]
    fn a_failure_that_was_seen_outweighs_what_could_not_be_told() {
        let pass = Tally {
            pass: 1,
            ..Tally::default()
        };
        for (tally, code) in [
            (pass, 0),
            (
                Tally {
                    known: 1,
                    ..Tally::default()
                },
                0,
            ),
            (
                Tally {
                    not_offered: 1,
                    ..pass
                },
                0,
            ),
            (Tally { fail: 1, ..pass }, 1),
            (Tally { fixed: 1, ..pass }, 1),
            (
                Tally {
                    fail: 1,
                    could_not_tell: 1,
                    not_reached: 1,
                    ..pass
                },
                1,
            ),
            (
                Tally {
                    could_not_tell: 1,
                    ..pass
                },
                3,
            ),
            (
                Tally {
                    not_reached: 1,
                    ..pass
                },
                3,
            ),
            (
                Tally {
                    not_offered: 1,
                    ..Tally::default()
                },
                3,
            ),
            (Tally::default(), 3),
        ] {
            assert_eq!(tally.conclusion().exit_code(), code, "{tally:?}");
        }
        assert_eq!(Conclusion::WrongUsage.exit_code(), 2);
    }
}
