//! The events themselves, one JSON document a line.

use std::io::{self, Write};

use super::{Event, Sink};

/// Writes each event as a line and flushes it, so that a run which is killed leaves what it knew.
#[derive(Debug)]
pub struct Evidence<W>(W);

impl<W: Write> Evidence<W> {
    /// Evidence in this file.
    pub fn new(file: W) -> Self {
        Self(file)
    }
}

impl<W: Write> Sink for Evidence<W> {
    fn take(&mut self, event: &Event) -> io::Result<()> {
        let mut line = serde_json::to_vec(event)?;
        line.push(b'\n');
        self.0.write_all(&line)?;
        self.0.flush()
    }
}
