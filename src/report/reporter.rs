//! Hands events to every report.

use std::io;

use super::Event;
use crate::exchange::Redactor;

/// A report that is made from events.
pub trait Sink {
    /// Takes in the next event.
    ///
    /// # Errors
    /// Where the report cannot be written, for example on a full disk.
    fn take(&mut self, event: &Event) -> io::Result<()>;
}

/// Takes secrets out of events and hands them on. Nothing of a run is shown or written but through it.
pub struct Reporter<'a> {
    redactor: Redactor,
    sinks: Vec<Box<dyn Sink + Send + 'a>>,
}

impl std::fmt::Debug for Reporter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reporter")
            .field("sinks", &self.sinks.len())
            .finish_non_exhaustive()
    }
}

impl<'a> Reporter<'a> {
    /// A reporter without reports.
    #[must_use]
    pub fn new(redactor: Redactor) -> Self {
        Self {
            redactor,
            sinks: Vec::new(),
        }
    }

    /// Adds a report. Evidence goes first, so that it is written even if the others fail.
    #[must_use]
    pub fn to(mut self, sink: impl Sink + Send + 'a) -> Self {
        self.sinks.push(Box::new(sink));
        self
    }

    /// Tells all reports, also when one of them fails.
    ///
    /// # Errors
    /// The first failure.
    pub fn tell(&mut self, event: &Event) -> io::Result<()> {
        let event = event.redacted(&self.redactor)?;
        let results: Vec<_> = self.sinks.iter_mut().map(|sink| sink.take(&event)).collect();
        results.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Evidence, sample};

    struct Broken;

    impl Sink for Broken {
        fn take(&mut self, _: &Event) -> io::Result<()> {
            Err(io::Error::other("disk full"))
        }
    }

    #[test]
    fn a_broken_report_does_not_keep_events_from_the_others() {
        let mut evidence = Vec::new();
        let redactor = Redactor::default().account("111122223333");
        let mut reporter = Reporter::new(redactor)
            .to(Broken)
            .to(Evidence::new(&mut evidence));
        let error = reporter
            .tell(&sample::event(sample::failed()))
            .expect_err("one is broken");
        assert_eq!(error.to_string(), "disk full");
        drop(reporter);
        let text = String::from_utf8(evidence).expect("text");
        assert_eq!(text.lines().count(), 1);
        assert!(
            text.contains("<account>") && !text.contains("111122223333"),
            "{text}"
        );
    }
}
