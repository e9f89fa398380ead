//! The execution log that TestInvokeMethod returns.

use jiff::Timestamp;

/// Lines of an execution log, or nothing if nobody reads it.
#[derive(Debug, Default)]
pub struct ExecutionLog(Option<String>);

impl ExecutionLog {
    /// A log that is kept.
    #[must_use]
    pub fn kept() -> Self {
        Self(Some(String::new()))
    }

    /// Appends a line, if the log is kept; only then is it composed.
    pub fn line(&mut self, compose: impl FnOnce() -> String) {
        if let Some(text) = &mut self.0 {
            let at = Timestamp::now().strftime("%a %b %d %H:%M:%S UTC %Y");
            text.push_str(&format!("{at} : {}\n", compose()));
        }
    }

    /// The text, with the header line of the request's id.
    #[must_use]
    pub fn finish(self, request_id: &str) -> String {
        format!(
            "Execution log for request {request_id}\n{}",
            self.0.unwrap_or_default()
        )
    }
}

/// `{a=b, c=d}`, as Java prints a map.
pub fn java_map<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let entries: Vec<_> = entries
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{{{}}}", entries.join(", "))
}
