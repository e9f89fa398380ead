//! The log lines of one environment: one stream, and the tail that an invocation may ask for.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use crate::control::logs::LogSink;

/// What `LogType: Tail` gives (Lambda API reference, Invoke: "the last 4 KB").
const TAIL_BYTES: usize = 4096;
/// CloudWatch Logs' largest event; longer text is cut here, where AWS splits it.
const EVENT_BYTES: usize = 256 * 1024;
/// What one invocation may log; the rest is dropped, so that a handler in a loop cannot fill the memory.
const INVOCATION_BYTES: usize = 8 * 1024 * 1024;

/// Writes to the environment's stream.
pub(super) struct InvocationLog {
    sink: Arc<dyn LogSink>,
    group: String,
    stream: String,
    tail: String,
    left: usize,
}

impl fmt::Debug for InvocationLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvocationLog")
            .field("stream", &self.stream)
            .finish_non_exhaustive()
    }
}

/// How an invocation ended, for its REPORT line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// With a result or an error of the handler.
    Answered,
    /// At the time limit.
    TimedOut,
    /// With the end of the runtime's process.
    Exited,
}

impl InvocationLog {
    pub(super) fn new(sink: Arc<dyn LogSink>, group: &str, version: &str) -> Self {
        let day = Timestamp::now().strftime("%Y/%m/%d").to_string();
        Self {
            sink,
            group: group.to_owned(),
            stream: format!("{day}/[{version}]{}", Uuid::new_v4().simple()),
            tail: String::new(),
            left: INVOCATION_BYTES,
        }
    }

    /// The stream's name, `YYYY/MM/DD/[version]hex`.
    pub(super) fn stream(&self) -> &str {
        &self.stream
    }

    /// Begins an invocation.
    pub(super) fn begin(&mut self, request_id: &str, version: &str) {
        self.write(format!("START RequestId: {request_id} Version: {version}\n"));
    }

    /// Writes what the handler logged.
    pub(super) fn console(&mut self, mut text: String) {
        text.truncate(text.floor_char_boundary(EVENT_BYTES));
        if let Some(left) = self.left.checked_sub(text.len()) {
            self.left = left;
            self.write(text);
        }
    }

    /// Writes a line of the platform.
    pub(super) fn platform(&mut self, text: String) {
        self.write(text);
    }

    /// Ends an invocation with the lines END and REPORT (form recorded on AWS 2025-11-24).
    pub(super) fn end(&mut self, request_id: &str, report: &Report) {
        self.write(format!("END RequestId: {request_id}\n"));
        self.write(report.line(request_id));
        self.left = INVOCATION_BYTES;
    }

    /// Takes the end of the log since it was last taken.
    pub(super) fn take_tail(&mut self) -> String {
        std::mem::take(&mut self.tail)
    }

    fn write(&mut self, text: String) {
        self.tail.push_str(&text);
        if self.tail.len() > TAIL_BYTES {
            let start = self.tail.ceil_char_boundary(self.tail.len() - TAIL_BYTES);
            self.tail.drain(..start);
        }
        let now = Timestamp::now().as_millisecond();
        self.sink.write(&self.group, &self.stream, now, text);
    }
}

/// What the REPORT line says.
#[derive(Debug)]
pub(super) struct Report {
    /// The handler's time.
    pub(super) duration: Duration,
    /// The time of the initialisation if this was a cold start.
    pub(super) init: Option<Duration>,
    /// The function's memory in MB.
    pub(super) memory: u32,
    /// The memory in use in MB.
    pub(super) used: u64,
    /// How it ended.
    pub(super) status: Status,
}

impl Report {
    fn line(&self, request_id: &str) -> String {
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        // Since August 2025 the initialisation is billed (AWS Compute Blog, "AWS Lambda standardizes billing for INIT phase").
        let billed = millis(self.duration + self.init.unwrap_or_default()).ceil();
        let mut line = format!(
            "REPORT RequestId: {request_id}\tDuration: {:.2} ms\tBilled Duration: {billed:.0} ms\tMemory Size: {} MB\tMax Memory Used: {} MB\t",
            millis(self.duration),
            self.memory,
            self.used,
        );
        if let Some(init) = self.init {
            line += &format!("Init Duration: {:.2} ms\t", millis(init));
        }
        match self.status {
            Status::Answered => {}
            Status::TimedOut => line += "Status: timeout",
            Status::Exited => line += "Status: error\tError Type: Runtime.ExitError",
        }
        line.push('\n');
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_reads_as_recorded() {
        let mut report = Report {
            duration: Duration::from_micros(3010),
            init: Some(Duration::from_micros(110_100)),
            memory: 128,
            used: 36,
            status: Status::Answered,
        };
        assert_eq!(
            report.line("id"),
            "REPORT RequestId: id\tDuration: 3.01 ms\tBilled Duration: 114 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tInit Duration: 110.10 ms\t\n"
        );
        report.init = None;
        assert_eq!(
            report.line("id"),
            "REPORT RequestId: id\tDuration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\t\n"
        );
    }

    struct Nowhere;
    impl LogSink for Nowhere {
        fn write(&self, _: &str, _: &str, _: i64, _: String) {}
    }

    #[test]
    fn the_tail_keeps_the_last_four_kilobytes() {
        let mut log = InvocationLog::new(Arc::new(Nowhere), "/aws/lambda/f", "$LATEST");
        assert!(log.stream().contains("/[$LATEST]"));
        log.console("é".repeat(5000));
        log.console("end".into());
        let tail = log.take_tail();
        assert!(
            tail.len() <= TAIL_BYTES && tail.ends_with("éend"),
            "{} bytes",
            tail.len()
        );
        assert_eq!(log.take_tail(), "");
    }
}
