//! Names of what a run creates. They say whose it is and since when, so that leftovers can be found and
//! told from what is still used, on targets without tags too.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What all names start with.
pub(super) const PREFIX: &str = "apigw-conformance-";
const STAMP: usize = 12;
const CHANCE: usize = 4;

/// A run of the suite. Its id says when it started, `019aa8f3c210-3fa2`: milliseconds since 1970 in
/// hexadecimal, and four letters of chance.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Run(String);

/// A text that is no run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("read {0:?} as a run: write it as a report or a ledger's name does, such as 019a2b3c4d5e-3fa2")]
pub struct RunError(String);

impl Run {
    /// A run that starts now.
    #[must_use]
    pub fn start() -> Self {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_millis();
        let chance = uuid::Uuid::new_v4().simple().to_string();
        Self(format!("{now:0STAMP$x}-{}", &chance[..CHANCE]))
    }

    /// Its id, part of all names.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0
    }

    /// When it started.
    #[must_use]
    pub fn started(&self) -> SystemTime {
        let millis = self
            .0
            .get(..STAMP)
            .and_then(|stamp| u64::from_str_radix(stamp, 16).ok());
        UNIX_EPOCH + Duration::from_millis(millis.unwrap_or_default())
    }

    /// A name of this run. Names of functions and roles may have 64 characters, this prefix has 36.
    pub(super) fn name(&self, rest: &str) -> String {
        format!("{PREFIX}{}-{rest}", self.0)
    }

    /// The run that a name belongs to; `None` if the suite did not give it. The name may have a path before it,
    /// as log groups do.
    pub(super) fn of(name: &str) -> Option<Self> {
        let (_, rest) = name.split_once(PREFIX)?;
        rest.get(..STAMP + 1 + CHANCE)?.parse().ok()
    }
}

impl std::str::FromStr for Run {
    type Err = RunError;

    fn from_str(text: &str) -> Result<Self, RunError> {
        let hexadecimal = |text: &str, length| {
            text.len() == length && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        };
        match text.split_once('-') {
            Some((stamp, chance)) if hexadecimal(stamp, STAMP) && hexadecimal(chance, CHANCE) => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(RunError(text.to_owned())),
        }
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_knows_when_it_started() {
        let age = SystemTime::now()
            .duration_since(Run::start().started())
            .expect("the past");
        assert!(age < Duration::from_secs(60), "{age:?}");
    }

    #[test]
    fn names_lead_back_to_their_run() {
        let run = Run::start();
        for name in [run.name("x"), format!("/aws/lambda/{}", run.name("echo-1"))] {
            assert_eq!(Run::of(&name), Some(run.clone()), "{name}");
        }
        for name in [
            "other",
            "apigw-conformance-mine",
            "apigw-conformance-",
            "apigw-conformance-ééééééééé",
        ] {
            assert_eq!(Run::of(name), None, "{name}");
        }
    }

    #[test]
    fn names_leave_room_within_sixty_four_characters() {
        assert_eq!(Run::start().name("").len(), 36);
    }
}
