//! What DescribeMapRun shows of a Map Run: its state and its counts.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::states::{
    execution::Outcome,
    interpreter::{Opening, Terms},
};

/// What DescribeMapRun shows.
#[derive(Debug)]
pub(super) struct MapRunRecord {
    pub(super) arn: String,
    /// The ARN of the execution that it is part of.
    pub(super) execution: String,
    pub(super) start: i64,
    state: Mutex<State>,
}

/// What of a Map Run changes.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) status: &'static str,
    pub(super) stop: Option<i64>,
    pub(super) terms: Terms,
    pub(super) redrives: u64,
    pub(super) redriven: Option<i64>,
    pub(super) items: Counts,
    pub(super) executions: Counts,
}

/// How many of its items or executions are how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) total: usize,
    pub(super) pending: usize,
    pub(super) running: usize,
    pub(super) succeeded: usize,
    pub(super) failed: usize,
    pub(super) timed_out: usize,
    pub(super) aborted: usize,
    pub(super) written: usize,
}

impl Counts {
    fn of(total: usize) -> Self {
        Self {
            total,
            pending: total,
            ..Self::default()
        }
    }

    pub(super) fn start(&mut self, count: usize) {
        self.pending = self.pending.saturating_sub(count);
        self.running += count;
    }

    pub(super) fn end(&mut self, outcome: &Outcome, count: usize) {
        self.running = self.running.saturating_sub(count);
        *match outcome {
            Outcome::Succeeded(_) => &mut self.succeeded,
            Outcome::Failed(_) => &mut self.failed,
            Outcome::TimedOut => &mut self.timed_out,
            Outcome::Aborted(_) => &mut self.aborted,
        } += count;
    }

    /// What did not succeed is to be done again.
    fn redrive(&mut self) {
        *self = Self {
            succeeded: self.succeeded,
            pending: self.total - self.succeeded,
            ..Self::of(self.total)
        };
    }
}

impl MapRunRecord {
    /// A Map Run that begins.
    pub(super) fn new(opening: &Opening, now: i64) -> Self {
        Self {
            arn: opening.arn.clone(),
            execution: opening.execution.clone(),
            start: now,
            state: Mutex::new(State {
                status: "RUNNING",
                stop: None,
                terms: opening.terms,
                redrives: 0,
                redriven: None,
                items: Counts::of(opening.items),
                executions: Counts::of(opening.executions),
            }),
        }
    }

    /// It is redriven.
    pub(super) fn reopen(&self, now: i64) {
        let mut state = self.state();
        state.status = "RUNNING";
        state.stop = None;
        state.redrives += 1;
        state.redriven = Some(now);
        state.items.redrive();
        state.executions.redrive();
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It has ended; what was pending never ran.
    pub(super) fn end(&self, status: &'static str, now: i64) {
        let mut state = self.state();
        let state = &mut *state;
        state.status = status;
        state.stop = Some(now);
        for counts in [&mut state.items, &mut state.executions] {
            counts.aborted += counts.pending;
            counts.pending = 0;
            if status == "SUCCEEDED" {
                // Also without a ResultWriter (recorded on AWS 2023).
                counts.written = counts.succeeded;
            }
        }
    }
}

/// What stands between the machine's name and the id of a Map Run's ARN.
pub(super) fn label(map_run_arn: &str) -> &str {
    let rest = map_run_arn.rsplit_once('/').map_or("", |(_, rest)| rest);
    rest.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::states::data::Data;

    #[test]
    fn counts_follow_executions() {
        let mut counts = Counts::of(3);
        counts.start(2);
        counts.end(&Outcome::TimedOut, 1);
        assert_eq!(
            counts,
            Counts {
                total: 3,
                pending: 1,
                running: 1,
                timed_out: 1,
                ..Counts::default()
            }
        );
        counts.end(&Outcome::Succeeded(Data::empty()), 1);
        counts.redrive();
        assert_eq!((counts.pending, counts.succeeded, counts.timed_out), (2, 1, 0));
    }

    #[test]
    fn a_label_is_part_of_the_arn() {
        assert_eq!(label("arn:aws:states:r:0:mapRun:m/L:id"), "L");
        assert_eq!(label("x"), "");
    }
}
