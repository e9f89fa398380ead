//! From what happened in a scenario to what it says about the target.

use serde::{Deserialize, Serialize};

use super::KnownFailure;
use crate::expect::Mismatch;

/// What happened in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It ran, to its end or as far as it could.
    Finished {
        /// Everything that differs from what is expected.
        mismatches: Vec<Mismatch>,
        /// Why it could not run to its end: throttling, keys, effects that cannot be seen, a target that is gone, a
        /// mistake of the suite.
        could_not_tell: Option<String>,
    },
    /// The target does not offer what it needs.
    NotOffered {
        /// What is missing and why.
        reason: String,
    },
    /// The run ended before it.
    NotReached,
}

/// What a scenario says about the target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// It behaves as required.
    Pass,
    /// It does not.
    Fail,
    /// It does not, as listed.
    Known {
        /// What it does instead.
        reason: String,
        /// Where it is reported.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<String>,
    },
    /// It behaves as required although it is listed not to: the list has to be corrected.
    Fixed {
        /// What the list says.
        reason: String,
    },
    /// It does not claim to.
    NotOffered {
        /// What is missing and why.
        reason: String,
    },
    /// The scenario could not run to its end.
    CouldNotTell {
        /// Why.
        reason: String,
    },
    /// The run ended before the scenario.
    NotReached,
}

impl Outcome {
    /// The verdict, given the list's entry for this scenario. A mismatch that was seen counts even when the rest
    /// could not be told.
    #[must_use]
    pub fn judge(&self, known: Option<&KnownFailure>) -> Verdict {
        match self {
            Self::NotOffered { reason } => Verdict::NotOffered {
                reason: reason.clone(),
            },
            Self::NotReached => Verdict::NotReached,
            Self::Finished {
                mismatches,
                could_not_tell,
            } => match (mismatches.is_empty(), could_not_tell, known) {
                (false, _, None) => Verdict::Fail,
                (false, _, Some(known)) => Verdict::Known {
                    reason: known.reason.clone(),
                    link: known.link.clone(),
                },
                (true, Some(reason), _) => Verdict::CouldNotTell {
                    reason: reason.clone(),
                },
                (true, None, Some(known)) => Verdict::Fixed {
                    reason: known.reason.clone(),
                },
                (true, None, None) => Verdict::Pass,
            },
        }
    }
}

impl Verdict {
    /// The verdict's name, as in every report.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Known { .. } => "known",
            Self::Fixed { .. } => "fixed",
            Self::NotOffered { .. } => "not offered",
            Self::CouldNotTell { .. } => "could not tell",
            Self::NotReached => "not reached",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(status: Option<u16>, could_not_tell: Option<&str>) -> Outcome {
        Outcome::Finished {
            mismatches: status
                .map(|found| Mismatch::Status { expected: 302, found })
                .into_iter()
                .collect(),
            could_not_tell: could_not_tell.map(str::to_owned),
        }
    }

    #[test]
    fn each_outcome_has_its_verdict() {
        let listed = KnownFailure {
            reason: "answers 200".to_owned(),
            link: None,
        };
        let known = Verdict::Known {
            reason: "answers 200".to_owned(),
            link: None,
        };
        let fixed = Verdict::Fixed {
            reason: "answers 200".to_owned(),
        };
        let could_not_tell = Verdict::CouldNotTell {
            reason: "gone".to_owned(),
        };
        for (outcome, unlisted, as_listed) in [
            (finished(None, None), Verdict::Pass, fixed),
            (finished(Some(200), None), Verdict::Fail, known.clone()),
            (
                finished(None, Some("gone")),
                could_not_tell.clone(),
                could_not_tell,
            ),
            (finished(Some(200), Some("gone")), Verdict::Fail, known),
            (Outcome::NotReached, Verdict::NotReached, Verdict::NotReached),
            (
                Outcome::NotOffered {
                    reason: "r".to_owned(),
                },
                Verdict::NotOffered {
                    reason: "r".to_owned(),
                },
                Verdict::NotOffered {
                    reason: "r".to_owned(),
                },
            ),
        ] {
            assert_eq!(outcome.judge(None), unlisted, "{outcome:?}");
            assert_eq!(outcome.judge(Some(&listed)), as_listed, "{outcome:?}");
        }
    }
}
